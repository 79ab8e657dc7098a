"""What a client that is ready has loaded: names and numbers of modules, and no clock."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.claims import heavy
from tests.benchmarks.code import READY, names

ROOT = Path(__file__).resolve().parents[2]

PACKAGES = [("generated.mistral", "chat"), ("generated.atoma", "completions")]


def loaded(program: str) -> list[str]:
    """The modules that a program loads in a process of its own, without those of its start."""
    done = subprocess.run(
        [sys.executable, "-c", names(program)],
        cwd=ROOT,
        check=True,
        text=True,
        stdout=subprocess.PIPE,
    )
    return done.stdout.split()


def test_the_program_that_is_measured_is_light() -> None:
    assert heavy(loaded(READY["ours"])) == []


def test_the_claim_would_notice() -> None:
    program = "import generated.mistral.models as m; m.Tool; import http.client, uuid\n"
    found = heavy(loaded(program))
    wanted = {"generated.mistral.models.tool", "http.client", "uuid", "dataclasses"}
    assert wanted <= set(found)


@pytest.mark.parametrize("kind", ["Client", "AsyncClient"])
@pytest.mark.parametrize(("package", "group"), PACKAGES)
def test_a_ready_client_is_light(package: str, group: str, kind: str) -> None:
    program = (
        f"from {package} import {kind}\n"
        f"client = {kind}(api_key='x')\n"
        f"client.{group}.stream, client.with_options(timeout=1.0), repr(client)\n"
    )
    found = loaded(program)
    assert heavy(found) == []
    own = [name for name in found if name.startswith("generated")]
    # The package, its client, one group's resources and requests, and what these are made of.
    assert len(own) <= 22, own
    assert len(found) - len(own) <= 60, found


@pytest.mark.parametrize(("package", "group"), PACKAGES)
def test_the_public_face_costs_nothing(package: str, group: str) -> None:
    found = loaded(f"import {package}, {package}.models, {package}.requests\n")
    own = [name for name in found if name.startswith("generated")]
    parts = ["", "._runtime", "._runtime.lazy", ".models", ".requests"]
    assert own == ["generated", *(f"{package}{part}" for part in parts)]


def test_an_error_can_be_caught_without_an_http_library() -> None:
    program = "from generated.mistral import errors, UNSET\nerrors.RateLimitError\n"
    assert heavy(loaded(program)) == []


def test_a_request_loads_no_http_library() -> None:
    found = loaded(
        "from generated.mistral import requests\n"
        "requests.chat.stream(model='m', messages=[]).build('https://x')\n"
    )
    assert [
        n
        for n in heavy(found)
        if n.partition(".")[0] in ("httpcore", "httpcore2", "httpx", "httpx2")
    ] == []
    models = [name for name in found if name.startswith("generated.mistral.models.")]
    assert "generated.mistral.models.chat_completion_response" not in models
    assert "generated.mistral.models.http_validation_error" not in models
