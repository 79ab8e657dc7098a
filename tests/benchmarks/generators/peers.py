"""The generators: how each is told to read a document and write a folder."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.sdks.peer import NoPeer, interpreter

ROOT = Path(__file__).resolve().parents[3]

CLIENT = "openapi-python-client==0.29.1"
GENERATOR = "openapi-generator-cli==7.26.0"
HEY_API = "hey-api==0.0.24"

Command = Callable[[Path, Path], Sequence[str | Path]]
"""From a document and a folder that is not there yet to a command line."""


@dataclass(frozen=True)
class Tool:
    """One generator that can run here."""

    name: str
    command: Command
    environment: Mapping[str, str] = field(default_factory=dict[str, str])


def ours(python: str = sys.executable) -> Tool:
    """plainsdk of this checkout."""

    def command(document: Path, output: Path) -> Sequence[str | Path]:
        head = [python, "-m", "plainsdk", "generate", "--quiet"]
        return [*head, "--spec", document, "--output", output]

    # As when it is installed: the others have their byte code too.
    kept = {"PYTHONDONTWRITEBYTECODE": ""}
    return Tool("plainsdk", command, {"PYTHONPATH": str(ROOT / "generator"), **kept})


def yaml_alone(python: str = sys.executable) -> Tool:
    """PyYAML's C loader on the same file, with the start of Python."""
    program = (
        "import sys, yaml\n"
        "with open(sys.argv[1], 'rb') as file:\n"
        "    yaml.load(file, yaml.CSafeLoader)\n"
    )

    def command(document: Path, output: Path) -> Sequence[str | Path]:
        return [python, "-c", program, document]

    return Tool("yaml.load alone", command)


def peers() -> tuple[list[Tool], list[str]]:
    """The other generators, and a word for each that cannot be had here."""
    found: list[Tool] = []
    missing: list[str] = []
    for make in (_client, _generator, _hey_api):
        try:
            found.append(make())
        except NoPeer as error:
            missing.append(str(error))
    return found, missing


def _client() -> Tool:
    script = _script(CLIENT, "openapi-python-client")

    def command(document: Path, output: Path) -> Sequence[str | Path]:
        head = [*script, "generate", "--meta", "none"]
        return [*head, "--path", document, "--output-path", output]

    # As where its environment is activated: it runs the ruff that it installs.
    path = f"{interpreter(CLIENT).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return Tool("openapi-python-client", command, {"PATH": path})


def _generator() -> Tool:
    if shutil.which("java") is None:
        raise NoPeer(f"{GENERATOR} needs Java")
    script = _script(GENERATOR, "openapi-generator-cli")

    def command(document: Path, output: Path) -> Sequence[str | Path]:
        head = [*script, "generate", "-g", "python", "--skip-validate-spec"]
        return [*head, "-i", document, "-o", output]

    return Tool("openapi-generator", command)


def _hey_api() -> Tool:
    script = _script(HEY_API, "hey-api")

    def command(document: Path, output: Path) -> Sequence[str | Path]:
        return [*script, "--no-log-file", "-i", document, "-o", output]

    return Tool("hey-api", command)


def _script(requirement: str, name: str) -> list[str | Path]:
    """Return the command that a package installs; its script knows where it was made."""
    program = (
        "import sys; from importlib.metadata import entry_points; "
        f"[found] = entry_points(group='console_scripts', name={name!r}); "
        f"sys.argv[0] = {name!r}; sys.exit(found.load()())"
    )
    return [interpreter(requirement), "-c", program]
