"""Compares what was generated with what datamodel-code-generator makes of the same document."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, assert_never

from plainsdk import ir
from plainsdk.diagnostics import Pointer
from plainsdk.document import Json, value_at

from tests.corpus.outcomes import mapping

Opinion = dict[str, Any]

SECONDS = 600
_DEEPEST = 8
UNSEEN = "unseen"
"""What stands for a type that is too deep to be looked at."""
_SCHEMAS = Pointer("#/components/schemas")
_FILES = "x-plainsdk-files"
_BETWEEN = re.compile(r"[^0-9A-Za-z]+")
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
    "UUID4": "uuid",
    "Decimal": "decimal",
    "condecimal": "decimal",
    "Base64Str": "byte",
    "bytes": "binary",
    "None": "null",
}


class NoOpinion(Exception):
    """Nothing comes of the document there; the message says what was said."""


def there(file: Path) -> Mapping[str, Opinion]:
    """What the other makes of each component schema.

    Raises ``NoOpinion`` where it fails or takes too long.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    try:
        ran = subprocess.run(
            [sys.executable, "-P", _THERE, file],
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


def here(api: ir.Api) -> Mapping[str, Opinion]:
    """What was generated of each schema that the document names, in the same words.

    ``nullable`` of a named class or enumeration is None: whether null may stand for it is said
    where it is referred to.
    """
    return {
        name: _of_declaration(api.declarations[pointer], api, 0)
        for pointer, name in named(api).items()
    }


def named(api: ir.Api) -> Mapping[Pointer, str]:
    """The schemas that a document names, and what ``in_one`` calls them."""
    return {
        pointer: (
            pointer.parts[2]
            if pointer.parts[:2] == _SCHEMAS.parts
            else _BETWEEN.sub("_", pointer.text).strip("_")
        )
        for pointer, one in api.declarations.items()
        if isinstance(one.origin, ir.Given)
        and pointer.parts[-1] != "x-plainsdk-input"
        and (len(pointer.parts) == 3 or pointer.parts[0] == _FILES)
    }


def in_one(root: Mapping[str, Json], api: ir.Api) -> Json:
    """A loaded document whose schemas from other files stand among its components."""
    names = {
        pointer.text: name
        for pointer, name in named(api).items()
        if pointer.parts[0] == _FILES
    }
    components = {**mapping(root.get("components"))}
    components["schemas"] = {
        **mapping(components.get("schemas")),
        **{name: value_at(root, Pointer(at)) for at, name in names.items()},
    }
    return _moved({**root, "components": components}, names)


def _moved(value: Json, names: Mapping[str, str]) -> Json:
    """A value with every reference to what has another place now."""
    if isinstance(value, list):
        return [_moved(item, names) for item in value]
    if isinstance(value, Mapping):
        return {key: _moved(item, names) for key, item in value.items()}
    if not isinstance(value, str) or not value.startswith(f"#/{_FILES}/"):
        return value
    above, rest = value, ""
    while above not in names and "/" in above:
        above, _, key = above.rpartition("/")
        rest = f"/{key}{rest}"
    return f"{_SCHEMAS}/{names[above]}{rest}" if above in names else value


def _of_declaration(declaration: ir.Declaration, api: ir.Api, depth: int) -> Opinion:
    match declaration:
        case ir.Object():
            fields = {
                field.wire: {
                    "required": field.required,
                    **_of_type(field.type, api, depth + 1),
                }
                for field in _fields(declaration, api)
            }
            return {"type": "object", "nullable": None, "fields": fields}
        case ir.Alias():
            return _of_type(declaration.type, api, depth)
    assert_never(declaration)


def _fields(declared: ir.Object, api: ir.Api) -> Iterator[ir.Field]:
    """The fields of a schema: of what comes, and of the model for what goes."""
    going = api.declarations.get(declared.pointer / "x-plainsdk-input")
    written = {
        field.wire: field
        for field in (going.fields if isinstance(going, ir.Object) else ())
        if field.access is ir.Access.WRITE
    }
    for field in declared.fields:
        yield written.pop(field.wire, field)
    yield from written.values()


def _of_type(type_: ir.Type, api: ir.Api, depth: int) -> Opinion:
    """A type in words: its kind, whether it takes null, and what it holds."""
    if depth > _DEEPEST:
        return {"type": UNSEEN, "nullable": None}
    found = ir.behind(type_, api.declarations)
    match found:
        case ir.Object():
            made = {"type": "object"}
            if not isinstance(found.origin, ir.Given):
                made = _of_declaration(found, api, depth + 1)
            return {**made, "nullable": False}
        case ir.Nullable(inner):
            return {**_of_type(inner, api, depth + 1), "nullable": True}
        case ir.Constrained(inner, _):
            return _of_type(inner, api, depth + 1)
        case ir.Scalar(kind):
            return {"type": kind.value, "nullable": False}
        case ir.Constant() | ir.Enumeration():
            return {"type": "enum", "nullable": False}
        case ir.ListOf(item):
            held = _of_type(item, api, depth + 1)
            return {"type": "array", "nullable": False, "item": held}
        case ir.TupleOf():
            return {"type": "array", "nullable": False}
        case ir.MapOf(value):
            held = _of_type(value, api, depth + 1)
            return {"type": "map", "nullable": False, "item": held}
        case ir.Union(types, _):
            members = [_of_type(one, api, depth + 1) for one in types]
            nullable = any(one["nullable"] for one in members)
            return {"type": "union", "nullable": nullable, "members": members}
        case ir.Anything() | ir.Reference():
            return {"type": "any", "nullable": False}
    assert_never(found)


def differences(
    ours: Mapping[str, Opinion], theirs: Mapping[str, Opinion]
) -> Iterator[tuple[str, str]]:
    """Each difference: its kind, and where it is."""
    for name, one in ours.items():
        other = theirs.get(name)
        if other is None:
            yield "schema only here", name
        else:
            yield from _between(name, one, other)
    for name in theirs:
        if name not in ours:
            yield "schema only there", name


def _between(place: str, one: Opinion, other: Opinion) -> Iterator[tuple[str, str]]:
    ours, theirs = one["type"], _kind(other)
    if UNSEEN in (ours, theirs):
        return
    told = None not in (one["nullable"], other["nullable"])
    if told and one["nullable"] != other["nullable"] and "any" not in (theirs, ours):
        yield f"nullable only {'here' if one['nullable'] else 'there'}", place
    if ours != theirs:
        yield f"{theirs} there, {ours} here", place
    elif "fields" in one and "fields" in other:
        yield from _of_fields(place, one["fields"], other["fields"])
    elif "item" in one and "item" in other:
        yield from _between(f"{place}[]", one["item"], other["item"])
    elif "members" in one and "members" in other:
        kinds = set(_flat(one["members"]))
        others = set(_flat(other["members"]))
        if UNSEEN in kinds | others:
            return
        for kind in sorted(kinds - others):
            yield f"union: {kind} only here", place
        for kind in sorted(others - kinds):
            yield f"union: {kind} only there", place


def _flat(members: list[Opinion]) -> Iterator[str]:
    """The kinds of a union's members, and of those of unions among them."""
    for member in members:
        if "members" in member:
            yield from _flat(member["members"])
        else:
            yield _kind(member)


def _kind(opinion: Opinion) -> str:
    """The word for a type of the other's."""
    found: str = opinion["type"]
    return _KINDS.get(found, found.casefold())


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
            yield from _between(place, one, other)
