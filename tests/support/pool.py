"""Runs a function over many documents in several processes, each bounded in memory and time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, Protocol, TypeVar

if sys.platform != "win32":
    import resource


class Sized(Protocol):
    """A document; ``size`` in bytes."""

    @property
    def size(self) -> int: ...


S = TypeVar("S", bound=Sized)
T = TypeVar("T")

WORKERS = min(os.cpu_count() or 1, 4)
MEMORY = 3 << 30
"""Bytes that one process may take: a document that needs more is one that crashes."""
SECONDS = 300
"""How long one document may take in one process."""
_TASKS = 500  # documents before new processes take over, so that memory is given back


def over(function: Callable[[S], T], documents: Iterable[S]) -> Iterator[tuple[S, T]]:
    """Give what the function makes of each document, in no order, the largest begun first.

    ``function`` is one that a process can import by name.
    """
    todo = sorted(documents, key=lambda one: -one.size)
    for first in range(0, len(todo), _TASKS):
        with ProcessPoolExecutor(
            max_workers=WORKERS,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_bound,
        ) as pool:
            running: list[tuple[S, Future[T]]] = [
                (document, pool.submit(_timed, function, document))
                for document in todo[first : first + _TASKS]
            ]
            for document, future in running:
                yield document, future.result()


class TooLong(Exception):
    """A document took longer than it may."""


def _bound() -> None:
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.signal(signal.SIGALRM, _late)


def _late(_number: int, _frame: Any) -> None:
    raise TooLong(f"more than {SECONDS} seconds")


def _timed(function: Callable[[S], T], document: S) -> T:
    if sys.platform == "win32":
        return function(document)
    signal.alarm(SECONDS)
    try:
        return function(document)
    finally:
        signal.alarm(0)
