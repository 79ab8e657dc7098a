"""Gives every wish in one scope a name of its own.

A lower rank never displaces a higher one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from ..diagnostics import Diagnostics, Pointer
from .identifiers import digest, own_spelling, with_signs


class Rank(IntEnum):
    """Where a name comes from: the configuration, the document's key, what an extension
    calls a thing that has none, or the path that leads there.
    """

    PINNED = 0
    GIVEN = 1
    CALLED = 2
    MADE = 3


class Wish(NamedTuple):
    """What a thing would like to be called: its source's spelling, and the name made of
    it.

    ``longer`` are other spellings, for where the name is another's, the best first.
    """

    pointer: Pointer
    source: str
    name: str
    rank: Rank
    longer: tuple[str, ...] = ()

    @property
    def precedence(self) -> tuple[int, bool, bool, str, str]:
        """The order in which wishes for one name are granted; position in a file is no
        part.
        """
        alike = self.source.casefold() == self.name.casefold()
        other = self.source != self.name
        return (self.rank, other, not alike, self.source, str(self.pointer))


@dataclass(frozen=True)
class Scope:
    """Where names must differ, and how they are compared there.

    ``form`` makes a name of words. ``own``: which of the sources' own spellings can
    stand as they are. ``pinned``: whether the configuration can give a name here.
    """

    what: str
    form: Callable[[str], str]
    folded: bool = False
    own: Callable[[str], bool] = str.isascii
    pinned: bool = True

    def key(self, name: str) -> str:
        """Return what two names that clash have in common."""
        return name.casefold() if self.folded else name


def assign(
    wishes: Iterable[Wish], scope: Scope, report: Diagnostics, strict: bool
) -> Mapping[Pointer, str]:
    """Return a name for every wish; those that cannot have the name they want are
    reported.
    """
    all_wishes = list(wishes)
    if len({scope.key(wish.name) for wish in all_wishes}) == len(all_wishes):
        return {wish.pointer: wish.name for wish in all_wishes}
    wanted: dict[str, list[Wish]] = defaultdict(list)
    for wish in all_wishes:
        wanted[scope.key(wish.name)].append(wish)
    taken = set(wanted)
    names: dict[Pointer, str] = {}
    displaced: dict[Pointer, str] = {}
    for group in [wanted[key] for key in sorted(wanted)]:
        if len(group) > 1:
            group.sort(key=lambda wish: wish.precedence)
        first, *others = group
        names[first.pointer] = first.name
        if not others:
            continue
        sources = Counter(wish.source for wish in group)
        spelled = [
            list(_spelled(wish, sources[wish.source] == 1, scope)) for wish in group
        ]
        # By what two could be called neither is: it would be the other's if that had none.
        shared = Counter(
            key for several in spelled for key in {scope.key(name) for name in several}
        )
        for other, several in zip(others, spelled[1:], strict=True):
            own = [name for name in several if shared[scope.key(name)] == 1]
            own += map(scope.form, other.longer)
            name = _another(other, own, sources[other.source] == 1, scope, taken)
            taken.add(scope.key(name))
            names[other.pointer] = name
            displaced[other.pointer] = first.source
    for wish in all_wishes:
        source = displaced.get(wish.pointer)
        if source is not None:
            new = names[wish.pointer]
            report_collision(source, wish, new, scope, report, strict)
    return {wish.pointer: names[wish.pointer] for wish in all_wishes}


def _another(
    wish: Wish, own: list[str], alone: bool, scope: Scope, taken: set[str]
) -> str:
    """Return a name that is made of the wish and of nothing beside it.

    ``own`` are those that it might have, the best first. ``alone``: no other wish for the
    same name has its spelling.
    """
    for name in own:
        if scope.key(name) not in taken:
            return name
    stem = wish.name.rstrip("_")
    spelling = wish.source if alone else str(wish.pointer)
    while scope.key(name := f"{stem}_{digest(spelling)}") in taken:
        spelling += f" {wish.pointer}"
    return name


def _spelled(wish: Wish, alone: bool, scope: Scope) -> Iterator[str]:
    """Walk through the names by which its spelling tells a thing from another."""
    own = own_spelling(wish.source)
    if own is not None and scope.own(own):
        yield own
    if wish.rank in (Rank.GIVEN, Rank.CALLED) and alone:
        spelled = with_signs(wish.source)
        if spelled is not None:
            yield scope.form(spelled)
        elif wish.source.startswith("_"):
            yield f"{wish.name.rstrip('_')}_"


def report_collision(
    first: str,
    other: Wish,
    name: str,
    scope: Scope,
    report: Diagnostics,
    strict: bool,
) -> None:
    """Say that a wish did not get its name, which something else has."""
    message = (
        f"{scope.what} {other.source!r} would be called {other.name!r}, as"
        f" {first!r} is; it is called {name!r} instead"
    )
    if scope.pinned:
        message += (
            f'. To pin the name, put "{other.pointer}" = "{name}" into the names of the'
            " configuration"
        )
    if strict:
        report.error("name-collision", message, other.pointer)
    else:
        report.warning("name-collision", message, other.pointer)
