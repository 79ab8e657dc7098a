"""Runs commands and says what they took; it knows no generator."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Run(NamedTuple):
    """What one process took, with its children: seconds from start to end, seconds of processors,
    and the peak of the largest in MB.
    """

    seconds: float
    processor: float
    peak: float
    status: int


def run(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]
) -> Run:
    """Run a command to its end in a folder; what it prints is thrown away."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    took = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 2**20 if sys.platform == "darwin" else 2**10  # bytes there, KB elsewhere
    processor = used.ru_utime + used.ru_stime
    return Run(took, processor, used.ru_maxrss / unit, process.returncode)


def lines_of(folder: Path) -> int:
    """How many lines of Python a folder has."""
    return sum(file.read_bytes().count(b"\n") for file in folder.rglob("*.py"))
