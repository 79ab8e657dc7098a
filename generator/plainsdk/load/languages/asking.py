"""Asks a foreign parser about a file, and says with the file and line what it refuses."""

from __future__ import annotations

import re

from ...document import Json
from .known import Language
from .reading import Spot

_QUOTED = re.compile(r"'([\w.]+)'|\"([\w.]+)\"|(\w[\w.]*)$")


def ask(language: Language, given: Json, spot: Spot, text: str = "") -> Json:
    """What a library makes of a file; None after it was reported that it refuses it.

    ``text`` stands for the file's own, where it was changed before.
    """
    from .converters import Refused, convert  # loads very much

    try:
        return convert(
            language, text or spot.source.text, given, spot.where, spot.source.path
        )
    except Refused as error:
        line = error.line or _line_of(error.words, spot.source.text)
        words = f"{language.value}: {error.words}"
        spot.report.error(error.code, words, spot.source.place(line))
        return None


def _line_of(words: str, text: str) -> int:
    """The line of the last name in some words that stands in a text, else the first."""
    names = [one[1] or one[2] or one[3] for one in _QUOTED.finditer(words)]
    for name in reversed(names):
        word = re.escape(name.rpartition(".")[2])
        found = re.search(rf"\b{word}\b", text)
        if found is not None:
            return text.count("\n", 0, found.start()) + 1
    return 1
