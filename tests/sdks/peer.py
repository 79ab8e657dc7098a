"""A virtual environment with a published SDK, kept outside the repository between runs.

It is where ``PLAINSDK_TEST_CACHE`` says, else in the user's folder for caches.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from tests.support import cache

MISTRALAI = "mistralai==1.5.1"


class NoPeer(Exception):
    """The SDK cannot be installed here; the message says why."""


def interpreter(requirement: str, patience: float = 300.0) -> Path:
    """The Python that has ``requirement`` installed, made now if it is not there.

    ``patience`` is how long that may take, in seconds. Raises ``NoPeer``.
    """
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    place = cache.folder() / f"{requirement.replace('==', '-')}-python{version}"
    if not place.exists():
        _install(requirement, place, patience)
    return _python(place)


def _python(place: Path) -> Path:
    windows = sys.platform == "win32"
    return place / ("Scripts/python.exe" if windows else "bin/python")


def _install(requirement: str, place: Path, patience: float) -> None:
    """Make the environment beside its place and move it there, so that it is whole or absent."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=place.parent, prefix="making-"))
    except OSError as error:
        raise NoPeer(f"no folder for {requirement}: {error}") from error
    try:
        venv.create(made, with_pip=True)
        _pip(_python(made), requirement, patience)
        made.rename(place)
    except (OSError, subprocess.SubprocessError) as error:
        if not place.exists():  # else another run was faster
            raise NoPeer(f"cannot install {requirement}: {error}") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _pip(python: Path, requirement: str, patience: float) -> None:
    done = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", requirement],
        check=False,
        capture_output=True,
        text=True,
        timeout=patience,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["pip says nothing"]
        raise NoPeer(f"cannot install {requirement}: {said[-1]}")
