"""Lowers ``enum`` and ``const``; changes no value into one of another kind."""

from __future__ import annotations

from collections.abc import Mapping

from .. import ir
from ..document import Json
from .places import Lowering, Spot
from .values import mapping, text, texts

Value = str | int | float | bool
_KINDS = {
    "string": (str,),
    "integer": (int, float),
    "number": (int, float),
    "boolean": (bool,),
}


def enumerated(
    schema: Mapping[str, Json], spot: Spot, lowering: Lowering
) -> ir.Type | None:
    """Return the type that a schema's values make; None where they say nothing.

    A value that is an object or an array cannot be told from others by its type: the
    schema is left to its other keywords.
    """
    if "const" in schema:
        return _of([schema["const"]], schema, spot, lowering)
    values = schema.get("enum")
    if not isinstance(values, list):
        return None
    if not values:
        lowering.note(
            "open-enum", "an enumeration of no value is ignored", spot.pointer
        )
        return None
    return _of(values, schema, spot, lowering)


def _of(
    values: list[Json], schema: Mapping[str, Json], spot: Spot, lowering: Lowering
) -> ir.Type | None:
    known = [value for value in values if isinstance(value, str | int | float)]
    if len(known) < len([value for value in values if value is not None]):
        lowering.note(
            "open-enum",
            "values that are objects or arrays are not checked: the type is left wider",
            spot.pointer,
        )
        return None
    if not known:
        return ir.Scalar(ir.ScalarKind.NULL)
    _check(known, schema, spot, lowering)
    inner = enumeration(distinct(known))
    return ir.Nullable(inner) if None in values else inner


def enumeration(values: tuple[Value, ...]) -> ir.Type:
    """Return the type of values that are known."""
    if len(values) == 1:
        return ir.Constant(values[0])
    if set(map(type, values)) == {bool}:
        return ir.Scalar(ir.ScalarKind.BOOLEAN)
    return ir.Enumeration(values)


def _check(
    values: list[Value], schema: Mapping[str, Json], spot: Spot, lowering: Lowering
) -> None:
    """Say where a value is none of the types that the schema names."""
    found = schema.get("type")
    names = [found] if isinstance(found, str) else texts(found)
    allowed = [kind for name in names for kind in _KINDS.get(name, ())]
    if not allowed or all(type(value) in allowed for value in values):
        return
    lowering.warn(
        "enum-type",
        f"not every value of the enumeration is of type {' or '.join(names)!r}; the"
        " values are used as they are written",
        spot.pointer,
    )


def distinct(values: list[Value]) -> tuple[Value, ...]:
    """Drop repeated values; 1, 1.0 and True are three."""
    return tuple({(type(value), value): value for value in values}.values())


def meanings(schema: Mapping[str, Json]) -> tuple[tuple[Json, str], ...]:
    """Return what a document says of single values: by name, or member by member."""
    values = schema.get("enum")
    names = schema.get("x-plainsdk-enum-names")
    if isinstance(values, list) and isinstance(names, list):
        pairs = zip(values, names, strict=False)
        return tuple(
            (value, text(name))
            for value, name in pairs
            if _says_more(value, text(name))
        )
    if isinstance(values, list) and isinstance(names, Mapping):
        return tuple(
            (value, text(names[str(value)]))
            for value in values
            if _says_more(value, text(names.get(str(value))))
        )
    found: list[tuple[Json, str]] = []
    for keyword in ("oneOf", "anyOf"):
        members = schema.get(keyword)
        for member in map(mapping, members if isinstance(members, list) else []):
            said = text(member.get("description")) or text(member.get("title"))
            one = values_of(member)
            if one is not None and len(one) == 1 and _says_more(one[0], said):
                found.append((one[0], said))
    return tuple(found)


def _says_more(value: Json, words: str) -> bool:
    """Whether words for a value are more than the value in another spelling."""
    spelt = [
        "".join(filter(str.isalnum, one.casefold())) for one in (str(value), words)
    ]
    return bool(words) and spelt[0] != spelt[1]


def values_of(member: Json) -> list[Json] | None:
    """Return the values of a schema that is a list of them and nothing else."""
    schema = mapping(member)
    if "$ref" in schema or "oneOf" in schema or "anyOf" in schema:
        return None
    if "const" in schema:
        return [schema["const"]]
    values = schema.get("enum")
    return values if isinstance(values, list) and values else None
