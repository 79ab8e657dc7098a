"""Wire names of columns: facts from ``http.yaml``, else guesses, marked as such."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ... import words
from ...diagnostics import Diagnostics, Place


@dataclass(frozen=True)
class Wire:
    """What a column is called on the wire, and whether that was made up."""

    name: str
    guessed: bool


class WireNames:
    """The names of one run; it remembers which facts were needed."""

    def __init__(self, facts: Mapping[str, str], camel: bool) -> None:
        self._facts = facts
        self._camel = camel
        self._used: set[str] = set()
        self._same: set[str] = set()

    def field(self, column: str, *owners: str) -> Wire:
        """The name of a field or parameter of the first owner that a fact speaks of."""
        return self._wire(column, self._guess(column), owners)

    def header(self, column: str, *owners: str) -> Wire:
        """The name of a header: words joined by hyphens, unless a fact says other."""
        return self._wire(column, column.strip("_").replace("_", "-"), owners)

    def known(self, column: str, name: str, *owners: str) -> Wire:
        """A name that a path template gives; a fact may only repeat it."""
        return Wire(self._wire(column, name, owners).name, False)

    def report_unneeded(
        self, report: Diagnostics, place: Callable[[str], Place | None]
    ) -> None:
        """Say which facts match no row, or say what would have been guessed."""
        for fact, name in self._facts.items():
            if fact not in self._used:
                said = f"{fact!r} names no row of any page; write Class.column"
                report.error("unneeded-name", said, place(fact))
            elif fact in self._same:
                said = f"{fact!r} is {name!r} without this line; remove it"
                report.error("unneeded-name", said, place(fact))

    def _wire(self, column: str, guess: str, owners: tuple[str, ...]) -> Wire:
        for owner in owners:
            fact = f"{owner}.{column}"
            if fact in self._facts:
                self._used.add(fact)
                if self._facts[fact] == guess:
                    self._same.add(fact)
                return Wire(self._facts[fact], False)
        return Wire(guess, guess != column)

    def _guess(self, column: str) -> str:
        name = column.rstrip("_") or column
        if self._camel and "_" in name:
            start = len(name) - len(name.lstrip("_"))
            return name[:start] + (words.camel(name) or name[start:])
        return name
