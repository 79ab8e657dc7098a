"""Reads discriminators: which value of a tag leads to which member (OpenAPI 3.1, 4.8.25).

Explicit by a mapping, by the members' constants, or implied by the members' names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .. import ir
from ..diagnostics import Pointer
from ..document import Json, value_at
from .enums import values_of
from .places import Lowering, Spot, named
from .values import mapping, text


@dataclass(frozen=True)
class _Leaf:
    """A member that is no union itself: where it stands, and its own tags."""

    pointer: Pointer
    tags: tuple[str, ...]


def tag_of(
    schema: Mapping[str, Json], keyword: str, spot: Spot, lowering: Lowering
) -> ir.Tag | None:
    """Return the tag of a union that has a discriminator.

    Its mapping is empty where the members' own constants say the same, and lacks a tag
    that several members have.
    """
    discriminator = mapping(schema.get("discriminator"))
    name = text(discriminator.get("propertyName"))
    if not name:
        return None
    leaves = list(_leaves(schema, keyword, spot.pointer, name, lowering.root))
    default = _target(discriminator.get("defaultMapping"), spot, lowering)
    given = mapping(discriminator.get("mapping"))
    if not given and _tell_apart(leaves) and default is None:
        return ir.Tag(name)
    pairs: dict[str, Pointer] = {}
    for tag, value in given.items():
        target = _target(value, spot, lowering)
        if target is None:
            lowering.warn(
                "discriminator-mapping",
                f"{tag!r} leads to {text(value)!r}, where no schema is: a value with"
                " this tag is unknown",
                spot.pointer,
            )
        else:
            members = list(_expanded(tag, target, name, lowering.root))
            if len(members) == 1:  # else the other keys tell
                pairs |= dict(members)
    owners = Counter(tag for leaf in leaves for tag in set(leaf.tags))
    for leaf in leaves:
        if leaf.pointer in pairs.values():
            continue
        implied = named(leaf.pointer)
        for tag in leaf.tags or ((implied,) if implied else ()):
            if owners[tag] < 2:  # else the other keys tell
                pairs.setdefault(tag, leaf.pointer)
    return ir.Tag(name, tuple(pairs.items()), default)


def _tell_apart(leaves: list[_Leaf]) -> bool:
    """Whether each member has one constant of its own."""
    tags = [tag for leaf in leaves for tag in leaf.tags]
    return all(len(leaf.tags) == 1 for leaf in leaves) and len(set(tags)) == len(tags)


def _expanded(
    tag: str, target: Pointer, name: str, root: Mapping[str, Json]
) -> Iterator[tuple[str, Pointer]]:
    """Walk through what a tag leads to: a member, or the members of a union in it."""
    schema = mapping(value_at(root, target))
    for keyword in ("oneOf", "anyOf"):
        if isinstance(schema.get(keyword), list):
            leaves = list(_leaves(schema, keyword, target, name, root))
            exact = [leaf for leaf in leaves if tag in leaf.tags]
            for leaf in exact or leaves[:1]:
                yield tag, leaf.pointer
            return
    yield tag, target


def _leaves(
    schema: Mapping[str, Json],
    keyword: str,
    at: Pointer,
    name: str,
    root: Mapping[str, Json],
) -> Iterator[_Leaf]:
    """Walk through the objects that a union's members are, at any depth, once each."""
    members = schema.get(keyword)
    found: list[Json] = members if isinstance(members, list) else []
    pending = [(at / keyword / index, one) for index, one in enumerate(found)][::-1]
    seen: set[Pointer] = set()
    while pending:
        place, member = pending.pop()
        place, one = followed(place, member, root)
        if place in seen:
            continue
        seen.add(place)
        inner = next(
            (k for k in ("oneOf", "anyOf") if isinstance(one.get(k), list)), None
        )
        if inner is not None:
            below = one[inner]
            listed = below if isinstance(below, list) else []
            pending.extend(
                (place / inner / index, each) for index, each in enumerate(listed)
            )
        elif "properties" in one:
            yield _Leaf(place, _tags(one, name, root))


def followed(
    at: Pointer, schema: Json, root: Mapping[str, Json]
) -> tuple[Pointer, Mapping[str, Json]]:
    """Follow a schema's references to the end: where that is, and what stands there."""
    found, seen = mapping(schema), {at}
    while target := text(found.get("$ref")):
        at = Pointer(target)
        if at in seen:
            return at, {}
        seen.add(at)
        found = mapping(value_at(root, at))
    return at, found


def _tags(
    schema: Mapping[str, Json], name: str, root: Mapping[str, Json]
) -> tuple[str, ...]:
    """Return the texts that a member lists for the tag."""
    property_ = mapping(schema.get("properties")).get(name)
    _, found = followed(Pointer("#"), property_, root)
    values = values_of(found) or []
    return tuple(value for value in values if isinstance(value, str))


def _target(value: Json, spot: Spot, lowering: Lowering) -> Pointer | None:
    """Return what a mapping leads to: by a reference, or by the name of a schema."""
    name = text(value)
    if not name:
        return None
    around = Pointer(spot.home.text.rpartition("/")[0])
    places = (
        [Pointer(name)]
        if name.startswith("#")
        else [around / name, Pointer("#/components/schemas") / name]
    )
    for place in places:
        schema = value_at(lowering.root, place)
        if isinstance(schema, Mapping):
            return followed(place, schema, lowering.root)[0]
    return None
