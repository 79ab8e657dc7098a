"""All expected packages pass the checkers, each in one run, with the code that uses them.

The runtime is not checked here but as itself. ``wrong_use.py`` must be refused in exactly the
lines that end in ``# error``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.goldens.harness import HERE, cases

_ROOT = HERE.parents[1]
_MARK = "# error"


def _run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return {**kept, "MYPYPATH": str(_ROOT), "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}


def _marked(folder: Path) -> set[tuple[str, int]]:
    return {
        (use.relative_to(folder).as_posix(), number)
        for use in (folder / "uses").glob("*_wrong_use.py")
        for number, line in enumerate(use.read_text("utf-8").split("\n"), 1)
        if line.rstrip().endswith(_MARK)
    }


def _compare(found: dict[tuple[str, int], str], folder: Path) -> None:
    wanted = _marked(folder)
    unwanted = [
        f"{path}:{line}: {text}"
        for (path, line), text in sorted(found.items())
        if (path, line) not in wanted
    ]
    missed = [f"{path}:{line}: no error" for path, line in sorted(wanted - set(found))]
    assert not unwanted + missed, "\n".join(unwanted + missed)


def test_mypy_accepts_everything_but_wrong_use(
    laid_out: Path, pytestconfig: pytest.Config
) -> None:
    files = [
        path.relative_to(laid_out).as_posix()
        for path in sorted(laid_out.rglob("*.py"))
        if "_runtime" not in path.parts and "runtime" not in path.parts
    ]
    options = ["--strict", "--output=json", "--python-version=3.11", "--config-file="]
    cache = pytestconfig.cache.mkdir("goldens-mypy") if pytestconfig.cache else ""
    ran = _run(
        ["mypy", *options, "--follow-imports=silent", f"--cache-dir={cache}", *files],
        laid_out,
    )
    assert ran.returncode in (0, 1), ran.stdout + ran.stderr
    found: dict[tuple[str, int], str] = {}
    for line in ran.stdout.splitlines():
        if line.startswith("{"):
            item = json.loads(line)
            found[(item["file"], item["line"])] = item["message"]
    _compare(found, laid_out)


def test_pyright_accepts_everything_but_wrong_use(laid_out: Path) -> None:
    settings = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "include": ["golden", "uses"],
        "exclude": ["**/_runtime", "**/runtime"],
        "extraPaths": [str(_ROOT)],
    }
    (laid_out / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    python = f"--pythonpath={sys.executable}"
    ran = _run(["pyright", "--outputjson", python], laid_out)
    assert ran.stdout.startswith("{"), ran.stdout + ran.stderr
    found: dict[tuple[str, int], str] = {}
    for item in json.loads(ran.stdout)["generalDiagnostics"]:
        path = Path(item["file"]).relative_to(laid_out.resolve()).as_posix()
        found[(path, item["range"]["start"]["line"] + 1)] = item["message"]
    _compare(found, laid_out)


def _expected() -> list[str]:
    return [str(case.folder / "expected") for case in cases() if case.is_used]


def test_ruff_finds_nothing(tmp_path: Path) -> None:
    options = ["--isolated", "--no-cache", "--target-version=py311"]
    ran = _run(["ruff", "check", *options, *_expected()], tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_black_would_change_nothing(tmp_path: Path) -> None:
    config = tmp_path / "black.toml"
    config.write_text(
        "", "utf-8"
    )  # else the settings around the goldens would be found
    options = ["--check", "--diff", "--quiet", f"--config={config}"]
    ran = _run(["black", *options, *_expected()], tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
