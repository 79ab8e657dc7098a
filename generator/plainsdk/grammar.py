"""Which object of OpenAPI stands under each key, so that a walk knows what it is at.

It says nothing of what the objects mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, TypeAlias

from .diagnostics import Pointer
from .document import Json, as_list, as_mapping, value_at


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

_NO_NAMES = frozenset(("$ref", "summary", "description"))
"""Keys that stand beside those for which any key may stand."""

DATA = frozenset(("example", "examples", "default", "enum", "const"))
"""Keys of a schema whose values are data: what looks like a reference there is none."""

REFERABLE = frozenset(
    (Kind.PATH_ITEM, Kind.PARAMETER, Kind.BODY, Kind.RESPONSE, Kind.HEADER)
    + (Kind.EXAMPLE, Kind.LINK, Kind.CALLBACK, Kind.SCHEMA, Kind.SECURITY_SCHEME)
)
"""The objects in whose place a reference may stay."""

UNNEEDED = frozenset((Kind.EXAMPLE, Kind.LINK, Kind.HEADER))
"""Objects that no generated code depends on: a reference there may lead nowhere."""

_OF_THEMSELVES = frozenset((Kind.SCHEMA, Kind.SECURITY_SCHEME))
"""The components that an SDK has whether an operation refers to them or not."""


def _one(kind: Kind, *keys: str) -> dict[str, Slot]:
    return {key: Slot(kind, Many.ONE) for key in keys}


def _list(kind: Kind, *keys: str) -> dict[str, Slot]:
    return {key: Slot(kind, Many.LIST) for key in keys}


def _map(kind: Kind, *keys: str) -> dict[str, Slot]:
    return {key: Slot(kind, Many.MAP) for key in keys}


METHODS = (
    ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
)  # fmt: skip
"""The methods that a path item has keys for; ``query`` is OpenAPI 3.2's."""

_SCHEMA = {
    **_map(Kind.SCHEMA, "properties", "patternProperties", "dependentSchemas"),
    **_map(Kind.SCHEMA, "$defs", "definitions"),
    **_list(Kind.SCHEMA, "allOf", "anyOf", "oneOf", "prefixItems"),
    **_one(Kind.SCHEMA, "items", "additionalProperties", "not", "if", "then", "else"),
    **_one(Kind.SCHEMA, "propertyNames", "contains", "contentSchema"),
    **_one(Kind.SCHEMA, "unevaluatedItems", "unevaluatedProperties"),
}
_PLAIN = frozenset(
    ("type", "format", "title", "description", "default", "example", "examples")
    + ("deprecated", "readOnly", "writeOnly", "externalDocs", "enum", "const")
    + ("minimum", "maximum", "multipleOf", "minLength", "maxLength", "pattern")
)  # fmt: skip
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
        return pointer_of(self.path)


def pointer_of(path: Path) -> Pointer:
    """Where some keys, the last one outside, lead."""
    keys: list[str | int] = []
    while path is not None:
        path, key = path
        keys.append(key)
    pointer = Pointer("#")
    for key in reversed(keys):
        pointer /= key
    return pointer


Path: TypeAlias = "tuple[Path, str | int] | None"


class Misfit(NamedTuple):
    """What stands where an object, a list or a mapping of objects is due."""

    owner: Found
    slot: Slot
    path: Path
    value: Json

    @property
    def pointer(self) -> Pointer:
        """Where it stands."""
        return pointer_of(self.path)


def objects(
    root: Mapping[str, Json],
    *,
    follow: bool = True,
    misfits: list[Misfit] | None = None,
) -> Iterator[Found]:
    """Every object that a document in OpenAPI's shape reaches, in its order.

    Each object comes once as each kind, where references are followed to it or not.
    What no SDK needs comes last: it may be needed elsewhere too. A component other than
    a schema is needed where something that is needed refers to it. ``misfits`` takes
    what is no object where one is due.
    """
    seen: set[tuple[int, Kind]] = set()
    pending = [Found(Kind.DOCUMENT, root, None, True)]
    unneeded: list[Found] = []
    while pending or unneeded:
        if not pending:
            pending, unneeded = unneeded[::-1], []
        found = pending.pop()
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
        below = _children(found, misfits)
        if not found.needed or all(one.needed for one in below):
            pending.extend(reversed(below))
        else:
            unneeded.extend(one for one in below if not one.needed)
            pending.extend(one for one in reversed(below) if one.needed)


def asked_schemes(root: Mapping[str, Json]) -> frozenset[str]:
    """The names of the security schemes that a document or an operation asks for."""
    return frozenset(
        name
        for found in objects(root)
        if found.needed and found.kind in (Kind.DOCUMENT, Kind.OPERATION)
        for need in as_list(found.value.get("security"))
        for name in as_mapping(need)
    )


def is_plain(schema: Mapping[str, Json]) -> bool:
    """Whether a schema has only keywords that speak of a value, and lead nowhere.

    Most schemas are such, and it is soon seen.
    """
    return schema.keys() <= _PLAIN


def _children(found: Found, misfits: list[Misfit] | None) -> list[Found]:
    slots = OPENAPI[found.kind]
    any_ = slots.get(ANY_KEY)
    made: list[Found] = []
    for key, item in found.value.items():
        slot = slots.get(key)
        if slot is None:
            if any_ is None or key.startswith("x-") or key in _NO_NAMES:
                continue
            slot = any_
        path: Path = (found.path, key)
        needed = found.needed and slot.kind not in UNNEEDED
        if found.kind is Kind.COMPONENTS and slot.kind not in _OF_THEMSELVES:
            needed = False
        held = _held(item, slot, path)
        for at, value in [(path, item)] if held is None else held:
            if held is not None and isinstance(value, dict):
                made.append(Found(slot.kind, value, at, needed))
            elif misfits is not None and not _may_be(value, slot):
                misfits.append(Misfit(found, slot, at, value))
    return made


def _held(item: Json, slot: Slot, path: Path) -> list[tuple[Path, Json]] | None:
    """What stands under a key, one by one; None where it is of another shape."""
    if slot.many is Many.ONE:
        return [(path, item)]
    if slot.many is Many.LIST and isinstance(item, list):
        return [((path, index), one) for index, one in enumerate(item)]
    if slot.many is Many.LIST or not isinstance(item, dict):
        return None
    return [
        ((path, name), one)
        for name, one in item.items()
        if isinstance(one, dict) or not name.startswith("x-")
    ]


def _may_be(value: Json, slot: Slot) -> bool:
    """Whether something stands for an object: null for none, a boolean for a schema."""
    return value is None or (slot.kind is Kind.SCHEMA and isinstance(value, bool))
