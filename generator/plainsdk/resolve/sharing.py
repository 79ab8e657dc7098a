"""Lets a schema that is taken from another place stay one declaration there."""

from __future__ import annotations

from ..diagnostics import escaped
from ..document import Json
from .composed import is_single
from .keywords import CHOICES, Schema, is_null, is_word, kinds, listed, mapping

_PARTS = ("items", "additionalProperties")


def shared_parts(schema: Schema, at: str) -> Schema:
    """Return a schema whose parts are referred to where they stand, below ``at``."""
    found = dict(schema)
    for key in ("properties", "patternProperties"):
        if key in found:
            found[key] = {
                name: shared(item, f"{at}/{key}/{escaped(name)}")
                for name, item in mapping(found[key]).items()
            }
    return _inner(found, at)


def shared(schema: Json, at: str) -> Json:
    """Return a schema that stands at ``at``, for another place.

    What needs a declaration is referred to; what is no more than a scalar, or made of
    references, is the same wherever it stands.
    """
    found = mapping(schema)
    if _is_declared(found):
        words = {key: item for key, item in found.items() if is_word(key)}
        made: dict[str, Json] = {"$ref": at, **words}
        return made
    if not found or "$ref" in found:
        return schema
    return _inner(dict(found), at)


def _inner(found: dict[str, Json], at: str) -> Schema:
    for key in _PARTS:
        if isinstance(found.get(key), dict):
            found[key] = shared(found[key], f"{at}/{key}")
    for key in (*CHOICES, "prefixItems"):
        if key in found:
            found[key] = [
                shared(member, f"{at}/{key}/{index}")
                for index, member in enumerate(listed(found[key]))
            ]
    return found


def _is_declared(schema: Schema) -> bool:
    """Whether a schema becomes a class or an alias of its own where it stands."""
    if mapping(schema.get("properties")) or "discriminator" in schema:
        return True
    parts = listed(schema.get("allOf"))
    if len(parts) > 1 or (parts and len(schema) > 1):
        return any("$ref" in mapping(one) or _is_large(one) for one in parts)
    values = [one for one in listed(schema.get("enum")) if one is not None]
    if len(values) > 1:
        return True
    members = [one for key in CHOICES for one in listed(schema.get(key))]
    if is_single(members):
        return True
    return any(not is_null(one) and _is_combined(one) for one in members) and bool(
        kinds(schema) or mapping(schema.get("properties"))
    )


def _is_large(schema: Json) -> bool:
    found = mapping(schema)
    return bool({"properties", "enum", "oneOf", "anyOf"} & found.keys())


def _is_combined(schema: Json) -> bool:
    return bool({"properties", "allOf"} & mapping(schema).keys())
