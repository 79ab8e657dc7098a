"""The extensions of other tools, and what each says in the words of this one.

A table: what kind of object of a document, which extension, and what it becomes. Nothing
here walks through a document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TypeAlias

from ..document import Json, as_list, as_mapping
from .paging import (
    fern_pages,
    fern_retries,
    ms_pages,
    speakeasy_pages,
    speakeasy_retries,
)

Node: TypeAlias = Mapping[str, Json]

Rule: TypeAlias = Callable[[Json, Node], Node | None]
"""The value of an extension, and the object that holds it, to the object as it is meant;
``None`` where the value is not what the extension's own documentation describes.
"""


class Kind(Enum):
    """What an object of a document is."""

    ROOT = "document"
    COMPONENTS = "components"
    PATH = "path"
    OPERATION = "operation"
    PARAMETER = "parameter"
    HEADER = "header"
    BODY = "body"
    RESPONSE = "response"
    MEDIA = "media type"
    CALLBACK = "callback"
    SCHEMA = "schema"
    PROPERTY = "property"

    __hash__ = object.__hash__  # there is one of each, and a walk looks many up


NAME = "x-plainsdk-name"
GROUP = "x-plainsdk-group"
TYPE_NAME = "x-plainsdk-type-name"
ENUM_NAMES = "x-plainsdk-enum-names"
STREAM = "x-plainsdk-stream"
PAGES = "x-plainsdk-pagination"
RETRIES = "x-plainsdk-retries"

_IGNORES = ("x-speakeasy-ignore", "x-fern-ignore")
_SKIP = "x-stainless-skip"
IGNORES = (_SKIP, *_IGNORES)
"""What may say that an object is to be left out."""


def is_ignored(node: Json) -> bool:
    """Whether an object is to be left out of a Python SDK."""
    if not isinstance(node, dict):
        return False
    skipped = node.get(_SKIP)
    ours = skipped is True or (isinstance(skipped, list) and "python" in skipped)
    return ours or any(node.get(key) is True for key in _IGNORES)


def _sets(key: str) -> Rule:
    """A text that becomes the value of another key."""

    def rule(value: Json, node: Node) -> Node | None:
        if not isinstance(value, str) or not value:
            return None
        return node if key in node else {**node, key: value}

    return rule


def _group(value: Json, node: Node) -> Node | None:
    """A group: a text with dots between its parts, or a list of texts."""
    parts: Json = [*value.split(".")] if isinstance(value, str) else value
    if not isinstance(parts, list) or not parts:
        return None
    if not all(isinstance(part, str) and part for part in parts):
        return None
    return node if GROUP in node else {**node, GROUP: parts}


def _names(value: Json, node: Node) -> Node | None:
    """Names of an enumeration's values: one each, or by value."""
    values = node.get("enum")
    if not isinstance(values, list) or not isinstance(value, list | Mapping):
        return None
    if isinstance(value, list):
        found = list(value)
    else:
        found = [value.get(_text(one), one) for one in values]
    if len(found) != len(values):
        return None
    texts: list[Json] = [_text(one) for one in found]
    return node if ENUM_NAMES in node else {**node, ENUM_NAMES: texts}


def _renamed(value: Json, node: Node) -> Node | None:
    """Names of values, by name."""
    if not isinstance(value, Mapping):
        return None
    return _names({_text(to): name for name, to in value.items()}, node)


def _described(value: Json, node: Node) -> Node | None:
    """What each value of an enumeration means, in their order or by value."""
    values = node.get("enum")
    if not isinstance(values, list) or not isinstance(value, list | Mapping):
        return None
    if isinstance(value, Mapping):
        found = [value.get(_text(one)) for one in values]
    else:
        found = [*value, *[None] * len(values)][: len(values)]
    lines = [
        f"- ``{_text(one)}``: {words.strip()}"
        for one, words in zip(values, found, strict=True)
        if isinstance(words, str) and words.strip()
    ]
    return _saying(node, "\n".join(lines)) if lines else node


def _both(value: Json, node: Node, key: str) -> Node | None:
    """Names and descriptions: objects with ``key`` (the name) and ``description``."""
    if not isinstance(value, Mapping):
        return None
    names = {
        one: said[key]
        for one, said in value.items()
        if isinstance(said, Mapping) and key in said
    }
    words = {
        one: said["description"]
        for one, said in value.items()
        if isinstance(said, Mapping) and "description" in said
    }
    named = _names(names, node) if names else node
    return named and (_described(words, named) if words else named)


def _fern_enum(value: Json, node: Node) -> Node | None:
    return _both(value, node, "name")


def _ms_enum(value: Json, node: Node) -> Node | None:
    if not isinstance(value, Mapping):
        return None
    values = value.get("values")
    said = {
        _text(one["value"]): one
        for one in (as_list(values))
        if isinstance(one, Mapping) and "value" in one
    }
    found = _both(said, node, "name") if said else node
    return found and (_sets(TYPE_NAME)(value.get("name"), found) or found)


def _nullable(value: Json, node: Node) -> Node | None:
    kinds = node.get("type")
    if value is not True or kinds is None:
        return node
    known = kinds if isinstance(kinds, list) else [kinds]
    values = node.get("enum")
    more: Node = (
        {"enum": [*values, None]}
        if isinstance(values, list) and None not in values
        else {}
    )
    return node if "null" in known else {**node, "type": [*known, "null"], **more}


