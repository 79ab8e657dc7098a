"""Installs and runs Spector, the conformance server of the TypeSpec project; it knows no SDK.

Its packages go into a folder of the user's cache that is named after their versions. Where there
is no Node, no git or no registry, ``NoSpector`` says which.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PACKAGES = {
    "@typespec/compiler": "1.11.0",
    "@typespec/http": "1.11.0",
    "@typespec/http-specs": "0.1.0-alpha.33-dev.3",
    "@typespec/rest": "0.79.0",
    "@typespec/spector": "0.1.0-alpha.24-dev.2",
    "@typespec/versioning": "0.79.0",
    "@typespec/xml": "0.79.0",
}
"""Those whose scenarios are the ones of ``shared/conformance/spector``, and what they need."""

_INSTALLING, _STARTING, _STOPPING = 300.0, 60.0, 10.0  # seconds
_STARTED = re.compile(r"Started server on (\d+)")


class NoSpector(Exception):
    """There is no server here; the message says what it would take."""


def installed() -> Path:
    """The folder that has ``node_modules``, made where it is not there yet.

    Raises ``NoSpector``.
    """
    for tool in ("node", "npm", "git"):
        if shutil.which(tool) is None:
            raise NoSpector(f"Spector needs {tool}, which is not on the PATH")
    key = hashlib.sha256(json.dumps(PACKAGES).encode()).hexdigest()[:12]
    home = _cache() / f"spector-{key}"
    if not home.exists():
        made = Path(tempfile.mkdtemp(prefix="spector-", dir=home.parent))
        try:
            _install(made)
            made.rename(home)
        except OSError:
            if not home.exists():  # another run was first
                raise
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return home


def assets(home: Path) -> Path:
    """The folder of files that scenarios send and expect."""
    return home / "node_modules" / "@typespec" / "http-specs" / "assets"


def _cache() -> Path:
    """The user's folder for what can be made again, else one for all."""
    given = os.environ.get("XDG_CACHE_HOME")
    home = Path(given) if given else Path("~/.cache").expanduser()
    folder = home / "plainsdk-tests"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.gettempdir()) / "plainsdk-tests"
        folder.mkdir(exist_ok=True)
    return folder


def _install(folder: Path) -> None:
    project = {"private": True, "dependencies": PACKAGES}
    (folder / "package.json").write_text(json.dumps(project), "utf-8")
    quiet = ("--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=0")
    _run("npm", "install", *quiet, at=folder)
    # The server asks for the commit of the folder that its scenarios stand in.
    _run("git", "init", "--quiet", at=folder)
    author = ("-c", "user.name=none", "-c", "user.email=none@localhost")
    words = ("commit", "--quiet", "--allow-empty", "--no-gpg-sign", "-m", "none")
    _run("git", *author, *words, at=folder)


def _run(*command: str, at: Path) -> None:
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
        said = failed.stdout.decode("utf-8", "replace").splitlines()
        errors = [line for line in said if "error" in line][:3]
        words = f"{' '.join(command[:2])} failed: {' | '.join(errors)}"
        raise NoSpector(f"Spector could not be installed: {words}") from None
    except subprocess.TimeoutExpired:
        words = f"took more than {_INSTALLING:.0f} s"
        raise NoSpector(f"Spector could not be installed: npm {words}") from None


class Spector:
    """A server of its own process, from ``with`` to the end of it.

    It has begun to start once it is made, so that several start at the same time.
    """

    def __init__(self, home: Path, folder: Path, name: str) -> None:
        modules = home / "node_modules" / "@typespec"
        self._log = folder / f"{name}.log"
        command = [
            "node",
            str(modules / "spector" / "dist" / "src" / "cli" / "cli.js"),
            "serve",
            str(modules / "http-specs" / "specs"),
            "--port=0",
            f"--coverageFile={folder / f'{name}.json'}",
        ]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command, cwd=home, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self._port = 0

    @property
    def url(self) -> str:
        """Where it listens, as the server itself calls it: a scheme, a host and a port."""
        return f"http://localhost:{self._port}"

    def __enter__(self) -> Self:
        try:
            self._port = self._started()
        except BaseException:
            self._kill()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            request = urllib.request.Request(f"{self.url}/.admin/stop", method="POST")
            urllib.request.urlopen(request, timeout=_STOPPING).close()
            self._process.wait(_STOPPING)
        except (OSError, subprocess.TimeoutExpired):
            self._kill()

    def _started(self) -> int:
        until = time.monotonic() + _STARTING
        while time.monotonic() < until:
            said = self._log.read_text("utf-8", "replace")
            found = _STARTED.search(said)
            if found:
                return int(found[1])
            if self._process.poll() is not None:
                raise RuntimeError(f"Spector ended at once:\n{said}")
            time.sleep(0.05)
        raise RuntimeError(f"Spector did not start in {_STARTING:.0f} s:\n{said}")

    def _kill(self) -> None:
        self._process.kill()
        self._process.wait(_STOPPING)

    def coverage(self) -> dict[str, str]:
        """What the server says of each scenario: ``pass``, ``fail`` or ``not-implemented``."""
        with urllib.request.urlopen(f"{self.url}/.coverage", timeout=_STOPPING) as said:
            reports: list[dict[str, Any]] = json.load(said)
        return {
            name: one for report in reports for name, one in report["results"].items()
        }
