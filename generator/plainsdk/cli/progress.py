"""A sign of life on a terminal, for a run that takes longer than a second."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.status import Status

_PATIENCE = 1.0


@contextmanager
def progress(words: str) -> Generator[Callable[[str], None]]:
    """A spinner on standard error while the block runs; the value changes its words.

    Nothing is loaded or shown before a second has passed, or where there is no
    terminal.
    """
    if not sys.stderr.isatty():
        yield lambda _words: None
        return
    spinner = _Spinner(words)
    timer = threading.Timer(_PATIENCE, spinner.start)
    timer.daemon = True
    timer.start()
    try:
        yield spinner.say
    finally:
        timer.cancel()
        spinner.stop()


class _Spinner:
    """A spinner that starts in the timer's thread and stops in the main one."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._status: Status | None = None
        self._over = False
        self._guard = threading.Lock()

    def start(self) -> None:
        from rich.console import Console

        with self._guard:
            if not self._over:
                self._status = Console(stderr=True).status(self._words)
                self._status.start()

    def say(self, words: str) -> None:
        with self._guard:
            self._words = words
            if self._status is not None:
                self._status.update(words)

    def stop(self) -> None:
        with self._guard:
            self._over = True
            if self._status is not None:
                self._status.stop()
