"""Which object of OpenAPI stands under each key, so that a walk knows what it is at.

It says nothing of what the objects mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, TypeAlias

from .diagnostics import Pointer
from .document import Json, value_at


class Kind(Enum):
    """The objects that a walk tells apart (OpenAPI 3.2, section 4)."""

    DOCUMENT = "document"
    INFO = "info"
    SERVER = "server"
    TAG = "tag"
    COMPONENTS = "components"
    PATH_ITEM = "path item"
    OPERATION = "operation"
    PARAMETER = "parameter"
    BODY = "request body"
    MEDIA = "media type"
    ENCODING = "encoding"
    RESPONSES = "responses"
    RESPONSE = "response"
    HEADER = "header"
    EXAMPLE = "example"
    LINK = "link"
    CALLBACK = "callback"
    SCHEMA = "schema"
    SECURITY_SCHEME = "security scheme"

    __hash__ = object.__hash__  # there is one of each, and a walk looks many up


class Many(Enum):
    """Whether a key holds one object, a list of them, or a mapping to them."""

    ONE = "one"
    LIST = "list"
    MAP = "map"


@dataclass(frozen=True)
class Slot:
    """What stands under a key."""

    kind: Kind
    many: Many


Grammar: TypeAlias = Mapping[Kind, Mapping[str, Slot]]

ANY_KEY = "*"
"""Stands for every key of an object that has no key of its own with that name."""

DATA = frozenset(("example", "examples", "default", "enum", "const"))
"""Keys of a schema whose values are data: what looks like a reference there is none."""

REFERABLE = frozenset(
    (Kind.PATH_ITEM, Kind.PARAMETER, Kind.BODY, Kind.RESPONSE, Kind.HEADER)
    + (Kind.EXAMPLE, Kind.LINK, Kind.CALLBACK, Kind.SCHEMA, Kind.SECURITY_SCHEME)
)
"""The objects in whose place a reference may stay."""

UNNEEDED = frozenset((Kind.EXAMPLE, Kind.LINK, Kind.HEADER))
"""Objects that no generated code depends on: a reference there may lead nowhere."""


def _one(kind: Kind, *keys: str) -> dict[str, Slot]:
    return {key: Slot(kind, Many.ONE) for key in keys}


def _list(kind: Kind, *keys: str) -> dict[str, Slot]:
    return {key: Slot(kind, Many.LIST) for key in keys}


def _map(kind: Kind, *keys: str) -> dict[str, Slot]:
    return {key: Slot(kind, Many.MAP) for key in keys}


METHODS = (
    ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
)  # fmt: skip

_SCHEMA = {
    **_map(Kind.SCHEMA, "properties", "patternProperties", "dependentSchemas"),
    **_map(Kind.SCHEMA, "$defs", "definitions"),
    **_list(Kind.SCHEMA, "allOf", "anyOf", "oneOf", "prefixItems"),
    **_one(Kind.SCHEMA, "items", "additionalProperties", "not", "if", "then", "else"),
    **_one(Kind.SCHEMA, "propertyNames", "contains", "contentSchema"),
    **_one(Kind.SCHEMA, "unevaluatedItems", "unevaluatedProperties"),
}
_CONTENT = _map(Kind.MEDIA, "content")
_EXAMPLES = _map(Kind.EXAMPLE, "examples")
_PARAMETER = {**_one(Kind.SCHEMA, "schema"), **_CONTENT, **_EXAMPLES}
_OPERATION = {
    **_list(Kind.PARAMETER, "parameters"),
    **_one(Kind.BODY, "requestBody"),
    **_one(Kind.RESPONSES, "responses"),
    **_map(Kind.CALLBACK, "callbacks"),
    **_list(Kind.SERVER, "servers"),
}
_PATH_ITEM = {
    **_one(Kind.OPERATION, *METHODS),
    **_map(Kind.OPERATION, "additionalOperations"),
    **_list(Kind.PARAMETER, "parameters"),
    **_list(Kind.SERVER, "servers"),
}
_RESPONSE = {**_CONTENT, **_map(Kind.HEADER, "headers"), **_map(Kind.LINK, "links")}
_COMPONENTS = {
    **_map(Kind.SCHEMA, "schemas"),
    **_map(Kind.PARAMETER, "parameters"),
    **_map(Kind.BODY, "requestBodies"),
    **_map(Kind.RESPONSE, "responses"),
    **_map(Kind.HEADER, "headers"),
    **_map(Kind.EXAMPLE, "examples"),
    **_map(Kind.LINK, "links"),
    **_map(Kind.CALLBACK, "callbacks"),
    **_map(Kind.SECURITY_SCHEME, "securitySchemes"),
    **_map(Kind.PATH_ITEM, "pathItems"),
    **_map(Kind.MEDIA, "mediaTypes"),
}
_DOCUMENT = {
    **_one(Kind.INFO, "info"),
    **_list(Kind.SERVER, "servers"),
    **_list(Kind.TAG, "tags"),
    **_map(Kind.PATH_ITEM, "paths", "webhooks", "x-webhooks"),
}

OPENAPI: Grammar = {
    Kind.DOCUMENT: {**_DOCUMENT, **_one(Kind.COMPONENTS, "components")},
    Kind.INFO: {},
    Kind.SERVER: {},
    Kind.TAG: {},
    Kind.COMPONENTS: _COMPONENTS,
    Kind.PATH_ITEM: _PATH_ITEM,
    Kind.OPERATION: _OPERATION,
    Kind.PARAMETER: _PARAMETER,
    Kind.BODY: _CONTENT,
    Kind.MEDIA: {
        **_one(Kind.SCHEMA, "schema", "itemSchema"),
        **_EXAMPLES,
        **_map(Kind.ENCODING, "encoding"),
        **_list(Kind.ENCODING, "prefixEncoding"),
        **_one(Kind.ENCODING, "itemEncoding"),
    },
    Kind.ENCODING: {
        **_map(Kind.HEADER, "headers"),
        **_map(Kind.ENCODING, "encoding"),
        **_list(Kind.ENCODING, "prefixEncoding"),
        **_one(Kind.ENCODING, "itemEncoding"),
    },
    Kind.RESPONSES: _one(Kind.RESPONSE, ANY_KEY),
    Kind.RESPONSE: _RESPONSE,
    Kind.HEADER: _PARAMETER,
    Kind.EXAMPLE: {},
    Kind.LINK: _one(Kind.SERVER, "server"),
    Kind.CALLBACK: _one(Kind.PATH_ITEM, ANY_KEY),
    Kind.SCHEMA: _SCHEMA,
    Kind.SECURITY_SCHEME: {},
}
"""OpenAPI 3.0, 3.1 and 3.2."""

SWAGGER: Grammar = {
    **OPENAPI,
    Kind.DOCUMENT: {
        **_list(Kind.TAG, "tags"),
        **_one(Kind.INFO, "info"),
        **_map(Kind.PATH_ITEM, "paths"),
        **_map(Kind.SCHEMA, "definitions"),
        **_map(Kind.PARAMETER, "parameters"),
        **_map(Kind.RESPONSE, "responses"),
        **_map(Kind.SECURITY_SCHEME, "securityDefinitions"),
    },
    Kind.PARAMETER: _one(Kind.SCHEMA, "schema", "items"),
    Kind.RESPONSE: {**_one(Kind.SCHEMA, "schema"), **_map(Kind.HEADER, "headers")},
    Kind.HEADER: _one(Kind.SCHEMA, "items"),
}
"""Swagger 2.0, before it is turned into the shape of OpenAPI 3.1."""


class Found(NamedTuple):
    """An object that a document reaches, and whether an SDK needs it.

    ``path`` are its keys, the last one outside; ``pointer`` is made only when asked for.
    """

    kind: Kind
    value: Mapping[str, Json]
    path: Path
    needed: bool

    @property
    def pointer(self) -> Pointer:
        """Where it stands."""
        keys: list[str | int] = []
        path = self.path
        while path is not None:
            path, key = path
            keys.append(key)
        pointer = Pointer("#")
        for key in reversed(keys):
            pointer /= key
        return pointer


Path: TypeAlias = "tuple[Path, str | int] | None"


def objects(root: Mapping[str, Json], *, follow: bool = True) -> Iterator[Found]:
    """Every object that a document in OpenAPI's shape reaches, in its order.

    Each object comes once as each kind, where references are followed to it or not.
    What no SDK needs comes last: it may be needed elsewhere too.
    """
    seen: set[tuple[int, Kind]] = set()
    pending = [Found(Kind.DOCUMENT, root, None, True)]
    unneeded: list[Found] = []
    while pending or unneeded:
        if not pending:
            pending, unneeded = unneeded[::-1], []
        found = pending.pop()
        if found.needed and found.kind in UNNEEDED:
            unneeded.append(Found(found.kind, found.value, found.path, False))
            continue
        mark = (id(found.value), found.kind)
        if mark in seen:
            continue
        seen.add(mark)
        yield found
        target = found.value.get("$ref")
        if follow and isinstance(target, str):
            pointer = Pointer(target)
            value = value_at(root, pointer)
            if isinstance(value, dict):
                path: Path = None
                for part in pointer.parts:
                    path = (path, part)
                pending.append(Found(found.kind, value, path, found.needed))
        pending.extend(reversed(list(_children(found))))


def _children(found: Found) -> Iterator[Found]:
    slots = OPENAPI[found.kind]
    any_ = slots.get(ANY_KEY)
    for key, item in found.value.items():
        if not isinstance(item, (dict, list)):
            continue
        slot = slots.get(key, None if key.startswith("x-") else any_)
        if slot is None:
            continue
        path: Path = (found.path, key)
        if slot.many is Many.ONE and isinstance(item, dict):
            yield Found(slot.kind, item, path, found.needed)
        elif slot.many is Many.LIST and isinstance(item, list):
            for index, one in enumerate(item):
                if isinstance(one, dict):
                    yield Found(slot.kind, one, (path, index), found.needed)
        elif slot.many is Many.MAP and isinstance(item, dict):
            for name, one in item.items():
                if isinstance(one, dict):
                    yield Found(slot.kind, one, (path, name), found.needed)
