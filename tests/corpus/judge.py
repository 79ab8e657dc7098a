"""Judges JSON values by a document's own schemas, with jsonschema; formats are not asserted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from jsonschema import Draft202012Validator
from plainsdk.diagnostics import Pointer
from plainsdk.document import Json
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

_DOCUMENT = "urn:document"


class Unjudged(Exception):
    """A schema is not one that jsonschema can read; the message says what it says."""


class Judge:
    """The schemas of one document, which is in the shape of OpenAPI 3.1."""

    def __init__(self, root: Mapping[str, Json]) -> None:
        resource: Resource[Any] = DRAFT202012.create_resource(readable(root))
        registry: Registry[Any] = Registry()
        self._registry = registry.with_resource(_DOCUMENT, resource)
        self._known: dict[Pointer, Draft202012Validator] = {}

    def fault(self, pointer: Pointer, value: Any) -> str | None:
        """Say why a value does not match the schema at a pointer; None where it does.

        Raises ``Unjudged``.
        """
        validator = self._known.get(pointer)
        if validator is None:
            target = f"{_DOCUMENT}#{quote(pointer.text[1:], safe='/~')}"
            validator = Draft202012Validator({"$ref": target}, registry=self._registry)
            self._known[pointer] = validator
        try:
            found = next(validator.iter_errors(value), None)
        except (Exception, RecursionError) as error:  # noqa: BLE001 - of any schema
            raise Unjudged(f"{type(error).__name__}: {error}"[:200]) from None
        if found is None:
            return None
        return f"{found.json_path}: {found.message[:200]}"


def readable(value: Any) -> Any:
    """A document without what stops jsonschema: patterns that only ECMA-262 can read, and
    bounds that are true or false as in OpenAPI 3.0.
    """
    if isinstance(value, list):
        return [readable(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    return {
        key: readable(item)
        for key, item in value.items()
        if not (
            (key == "pattern" and isinstance(item, str) and not _compiles(item))
            or (key.startswith("exclusiveM") and isinstance(item, bool))
        )
    }


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except (re.error, OverflowError):
        return False
    return True
