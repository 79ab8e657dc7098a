"""Python processes for benchmarks: of a given interpreter, with byte code that is compiled first."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.code import NOT_COMPILED
from tests.sdks import said
from tests.support.server import Server, stream

ROOT = Path(__file__).resolve().parents[2]

EVENT = said.event(said.chat_chunk("Hello"))


class Interpreter(NamedTuple):
    """A Python, and the folder that holds its byte code: nothing is written to the repository."""

    python: Path
    byte_code: Path

    def run(self, program: str, *arguments: str) -> str:
        """What a program prints. Raises ``CalledProcessError``."""
        done = subprocess.run(
            [self.python, "-c", program, *arguments],
            env=self._environment(),
            cwd=ROOT,
            check=True,
            text=True,
            stdout=subprocess.PIPE,
        )
        return done.stdout

    def work(self, script: Path, *arguments: str, path: Path = ROOT) -> Any:
        """The JSON that a script prints; it finds packages in ``path``."""
        done = subprocess.run(
            [self.python, script, *arguments],
            env={**self._environment(), "PYTHONPATH": str(path)},
            cwd=ROOT,
            check=True,
            text=True,
            stdout=subprocess.PIPE,
        )
        return json.loads(done.stdout)

    def seconds(self, program: str) -> float:
        """How long a process takes from before its start to after its end."""
        begun = time.perf_counter()
        self.run(program)
        return time.perf_counter() - begun

    def seconds_to_first_event(self, program: str) -> float:
        """How long a process takes until it has printed what a local server streams to it."""
        with Server(stream(EVENT, said.DONE)) as server:
            begun = time.perf_counter()
            with subprocess.Popen(
                [self.python, "-c", program, server.url],
                env=self._environment(),
                cwd=ROOT,
                text=True,
                stdout=subprocess.PIPE,
            ) as process:
                assert process.stdout is not None
                line = process.stdout.readline()
                took = time.perf_counter() - begun
        if line != "Hello\n":
            raise RuntimeError(f"no event came: {line!r}")
        return took

    def compile(self, program: str) -> None:
        """Run a program until all that it loads has byte code. Raises ``RuntimeError``."""
        for _ in range(2):
            with Server(stream(EVENT, said.DONE)) as server:
                self.run(program, server.url)
        with Server(stream(EVENT, said.DONE)) as server:
            done = subprocess.run(
                [self.python, "-c", program + NOT_COMPILED, server.url],
                env=self._environment(),
                cwd=ROOT,
                check=True,
                text=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
        if done.stderr:
            raise RuntimeError(f"no byte code for {done.stderr.split()}")

    def _environment(self) -> dict[str, str]:
        kept = {n: v for n, v in os.environ.items() if not n.startswith("PYTHON")}
        return {**kept, "PYTHONPYCACHEPREFIX": str(self.byte_code)}
