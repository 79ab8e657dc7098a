"""What is measured: pairs of runs in turn, A B A B, so that what else the machine does hits both."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from typing import NamedTuple

from tests.benchmarks.claims import heavy
from tests.benchmarks.code import FIRST_EVENT, READY, names, timed
from tests.benchmarks.running import Interpreter


class Row(NamedTuple):
    """One line of the table. ``base`` is what ``ours`` is compared with for the target."""

    what: str
    unit: str
    ours: float
    peer: float | None
    base: float
    base_name: str
    target: float | None
    """What ``ours / base`` may be at most."""

    @property
    def ratio(self) -> float:
        """How many times the base ours is."""
        return self.ours / self.base


def in_turn(rounds: int, *runs: Callable[[], float]) -> list[float]:
    """The median of each, after as many rounds."""
    times = [[run() for run in runs] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def starting(python: Interpreter, rounds: int) -> list[Row]:
    """Milliseconds from nothing to a client that is ready, and to the first event."""
    for program in (*READY.values(), *FIRST_EVENT.values()):
        python.compile(program)
    loaded = python.run(names(READY["ours"])).split()
    assert not heavy(loaded), heavy(loaded)

    def ready(side: str) -> Callable[[], float]:
        return lambda: float(python.run(timed(READY[side])).split()[0])

    def whole(program: str) -> Callable[[], float]:
        return lambda: python.seconds(program)

    def first(side: str) -> Callable[[], float]:
        return lambda: python.seconds_to_first_event(FIRST_EVENT[side])

    ours, peer = in_turn(rounds, ready("ours"), ready("mistralai"))
    rows = [_start("import to a ready client", ours, peer, 0.1)]
    ours, peer, empty = in_turn(
        rounds, whole(READY["ours"]), whole(READY["mistralai"]), whole("")
    )
    rows.append(_start("the same, whole process", ours, peer, None))
    rows.append(_start("a process that does nothing", empty, peer, None))
    ours, peer, bare = in_turn(rounds, first("ours"), first("mistralai"), first("bare"))
    rows.append(_start("start to first event", ours, peer, 0.25))
    rows.append(_start("the HTTP library alone", bare, peer, None))
    return rows


def modules(python: Interpreter) -> dict[str, int]:
    """How many modules each side has loaded when its client is ready."""
    return {side: len(python.run(names(READY[side])).split()) for side in READY}


def _start(what: str, ours: float, peer: float, target: float | None) -> Row:
    return Row(what, "ms", ours * 1e3, peer * 1e3, peer * 1e3, "mistralai", target)
