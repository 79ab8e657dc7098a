"""The choices that a schema stands in the middle of, and where choices lead; opens nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..diagnostics import Diagnostics, Pointer
from .choices import Choice

_DEEPEST = 40
_MOST = 256
_MOST_IN_A_CIRCLE = 24


@dataclass(frozen=True)
class Way:
    """The choices in the middle of which a schema stands, and how many cases they make."""

    choices: tuple[str, ...] = ()
    cases: int = 1

    @property
    def is_endless(self) -> bool:
        """Whether it goes deeper than any schema that somebody wrote."""
        return len(self.choices) > _DEEPEST

    def into(self, choices: Iterable[Choice], cases: int) -> Way:
        """Return the way into one of the cases of some choices."""
        return Way((*self.choices, *(one.at for one in choices)), self.cases * cases)


class Ways:
    """Where the choices of one document lead.

    ``choices_in`` returns the choices that a member of a choice has still to make.
    """

    def __init__(self, choices_in: Callable[[Choice, int], list[Choice]]) -> None:
        self._choices_in = choices_in
        self._known: dict[tuple[str, str], frozenset[str]] = {}

    def are_too_many(
        self, choice: Choice, way: Way, at: Pointer, report: Diagnostics
    ) -> bool:
        """Whether one more choice would make too many cases of a schema; it says so.

        The cases of choices within choices multiply, and where a choice leads back to
        one that it stands in, without an end.
        """
        cases = way.cases * len(choice.members)
        if not way.choices or cases <= _MOST_IN_A_CIRCLE:
            return False
        if cases <= _MOST and self._reached(choice).isdisjoint(way.choices):
            return False
        report.warning(
            "open-choice",
            "the choices that this schema stands in make too many cases of it;"
            f" {choice.keyword!r} is not read",
            at,
        )
        return True

    def _reached(self, choice: Choice) -> frozenset[str]:
        """Return the places of all choices that the members of one lead to."""
        key = (choice.at, choice.keyword)
        known = self._known.get(key)
        if known is not None:
            return known
        found: set[str] = set()
        seen, pending = {key}, [choice]
        while pending:
            one = pending.pop()
            for index in range(len(one.members)):
                for inner in self._choices_in(one, index):
                    found.add(inner.at)
                    if (inner.at, inner.keyword) not in seen:
                        seen.add((inner.at, inner.keyword))
                        pending.append(inner)
        made = self._known[key] = frozenset(found)
        return made
