"""How much of a document is open, and how much of what was generated; it checks nothing.

Both shares are taken over the same things: the fields of every generated class. On one side a
field counts where its annotation, as ``typing.get_type_hints`` resolves it, holds ``Any`` at any
depth, aliases seen through and classes not. On the other side it counts where the schema of the
property that the field was made of leaves a value open: ``{}`` or ``true``, an object without
properties whose values no schema describes, an array without ``items``, a list of values that
holds objects, a key that is required and that no property describes, at any depth through
references, arrays, maps and members of unions, objects with properties not. So neither more
fields nor a schema that stands in many places changes one share alone, and an inline schema
weighs as much as one with a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plainsdk.diagnostics import Pointer
from plainsdk.document import Json, value_at
from plainsdk.ir import Field, Object

from tests.corpus.outcomes import Whole
from tests.corpus.places import schema_at

_KINDS = {
    "object": ("properties", "additionalProperties", "patternProperties", "required"),
    "array": ("items", "prefixItems", "minItems", "maxItems", "uniqueItems"),
    "string": ("pattern", "minLength", "maxLength", "format", "contentEncoding"),
    "number": ("minimum", "maximum", "multipleOf", "exclusiveMinimum"),
}


def fields(whole: Whole) -> Iterator[tuple[str, str, Field]]:
    """Every field of an API: its class, its name in Python, and the field."""
    for pointer, declaration in whole.api.declarations.items():
        if isinstance(declaration, Object):
            for field in declaration.fields:
                yield (
                    whole.names.declarations[pointer],
                    whole.names.fields[field.pointer],
                    field,
                )


def is_open_field(field: Field, whole: Whole) -> bool:
    """Whether the schema of a field leaves a value open."""
    place = field.pointer.text.replace(
        "/x-plainsdk-input", ""
    )  # the same, as it is sent
    properties = Pointer(place.rpartition("/")[0])
    found = [schema_at(root, properties) for root in (whole.merged, whole.root)]
    for around in found:
        if isinstance(around, Mapping) and field.wire in around:
            return is_open(around[field.wire], whole.merged)
    return any(isinstance(around, Mapping) for around in found)


def is_open(
    schema: Json, root: Mapping[str, Json], seen: frozenset[str] = frozenset()
) -> bool:
    """Whether a schema leaves a value open: see the words above."""
    if not isinstance(schema, Mapping):
        return schema is not False
    target = schema.get("$ref")
    if isinstance(target, str):
        if target in seen:
            return False  # what is around it says it
        return is_open(value_at(root, Pointer(target)), root, seen | {target})
    if "const" in schema:
        return isinstance(schema["const"], Mapping | list)
    values = schema.get("enum")
    if isinstance(values, list):
        return any(isinstance(value, Mapping | list) for value in values)
    for keyword, join in (("oneOf", any), ("anyOf", any), ("allOf", all)):
        members = schema.get(keyword)
        if isinstance(members, list) and members:
            return join(is_open(member, root, seen) for member in members)
    return any(_is_open(kind, schema, root, seen) for kind in _kinds(schema))


def _kinds(schema: Mapping[str, Json]) -> list[str]:
    said = schema.get("type")
    names = [said] if isinstance(said, str) else said if isinstance(said, list) else []
    found = [name for name in names if isinstance(name, str) and name != "null"]
    if found or "null" in names:
        return found
    spoken = (kind for kind, keys in _KINDS.items() if any(k in schema for k in keys))
    return [next(spoken, "anything")]


def _is_open(
    kind: str,
    schema: Mapping[str, Json],
    root: Mapping[str, Json],
    seen: frozenset[str],
) -> bool:
    match kind:
        case "anything":
            return True
        case "object":
            if schema.get("properties"):
                return False
            patterns = schema.get("patternProperties")
            if isinstance(patterns, Mapping) and patterns:
                return any(is_open(one, root, seen) for one in patterns.values())
            more = schema.get("additionalProperties", True)
            return not isinstance(more, Mapping) or is_open(more, root, seen)
        case "array":
            first = schema.get("prefixItems")
            if isinstance(first, list) and any(
                is_open(one, root, seen) for one in first
            ):
                return True
            more = schema.get("items", not isinstance(first, list))
            return is_open(more, root, seen)
        case _:
            return False
