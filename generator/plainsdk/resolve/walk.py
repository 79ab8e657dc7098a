"""Which objects of a document are of which kind, as OpenAPI 3.1 nests them.

It knows no extension.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import TypeAlias

from ..diagnostics import Pointer
from ..document import FILES, Json
from ..grammar import METHODS
from .vendors import Kind


class _Shape(Enum):
    """How the objects of a kind stand below a key."""

    ONE = auto()
    LIST = auto()
    MAP = auto()


_Below: TypeAlias = Mapping[str, tuple[_Shape, Kind]]

_ONE, _LIST, _MAP = _Shape.ONE, _Shape.LIST, _Shape.MAP
_PAYLOAD: _Below = {"schema": (_ONE, Kind.SCHEMA), "content": (_MAP, Kind.MEDIA)}
_SCHEMA: _Below = {
    "properties": (_MAP, Kind.PROPERTY),
    **dict.fromkeys(
        ("patternProperties", "dependentSchemas", "$defs", "definitions"),
        (_MAP, Kind.SCHEMA),
    ),
    **dict.fromkeys(
        ("items", "additionalProperties", "not", "if", "then", "else"),
        (_ONE, Kind.SCHEMA),
    ),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), (_LIST, Kind.SCHEMA)),
}
_BELOW: Mapping[Kind, _Below] = {
    Kind.ROOT: {
        "paths": (_MAP, Kind.PATH),
        "webhooks": (_MAP, Kind.PATH),
        "components": (_ONE, Kind.COMPONENTS),
    },
    Kind.COMPONENTS: {
        "schemas": (_MAP, Kind.SCHEMA),
        "parameters": (_MAP, Kind.PARAMETER),
        "headers": (_MAP, Kind.HEADER),
        "requestBodies": (_MAP, Kind.BODY),
        "responses": (_MAP, Kind.RESPONSE),
        "callbacks": (_MAP, Kind.CALLBACK),
        "pathItems": (_MAP, Kind.PATH),
    },
    Kind.PATH: {
        **dict.fromkeys(METHODS, (_ONE, Kind.OPERATION)),
        "parameters": (_LIST, Kind.PARAMETER),
        "additionalOperations": (_MAP, Kind.OPERATION),
    },
    Kind.OPERATION: {
        "parameters": (_LIST, Kind.PARAMETER),
        "requestBody": (_ONE, Kind.BODY),
        "responses": (_MAP, Kind.RESPONSE),
        "callbacks": (_MAP, Kind.CALLBACK),
    },
    Kind.PARAMETER: _PAYLOAD,
    Kind.HEADER: _PAYLOAD,
    Kind.BODY: {"content": (_MAP, Kind.MEDIA)},
    Kind.RESPONSE: {"content": (_MAP, Kind.MEDIA), "headers": (_MAP, Kind.HEADER)},
    Kind.MEDIA: {
        "schema": (_ONE, Kind.SCHEMA),
        "itemSchema": (_ONE, Kind.SCHEMA),
    },
    Kind.SCHEMA: _SCHEMA,
    Kind.PROPERTY: _SCHEMA,
}

Trail: TypeAlias = "tuple[Trail, str | int] | None"
"""The way from the root to an object, the last key first: cheap to make for each."""

Change: TypeAlias = Callable[[Kind, Mapping[str, Json], Trail], Mapping[str, Json]]
"""An object with all below it changed already, to what it becomes."""


def pointer_of(trail: Trail) -> Pointer:
    """The pointer of a trail."""
    keys: list[str | int] = []
    while trail is not None:
        trail, key = trail
        keys.append(key)
    pointer = Pointer("#")
    for key in reversed(keys):
        pointer = pointer / key
    return pointer


def walked(root: Mapping[str, Json], change: Change) -> Mapping[str, Json]:
    """The document with every object changed, those below before those above.

    What does not change is not copied.
    """
    made = dict(_object(root, Kind.ROOT, None, change))
    files = made.get(FILES)
    if isinstance(files, dict):
        made[FILES] = {
            path: _file(value, ((None, FILES), path), change)
            for path, value in files.items()
        }
    return made


def _file(value: Json, at: Trail, change: Change) -> Json:
    """A file of its own: whatever it looks like, or a collection of such things."""
    if not isinstance(value, dict):
        return value
    if "paths" in value or "components" in value:
        return _object(value, Kind.ROOT, at, change)
    if {"type", "properties", "allOf", "anyOf", "oneOf", "enum"} & set(value):
        return _object(value, Kind.SCHEMA, at, change)
    if "responses" in value:
        return _object(value, Kind.OPERATION, at, change)
    if "in" in value and "name" in value:
        return _object(value, Kind.PARAMETER, at, change)
    if "content" in value:
        return _object(value, Kind.RESPONSE, at, change)
    if not value.keys().isdisjoint(METHODS):
        return _object(value, Kind.PATH, at, change)
    return {key: _file(item, (at, key), change) for key, item in value.items()}


def _object(
    node: Mapping[str, Json], kind: Kind, at: Trail, change: Change
) -> Mapping[str, Json]:
    made: dict[str, Json] = {}
    if kind is Kind.CALLBACK:
        made = {
            key: _object(item, Kind.PATH, (at, key), change)
            for key, item in node.items()
            if isinstance(item, dict)
        }
    below = _BELOW.get(kind, {})
    for key, item in node.items():
        if key in below:
            shape, inner = below[key]
            changed = _value(item, shape, inner, (at, key), change)
            if changed is not item:
                made[key] = changed
    return change(kind, {**node, **made} if made else node, at)


def _value(item: Json, shape: _Shape, kind: Kind, at: Trail, change: Change) -> Json:
    if shape is _ONE or item is None:
        return _object(item, kind, at, change) if isinstance(item, dict) else item
    if shape is _LIST and isinstance(item, list):
        items: list[Json] = [
            _object(one, kind, (at, index), change) if isinstance(one, dict) else one
            for index, one in enumerate(item)
        ]
        same = all(new is old for new, old in zip(items, item, strict=True))
        return item if same else items
    if shape is _MAP and isinstance(item, dict):
        made = {
            key: (
                _object(one, kind, (at, key), change) if isinstance(one, dict) else one
            )
            for key, one in item.items()
        }
        return item if all(made[key] is item[key] for key in item) else made
    return item
