"""Frozen values as text that a person reads: pointers as themselves, defaults left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from typing import cast

from .. import ir
from ..diagnostics import Pointer

_WIDTH = 88
_RECORDS = (ir.Field, ir.Doc)
"""Tuples whose parts have names."""


def pretty(value: object, indent: int = 0) -> str:
    """The value, on one line where it fits, else one part a line."""
    if isinstance(value, Pointer):
        return value.text
    if isinstance(value, Enum):
        return value.name.lower().replace("_", "-")
    parts = list(_parts(value))
    opened, closed = _brackets(value)
    if not opened:
        return repr(value)
    flat = ", ".join(f"{label}{pretty(part)}" for label, part in parts)
    if len(flat) + len(opened) + indent < _WIDTH and "\n" not in flat:
        return f"{opened}{flat}{closed}"
    pad = " " * (indent + 2)
    lines = [f"{pad}{label}{pretty(part, indent + 2)}" for label, part in parts]
    return "\n".join((opened, *lines, f"{' ' * indent}{closed}"))


def _brackets(value: object) -> tuple[str, str]:
    if is_dataclass(value) or isinstance(value, _RECORDS):
        return f"{type(value).__name__}(", ")"
    match value:
        case Mapping():
            return "{", "}"
        case tuple() | list():
            return "[", "]"
        case _:
            return "", ""


def _parts(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        mapping = cast("Mapping[object, object]", value)
        yield from ((f"{pretty(key)}: ", part) for key, part in mapping.items())
    elif isinstance(value, _RECORDS):
        for name in value._fields:
            part = getattr(value, name)
            if part != value._field_defaults.get(name, MISSING):
                yield f"{name}=", part
    elif isinstance(value, tuple | list):
        yield from (("", part) for part in cast("Sequence[object]", value))
    elif is_dataclass(value):
        for field in fields(value):
            part = getattr(value, field.name)
            if part != _default(field):
                yield f"{field.name}=", part


def _default(field: Field[object]) -> object:
    return (
        field.default_factory()
        if field.default_factory is not MISSING
        else field.default
    )
