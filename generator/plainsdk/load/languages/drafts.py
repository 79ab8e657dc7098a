"""JSON Schema of every draft since 4 in the words of 2020-12, in place; no file is read.

JSON Schema 2020-12 has ``$id`` and ``$anchor`` for draft 4's ``id``, and in place of
``dependencies`` two keywords; before 2019-09 nothing counts beside ``$ref``. Where a
condition brings properties, they are properties that may be there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from ...document import Json, as_mapping
from ...grammar import DATA, OPENAPI, Kind, Many
from ..openapi.identifiers import Parts
from .editors import without_editors_words

Say: TypeAlias = Callable[[str, str, Parts], None]
"""Takes a note: a code, words, and the keys to the place."""

_Schema: TypeAlias = "dict[str, Json]"

_OLD = re.compile(r"draft-0?([34567])\b")
_BESIDE = frozenset(
    ("$ref", "title", "description", "default", "examples", "$comment", "deprecated")
    + ("definitions", "$defs", "$schema", "$id", "id", "readOnly", "writeOnly")
)  # fmt: skip
HOLDERS = ("$defs", "definitions")
_VALUES = frozenset(("const", "default", "example", "examples"))
"""What may be a mapping that is no schema."""
_SIMPLE = frozenset(
    (*OPENAPI[Kind.SCHEMA], *_BESIDE, *DATA, "type", "format", "pattern", "required")
    + ("$anchor", "$dynamicRef", "$recursiveRef", "minimum", "maximum", "minLength")
)
"""What a schema has by which it is known to be one."""
_CONDITIONAL = frozenset(("if", "then", "else", "$comment", "title", "description"))


def draft_of(root: Json) -> int | None:
    """The draft that a schema names, 4 to 7; None for later ones and where it names
    none.
    """
    said = root.get("$schema") if isinstance(root, dict) else None
    found = _OLD.search(said) if isinstance(said, str) else None
    return int(found[1]) if found is not None else None


def modernise(root: Json, say: Say) -> None:
    """Bring a schema and all below it into the words of 2020-12."""
    draft = draft_of(root)
    for _, schema in schemas_in(root, ()):
        _tuples(schema)  # before what stands in it is walked
    for parts, schema in list(schemas_in(root, ())):
        _identifiers(schema, draft)
        _dependencies(schema)
        if draft is not None:
            _alone(schema, parts, say)
        without_editors_words(schema)
        schema.pop("nullable", None)  # OpenAPI's word, and none here
    for parts, schema in reversed(list(schemas_in(root, ()))):
        if parts[-2:-1] != ("allOf",) or not _is_conditional(schema):
            _conditions(schema, parts, say)  # else what is around it sees to it


def schemas_in(value: Json, parts: Parts) -> Iterator[tuple[Parts, _Schema]]:
    """Every schema at and below a value, the outer ones first."""
    if not isinstance(value, dict):
        return
    if parts[-2:-1] and parts[-2] in HOLDERS and is_folder(value):
        yield from _in_folder(value, parts)
        return
    yield parts, value
    slots = OPENAPI[Kind.SCHEMA]
    for key, below in list(value.items()):
        slot = slots.get(key)
        if slot is None and key != "dependencies":
            continue
        many = slot.many if slot is not None else Many.MAP
        if many is Many.MAP and isinstance(below, dict):
            for name, one in list(below.items()):
                yield from schemas_in(one, (*parts, key, name))
        elif isinstance(below, list):  # draft 4's items too
            for index, one in enumerate(below):
                yield from schemas_in(one, (*parts, key, str(index)))
        elif many is Many.ONE:
            yield from schemas_in(below, (*parts, key))


def _in_folder(
    value: Mapping[str, Json], parts: Parts
) -> Iterator[tuple[Parts, _Schema]]:
    for key, one in list(value.items()):
        if is_folder(one):
            yield from _in_folder(as_mapping(one), (*parts, key))
        else:
            yield from schemas_in(one, (*parts, key))


def is_folder(value: Json) -> bool:
    """Whether a definition only holds other ones, as some authors lay them out.

    What they are called may be a keyword of a schema that has another kind of value.
    """
    return (
        isinstance(value, dict)
        and bool(value)
        and all(isinstance(one, dict) for one in value.values())
        and not any(_is_keyword(key, one) for key, one in value.items())
        and any(_is_schema(one) or is_folder(one) for one in value.values())
    )


def _is_keyword(key: str, value: Json) -> bool:
    """Whether a mapping may be what a keyword of a schema has."""
    slot = OPENAPI[Kind.SCHEMA].get(key)
    if key == "dependencies" or (slot is not None and slot.many is Many.MAP):
        inner = as_mapping(value).values()
        return all(isinstance(one, dict | list | bool) for one in inner)
    return key in _VALUES or (slot is not None and slot.many is Many.ONE)


def _is_schema(value: Json) -> bool:
    """Whether a value has a keyword."""
    if not isinstance(value, dict):
        return False
    return any(
        _is_keyword(key, one) if isinstance(one, dict) else key in _SIMPLE
        for key, one in value.items()
    )


def _tuples(schema: _Schema) -> None:
    """Let items that differ by position be what 2020-12 has for them."""
    rest = schema.pop("additionalItems", None)
    if isinstance(schema.get("items"), list):
        schema["prefixItems"] = schema.pop("items")
        if rest is not None:
            schema["items"] = rest


def _identifiers(schema: _Schema, draft: int | None) -> None:
    if draft == 4 and isinstance(schema.get("id"), str):
        schema["$id"] = schema.pop("id")
    identifier = schema.get("$id")
    if isinstance(identifier, str) and identifier.startswith("#"):
        del schema["$id"]
        if len(identifier) > 1:
            schema["$anchor"] = identifier[1:]


def _dependencies(schema: _Schema) -> None:
    dependencies = schema.pop("dependencies", None)
    if not isinstance(dependencies, dict):
        return
    required = {key: one for key, one in dependencies.items() if isinstance(one, list)}
    schemas = {key: one for key, one in dependencies.items() if key not in required}
    if required:
        schema.setdefault("dependentRequired", required)
    if schemas:
        schema.setdefault("dependentSchemas", schemas)


def _alone(schema: _Schema, parts: Parts, say: Say) -> None:
    """Take out what does not count beside ``$ref``."""
    if not isinstance(schema.get("$ref"), str):
        return
    for key in [key for key in schema if key not in _BESIDE]:
        del schema[key]
        words = f"{key!r} beside $ref does not count before draft 2019-09"
        say("beside-reference", words, parts)


def _conditions(schema: _Schema, parts: Parts, say: Say) -> None:
    """Let the properties that conditions bring be properties that may be there."""
    branches: list[Json] = []
    if "if" in schema:
        branches += [schema.pop("if"), schema.pop("then", None)]
        branches.append(schema.pop("else", None))
        branches = branches[1:]
    members = schema.get("allOf")
    if isinstance(members, list):
        for one in [one for one in members if _is_conditional(one)]:
            branches += [as_mapping(one).get(key) for key in ("then", "else")]
            members.remove(one)
        if not members:
            del schema["allOf"]
    dependent = schema.get("dependentSchemas")
    if isinstance(dependent, dict):
        branches += dependent.values()
        del schema["dependentSchemas"]
    if not branches:
        return
    words = "conditions are not checked; what they bring may be there or not"
    say("open-if", words, parts)
    _bring(schema, [one for one in branches if isinstance(one, dict)])


def _is_conditional(member: Json) -> bool:
    return isinstance(member, dict) and "if" in member and member.keys() <= _CONDITIONAL


def _bring(schema: _Schema, branches: list[_Schema]) -> None:
    """Add the properties of some branches; what differs among them is a choice."""
    found: dict[str, list[Json]] = {}
    for branch in branches:
        properties = branch.get("properties")
        for name, one in properties.items() if isinstance(properties, dict) else ():
            known = found.setdefault(name, [])
            if isinstance(one, dict) and "const" not in one and one not in known:
                known.append(one)
    own = schema.get("properties", {})
    if not isinstance(own, dict):
        return
    for name, several in found.items():
        if name in own or not several:
            continue
        own[name] = several[0] if len(several) == 1 else {"anyOf": several}
    if own:
        schema["properties"] = own
