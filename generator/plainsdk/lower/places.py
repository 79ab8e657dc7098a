"""Where a schema stands: its pointer, its home, and the words for a name.

A reference may lead to any place of a document; the words for it are the same as when
it is come upon on the way down from its owner.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple, Protocol

from .. import ir
from ..diagnostics import Pointer
from ..document import IN_FILES, Json, value_at
from ..grammar import METHODS
from .values import mapping, text

_NAMED = ("schemas", "$defs", "definitions")
_PARTS = {
    "items": "item",
    "prefixItems": "item",
    "contains": "item",
    "additionalProperties": "value",
    "patternProperties": "value",
    "unevaluatedProperties": "value",
    "requestBody": "body",
    "not": "not",
}
_OWNERS = {
    "responses": "response",
    "requestBodies": "body",
    "parameters": "parameter",
    "headers": "header",
    "callbacks": "callback",
    "pathItems": "path",
}
_KEYWORDS = frozenset(
    [
        "additionalProperties",
        "allOf",
        "anyOf",
        "components",
        "contains",
        "content",
        "definitions",
        "$defs",
        "delete",
        "dependentSchemas",
        "else",
        "get",
        "head",
        "headers",
        "if",
        "items",
        "itemSchema",
        "not",
        "oneOf",
        "options",
        "parameters",
        "patch",
        "paths",
        "patternProperties",
        "post",
        "prefixItems",
        "properties",
        "propertyNames",
        "put",
        "requestBodies",
        "requestBody",
        "responses",
        "schema",
        "schemas",
        "then",
        "trace",
        "unevaluatedItems",
        "unevaluatedProperties",
        "webhooks",
    ]
)
"""What stands at the top of a file that is one thing, and names none of several."""


class Spot(NamedTuple):
    """Where a schema stands: its pointer, the declaration that is its home, and words
    for a name.
    """

    pointer: Pointer
    home: Pointer
    words: tuple[str, ...]

    def below(self, *keys: str | int, word: str | None = None) -> Spot:
        """Go down some keys, and add a word to the name where one is given."""
        pointer = self.pointer
        for key in keys:
            pointer = pointer / key
        words = self.words if word is None else (*self.words, word)
        return Spot(pointer, self.home, words)


class Lowering(Protocol):
    """What the parts of this stage need of each other."""

    @property
    def root(self) -> Mapping[str, Json]:
        """The document."""
        ...

    def type_of(self, schema: Json, spot: Spot) -> ir.Type:
        """Return the type of a schema, declaring on the way what is inline."""
        ...

    def is_declared(self, pointer: Pointer) -> bool:
        """Whether a declaration stands at a pointer, or is being made for it."""
        ...

    def note(self, code: str, message: str, at: Pointer) -> None:
        """Say something that harms no SDK, once."""
        ...

    def warn(self, code: str, message: str, at: Pointer) -> None:
        """Say that the output may not be what the user wants, once."""
        ...


Word = Callable[[Pointer, int], str | None]
"""What tells a member of the choice at a pointer from the others."""


def named(pointer: Pointer) -> str | None:
    """Return the name that a document gives to what stands at a pointer."""
    parts = pointer.parts
    in_file = named_in_file(pointer)
    if in_file is not None:
        return in_file
    if len(parts) > 1 and parts[-2] in _NAMED and not _is_property(parts, -2):
        return parts[-1]
    return None


def named_in_file(pointer: Pointer) -> str | None:
    """Return the name of a file's whole content, or of one of the things it holds."""
    if not pointer.text.startswith(IN_FILES):
        return None
    parts = pointer.parts
    if len(parts) not in (2, 3):
        return None
    if len(parts) == 2:
        return PurePosixPath(parts[1]).stem.split(".")[0]
    return None if parts[2] in _KEYWORDS else parts[2]


def place_of(pointer: Pointer, word: Word) -> Spot:
    """Return the spot of any pointer but those below an operation's path."""
    parts = pointer.parts
    start, home, words = _owner(parts)
    at = _pointer(parts[:start])
    index = start
    while index < len(parts):
        key = parts[index]
        at = at / key
        if key in ("properties", "$defs", "definitions") and index + 1 < len(parts):
            words = (*words, parts[index + 1])
            at, index = at / parts[index + 1], index + 1
        elif key in ("oneOf", "anyOf", "allOf") and index + 1 < len(parts):
            found = word(at, int(parts[index + 1])) if key != "allOf" else None
            words = words if found is None else (*words, found)
            at, index = at / parts[index + 1], index + 1
        elif key in _PARTS:
            words = (*words, _PARTS[key])
        index += 1
    return Spot(pointer, home, words)


def _owner(parts: tuple[str, ...]) -> tuple[int, Pointer, tuple[str, ...]]:
    """Return how many keys lead to the owner of a place, its home and its words."""
    last = 0
    for index in range(1, len(parts)):
        here = _pointer(parts[: index + 1])
        if named(here) is not None:
            last = index + 1
    if last:
        home = _pointer(parts[:last])
        return last, home, (named(home) or parts[last - 1],)
    if parts[:1] == ("components",) and len(parts) > 2:
        word = _OWNERS.get(parts[1], parts[1])
        return 3, _pointer(parts[:3]), (parts[2], word)
    return len(parts), _pointer(parts), tuple(parts[-2:])


def _is_property(parts: tuple[str, ...], index: int) -> bool:
    """Whether a key is the name of a property and no keyword."""
    place = len(parts) + index
    return (
        place > 0
        and parts[place - 1] == "properties"
        and (place < 2 or parts[place - 2] != "properties")
    )


def _pointer(parts: tuple[str, ...]) -> Pointer:
    pointer = Pointer("#")
    for part in parts:
        pointer = pointer / part
    return pointer


def is_below_paths(pointer: Pointer) -> bool:
    """Whether a place belongs to an operation, which gives it its words."""
    return pointer.parts[:1] in (("paths",), ("webhooks",))


def operation_place(
    pointer: Pointer,
    words: Mapping[Pointer, tuple[str, ...]],
    root: Mapping[str, Json],
) -> Spot:
    """Return the spot of a place below an operation, by the words of each operation."""
    parts = pointer.parts
    home = _pointer(parts[:3] if parts[2:3] and parts[2] in METHODS else parts[:2])
    found = words.get(home, tuple(part for part in home.parts[1:]))
    rest = parts[len(home.parts) :]
    for index, key in enumerate(rest):
        before = rest[index - 1] if index else ""
        if key == "requestBody":
            found = (*found, "body")
        elif before == "responses":
            found = (*found, "response") if key[:1] == "2" else (*found, "error", key)
        elif before == "parameters":
            parameter = value_at(root, _pointer((*home.parts, *rest[: index + 1])))
            found = (*found, text(mapping(parameter).get("name")) or key)
        elif before == "properties":
            found = (*found, key)
        elif key in ("items", "additionalProperties"):
            found = (*found, _PARTS[key])
    return Spot(pointer, home, found)
