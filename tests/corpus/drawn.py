"""Chooses how instances of a schema are made: by hypothesis-jsonschema, or from the API's type.

hypothesis-jsonschema knows draft 7, wants references resolved, and takes seconds to rewrite a
large schema. It is given those that are small once their references are put in place, do not
hold themselves and use no keyword that is newer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from hypothesis_jsonschema import from_schema
from jsonschema import Draft7Validator
from plainsdk.diagnostics import Pointer
from plainsdk.document import Json, value_at

from tests.corpus.instances import Instances, Values
from tests.corpus.judge import readable
from tests.corpus.outcomes import Whole
from tests.corpus.places import schema_at

_NEWER = frozenset(
    ("prefixItems", "dependentSchemas", "unevaluatedProperties", "$dynamicRef", "$defs")
)
_WORDS = frozenset(
    ("example", "examples", "default", "description", "title", "discriminator", "xml")
)
_DEEP = frozenset(
    (
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "items",
        "additionalProperties",
        "propertyNames",
        "contains",
    )
)
_JOINING = frozenset(("allOf", "anyOf", "oneOf", "not", "$ref"))
_SMALL: dict[str, Json] = {"type": ["null", "integer", "string"]}


class _TooMuch(Exception):
    """A schema is too large, holds itself, or uses what draft 7 has not."""


def from_document(
    root: Mapping[str, Json], pointer: Pointer, largest: int
) -> Values | None:
    """Instances by hypothesis-jsonschema; None for a schema that it is not given.

    ``largest``: how many schemas there may be in one, references in place.
    """
    left = [largest]

    def put(schema: Json, inside: frozenset[str], alone: bool = True) -> Any:
        left[0] -= 1
        if left[0] < 0 or (isinstance(schema, Mapping) and _NEWER & schema.keys()):
            raise _TooMuch
        if not isinstance(schema, Mapping):
            return schema
        target = schema.get("$ref")
        if isinstance(target, str):
            if target in inside or not target.startswith("#"):
                raise _TooMuch
            beside = {k: v for k, v in schema.items() if k not in _WORDS | {"$ref"}}
            whole = value_at(root, Pointer(target))
            made = put(whole, inside | {target}, alone and not beside)
            return {"allOf": [made, put(beside, inside, False)]} if beside else made
        alone = alone and _JOINING.isdisjoint(schema)
        found = {
            key: _keyword(key, value, inside, alone)
            for key, value in schema.items()
            if key not in _WORDS and not key.startswith("x-")
        }
        if alone and _is_open(schema):
            found["additionalProperties"] = _SMALL
        return found

    def _keyword(key: str, value: Json, inside: frozenset[str], alone: bool) -> Any:
        if key in ("properties", "patternProperties") and isinstance(value, Mapping):
            return {name: put(one, inside, alone) for name, one in value.items()}
        joined = alone and key not in _JOINING
        if key in _DEEP and isinstance(value, list):
            return [put(one, inside, joined) for one in value]
        if key in _DEEP:
            return put(value, inside, joined)
        return value

    try:
        schema = readable(put(readable({"$ref": pointer.text}), frozenset()))
        Draft7Validator.check_schema(
            schema
        )  # from_schema says it when values are drawn
        made = from_schema(schema)
        made.validate()
    except Exception:  # noqa: BLE001 - whatever it is, the other way is taken
        return None
    return None if made.is_empty else made


def _is_open(schema: Mapping[str, Json]) -> bool:
    """Whether undeclared keys may hold anything: large values, which take most time.

    ``undeclared`` adds one with a list to what is made.
    """
    return bool(schema.get("properties")) and schema.get("additionalProperties") in (
        None,
        True,
        {},
    )


def instances(whole: Whole) -> Instances:
    """Instances by the types of an API."""

    def closed(pointer: Pointer) -> bool:
        schema = schema_at(whole.merged, pointer)
        if not isinstance(schema, Mapping):
            return False
        keys = ("additionalProperties", "unevaluatedProperties")
        return any(schema.get(key) is False for key in keys)

    return Instances(whole.api.declarations, closed)


def undeclared(value: Any) -> Values:
    """The same value, or the same with one more key where it is an object."""
    if not isinstance(value, dict):
        return st.just(value)
    return st.sampled_from((value, {**value, "undeclared key": [1, None]}))
