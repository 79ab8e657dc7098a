"""Installs and runs LiteLLM's proxy, which speaks as model servers do; it knows no SDK.

Its answers are mocked by itself: no model is asked, and nothing leaves the machine.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

import yaml

from tests.sdks import peer

LITELLM = "litellm[proxy]==1.106.2"
KEY = "sk-of-the-tests"
MODEL = "mocked"
ANSWER = "It is a small and plain answer, in several pieces."

_INSTALLING, _STARTING, _STOPPING = 900.0, 180.0, 10.0  # seconds
_CONFIG = {
    "model_list": [
        {
            "model_name": MODEL,
            "litellm_params": {
                "model": "openai/gpt-4o-mini",
                "api_key": "none",
                "mock_response": ANSWER,
            },
        }
    ],
    "litellm_settings": {"callbacks": "slow.slow"},
    "general_settings": {"master_key": KEY},
}


class LiteLlm:
    """A server of its own process, from ``with`` to the end of it."""

    def __init__(self, python: Path, folder: Path) -> None:
        (folder / "config.yaml").write_text(yaml.safe_dump(_CONFIG), "utf-8")
        shutil.copy(Path(__file__).with_name("slow.py"), folder)
        self._sent = folder / "sent"
        self._log = folder / "log"
        self._port = _free_port()
        start = "import sys, litellm; sys.exit(litellm.run_server())"
        options = ["--config=config.yaml", "--host=127.0.0.1", f"--port={self._port}"]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [python, "-c", start, *options],
                cwd=folder,
                env=_environment(SENT_AT=str(self._sent)),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    def forget(self) -> None:
        """Begin a new list of what is sent."""
        self._sent.unlink(missing_ok=True)

    def sent(self) -> list[float]:
        """When each piece of the last stream was handed on, in seconds since the epoch."""
        return [float(one) for one in self._sent.read_text("utf-8").split()]

    def __enter__(self) -> Self:
        try:
            self._wait()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def _wait(self) -> None:
        until = time.monotonic() + _STARTING
        while time.monotonic() < until:
            if self._process.poll() is not None:
                said = self._log.read_text("utf-8", "replace")[-2000:]
                raise RuntimeError(f"LiteLLM ended at once:\n{said}")
            try:
                urllib.request.urlopen(f"{self.url}/health/liveliness", timeout=5)
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise RuntimeError(f"LiteLLM did not start in {_STARTING:.0f} s")

    def _stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(_STOPPING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(_STOPPING)


def installed() -> Path:
    """The Python that has LiteLLM. Raises ``peer.NoPeer``."""
    return peer.interpreter(LITELLM, _INSTALLING)


def _environment(**more: str) -> dict[str, str]:
    """Nothing of the tests' own Python, and nothing that asks other machines."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "LITELLM", "OPENAI", "DATABASE"))
    }
    local = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_TELEMETRY": "False"}
    return {**kept, **local, "DO_NOT_TRACK": "1", **more}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
