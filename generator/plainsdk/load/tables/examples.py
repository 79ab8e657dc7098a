"""Example cells to JSON values; what does not parse stays the text that it is."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping

from ...document import Json
from ..texts.json_text import nesting

_NUMBERED = re.compile(r"\*\*Example \d+:\*\*[ ]?")
_WRAPPED = re.compile(r"json\((.*)\)", re.DOTALL)
_INT = re.compile(r"-?(?:0|[1-9][0-9]{0,400})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_MAX_DEPTH = 50


def read_examples(text: str, schema: Mapping[str, Json]) -> tuple[list[Json], bool]:
    """The values that a cell shows, and whether one stood in ``json(…)``.

    ``text`` is the cell with its line breaks; ``schema`` says how a bare word is meant.
    """
    text = text.strip()
    if not text:
        return [], False
    parts = _NUMBERED.split(text)
    if len(parts) > 1 and not parts[0].strip():
        return [_value(part.strip(), schema) for part in parts[1:]], False
    wrapped = _WRAPPED.fullmatch(text)
    if wrapped is not None:
        inner, parsed = _json(wrapped[1])
        if parsed:
            return [inner], True
    return [_value(text, schema)], False


def _value(text: str, schema: Mapping[str, Json]) -> Json:
    kinds = _kinds(schema)
    if kinds & {"integer", "number"} and _INT.fullmatch(text):
        return int(text)
    if "number" in kinds and _FLOAT.fullmatch(text) and not math.isinf(float(text)):
        return float(text)
    if "boolean" in kinds and text in ("true", "false"):
        return text == "true"
    if "null" in kinds and text == "null":
        return None
    if kinds and kinds <= {"string", "null"}:
        return text
    value, parsed = _json(text)
    return value if parsed else text


def _kinds(schema: Mapping[str, Json]) -> set[str]:
    """The JSON types that the schema names; empty where it leaves them open."""
    kind = schema.get("type")
    if isinstance(kind, str):
        return {kind}
    if isinstance(kind, list):
        return {k for k in kind if isinstance(k, str)}
    if "const" in schema:
        return {"string"} if isinstance(schema["const"], str) else set()
    members = schema.get("anyOf")
    if isinstance(members, list):
        found = [_kinds(m) for m in members if isinstance(m, dict)]
        return set[str]().union(*found) if all(found) else set()
    return set()


def _json(text: str) -> tuple[Json, bool]:
    """The JSON value that the text is, and whether it is one."""
    if text.count("[") + text.count("{") > 5000:
        return None, False
    try:
        value: Json = json.loads(text, strict=False, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None, False
    return value, nesting(value, _MAX_DEPTH) and _finite(value)


def _refuse(text: str) -> Json:
    raise ValueError(text)


def _finite(value: Json) -> bool:
    """Whether every number fits a double and every text fits UTF-8."""
    match value:
        case float():
            return math.isfinite(value)
        case str():
            return not any("\ud800" <= c <= "\udfff" for c in value)
        case list():
            return all(map(_finite, value))
        case dict():
            return all(map(_finite, value)) and all(map(_finite, value.values()))
        case _:
            return True
