"""Runs linters and type checkers over one generated package; each gives what it complains of."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.corpus.generated import PARENT, Made, home

_MANY = 20  # complaints that are shown of one document

_IMPORTING = Path(__file__).with_name("importing.py")


def shown(complaints: Sequence[str]) -> str:
    """The first complaints, and how many more there are."""
    more = len(complaints) - _MANY
    return "\n".join([*complaints[:_MANY], *([f"and {more} more"] if more > 0 else [])])


def imported(made: Made) -> tuple[list[str], dict[str, dict[str, bool]]]:
    """Import everything and resolve every annotation, in a process of its own.

    Gives the faults, and for each class which of its fields' annotations hold ``Any``.
    """
    ran = subprocess.run(
        [sys.executable, "-P", _IMPORTING, home(), f"{PARENT}.{made.entry.name}"],
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode != 0:
        return [ran.stderr[-2000:]], {}
    found = json.loads(ran.stdout)
    return found["faults"], found["fields"]


def mypy(made: Made, plugin: str = "") -> list[str]:
    """What ``mypy --strict`` says of a package; its runtime is checked as itself."""
    files = [
        file.relative_to(home()).as_posix()
        for file in sorted(made.package.rglob("*.py"))
        if "_runtime" not in file.relative_to(made.package).parts
    ]
    with tempfile.TemporaryDirectory() as scratch:
        listed = Path(scratch, "files")
        listed.write_text("\n".join(files), "utf-8")
        config = ""
        if plugin:
            config = f"{scratch}/mypy.ini"
            Path(config).write_text(f"[mypy]\nplugins = {plugin}\n", "utf-8")
        options = ["--strict", "--python-version=3.11", "--no-pretty"]
        options.append(f"--config-file={config}")
        more = ["--follow-imports=silent", f"--cache-dir={scratch}/cache"]
        ran = _run(["mypy", *options, *more, f"@{listed}"])
    if ran.returncode == 0:
        return []
    return [line for line in ran.stdout.splitlines() if ": error:" in line] or [
        ran.stdout + ran.stderr
    ]


def pyright(made: Made) -> list[str]:
    """What pyright says of a package in its strict mode."""
    settings = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "include": [f"{PARENT}/{made.entry.name}"],
        "exclude": ["**/_runtime"],
    }
    config = home() / f"pyright-{made.entry.name}.json"  # its folder is the project's
    config.write_text(json.dumps(settings), "utf-8")
    python = f"--pythonpath={sys.executable}"
    ran = _run(["pyright", "--outputjson", python, f"--project={config}"])
    if not ran.stdout.startswith("{"):
        return [ran.stdout[-2000:] + ran.stderr[-2000:]]
    said = json.loads(ran.stdout)
    if not said["summary"]["filesAnalyzed"]:
        return ["no file was read"]
    found: list[dict[str, Any]] = said["generalDiagnostics"]
    return [
        f"{Path(one['file']).relative_to(made.package)}"
        f":{one['range']['start']['line'] + 1}: {one['message']}"
        for one in found
    ]


def ruff(*made: Made) -> list[str]:
    """What ``ruff check`` says of packages under its default rules."""
    options = ["--isolated", "--no-cache", "--target-version=py311"]
    folders = [str(one.package) for one in made]
    ran = _run(["ruff", "check", *options, "--output-format=concise", *folders])
    return [] if ran.returncode == 0 else (ran.stdout + ran.stderr).splitlines()


def black(*made: Made) -> list[str]:
    """Which lines of packages ``black`` would change; their runtime is checked as itself."""
    with tempfile.TemporaryDirectory() as scratch:
        config = Path(scratch, "black.toml")
        config.write_text(
            "", "utf-8"
        )  # else settings around the package would be found
        options = ["--check", "--diff", "--quiet", f"--config={config}"]
        kept = "--extend-exclude=/_runtime/"
        folders = [str(one.package) for one in made]
        ran = _run(["black", *options, kept, *folders], BLACK_CACHE_DIR=scratch)
    return [] if ran.returncode == 0 else (ran.stdout + ran.stderr).splitlines()


def _run(
    command: Sequence[str], **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=home(),
        env={**_environment(), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return {**kept, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
