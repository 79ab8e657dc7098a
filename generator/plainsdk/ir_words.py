"""Where the name of a thing comes from: the document, or the way that leads there.

A part of ``ir``, which hands all of it on; no Python text.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Given:
    """A name that the document gives; ``words``: those that it would have without one."""

    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Made:
    """No name was given: the words of the path that leads here from a named owner."""

    words: tuple[str, ...]
