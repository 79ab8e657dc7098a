"""Puts inline schemas that extensions name under that name, those that say the same as one.

It gives no names, and leaves alone what differs in more than words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..diagnostics import Pointer
from ..document import Json, as_mapping, value_at
from .keywords import listed
from .vendors import Kind, Node
from .walk import Trail, pointer_of, walked

_WORDS = frozenset(
    ("title", "description", "default", "example", "examples", "readOnly")
    + ("writeOnly", "deprecated", "externalDocs", "xml")
)
"""What may be said of one place of a schema, and not of another."""
_SCHEMAS = ("components", "schemas")


class Moved(NamedTuple):
    """A document: its root, and where each schema that is new came from."""

    root: Mapping[str, Json]
    origins: Mapping[str, Pointer]


def without_twins(root: Mapping[str, Json], names: Mapping[str, str]) -> Moved:
    """Put inline schemas under ``components.schemas``, by their names by pointer.

    Those of one name that say the same become one. Where they do not, or another schema
    has the name already and says something else, they stay. That one alone moves too,
    for another may come.
    """
    shared: dict[str, Json] = {}
    moved: dict[str, Pointer] = {}
    places: dict[str, str] = {}
    for name, pointers in _groups(names).items():
        found = {one: as_mapping(value_at(root, Pointer(one))) for one in pointers}
        core = _core(next(iter(found.values())))
        known = value_at(root, _home(name))
        alike = all(_core(one) == core for one in found.values())
        if not alike or "$ref" in core:
            continue
        if known is None:
            first = next(iter(found))
            shared[name], moved[name] = _definition(found[first]), Pointer(first)
        elif _core(as_mapping(known)) != core:
            continue
        places.update(dict.fromkeys(found, name))
    if not places:
        return Moved(root, {})

    def change(kind: Kind, node: Node, at: Trail) -> Node:
        if kind not in (Kind.SCHEMA, Kind.PROPERTY):
            return node
        name = places.get(pointer_of(at).text)
        return node if name is None else _reference(name, node)

    return Moved(_with_schemas(walked(root, change), shared), moved)


def _groups(names: Mapping[str, str]) -> Mapping[str, list[str]]:
    """The pointers of inline schemas by their name."""
    found: dict[str, list[str]] = defaultdict(list)
    for pointer, name in names.items():
        parts = Pointer(pointer).parts
        if parts[:2] != _SCHEMAS or len(parts) > len(_SCHEMAS) + 1:
            found[name].append(pointer)
    return found


def _core(schema: Node) -> Node:
    """What a schema says of values, apart from null."""
    return dict(_not_null(schema, words=False))


def _definition(schema: Node) -> dict[str, Json]:
    """A schema as it stands for all of its places."""
    kept = ("title", "description")
    return {
        key: value
        for key, value in _not_null(schema, words=True)
        if key not in _WORDS or key in kept
    }


def _not_null(schema: Node, *, words: bool) -> Iterator[tuple[str, Json]]:
    """Walk through the keywords, with null in no type and no enumeration."""
    for key, value in schema.items():
        if not words and (key in _WORDS or key.startswith("x-")):
            continue
        if key == "type" and isinstance(value, list):
            rest: list[Json] = [one for one in value if one != "null"]
            yield key, rest[0] if len(rest) == 1 else rest
        elif key == "enum":
            yield key, [one for one in listed(value) if one is not None]
        else:
            yield key, value


def _reference(name: str, schema: Node) -> Node:
    """What stands in the place of a schema: a reference, and the words of the place."""
    words = {key: value for key, value in schema.items() if key in _WORDS}
    words.pop("title", None)
    reference: dict[str, Json] = {"$ref": _home(name).text}
    if "null" in listed(schema.get("type")) or None in listed(schema.get("enum")):
        return {**words, "anyOf": [reference, {"type": "null"}]}
    return {**reference, **words}


def _home(name: str) -> Pointer:
    return Pointer("#") / "components" / "schemas" / name


def _with_schemas(
    root: Mapping[str, Json], schemas: Mapping[str, Json]
) -> Mapping[str, Json]:
    components = as_mapping(root.get("components"))
    known = as_mapping(components.get("schemas"))
    return {**root, "components": {**components, "schemas": {**known, **schemas}}}
