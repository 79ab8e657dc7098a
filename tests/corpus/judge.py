"""Judges JSON values by a document's own schemas, with jsonschema; formats are not asserted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from jsonschema import Draft202012Validator, FormatChecker, validators
from jsonschema.exceptions import ValidationError
from plainsdk.diagnostics import Pointer
from plainsdk.document import Json, value_at
from plainsdk.resolve.families import Parents, families
from plainsdk.resolve.keywords import DATA, NAMES
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

_DOCUMENT = "urn:document"

_Validator = validators.extend(
    Draft202012Validator, {"oneOf": Draft202012Validator.VALIDATORS["anyOf"]}
)
"""One that lets a value be several members of ``oneOf`` at once: published members overlap,
some wholly, so that nothing would be valid.
"""

_SAYS_ITSELF = frozenset(
    ("type", "$ref", "$dynamicRef", "allOf", "oneOf", "anyOf", "enum", "const")
)
_MEANS = {
    "object": (
        "properties",
        "additionalProperties",
        "patternProperties",
        "required",
        "propertyNames",
    ),
    "array": ("items", "prefixItems", "minItems", "maxItems", "uniqueItems"),
    "string": ("pattern", "minLength", "maxLength", "format", "contentEncoding"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
}


class Unjudged(Exception):
    """A schema is not one that jsonschema can read; the message says what it says."""


class Judge:
    """The schemas of one document, which is in the shape of OpenAPI 3.1.

    Where it has bases whose children a discriminator tells apart, which JSON Schema has no
    word for, a value must also be valid by the document without ``allOf``: there a base is
    one of its children, and each child has its own tag (OpenAPI 3.1, 4.8.25). ``formats``
    are asserted, and ``exactly`` takes ``oneOf`` at its word.
    """

    def __init__(
        self,
        root: Mapping[str, Json],
        merged: Mapping[str, Json],
        *,
        formats: FormatChecker | None = None,
        exactly: bool = False,
    ) -> None:
        parents = Parents(lambda target: value_at(root, Pointer(target)))
        judged = [root, merged] if families(root, parents) else [root]
        self._documents = [(one, _registry(one)) for one in judged]
        self._known: dict[Pointer, list[Any]] = {}
        self._formats = formats
        self._validator = Draft202012Validator if exactly else _Validator

    def fault(self, pointer: Pointer, value: Any) -> str | None:
        """Say why a value does not match the schema at a pointer; None where it does.

        Raises ``Unjudged``.
        """
        found = next(self.errors(pointer, value), None)
        return f"{found.json_path}: {found.message[:200]}" if found else None

    def errors(self, pointer: Pointer, value: Any) -> Iterator[ValidationError]:
        """Everything about a value that does not match the schema at a pointer.

        Raises ``Unjudged``.
        """
        if pointer not in self._known:
            target = f"{_DOCUMENT}#{quote(pointer.text[1:], safe='/~')}"
            self._known[pointer] = [
                self._validator(
                    {"$ref": target}, registry=registry, format_checker=self._formats
                )
                for document, registry in self._documents
                if document is self._documents[0][0]
                or value_at(document, pointer) is not None
            ]
        try:
            for validator in self._known[pointer]:
                yield from validator.iter_errors(value)
        except (Exception, RecursionError) as error:  # noqa: BLE001 - of any schema
            raise Unjudged(f"{type(error).__name__}: {error}"[:200]) from None


def _registry(root: Mapping[str, Json]) -> Registry[Any]:
    resource: Resource[Any] = DRAFT202012.create_resource(readable(root))
    registry: Registry[Any] = Registry()
    return registry.with_resource(_DOCUMENT, resource)


def readable(value: Any, *, names: bool = False) -> Any:
    """A document with what stops jsonschema left out, and what it means said.

    Patterns that only ECMA-262 can read are left out, and bounds that are true or false as
    in OpenAPI 3.0. A schema that speaks of properties and names no type is one of
    an object, and so on, as everybody reads it; JSON Schema would let all else pass. ``names``: the keys
    are names and no keywords.
    """
    if isinstance(value, list):
        return [readable(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    if names:
        return {key: readable(item) for key, item in value.items()}
    made = {
        key: item if key in DATA else readable(item, names=key in NAMES)
        for key, item in value.items()
        if not (
            (key == "pattern" and isinstance(item, str) and not _compiles(item))
            or (key.startswith("exclusiveM") and isinstance(item, bool))
        )
    }
    kind = None if made.keys() & _SAYS_ITSELF else _kind(made)
    return made if kind is None else {**made, "type": kind}


def _kind(schema: Mapping[str, Any]) -> str | None:
    if schema.get("format") in ("int32", "int64", "float", "double"):
        return "integer" if schema["format"].startswith("int") else "number"
    for kind, keywords in _MEANS.items():
        if any(one in schema and schema[one] is not True for one in keywords):
            return kind
    return "object" if schema.get("additionalProperties") is True else None


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except (re.error, OverflowError):
        return False
    return True
