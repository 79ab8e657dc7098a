"""Mypy and pyright, in their strict modes, report the marked lines of ``wrong.py`` and nothing else."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.goldens import harness

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FILES = ("right.py", "wrong.py")
MARK = re.compile(r"# wrong: \S")

Found = dict[tuple[str, int], str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Both files beside the expected packages, as a project that has these SDKs."""
    made = tmp_path_factory.mktemp("typing")
    harness.lay_out(made)
    for name in FILES:
        shutil.copy(HERE / name, made)
    yield made


def _run(command: list[str], folder: Path) -> str:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    ran = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**kept, "MYPYPATH": str(ROOT), "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode in (0, 1), ran.stdout + ran.stderr
    return ran.stdout


def _marked() -> set[tuple[str, int]]:
    lines = (HERE / "wrong.py").read_text("utf-8").split("\n")
    return {("wrong.py", at) for at, line in enumerate(lines, 1) if MARK.search(line)}


def _compare(found: Found) -> None:
    wanted = _marked()
    assert len(wanted) > 90
    unwanted = [f"{k}: {v}" for k, v in sorted(found.items()) if k not in wanted]
    missed = [f"{key}: no error" for key in sorted(wanted - set(found))]
    assert not unwanted + missed, "\n".join(unwanted + missed)


def test_mypy(folder: Path, pytestconfig: pytest.Config) -> None:
    cache = pytestconfig.cache.mkdir("typing-mypy") if pytestconfig.cache else ""
    options = ["--strict", "--output=json", "--python-version=3.11", "--config-file="]
    more = ["--follow-imports=silent", f"--cache-dir={cache}", "--hide-error-context"]
    said = _run(["mypy", *options, *more, *FILES], folder)
    found: Found = {}
    for line in said.splitlines():
        item = json.loads(line)
        if item["severity"] == "error":
            found[(item["file"], item["line"])] = item["message"]
    _compare(found)


def test_pyright(folder: Path) -> None:
    settings = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "include": [*FILES],
        "extraPaths": [str(ROOT)],
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    python = f"--pythonpath={sys.executable}"
    said = json.loads(_run(["pyright", "--outputjson", python], folder))
    found: Found = {}
    for item in said["generalDiagnostics"]:
        if item["severity"] == "error":
            at = item["range"]["start"]["line"] + 1
            found[(Path(item["file"]).name, at)] = item["message"]
    _compare(found)
