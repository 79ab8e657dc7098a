"""OpenAPI 3.0 schemas as 3.1's: ``nullable`` and the boolean bounds.

Nothing else is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..document import Json

_ONE = frozenset(("items", "not", "additionalProperties"))
_MANY = frozenset(("allOf", "anyOf", "oneOf"))
_NAMED = frozenset(("properties", "patternProperties"))
_DATA = frozenset(("example", "examples", "default", "enum", "x-example"))


def upgrade(root: Mapping[str, Json]) -> Mapping[str, Json]:
    """The document with every schema as OpenAPI 3.1 has it.

    The input is left as it is.
    """
    made = {key: _outside(value) for key, value in root.items()}
    components = root.get("components")
    if isinstance(components, Mapping):
        schemas = components.get("schemas")
        whole = {key: _outside(value) for key, value in components.items()}
        if isinstance(schemas, Mapping):
            whole["schemas"] = _each(schemas, schema)
        made["components"] = whole
    return {**made, "openapi": "3.1.0"}


def _outside(value: Json) -> Json:
    """A value that is no schema, but may hold some below the key ``schema``."""
    if isinstance(value, list):
        return [_outside(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    made: dict[str, Json] = {}
    for key, item in value.items():
        if key == "schema":
            made[key] = schema(item)
        elif key in _DATA or (key.startswith("x-") and key != "x-webhooks"):
            made[key] = item
        else:
            made[key] = _outside(item)
    return made


def schema(value: Json) -> Json:
    """A schema of 3.0 as one of 3.1."""
    if not isinstance(value, Mapping):
        return value
    made = {
        key: _keyword(key, item) for key, item in value.items() if key != "nullable"
    }
    for bound, limit in (
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ):
        exclusive = made.get(bound)
        if isinstance(exclusive, bool):
            del made[bound]
            if exclusive and limit in made:
                made[bound] = made.pop(limit)
    return _with_null(made) if value.get("nullable") is True else made


def _keyword(key: str, item: Json) -> Json:
    if key in _ONE:
        return schema(item)
    if key in _MANY and isinstance(item, list):
        return [schema(member) for member in item]
    if key in _NAMED and isinstance(item, Mapping):
        return _each(item, schema)
    return item


def _each(values: Mapping[str, Json], make: Callable[[Json], Json]) -> dict[str, Json]:
    return {key: make(value) for key, value in values.items()}


def _with_null(made: dict[str, Json]) -> dict[str, Json]:
    """The schema that takes null too; a list of values gets null as one more."""
    values = made.get("enum")
    if isinstance(values, list) and None not in values:
        made["enum"] = [*values, None]
    kind = made.get("type")
    if isinstance(kind, str):
        made["type"] = [kind, "null"] if kind != "null" else kind
        return made
    if not made.keys() & {"$ref", "allOf", "anyOf", "oneOf"}:
        return made
    words = ("title", "description", "deprecated", "default", "readOnly", "writeOnly")
    outer = {k: v for k, v in made.items() if k in words or k.startswith("x-")}
    inner = {key: item for key, item in made.items() if key not in outer}
    return {"anyOf": [inner, {"type": "null"}], **outer}