def _any(value: Json, node: Node) -> Node | None:
    """A type that is left open; what is said of it for people stays."""
    if value != "any":
        return None
    said = ("title", "description", "deprecated", "readOnly", "writeOnly")
    return {key: one for key, one in node.items() if key in said or key[:2] == "x-"}


def _deprecated(value: Json, node: Node) -> Node | None:
    """``true``, or why and what to use instead."""
    if isinstance(value, str) and value.strip():
        words = value.strip()
        words = (
            words if words.lower().startswith("deprecated") else f"Deprecated: {words}"
        )
        return {**_saying(node, words), "deprecated": True}
    return {**node, "deprecated": True} if value is True else node


def _replaced(value: Json, node: Node) -> Node | None:
    return _deprecated(f"use {value} instead", node) if isinstance(value, str) else None


def _availability(value: Json, node: Node) -> Node | None:
    status = value.get("status") if isinstance(value, Mapping) else value
    if not isinstance(status, str):
        return None
    return _deprecated(True, node) if status.lower() == "deprecated" else node


def _sentinel(value: Json, node: Node) -> Node | None:
    if not isinstance(value, str):
        return None
    held = node.get(STREAM)
    known = as_mapping(held)
    return {**node, STREAM: {"sentinel": value, **known}}


def _stainless_names(key: str, *words: str) -> Rule:
    """The name for Python among names by language."""

    def rule(value: Json, node: Node) -> Node | None:
        if isinstance(value, str):
            return _sets(key)(value, node)
        if not isinstance(value, Mapping):
            return None
        ours = value.get("python")
        said = as_mapping(ours)
        found = next((said[word] for word in words if word in said), None)
        return node if found is None else _sets(key)(found, node)

    return rule


def _saying(node: Node, words: str) -> Node:
    """The object with something more in its description."""
    known = node.get("description")
    before = f"{known.rstrip()}\n\n" if isinstance(known, str) and known.strip() else ""
    return {**node, "description": f"{before}{words}"}


def _text(value: Json) -> str:
    """A value as a key or a word."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return str(value)


_NAMES: Mapping[str, Rule] = {
    "x-speakeasy-name-override": _sets(NAME),
    "x-ms-client-name": _sets(NAME),
}
_DEPRECATIONS: Mapping[str, Rule] = {
    "x-deprecated": _deprecated,
    "x-deprecated-reason": _deprecated,
    "x-deprecated-message": _deprecated,
    "x-speakeasy-deprecation-message": _deprecated,
    "x-speakeasy-deprecation-replacement": _replaced,
    "x-stainless-deprecation-message": _deprecated,
    "x-fern-availability": _availability,
}
_TYPES: Mapping[str, Rule] = {
    **_DEPRECATIONS,
    "x-nullable": _nullable,
    "x-fern-type-name": _sets(TYPE_NAME),
    "x-speakeasy-enums": _names,
    "x-speakeasy-enum-descriptions": _described,
    "x-fern-enum": _fern_enum,
    "x-stainless-renameMap": _renamed,
    "x-enum-varnames": _names,
    "x-enumNames": _names,
    "x-enum-descriptions": _described,
    "x-enumDescriptions": _described,
    "x-ms-enum": _ms_enum,
    "x-speakeasy-type-override": _any,
}

RULES: Mapping[Kind, Mapping[str, Rule]] = {
    Kind.ROOT: {
        "x-speakeasy-retries": speakeasy_retries,
        "x-fern-retries": fern_retries,
    },
    Kind.OPERATION: {
        **_DEPRECATIONS,
        "x-speakeasy-name-override": _sets(NAME),
        "x-fern-sdk-method-name": _sets(NAME),
        "x-speakeasy-group": _group,
        "x-fern-sdk-group-name": _group,
        "x-speakeasy-pagination": speakeasy_pages,
        "x-fern-pagination": fern_pages,
        "x-ms-pageable": ms_pages,
        "x-speakeasy-retries": speakeasy_retries,
        "x-fern-retries": fern_retries,
    },
    Kind.PARAMETER: {
        **_DEPRECATIONS,
        **_NAMES,
        "x-fern-parameter-name": _sets(NAME),
        "x-stainless-param": _sets(NAME),
        "x-stainless-naming": _stainless_names(NAME, "property_name"),
    },
    Kind.MEDIA: {"x-speakeasy-sse-sentinel": _sentinel},
    Kind.PROPERTY: {
        **_TYPES,
        **_NAMES,
        "x-fern-property-name": _sets(NAME),
        "x-stainless-naming": _stainless_names(NAME, "property_name"),
    },
    Kind.SCHEMA: {
        **_TYPES,
        "x-speakeasy-name-override": _sets(TYPE_NAME),
        "x-ms-client-name": _sets(TYPE_NAME),
        "x-stainless-naming": _stainless_names(TYPE_NAME, "type_name", "model_name"),
    },
}
"""What is read, by the kind of object that holds it; of two that say the same the upper
one counts.
"""

UNREAD = frozenset(
    (
        "x-fern-audiences",
        "x-fern-sdk-return-value",
        "x-speakeasy-globals",
        "x-speakeasy-webhooks",
        "x-stainless-pagination-property",
        "x-ms-long-running-operation",
    )
)
"""What would change an SDK and is not read; each is noted."""
