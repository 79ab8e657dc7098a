"""What an API says of the size and form of its values; a part of ``ir``, which has it all."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Range:
    """Bounds of a number: ``low`` and ``high`` inclusive, ``above`` and ``below``
    exclusive.
    """

    low: int | float | None = None
    high: int | float | None = None
    above: int | float | None = None
    below: int | float | None = None
    step: int | float | None = None


@dataclass(frozen=True)
class Length:
    """Bounds of the length of a text, list or map, and whether items must differ."""

    low: int | None = None
    high: int | None = None
    unique: bool = False


@dataclass(frozen=True)
class Pattern:
    """A regular expression (ECMA-262) that a text must contain a match of."""

    regex: str
