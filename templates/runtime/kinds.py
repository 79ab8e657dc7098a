"""Which kind of JSON value a Python value is, before any type is asked."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeGuard

__all__ = ["KINDS", "found", "is_mapping", "is_sequence", "kind_of"]

KINDS: Final = ("string", "object", "array", "number", "boolean", "null", "other")
"""The kinds of JSON values; the last is for what JSON has no word for."""


def is_mapping(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Say whether this is a JSON object."""
    return isinstance(value, Mapping)


def is_sequence(value: object) -> TypeGuard[Sequence[Any]]:
    """Say whether this is a JSON array; text and bytes are none."""
    return isinstance(value, Sequence) and not isinstance(
        value, (str, bytes, bytearray)
    )


def kind_of(value: object) -> str:
    """Give the kind of a JSON value."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return "string"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    if is_mapping(value):
        return "object"
    return "array" if is_sequence(value) else "other"


def found(value: object) -> str:
    """Name the kind of a value to a reader, and never the value itself."""
    kind = kind_of(value)
    return type(value).__name__ if kind == "other" else kind
