"""What the keywords of a schema are about; knows no document and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping

from ..diagnostics import Pointer
from ..document import FILES, Json

Schema = Mapping[str, Json]

WORDS = frozenset(
    [
        "title",
        "description",
        "summary",
        "default",
        "example",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
        "externalDocs",
        "xml",
        "$comment",
        "$schema",
        "$id",
        "$anchor",
        "$defs",
        "definitions",
        "nullable",
    ]
)
"""Keywords that let every value pass: they are for people, or hold what others use.

``nullable`` is among them since it widens what stands beside it.
"""

SHAPE = frozenset(
    [
        "properties",
        "required",
        "additionalProperties",
        "patternProperties",
        "items",
        "prefixItems",
        "enum",
        "const",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minLength",
        "maxLength",
        "pattern",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minProperties",
        "maxProperties",
        "oneOf",
        "anyOf",
        "allOf",
    ]
)
"""Keywords that make something else of the reference that they stand beside."""

CHOICES = ("oneOf", "anyOf")

NAMES = frozenset(
    [
        "properties",
        "patternProperties",
        "$defs",
        "definitions",
        "dependentSchemas",
        "schemas",
        "responses",
        "parameters",
        "requestBodies",
        "headers",
        "callbacks",
        "links",
        "pathItems",
        "securitySchemes",
        "content",
        "paths",
        "webhooks",
        FILES,
        "encoding",
        "mapping",
    ]
)
"""Keys of maps whose own keys are names, and so no keywords."""

DATA = frozenset(["example", "examples", "default", "enum", "const"])
"""Keys of values that are no part of the document but written in it."""


def mapping(value: Json) -> Schema:
    """Return an object, or an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def is_word(key: str) -> bool:
    """Whether a keyword lets every value pass."""
    return key in WORDS or key.startswith("x-")


def says_nothing(schema: Json) -> bool:
    """Whether a schema only has words for people, or what is true of every object."""
    if not isinstance(schema, dict):
        return schema is True
    return all(is_word(key) or _is_void(key, item) for key, item in schema.items())


def _is_void(key: str, item: Json) -> bool:
    match key:
        case "type":
            return item == "object"
        case "additionalProperties":
            return item is True or item == {}
        case "properties" | "required" | "allOf":
            return not item
        case _:
            return False


def has_no_shape(schema: Json) -> bool:
    """Whether a schema only says which keys must be there, or what may not be."""
    if not isinstance(schema, dict):
        return schema is True
    return all(
        is_word(key)
        or key in ("required", "not", "minProperties", "maxProperties")
        or _is_void(key, item)
        or (key == "properties" and all(map(says_nothing, mapping(item).values())))
        or (key in ("allOf", *CHOICES) and all(map(has_no_shape, listed(item))))
        for key, item in schema.items()
    )


def is_null(schema: Json) -> bool:
    """Whether null is the one value of a schema."""
    found = mapping(schema)
    return (
        found.get("type") in ("null", ["null"])
        or ("const" in found and found["const"] is None)
        or found.get("enum") == [None]
    )


def listed(value: Json) -> list[Json]:
    """Return a list, or an empty one for anything else."""
    return value if isinstance(value, list) else []


def kinds(schema: Schema) -> list[str]:
    """Return the types that a schema names."""
    found = schema.get("type")
    names = [found] if isinstance(found, str) else listed(found)
    return [name for name in names if isinstance(name, str)]


def reference(schema: Json) -> str | None:
    """Return where a schema's reference leads."""
    target = mapping(schema).get("$ref")
    return target if isinstance(target, str) else None


def last_key(target: str) -> str:
    """Return the last key of a pointer, which names what stands there."""
    parts = Pointer(target).parts
    return parts[-1] if parts else ""
