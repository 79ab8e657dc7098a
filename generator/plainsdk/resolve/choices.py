"""Choices among schemas, ``oneOf`` and ``anyOf``; opens no reference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ..diagnostics import Diagnostics, Pointer
from ..document import Json
from .keywords import Schema, has_no_shape, is_null, kinds, mapping

_MOST = 24
_TELLTALE = ("type", "const", "enum")


@dataclass(frozen=True)
class Choice:
    """A choice among members, which stands in the schema at ``at``."""

    keyword: str
    members: tuple[Json, ...]
    at: str


def telling(choice: Choice) -> bool:
    """Whether a choice says more than which keys go together."""
    return not all(is_null(one) or has_no_shape(one) for one in choice.members) or all(
        map(is_null, choice.members)
    )


def telltale(schema: Schema) -> dict[str, Json]:
    """Return what shows soonest that two schemas have no value in common."""
    found = {key: schema[key] for key in _TELLTALE if key in schema}
    constants: dict[str, Json] = {
        name: telltale(property_)
        for name, property_ in mapping(schema.get("properties")).items()
        if isinstance(property_, dict) and {"const", "enum"} & property_.keys()
    }
    return {**found, "properties": constants} if constants else found


def of_type(
    choice: Choice,
    beside: Schema,
    own: bool,
    is_possible: Callable[[tuple[Json, ...]], bool],
) -> Choice | None:
    """Return a choice without the members that are not of the type beside it.

    None where no member is left, unless the type is the choice's ``own``, from the same
    schema: of two parts the one that names a single type is the more special.
    """
    if "type" not in beside:
        return choice
    kind: dict[str, Json] = {"type": beside["type"]}
    null = own or "null" in kinds(beside) or beside.get("nullable") is True
    kept = tuple(
        one
        for one in choice.members
        if (null if is_null(one) else is_possible((kind, one)))
    )
    if len(kept) == len(choice.members) or (own and all(map(is_null, kept))):
        return choice
    return None if all(map(is_null, kept)) else replace(choice, members=kept)


def combined(
    choices: list[Choice],
    is_possible: Callable[[tuple[Json, ...]], bool],
    at: Pointer,
    report: Diagnostics,
) -> list[tuple[Json, ...]]:
    """Return every way to choose one member of each choice that some value can be.

    A choice that makes too many of them is left out, with a warning.
    """
    found: list[tuple[Json, ...]] = [()]
    for choice in choices:
        more = [(*one, member) for one in found for member in choice.members]
        possible = [one for one in more if is_possible(one)] or more
        if len(possible) > max(_MOST, len(choice.members)):
            report.warning(
                "open-choice",
                f"the choices of this schema make more than {_MOST} cases;"
                f" {choice.keyword!r} is not read",
                at,
            )
        else:
            found = possible
    return found


def leave_unchecked(choice: Choice, at: Pointer, report: Diagnostics) -> None:
    """Say that a choice makes no types of its own."""
    report.note(
        "open-choice",
        f"{choice.keyword!r} only says which keys go together, which is not checked",
        at,
    )
