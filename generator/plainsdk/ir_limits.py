"""The kinds of single values, and the bounds of all; a part of ``ir``, which hands it on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ScalarKind(Enum):
    """The scalar types that an API can tell apart on the wire."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE_TIME = "date-time"
    DATE = "date"
    TIME = "time"
    UUID = "uuid"
    DECIMAL = "decimal"
    BASE64 = "byte"
    BASE64URL = "base64url"
    BINARY = "binary"
    NULL = "null"

    __hash__ = object.__hash__  # there is one of each, and many types hold one


@dataclass(frozen=True)
class Range:
    """Bounds of a number: ``low`` and ``high`` inclusive, ``above`` and ``below``
    exclusive.
    """

    low: int | float | None = None
    high: int | float | None = None
    above: int | float | None = None
    below: int | float | None = None
    step: int | float | None = None


@dataclass(frozen=True)
class Length:
    """Bounds of the length of a text, list or map, and whether items must differ."""

    low: int | None = None
    high: int | None = None
    unique: bool = False


@dataclass(frozen=True)
class Pattern:
    """A regular expression (ECMA-262) that a text must contain a match of."""

    regex: str
