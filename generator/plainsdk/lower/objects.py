"""Lowers objects: fields, undeclared keys, and maps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .. import ir
from ..diagnostics import Pointer, escaped
from ..document import Json, value_at
from .ignored import say_ignored
from .kinds import plain_scalar
from .places import Lowering, Spot
from .values import doc, mapping, texts

_DIRECTING = frozenset(["readOnly", "writeOnly", "$ref"])
_OTHERWISE = frozenset(["$ref", "oneOf", "anyOf", "enum", "const"])


def is_object(schema: Mapping[str, Json]) -> bool:
    """Whether a schema is an object with properties of its own, or null."""
    if "properties" not in schema or not mapping(schema["properties"]):
        return False
    if not _OTHERWISE.isdisjoint(schema):
        return False
    kinds = schema.get("type", "object")
    if kinds == "object":
        return True
    names = [kinds] if isinstance(kinds, str) else texts(kinds)
    return set(names) - {"null"} == {"object"}


def object_at(
    schema: Mapping[str, Json], spot: Spot, origin: ir.Origin, lowering: Lowering
) -> ir.Object:
    """Return the declaration of an object with properties of its own."""
    say_ignored(schema, spot, lowering)
    extra = extra_of(schema, spot, lowering)
    required = texts(schema.get("required"))
    properties = mapping(schema.get("properties"))
    at = f"{spot.pointer}/properties/"
    fields = [
        _field(
            wire, value, wire in required, Pointer(at + escaped(wire)), spot, lowering
        )
        for wire, value in properties.items()
    ]
    for wire in dict.fromkeys(required):
        if wire not in properties:
            lowering.note(
                "undeclared-required",
                f"{wire!r} is required, and no property declares it: any value is taken",
                spot.pointer,
            )
            type_ = extra or ir.Anything()
            pointer = Pointer(at + escaped(wire))
            fields.append(ir.Field(pointer, wire, None, type_, True))
    return ir.Object(
        spot.pointer, origin, spot.home, tuple(fields), extra=extra, doc=doc(schema)
    )


def _field(
    wire: str,
    schema: Json,
    required: bool,
    pointer: Pointer,
    around: Spot,
    lowering: Lowering,
) -> ir.Field:
    found = mapping(schema)
    name = found.get("x-plainsdk-name")
    return ir.Field(
        pointer,
        wire,
        name if isinstance(name, str) else None,
        plain_scalar(found)
        or lowering.type_of(schema, Spot(pointer, around.home, (*around.words, wire))),
        required,
        doc(found),
        _access(found, lowering.root),
    )


def _access(schema: Mapping[str, Json], root: Mapping[str, Json]) -> ir.Access:
    """Return which way a property goes, by its schema or what that refers to."""
    if _DIRECTING.isdisjoint(schema):
        return ir.Access.BOTH
    seen: set[str] = set()
    while True:
        if schema.get("readOnly") is True:
            return ir.Access.READ
        if schema.get("writeOnly") is True:
            return ir.Access.WRITE
        target = schema.get("$ref")
        if not isinstance(target, str) or target in seen:
            return ir.Access.BOTH
        seen.add(target)
        schema = mapping(value_at(root, Pointer(target)))


def map_of(schema: Mapping[str, Json], spot: Spot, lowering: Lowering) -> ir.Type:
    """Return the type of an object without properties of its own."""
    for wire in texts(schema.get("required")):
        lowering.note(
            "undeclared-required",
            f"{wire!r} is required, and no property declares it: it is a key of a map",
            spot.pointer,
        )
    return ir.MapOf(extra_of(schema, spot, lowering) or ir.Anything())


def extra_of(
    schema: Mapping[str, Json], spot: Spot, lowering: Lowering
) -> ir.Type | None:
    """Return the type of undeclared keys; None where the schema gives none.

    Keys that match a pattern are undeclared keys with the type of any of the patterns.
    """
    types = list(dict.fromkeys(_values(schema, spot, lowering)))
    if not types:
        return None
    if ir.Anything() in types:
        return ir.Anything() if not mapping(schema.get("properties")) else None
    return types[0] if len(types) == 1 else ir.Union(tuple(types))


def _values(
    schema: Mapping[str, Json], spot: Spot, lowering: Lowering
) -> Iterator[ir.Type]:
    patterns = mapping(schema.get("patternProperties"))
    for pattern, value in patterns.items():
        below = spot.below("patternProperties", pattern, word="value")
        yield lowering.type_of(value, below)
    for keyword in ("additionalProperties", "unevaluatedProperties"):
        more = schema.get(keyword)
        if isinstance(more, dict) and more:
            yield lowering.type_of(more, spot.below(keyword, word="value"))
        elif more is True:
            yield ir.Anything()
