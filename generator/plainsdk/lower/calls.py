"""The group and name of an operation, in the source's own words; no identifier is made."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .. import ir
from ..diagnostics import Diagnostics, Pointer
from ..document import Json
from ..words import snake
from .values import mapping, text, texts

_VERSION = re.compile(
    r"v?\d+([._]\d+)*((alpha|beta|rc)\d*)?|api|apis|rest", re.IGNORECASE
)
_SEPARATOR = re.compile(r"[./:_]+")
_GROUP_IN_ID = re.compile(r"([A-Z][0-9A-Za-z]*)_[A-Za-z]")
"""``PetStore_list``: how TypeSpec and AutoRest write a group that has no tag."""


class Found(NamedTuple):
    """An operation where it stands in the document."""

    path: str
    method: str
    value: Mapping[str, Json]
    at: Pointer


class Call(NamedTuple):
    """What an operation is called: ``name`` within its group, and where it is from."""

    group: tuple[str, ...]
    name: str
    origin: ir.Origin


def call_of(one: Found, group: tuple[str, ...], repeated: bool) -> Call:
    """Return what an operation of a group is called.

    ``repeated``: another operation of the group has its operationId, which then names
    neither of them but the first.
    """
    value = one.value
    chosen = text(value.get("x-plainsdk-name"))
    if chosen:
        short = chosen.removeprefix(".".join(group) + ".") or chosen
        return Call(group, short, ir.Given(short))
    given = text(value.get("operationId")).strip()
    if given and not repeated:
        return Call(group, _without_group(given, group), ir.Given(given))
    words = tuple(part for part in re.split(r"[^0-9A-Za-z]+", one.path) if part)
    made = (one.method.lower(), *words)
    return Call(group, "_".join(made), ir.Made(made))


def groups_of(
    operations: Iterable[Found], declared: Iterable[str]
) -> dict[Pointer, tuple[str, ...]]:
    """Return the group of each operation; groups that are spelled alike are one.

    ``declared`` are the document's own tags, whose spelling counts before others.
    """
    own = {one.at: _group(one.value, one.path) for one in operations}
    tags = frozenset(declared)
    alike: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for group in own.values():
        for depth, part in enumerate(group):
            alike[_folded(group[: depth + 1])].add(part)
    spelled = {
        key: min(parts, key=lambda part: (part not in tags, part != snake(part), part))
        for key, parts in alike.items()
    }
    return {
        at: tuple(spelled[_folded(group[: depth + 1])] for depth in range(len(group)))
        for at, group in own.items()
    }


def _folded(group: tuple[str, ...]) -> tuple[str, ...]:
    """Return what groups that are spelled alike have in common."""
    return tuple(snake(part) or part for part in group)


def _group(value: Mapping[str, Json], path: str) -> tuple[str, ...]:
    """Return the group of an operation: its first tag, with dots between its parts.

    Without one it is what stands before the ``_`` of its operationId, where that is
    spelled like a class, else the first word of the path that is no version and no
    variable, so that no other operation changes it.
    """
    chosen = texts(value.get("x-plainsdk-group"))
    if chosen:
        return tuple(chosen)
    tag = next((one.strip() for one in texts(value.get("tags")) if one.strip()), "")
    parts = tuple(part for part in tag.split(".") if part)
    if parts and all(part[0].isalpha() for part in parts):
        return parts
    if tag:
        return (tag,)
    before = _GROUP_IN_ID.match(text(value.get("operationId")).strip())
    if before:
        return (before[1],)
    for segment in re.split(r"[?#]", path)[0].split("/"):
        usable = segment and "{" not in segment and not _VERSION.fullmatch(segment)
        if usable and snake(segment):
            return (segment,)
    return ("api",)


def _without_group(given: str, group: tuple[str, ...]) -> str:
    """Return an operationId without its group at the beginning: ``repos/list-commits``
    of ``repos`` is ``list-commits``.
    """
    wanted = snake("_".join(group))
    for sign in _SEPARATOR.finditer(given):
        rest = given[sign.end() :]
        if snake(given[: sign.start()]) == wanted and rest[:1].isalpha():
            return rest
    return given


def repeated(
    operations: Iterable[Found],
    groups: Mapping[Pointer, tuple[str, ...]],
    report: Diagnostics,
) -> frozenset[Pointer]:
    """Return the operations whose operationId names another one of their group.

    The one with the first pointer keeps it, wherever it stands in the file.
    """
    by_id: dict[tuple[tuple[str, ...], str], list[Found]] = defaultdict(list)
    for one in operations:
        given = text(one.value.get("operationId")).strip()
        if given and not text(one.value.get("x-plainsdk-name")):
            by_id[(groups[one.at], given)].append(one)
    others: set[Pointer] = set()
    for (_, given), same in by_id.items():
        first, *rest = sorted(same, key=lambda one: one.at.text)
        for other in rest:
            others.add(other.at)
            report.note(
                "repeated-operation-id",
                f"{first.method.upper()} {first.path} is called {given!r} too; this one is"
                " named after its method and path",
                other.at,
            )
    return frozenset(others)


def links_of(operation: Mapping[str, Json]) -> tuple[str, ...]:
    """Return the operations to which the links of responses lead (OpenAPI 3.1, 4.8.20)."""
    found: dict[str, None] = {}
    for response in mapping(operation.get("responses")).values():
        for link in mapping(mapping(response).get("links")).values():
            target = mapping(link)
            name = text(target.get("operationId")) or text(target.get("operationRef"))
            if name:
                found[name] = None
    return tuple(found)
