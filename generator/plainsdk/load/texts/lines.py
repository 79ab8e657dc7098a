"""Where the values of a text stand, found once for all that is asked; reads no text."""

from __future__ import annotations

from collections.abc import Sequence


class Lines:
    """The line, from 1, of a value, and of those below it by key or index."""

    __slots__ = ("below", "line")

    def __init__(self, line: int) -> None:
        self.line = line
        self.below: dict[str, Lines] | None = None

    def add(self, key: str, line: int) -> Lines:
        """Note a value below this one."""
        made = Lines(line)
        if self.below is None:
            self.below = {}
        return self.below.setdefault(key, made)

    def at(self, parts: Sequence[str]) -> int:
        """The line of the value at the keys, or of the nearest one around it."""
        return self._nearest(parts)[0].line

    def has(self, parts: Sequence[str]) -> bool:
        """Whether there is a value at the keys."""
        return self._nearest(parts)[1] == len(parts)

    def _nearest(self, parts: Sequence[str]) -> tuple[Lines, int]:
        found = self
        for depth, part in enumerate(parts):
            inner = None if found.below is None else found.below.get(part)
            if inner is None:
                return found, depth
            found = inner
        return found, len(parts)
