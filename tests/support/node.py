"""Installs packages of npm into a folder of the user's cache; it knows none of them."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.support import cache

_INSTALLING = 300.0  # seconds


class NoNode(Exception):
    """What was asked for cannot run here; the message says what it would take."""


def installed(
    name: str,
    packages: Mapping[str, str],
    *,
    tools: tuple[str, ...] = (),
    finish: Callable[[Path], None] = lambda _folder: None,
) -> Path:
    """The folder that has ``node_modules`` with these versions, made where it is not there.

    ``tools`` are programs that are needed beside Node; ``finish`` is called once with a new
    folder. Raises ``NoNode``.
    """
    for tool in ("node", "npm", *tools):
        if shutil.which(tool) is None:
            raise NoNode(f"{name} needs {tool}, which is not on the PATH")
    key = hashlib.sha256(json.dumps(packages).encode()).hexdigest()[:12]
    home = cache.folder() / f"{name}-{key}".lower()
    if not home.exists():
        home.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f"{name}-".lower(), dir=home.parent))
        try:
            _install(made, name, packages)
            finish(made)
            made.rename(home)
        except OSError:
            if not home.exists():  # another run was first
                raise
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return home


def _install(folder: Path, name: str, packages: Mapping[str, str]) -> None:
    project = {"private": True, "dependencies": packages}
    (folder / "package.json").write_text(json.dumps(project), "utf-8")
    options = ("--no-audit", "--no-fund", "--ignore-scripts")
    run(name, "npm", "install", *options, at=folder)


def run(name: str, *command: str, at: Path) -> None:
    """Run one step of an installation. Raises ``NoNode``."""
    try:
        subprocess.run(
            command,
            cwd=at,
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_INSTALLING,
        )
    except subprocess.CalledProcessError as failed:
        said = failed.stdout.decode("utf-8", "replace").strip().splitlines()[-3:]
        words = f"{' '.join(command[:2])} failed: {' | '.join(said)}"
        raise NoNode(f"{name} could not be installed: {words}") from None
    except subprocess.TimeoutExpired:
        words = f"{command[0]} took more than {_INSTALLING:.0f} s"
        raise NoNode(f"{name} could not be installed: {words}") from None
