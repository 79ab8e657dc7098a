"""Finds the line of a key in a TOML text; it parses nothing."""

from __future__ import annotations

import re
from typing import cast


def line_of(text: str, keys: tuple[str, ...]) -> int:
    """The line of a key, of the table around it where the key is not found, else 1.

    A search, not a parser: it knows headers and keys at the start of a line, which is
    how these tables are written.
    """
    best, found = 1, 0
    header: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        head = re.match(r"\s*\[+\s*(.+?)\s*\]+\s*(?:#.*)?$", line)
        entry = re.match(r"""\s*((?:"[^"]*"|'[^']*'|[\w.\- ])+?)\s*=""", line)
        if head:
            header = here = _split(head[1])
        elif entry:
            here = (*header, *_split(entry[1]))
        else:
            continue
        if len(here) > found and here == keys[: len(here)]:
            best, found = number, len(here)
    return best


def _split(dotted: str) -> tuple[str, ...]:
    parts = cast("list[str]", re.findall(r""""[^"]*"|'[^']*'|[\w\-]+""", dotted))
    return tuple(part.strip("\"'") for part in parts)
