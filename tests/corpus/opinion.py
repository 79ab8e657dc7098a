"""Compares what was generated with what datamodel-code-generator makes of the same document."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, assert_never

from plainsdk import ir
from plainsdk.diagnostics import Pointer

from tests.corpus.documents import Entry
from tests.corpus.outcomes import Whole

Opinion = dict[str, Any]

SECONDS = 600
_SCHEMAS = Pointer("#/components/schemas")
_THERE = Path(__file__).with_name("opinion_there.py")

_KINDS = {
    "str": "string",
    "constr": "string",
    "StrictStr": "string",
    "int": "integer",
    "conint": "integer",
    "float": "number",
    "confloat": "number",
    "bool": "boolean",
    "AwareDatetime": "date-time",
    "datetime": "date-time",
    "UUID": "uuid",
    "Decimal": "decimal",
    "condecimal": "decimal",
    "Base64Str": "byte",
    "bytes": "binary",
}


class NoOpinion(Exception):
    """Nothing comes of the document there; the message says what was said."""


def there(entry: Entry) -> Mapping[str, Opinion]:
    """What the other makes of each component schema.

    Raises ``NoOpinion`` where it fails or takes too long.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    try:
        ran = subprocess.run(
            [sys.executable, "-P", _THERE, entry.path],
            env=kept,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise NoOpinion(f"it takes more than {SECONDS} seconds") from None
    if ran.returncode != 0:
        raise NoOpinion(ran.stderr.strip().splitlines()[-1][:300])
    found: dict[str, Opinion] = json.loads(ran.stdout)
    return found


def here(whole: Whole) -> Mapping[str, Opinion]:
    """What was generated of each component schema, in the same words."""
    found: dict[str, Opinion] = {}
    for pointer, declaration in whole.api.declarations.items():
        if len(pointer.parts) == 3 and pointer.parts[:2] == _SCHEMAS.parts:
            found[pointer.parts[2]] = _described(declaration, whole.api)
    return found


def _described(declaration: ir.Declaration, api: ir.Api) -> Opinion:
    match declaration:
        case ir.Object():
            fields: dict[str, Opinion] = {}
            for field in declaration.fields:
                type_, nullable = _type(field.type, api)
                fields[field.wire] = {
                    "required": field.required,
                    "nullable": nullable,
                    "type": type_,
                }
            return {"fields": fields}
        case ir.Alias():
            type_, nullable = _type(declaration.type, api)
            return {"type": type_, "nullable": nullable}
    assert_never(declaration)


def _type(type_: ir.Type, api: ir.Api, depth: int = 0) -> tuple[str, bool]:
    """The kind of a type, and whether it takes null."""
    found = ir.behind(type_, api.declarations)
    match found:
        case ir.Object():
            return "object", False
        case ir.Nullable(inner):
            return (_type(inner, api, depth + 1)[0] if depth < 20 else "any"), True
        case ir.Constrained(inner, _):
            return _type(inner, api, depth + 1)
        case ir.Scalar(kind):
            return kind.value, False
        case ir.Constant() | ir.Enumeration():
            return "enum", False
        case ir.ListOf():
            return "array", False
        case ir.MapOf():
            return "map", False
        case ir.Union(members, _):
            nullable = any(_type(one, api, depth + 1)[1] for one in members)
            return "union", nullable and depth < 20
        case ir.Anything() | ir.Reference():
            return "any", False
    assert_never(found)


def differences(
    ours: Mapping[str, Opinion], theirs: Mapping[str, Opinion]
) -> Iterator[tuple[str, str]]:
    """Each difference: its kind, and where it is."""
    for name, one in ours.items():
        other = theirs.get(name)
        if other is None:
            yield "schema only here", name
        elif ("fields" in one) != ("fields" in other):
            inner = one.get("type", "object"), other.get("type", "object")
            yield f"schema: {inner[1]} there, {inner[0]} here", name
        elif "fields" in one:
            yield from _of_fields(name, one["fields"], other["fields"])
        else:
            yield from _of_types(name, one, other)
    for name in theirs:
        if name not in ours:
            yield "schema only there", name


def _of_fields(
    name: str, ours: Mapping[str, Opinion], theirs: Mapping[str, Opinion]
) -> Iterator[tuple[str, str]]:
    for wire in {**ours, **theirs}:
        place = f"{name}.{wire}"
        if wire not in theirs:
            yield "field only here", place
        elif wire not in ours:
            yield "field only there", place
        else:
            one, other = ours[wire], theirs[wire]
            if one["required"] != other["required"]:
                yield f"required only {'here' if one['required'] else 'there'}", place
            yield from _of_types(place, one, other)


def _of_types(place: str, one: Opinion, other: Opinion) -> Iterator[tuple[str, str]]:
    theirs = _KINDS.get(other["type"], other["type"].casefold())
    if one["nullable"] != other["nullable"] and "any" not in (theirs, one["type"]):
        yield f"nullable only {'here' if one['nullable'] else 'there'}", place
    if one["type"] != theirs:
        yield f"type: {theirs} there, {one['type']} here", place
