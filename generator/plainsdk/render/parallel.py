"""Runs parts of one piece of work at once, in copies of this process.

It knows nothing of rendering. A part that fails in a copy is run again here, so that what it
raises is raised here.
"""

from __future__ import annotations

import marshal
import os
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Texts: TypeAlias = list[tuple[str, str]]
"""Texts by path."""

Part: TypeAlias = Callable[[], Texts]

_MOST = 4


def processes() -> int:
    """How many parts can run at once; one where copying this process is not safe or cheap.

    A copy has only the thread that made it: what another one holds would be held for ever.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST)


def made_at_once(parts: Sequence[Part]) -> Texts:
    """What all the parts make, in their order; the first one runs in this process."""
    first, *others = parts
    running = [_begun(part) for part in others]
    try:
        made = first()
        for one in running:
            made += one.result()
        return made
    finally:
        for one in running:
            one.end()


@dataclass
class _Copy:
    """A copy of this process that runs a part; ``reader`` is what it writes to."""

    part: Part
    process: int
    reader: int | None

    def result(self) -> Texts:
        """What the part made, by the copy or else here."""
        assert self.reader is not None
        with os.fdopen(self.reader, "rb") as stream:
            self.reader = None
            content = stream.read()
        return marshal.loads(content) if self.end() else self.part()

    def end(self) -> bool:
        """Wait for the copy, which has no one to write to any more; whether it did all."""
        if self.reader is not None:
            os.close(self.reader)
            self.reader = None
        if not self.process:
            return False
        _, status = os.waitpid(self.process, 0)
        self.process = 0
        return status == 0


def _begun(part: Part) -> _Copy:
    reader, writer = os.pipe()
    process = os.fork()
    if process:
        os.close(writer)
        return _Copy(part, process, reader)
    status = 1
    try:
        os.close(reader)
        with os.fdopen(writer, "wb") as stream:
            marshal.dump(part(), stream)
        status = 0
    finally:
        os._exit(status)  # what is open here is closed by the other process
