"""The runtime of each kind of models passes both type checkers in their strict modes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from plainsdk.kinds import Kind
from plainsdk.render.templates import runtime_files

_OTHERS = [kind for kind in Kind if kind is not Kind.DATACLASS]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package for each kind, with the runtime as that kind's SDKs have it."""
    made = tmp_path_factory.mktemp("kinds")
    for kind in _OTHERS:
        package = made / f"of_{kind.value}"
        package.mkdir()
        for name, text in runtime_files(kind).items():
            (package / name).write_text(text, "utf-8")
    return made


def _run(folder: Path, *command: str) -> str:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    ran = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**kept, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode in (0, 1), ran.stdout + ran.stderr
    return ran.stdout


def test_mypy(folder: Path) -> None:
    packages = [word for kind in _OTHERS for word in ("-p", f"of_{kind.value}")]
    options = ["--strict", "--python-version=3.11", "--config-file=", "--no-pretty"]
    said = _run(folder, "mypy", *options, *packages)
    assert said.startswith("Success"), said


def test_pyright(folder: Path) -> None:
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11"}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    python = f"--pythonpath={sys.executable}"
    said = json.loads(_run(folder, "pyright", "--outputjson", python))
    found = [f"{one['file']}: {one['message']}" for one in said["generalDiagnostics"]]
    assert not found, "\n".join(found)


def test_dataclasses_need_no_other_library(folder: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, 'templates'); import runtime.codec;"
        "import runtime.validation;"
        "assert not {'pydantic', 'msgspec', 'typing_extensions'} & {*sys.modules}"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", script], cwd=root, check=True)
