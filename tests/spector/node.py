"""Installs and runs Spector, the conformance server of the TypeSpec project; it knows no SDK.

Where there is no Node, no git or no registry, ``NoNode`` says which.
"""

from __future__ import annotations

import json
import re
import subprocess
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.support import node

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

_STARTING, _STOPPING = 60.0, 10.0  # seconds
_STARTED = re.compile(r"Started server on (\d+)")


def installed() -> Path:
    """The folder that has ``node_modules``, made where it is not there yet.

    Raises ``NoNode``.
    """
    return node.installed("Spector", PACKAGES, tools=("git",), finish=_commit)


def assets(home: Path) -> Path:
    """The folder of files that scenarios send and expect."""
    return home / "node_modules" / "@typespec" / "http-specs" / "assets"


def _commit(folder: Path) -> None:
    # The server asks for the commit of the folder that its scenarios stand in.
    node.run("Spector", "git", "init", "--quiet", at=folder)
    author = ("-c", "user.name=none", "-c", "user.email=none@localhost")
    words = ("commit", "--quiet", "--allow-empty", "--no-gpg-sign", "-m", "none")
    node.run("Spector", "git", *author, *words, at=folder)


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
