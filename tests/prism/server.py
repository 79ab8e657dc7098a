"""Installs and runs Prism, which checks requests against a document and answers from it.

It knows no SDK.
"""

from __future__ import annotations

import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support import node

PACKAGES = {"@stoplight/prism-cli": "5.14.2"}
"""The last one that runs on Node 18, 20 and 22."""

_STARTING, _STOPPING = 240.0, 10.0  # seconds


def installed() -> Path:
    """The folder that has Prism, made where it is not there yet.

    Raises ``NoNode``.
    """
    return node.installed("Prism", PACKAGES)


class Prism:
    """A server of its own process for one document, from ``with`` to the end of it.

    It has begun to start once it is made. It answers from the document's examples, and
    from schemas where a request prefers that, the same in every run.
    """

    def __init__(self, home: Path, document: Path) -> None:
        self._port = _free_port()
        self._log = document.with_suffix(".log")
        self._command = [
            "node",
            "--max-old-space-size=2048",
            str(home / "node_modules/@stoplight/prism-cli/dist/index.js"),
            "mock",
            "--host=127.0.0.1",
            f"--port={self._port}",
            "--seed=plainsdk",
            "--cors=false",
            "--verboseLevel=silent",
            str(document),
        ]
        self._process = self._begin()

    def _begin(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            return subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def revive(self) -> None:
        """Begin anew where it has ended by itself, as it does at some requests."""
        if self._process.poll() is not None:
            self._process = self._begin()
            self._wait()

    def stop(self) -> None:
        """End it, whether it has started or not."""
        self._process.kill()
        self._process.wait(_STOPPING)

    def _wait(self) -> None:
        until = time.monotonic() + _STARTING
        while time.monotonic() < until:
            if self._process.poll() is not None:
                said = self._log.read_text("utf-8", "replace")[-2000:]
                raise RuntimeError(f"Prism ended at once:\n{said}")
            try:
                socket.create_connection(("127.0.0.1", self._port), 1.0).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError(f"Prism did not start in {_STARTING:.0f} s")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
