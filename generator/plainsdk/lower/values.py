"""Reads JSON values whose kind is not certain; says nothing where the kind is another."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .. import ir
from ..diagnostics import Pointer
from ..document import Json, value_at

_JSON = re.compile(r"application/(json|[\w.+-]+\+json)\b", re.IGNORECASE)


def is_json(media: str) -> bool:
    """Whether a media type is JSON (RFC 8259) or has its suffix (RFC 6839)."""
    return _JSON.match(media) is not None


def mapping(value: Json) -> Mapping[str, Json]:
    """Return an object, or an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def text(value: Json) -> str:
    """Return a text, or an empty one for anything else; numbers are read as they are
    written.
    """
    if isinstance(value, str):
        return value
    return (
        str(value)
        if isinstance(value, int | float) and not isinstance(value, bool)
        else ""
    )


def texts(value: Json) -> list[str]:
    """Return the texts of a list."""
    return (
        [item for item in value if isinstance(item, str)]
        if isinstance(value, list)
        else []
    )


_SAYING = frozenset(("description", "examples", "example", "default", "deprecated"))


def doc(schema: Mapping[str, Json]) -> ir.Doc:
    """Read what a schema or parameter says for people."""
    if _SAYING.isdisjoint(schema):
        return ir.NO_DOC
    examples = schema.get("examples")
    found: list[Json] = list(examples) if isinstance(examples, list) else []
    if "example" in schema:
        found.append(schema["example"])
    return ir.Doc(
        text=text(schema.get("description")).strip(),
        examples=tuple(found),
        default=(schema["default"],) if "default" in schema else (),
        deprecated=schema.get("deprecated") is True,
    )


def follow(value: Json, root: Mapping[str, Json]) -> Mapping[str, Json]:
    """Follow the reference of a parameter, body or response; resolve has checked it."""
    found = mapping(value)
    seen: set[str] = set()
    while isinstance(target := found.get("$ref"), str) and target not in seen:
        seen.add(target)
        found = mapping(value_at(root, Pointer(target)))
    return found
