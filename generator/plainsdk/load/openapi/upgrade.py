"""Schemas of Swagger 2.0 and OpenAPI 3.0 as 3.1 has them, one at a time and in place.

Only what stands in a schema itself is changed; the walk brings each one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from ...document import Json
from .versions import Version

Say: TypeAlias = Callable[[str, str], None]
"""Takes a note: a code and words."""

_ANNOTATIONS = frozenset(
    ("title", "description", "deprecated", "default", "example", "examples")
    + ("readOnly", "writeOnly", "externalDocs", "nullable", "x-nullable")
    + ("$id", "$anchor", "$dynamicAnchor", "$schema", "$comment", "$defs")
    + ("definitions", "summary", "id")
)  # fmt: skip
_ASSERTIONS = frozenset(
    ("type", "enum", "const", "format", "pattern", "properties", "required", "items")
    + ("additionalProperties", "patternProperties", "propertyNames", "prefixItems")
    + ("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "contains")
    + ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
    + ("minLength", "maxLength", "minItems", "maxItems", "uniqueItems")
    + ("minProperties", "maxProperties", "minContains", "maxContains")
    + ("dependentSchemas", "dependentRequired", "discriminator", "additionalItems")
    + ("contentEncoding", "contentMediaType", "contentSchema")
)  # fmt: skip
_AROUND = ("unevaluatedProperties", "unevaluatedItems")
_KINDS = (
    (("properties", "additionalProperties", "required", "minProperties"), "object"),
    (("items", "prefixItems", "minItems", "maxItems", "uniqueItems"), "array"),
    (("pattern", "minLength", "maxLength", "format"), "string"),
    (("minimum", "maximum", "multipleOf"), "number"),
)
_BOUNDS = (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum"))

_SPECIAL = frozenset(
    ("nullable", "x-nullable", "exclusiveMinimum", "exclusiveMaximum", "discriminator")
)  # fmt: skip


def is_special(schema: Mapping[str, Json]) -> bool:
    """Whether a schema may be other than 3.1 has it: a quick look, before the care."""
    if not _SPECIAL.isdisjoint(schema):
        return True
    if "$ref" in schema:
        return len(schema) > 1
    return schema.get("type") == "file" or isinstance(schema.get("items"), list)


def upgrade(
    schema: dict[str, Json], version: Version, say: Say, *, is_member: bool = False
) -> None:
    """Make a schema one of 3.1.

    ``is_member``: of ``anyOf`` or ``oneOf``. One that says nothing but ``nullable`` is
    there what null is, though OpenAPI 3.0.3 (4.7.24.1) lets it be any value: beside the
    others it would mean nothing.
    """
    if schema.get("type") == "file":
        schema.update({"type": "string", "format": "binary"})
    items = schema.get("items")
    if isinstance(items, list) and "prefixItems" not in schema:
        schema["prefixItems"] = items
        schema["items"] = schema.pop("additionalItems", True)
    if isinstance(schema.get("discriminator"), str):
        schema["discriminator"] = {"propertyName": schema["discriminator"]}
    _bounds(schema)
    if isinstance(schema.get("$ref"), str):
        if version is Version.V3_1:
            _all_count(schema)
        else:
            _words_count(schema, version, say)
    said = [schema.pop(word, None) for word in ("nullable", "x-nullable")]
    if True in said or "true" in said:
        if version is Version.V3_1:
            words = "'nullable' is no word of OpenAPI 3.1; null is taken to be allowed"
            say("loose-schema", words)
        if is_member and all(map(_is_annotation, schema)):
            say("bare-nullable", "'nullable' with no type is read as null, and no more")
            schema["type"] = "null"
            return
        _with_null(schema)


def _bounds(schema: dict[str, Json]) -> None:
    """Make ``exclusiveMinimum: true`` the bound that it makes exclusive."""
    for bound, limit in _BOUNDS:
        exclusive = schema.get(bound)
        if isinstance(exclusive, bool):
            del schema[bound]
            if exclusive and limit in schema:
                schema[bound] = schema.pop(limit)


def _words_count(schema: dict[str, Json], version: Version, say: Say) -> None:
    """Beside ``$ref`` nothing counts in 3.0 (4.7.23), but its words are meant."""
    for key in [key for key in schema if key in _ASSERTIONS or key in _AROUND]:
        del schema[key]
        words = f"{key!r} beside $ref does not count in OpenAPI {version.value}"
        say("beside-reference", words)


def _all_count(schema: dict[str, Json]) -> None:
    """Beside ``$ref`` everything counts in 3.1: make it a part beside the other."""
    beside = {key: schema.pop(key) for key in list(schema) if key in _ASSERTIONS}
    if not beside and schema.keys().isdisjoint(_AROUND):
        return
    more = beside.get("allOf")
    parts = beside.pop("allOf") if isinstance(more, list) else []
    assert isinstance(parts, list)
    rest: list[Json] = [beside] if beside else []
    schema["allOf"] = [{"$ref": schema.pop("$ref")}, *parts, *rest]


def _with_null(schema: dict[str, Json]) -> None:
    """Let a schema take null too; a list of values gets null as one more."""
    if not schema.keys().isdisjoint(("$ref", "allOf", "not", "const")):
        inner = {key: schema[key] for key in schema if not _is_annotation(key)}
        for key in inner:
            del schema[key]
        schema["anyOf"] = [inner, {"type": "null"}]
        return
    values = schema.get("enum")
    if isinstance(values, list) and None not in values:
        schema["enum"] = [*values, None]
    unions = False
    for word in ("anyOf", "oneOf"):
        members = schema.get(word)
        if isinstance(members, list):
            unions = True
            if not any(_takes_null(member) for member in members):
                schema[word] = [*members, {"type": "null"}]
    kind = schema.get("type")
    if kind is None and not unions and not isinstance(values, list):
        kind = next(
            (name for words, name in _KINDS if not schema.keys().isdisjoint(words)),
            None,
        )
    if isinstance(kind, str) and kind != "null":
        schema["type"] = [kind, "null"]
    elif isinstance(kind, list) and "null" not in kind:
        schema["type"] = [*kind, "null"]


def _is_annotation(key: str) -> bool:
    return key in _ANNOTATIONS or key.startswith("x-")


def _takes_null(member: Json) -> bool:
    if not isinstance(member, dict):
        return False
    kind = member.get("type")
    if isinstance(kind, list):
        return "null" in kind
    return kind == "null" or True in (member.get("nullable"), member.get("x-nullable"))
