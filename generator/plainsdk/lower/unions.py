"""Lowers ``oneOf`` and ``anyOf``: unions, what may be null, and lists of values.

What their members have in common was put into each of them before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from .. import ir
from ..diagnostics import Pointer
from ..document import Json, value_at
from .discriminators import followed, tag_of
from .enums import Value, distinct, enumeration, values_of
from .kinds import takes_null
from .places import Lowering, Spot
from .values import mapping, text, texts

_NULL = ir.Scalar(ir.ScalarKind.NULL)
_STRING = ir.Scalar(ir.ScalarKind.STRING)
_ONE_TEXT = re.compile(r"\^([\w@ -]+)\$")
_OWN_TYPE = frozenset(["type", "$ref", "const", "enum", "oneOf", "anyOf", "allOf"])


def union_of(
    schema: Mapping[str, Json], keyword: str, spot: Spot, lowering: Lowering
) -> ir.Type:
    """Return the type of a choice among members."""
    members = members_of(schema, keyword)
    nullable = takes_null(schema) or any(map(_is_null, members))
    live = [one for one in members if not _is_null(one)]
    values = _one_list(live)
    several = len(live) > 1 or lowering.is_declared(spot.pointer)
    if values is not None and several:  # else the one list is declared where it stands
        nullable = nullable or None in values
        known = distinct([one for one in values if one is not None])
        return _nullable(_listed(known, live), nullable)
    types: dict[ir.Type, None] = {}
    for index, member in enumerate(members):
        if _is_null(member):
            continue
        word = member_word(schema, keyword, index, lowering.root)
        if word is None and lowering.is_declared(spot.pointer):
            word = _kind_word(mapping(member))
        type_ = lowering.type_of(member, spot.below(keyword, index, word=word))
        if type_ == ir.Reference(spot.pointer):
            continue  # a union adds nothing to itself
        if isinstance(type_, ir.Nullable):
            nullable, type_ = True, type_.inner
        inner = type_.members if isinstance(type_, ir.Union) else (type_,)
        types.update(dict.fromkeys(inner))
    if _lists_texts(live, lowering.root):
        types.pop(_STRING, None)
    tag = tag_of(schema, keyword, spot, lowering)
    return _nullable(_joined(tuple(types), tag, nullable, spot, lowering), nullable)


def members_of(schema: Mapping[str, Json], keyword: str) -> list[Json]:
    """Return the members of a choice, each with the type that stands beside all."""
    found = schema.get(keyword)
    members = found if isinstance(found, list) else []
    kind = schema.get("type")
    if kind is None or kind == "object":
        return members
    return [
        (
            {"type": kind, **member}
            if isinstance(member, Mapping) and not _OWN_TYPE & member.keys()
            else member
        )
        for member in members
    ]


def _joined(
    types: tuple[ir.Type, ...],
    tag: ir.Tag | None,
    nullable: bool,
    spot: Spot,
    lowering: Lowering,
) -> ir.Type:
    if ir.Anything() in types:
        return ir.Anything()
    if not types:
        return _NULL if nullable else ir.Anything()
    if len(types) == 1 and (nullable or not lowering.is_declared(spot.pointer)):
        return types[0]
    return ir.Union(types, tag)


def _nullable(type_: ir.Type, nullable: bool) -> ir.Type:
    if not nullable or type_ in (ir.Anything(), _NULL):
        return type_
    return ir.Nullable(type_)


def _is_null(schema: Json) -> bool:
    found = mapping(schema)
    return (
        found.get("type") in ("null", ["null"])
        or ("const" in found and found["const"] is None)
        or found.get("enum") == [None]
    )


def _one_list(members: list[Json]) -> list[Value | None] | None:
    """Return the values of a choice among values, and maybe any other text."""
    found: list[Value | None] = []
    for member in members:
        values = values_of(member)
        if values is None and _is_any_text(member) and len(members) > 1:
            continue
        if values is None:
            return None
        for value in values:
            if not isinstance(value, str | int | float | None):
                return None
            found.append(value)
    texts_only = all(isinstance(one, str | None) for one in found)
    open_ = any(map(_is_any_text, members))
    known = [one for one in found if one is not None]
    return found if known and (texts_only or not open_) else None


def _listed(values: tuple[Value, ...], members: list[Json]) -> ir.Type:
    """Return the type of values; one beside any text is a list that is open."""
    if any(map(_is_any_text, members)):
        return ir.Enumeration(values)
    return enumeration(values)


def _is_any_text(member: Json) -> bool:
    found = mapping(member)
    words = {"title", "description", "default", "example", "examples", "deprecated"}
    return found.get("type") == "string" and not found.keys() - words - {"type"}


def _lists_texts(members: list[Json], root: Mapping[str, Json]) -> bool:
    """Whether a member is an enumeration of texts, which any other text is one of."""
    for member in members:
        _, found = followed(Pointer("#"), member, root)
        values = values_of(found) or []
        if len(values) > 1 and all(isinstance(value, str) for value in values):
            return True
    return False


def member_word(
    schema: Mapping[str, Json], keyword: str, index: int, root: Mapping[str, Json]
) -> str | None:
    """Return what tells an inline member from the others, its position aside."""
    members = members_of(schema, keyword)
    live = [mapping(one) for one in members if not _is_null(one)]
    member = mapping(members[index])
    if "$ref" in member:
        return None
    words = _words(member, root)
    if len(live) == 1:
        return words[0] if words else None
    counts = Counter(word for one in live for word in set(_words(one, root)))
    own = [word for word in words if counts[word] == 1]
    if not own:
        own = list(_alone(member, live, root))
    return next(iter(own), words[0] if words else _kind_word(member))


def _alone(
    member: Mapping[str, Json], live: list[Mapping[str, Json]], root: Mapping[str, Json]
) -> Iterator[str]:
    """Walk through what only one of several members holds constant, or needs."""
    for told in (_constants, _texts_alone, _needed):
        counts = Counter(word for one in live for word in set(told(one, root)))
        yield from (word for word in told(member, root) if counts[word] == 1)


def _words(member: Mapping[str, Json], root: Mapping[str, Json]) -> list[str]:
    """Return what an inline member might be called, the best first."""
    title = text(member.get("title"))
    properties = mapping(member.get("properties"))
    found = [title, *_constants(member, root), *_needed(member, root), *properties]
    return [word for word in dict.fromkeys(found) if word]


def _constants(member: Mapping[str, Json], root: Mapping[str, Json]) -> list[str]:
    constants: list[str] = []
    for schema in mapping(member.get("properties")).values():
        values = values_of(followed(Pointer("#"), schema, root)[1]) or []
        if len(values) == 1 and isinstance(values[0], str):
            constants.append(values[0])
    return constants


def _texts_alone(member: Mapping[str, Json], _: Mapping[str, Json]) -> list[str]:
    """The texts that are all that patterns let through."""
    patterns = (
        _ONE_TEXT.fullmatch(text(mapping(schema).get("pattern")))
        for schema in mapping(member.get("properties")).values()
    )
    return [found[1] for found in patterns if found is not None]


def _needed(member: Mapping[str, Json], _: Mapping[str, Json]) -> list[str]:
    return list(texts(member.get("required")))


def _kind_word(member: Mapping[str, Json]) -> str | None:
    """Return a word for a member of which nothing but its kind is known."""
    if "$ref" in member:
        return None
    if "enum" in member:
        return "enum"
    return "object" if member.get("type") == "object" else None


def word_at(root: Mapping[str, Json], choice: Pointer, index: int) -> str | None:
    """Return the word of a member by the place of its choice in a document."""
    keys = choice.text.rpartition("/")
    schema = mapping(value_at(root, Pointer(keys[0])))
    members = schema.get(keys[2])
    if not isinstance(members, list) or index >= len(members):
        return None
    return member_word(schema, keys[2], index, root)
