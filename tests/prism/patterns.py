"""Makes texts that regular expressions match, the same from the same chance."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from random import Random
from re import _constants as c  # type: ignore[attr-defined]  # no public parser
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_MANY = 6  # repetitions beyond the least, at most
_USUAL = "abcdefgh01234567"
_CLASSES = {
    c.CATEGORY_DIGIT: "0123456789",
    c.CATEGORY_SPACE: " ",
    c.CATEGORY_WORD: "abcxyzABC019_",
    c.CATEGORY_NOT_DIGIT: "abc-",
    c.CATEGORY_NOT_SPACE: "abc-",
    c.CATEGORY_NOT_WORD: "-+",
}
_SIGNS = [chr(one) for one in range(32, 127)]


def matching(pattern: str, random: Random, low: int, high: int) -> str | None:
    """A text that a pattern matches, of so many characters; None where none is found."""
    try:
        compiled = re.compile(pattern)
        parsed = parser.parse(pattern)
    except (re.error, OverflowError):
        return None  # ECMA-262 has more
    for more in (0, 1, 2, _MANY, 40, 200):
        for _ in range(4):
            text = _Writer(random, more).text(parsed)
            if text is not None and low <= len(text) <= high and compiled.search(text):
                return text
    return None


class _Writer:
    """Writes one text; ``more`` is how often what may repeat does, beyond the least."""

    def __init__(self, random: Random, more: int) -> None:
        self._random = random
        self._more = more

    def text(self, parts: Iterable[Any]) -> str | None:
        made = [self._part(kind, value) for kind, value in parts]
        return None if None in made else "".join(one for one in made if one)

    def _part(self, kind: Any, value: Any) -> str | None:
        repeats = (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT)
        if kind in repeats:
            low, high, inner = value
            times = min(int(high), int(low) + self._more)
            made = [self.text(inner) for _ in range(times)]
            return None if None in made else "".join(one for one in made if one)
        writers: dict[Any, Callable[[Any], str | None]] = {
            c.LITERAL: chr,
            c.NOT_LITERAL: lambda one: self._random.choice(
                [sign for sign in _USUAL if ord(sign) != one]
            ),
            c.ANY: lambda _one: self._random.choice(_USUAL),
            c.IN: self._one_of,
            c.BRANCH: lambda one: self.text(self._random.choice(one[1])),
            c.SUBPATTERN: lambda one: self.text(one[3]),
            c.ATOMIC_GROUP: self.text,
            c.AT: lambda _one: "",
            c.ASSERT: lambda _one: "",
            c.ASSERT_NOT: lambda _one: "",
        }
        return writers[kind](value) if kind in writers else None

    def _one_of(self, parts: list[Any]) -> str | None:
        signs: list[str] = []
        refused = False
        for kind, value in parts:
            if kind is c.NEGATE:
                refused = True
            elif kind is c.LITERAL:
                signs.append(chr(value))
            elif kind is c.RANGE:
                low, high = value
                signs += [chr(one) for one in range(low, min(high, low + 200) + 1)]
            elif kind is c.CATEGORY:
                signs += _CLASSES.get(value, "")
        if refused:
            signs = [one for one in _SIGNS if one not in signs]
        return self._random.choice(signs) if signs else None
