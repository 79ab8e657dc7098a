"""What is measured: pairs of runs in turn, A B A B, so that what else the machine does hits both."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.claims import heavy
from tests.benchmarks.code import FIRST_EVENT, READY, names, timed
from tests.benchmarks.running import Interpreter

SIDES = Path(__file__).with_name("sides")


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


def working(python: Interpreter, rounds: int) -> list[Row]:
    """Microseconds of decoding, encoding and streaming in a process that is warm."""
    ours: list[dict[str, float]] = []
    peer: list[dict[str, float]] = []
    for _ in range(rounds):
        ours.append(python.work(SIDES / "ours.py"))
        peer.append(python.work(SIDES / "peer.py"))
    we = {name: statistics.median(run[name] for run in ours) for name in ours[0]}
    they = {name: statistics.median(run[name] for run in peer) for name in peer[0]}
    return _work(we, they)


def _start(what: str, ours: float, peer: float, target: float | None) -> Row:
    return Row(what, "ms", ours * 1e3, peer * 1e3, peer * 1e3, "mistralai", target)


def _work(we: dict[str, float], they: dict[str, float]) -> list[Row]:
    def row(what: str, key: str, base: str, target: float | None) -> Row:
        return Row(what, "µs", we[key], they.get(key), we[base], base, target)

    we = {**we, "on top": we["decode"] - we["json.loads"]}
    events = row("an event of a stream", "events", "json.loads of events", None)
    return [
        row("decode, json.loads included", "decode", "json.loads", None),
        row("decode, on top of json.loads", "on top", "json.loads", 0.7),
        row("arguments to JSON bytes", "encode", "json.dumps", 3),
        row("the same, from objects", "encode objects", "json.dumps", None),
        row("the same, to URL and headers", "build", "json.dumps", None),
        events._replace(base_name="json.loads"),
    ]
