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
from plainsdk.resolve.families import Family, Parents, families
from plainsdk.resolve.keywords import DATA, NAMES
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

_DOCUMENT = "urn:document"


def _as_tagged(
    validator: Any, discriminator: Any, value: Any, schema: Any
) -> Iterator[ValidationError]:
    """The faults of an object in the member of its union that its tag leads to."""
    facts = discriminator if isinstance(discriminator, Mapping) else {}
    tag = value.get(facts.get("propertyName")) if isinstance(value, Mapping) else None
    target = facts.get("mapping", {}).get(tag) if isinstance(tag, str) else None
    if isinstance(target, str) and not schema.keys().isdisjoint(("oneOf", "anyOf")):
        yield from validator.descend(value, {"$ref": target})


_Validator = validators.extend(
    Draft202012Validator,
    {"oneOf": Draft202012Validator.VALIDATORS["anyOf"], "discriminator": _as_tagged},
)
"""One that lets a value be several members of ``oneOf`` at once: published members overlap,
some wholly, so that nothing would be valid. Where a tag leads to one it must be that one
(OpenAPI 3.1, 4.8.25).
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
        found = families(root, parents)
        self._tags = frozenset(family.property for family in found.values())
        judged = [root, merged] if found else [root]
        copies = [readable(one) for one in judged]
        for at, family in found.items():
            _let_tags_decide(value_at(copies[-1], Pointer(at)), family)
        self._documents = [
            (one, _registry(copy)) for one, copy in zip(judged, copies, strict=True)
        ]
        self._literal = _registry(readable(root, typed=False))
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
        try:
            for validator in self._validators(pointer):
                yield from validator.iter_errors(value)
        except (Exception, RecursionError) as error:  # noqa: BLE001 - of any schema
            raise Unjudged(f"{type(error).__name__}: {error}"[:200]) from None

    def strange(self, pointer: Pointer, value: Any) -> str | None:
        """Say why a value matches by the document and not without ``allOf``.

        None where a tag is the reason, or there is no such difference: the document without
        ``allOf`` is our own work, and may refuse nothing else.
        """
        first, *others = self._validators(pointer)
        if not others or _fault(first, value) is not None:
            return None
        for error in others[0].iter_errors(value):
            if not _is_of_tag(error, self._tags):
                return f"without allOf {error.json_path}: {error.message[:200]}"
        return None

    def _validators(self, pointer: Pointer) -> list[Any]:
        if pointer not in self._known:
            self._known[pointer] = [
                self._validator(
                    _reference(pointer),
                    registry=registry,
                    format_checker=self._formats,
                )
                for document, registry in self._documents
                if document is self._documents[0][0]
                or value_at(document, pointer) is not None
            ]
        return self._known[pointer]

    def contradiction(self, pointer: Pointer, value: Any) -> str | None:
        """Say why a value does not match by the letter of the document; None where it does.

        By the letter no keyword implies a type, and a base is not one of its children.
        Raises ``Unjudged``.
        """
        validator = _Validator(_reference(pointer), registry=self._literal)
        return _fault(validator, value)


def _let_tags_decide(base: Any, family: Family) -> None:
    """Let a base be one of its own values only where no tag leads to a child."""
    taken = [tag for tags in family.children.values() for tag in tags]
    members = base.get("oneOf", []) if isinstance(base, dict) else []
    for member in members if family.open and not family.listed else []:
        if member.get("title") == "base":
            tag = {"properties": {family.property: {"enum": taken}}}
            member["not"] = {**tag, "required": [family.property]}


def _is_of_tag(error: Any, tags: frozenset[str]) -> bool:
    """Whether an error is that of a tag; of a choice, that of all members but one, which
    the tag leads to.
    """
    if "discriminator" in error.schema_path:
        return True
    if error.path and error.path[-1] in tags:
        return True
    if error.validator == "required":
        return any(error.message.startswith(repr(tag)) for tag in tags)
    if error.validator == "not":  # as _let_tags_decide has it
        return not tags.isdisjoint(error.validator_value.get("required", ()))
    of_tags: dict[Any, bool] = {}
    for one in error.context or ():
        member = one.schema_path[0]
        of_tags[member] = of_tags.get(member, False) or _is_of_tag(one, tags)
    return bool(of_tags) and sum(of_tags.values()) >= len(of_tags) - 1


def _reference(pointer: Pointer) -> dict[str, str]:
    return {"$ref": f"{_DOCUMENT}#{quote(pointer.text[1:], safe='/~')}"}


def _fault(validator: Any, value: Any) -> str | None:
    try:
        found = next(validator.iter_errors(value), None)
    except (Exception, RecursionError) as error:  # noqa: BLE001 - of any schema
        raise Unjudged(f"{type(error).__name__}: {error}"[:200]) from None
    return None if found is None else f"{found.json_path}: {found.message[:200]}"


def _registry(root: Any) -> Registry[Any]:
    resource: Resource[Any] = DRAFT202012.create_resource(root)
    registry: Registry[Any] = Registry()
    return registry.with_resource(_DOCUMENT, resource)


def readable(value: Any, *, names: bool = False, typed: bool = True) -> Any:
    """A document with what stops jsonschema left out, and what it means said.

    Patterns that only ECMA-262 can read are left out, and bounds that are true or false as
    in OpenAPI 3.0. A schema that speaks of properties and names no type is one of
    an object, and so on, as everybody reads it, if ``typed``; JSON Schema would let all
    else pass. ``names``: the keys are names and no keywords.
    """
    if isinstance(value, list):
        return [readable(item, typed=typed) for item in value]
    if not isinstance(value, Mapping):
        return value
    if names:
        return {key: readable(item, typed=typed) for key, item in value.items()}
    made = {
        key: item if key in DATA else readable(item, names=key in NAMES, typed=typed)
        for key, item in value.items()
        if not (
            (key == "pattern" and isinstance(item, str) and not _compiles(item))
            or (key.startswith("exclusiveM") and isinstance(item, bool))
        )
    }
    kind = None if not typed or made.keys() & _SAYS_ITSELF else _kind(made)
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
