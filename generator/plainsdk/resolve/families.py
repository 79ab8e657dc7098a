"""Finds schemas that mean any of their children, and makes the union; changes no other.

A schema with a discriminator and no members of its own is the base of those whose
``allOf`` takes it up (OpenAPI 3.1, 4.8.25): where it is referred to, any of them may
stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..diagnostics import Pointer, escaped
from ..document import FILES, IN_FILES, Json, value_at
from .composed import tagged, without_words
from .keywords import CHOICES, Schema, last_key, listed, mapping, reference
from .sharing import shared_parts


@dataclass(frozen=True)
class Family:
    """A base: the property that tells its children apart, and the tags of each.

    ``own`` are the tags of the base itself; ``open``: a value may have no tag, and is
    then the base. ``listed``: the base has its children as members already.
    """

    property: str
    children: Mapping[str, tuple[str, ...]]
    own: tuple[str, ...]
    open: bool
    listed: bool


class Parents:
    """Which schemas each schema takes up through ``allOf`` and references."""

    def __init__(self, look: Callable[[str], Json]) -> None:
        self._look = look
        self._known: dict[str, Mapping[str, None]] = {}

    def of(self, target: str) -> Mapping[str, None]:
        """Return the pointers of all that a schema is made of, at any depth.

        Those that it names itself are the first of them.
        """
        known = self._known.get(target)
        if known is not None:
            return known
        found: dict[str, None] = {}
        pending = [target]
        while pending:
            schema = self._look(pending.pop())
            for one in parts(schema):
                if one not in found:
                    found[one] = None
                    pending.append(one)
        self._known[target] = found
        return found


def parts(schema: Json) -> Iterator[str]:
    """Walk through the references that a schema is made of."""
    pending = [schema]
    while pending:
        node = pending.pop()
        target = reference(node)
        if target is not None:
            yield target
        pending += listed(mapping(node).get("allOf"))[::-1]


def families(root: Schema, parents: Parents) -> Mapping[str, Family]:
    """Return the bases that have children, by their pointers."""
    named = dict(named_schemas(root))
    bases = {
        at: found
        for at, schema in named.items()
        if (found := _discriminator(schema)) is not None
    }
    children: dict[str, list[str]] = {at: [] for at in bases}
    if bases:
        for at in named:
            for parent in parents.of(at):
                circular = parent == at or at in parents.of(parent)
                if parent in bases and not circular:
                    children[parent].append(at)
    made: dict[str, Family] = {}
    for at, discriminator in bases.items():
        direct = _direct(discriminator, children[at], bases, parents)
        family = _family(at, discriminator, direct, root, parents)
        if family is not None:
            made[at] = family
    return made


def _direct(
    discriminator: Schema,
    children: list[str],
    bases: Mapping[str, Schema],
    parents: Parents,
) -> list[str]:
    """Return the children of a base without those of a child that tells them apart by
    another property: they are that child, as its tag says.
    """
    name = discriminator["propertyName"]
    between = [
        one for one in children if one in bases and bases[one]["propertyName"] != name
    ]
    return [one for one in children if parents.of(one).keys().isdisjoint(between)]


def named_schemas(root: Schema) -> Iterator[tuple[str, Json]]:
    """Walk through the schemas that have a name, in this document and in its files."""
    yield from _components(root, "#")
    for file, content in mapping(root.get(FILES)).items():
        at = f"{IN_FILES}{escaped(file)}"
        yield at, content
        yield from _components(content, at)
        for key, value in mapping(content).items():
            yield f"{at}/{escaped(key)}", value


def _components(document: Json, at: str) -> Iterator[tuple[str, Json]]:
    schemas = mapping(mapping(mapping(document).get("components")).get("schemas"))
    for name, schema in schemas.items():
        yield f"{at}/components/schemas/{escaped(name)}", schema


def _inline(schema: Json) -> list[Schema]:
    """Return a schema and the parts of it that stand in it."""
    found = mapping(schema)
    return [found, *map(mapping, listed(found.get("allOf")))]


def _discriminator(schema: Json) -> Schema | None:
    """Return the discriminator of a schema."""
    for one in _inline(schema):
        discriminator = mapping(one.get("discriminator"))
        if isinstance(discriminator.get("propertyName"), str):
            return discriminator
    return None


def _family(
    at: str,
    discriminator: Schema,
    children: list[str],
    root: Schema,
    parents: Parents,
) -> Family | None:
    name = str(discriminator["propertyName"])
    tags: dict[str, list[str]] = {child: [] for child in children}
    own: list[str] = []
    for tag, value in mapping(discriminator.get("mapping")).items():
        target = resolved(value, at, root)
        if target == at:
            own.append(tag)
        elif target is not None:
            tags.setdefault(target, []).append(tag)
    base = mapping(value_at(root, Pointer(at)))
    listed_tags = _tags(base, name)
    members = [
        reference(member)
        for one in _inline(base)
        for keyword in CHOICES
        for member in listed(one.get(keyword))
    ]
    if members:  # what else takes it up is one of them, and no child beside them
        tags = {
            child: found
            for child, found in tags.items()
            if child in children and (found or child in members)
        }
    if not tags:
        return None
    taken = {tag for found in tags.values() for tag in found}
    for child, found in tags.items():
        if not found:
            found.append(_implied(last_key(child), listed_tags, taken))
    implied = last_key(at)
    if not own and implied in listed_tags and implied not in taken:
        own.append(implied)
    above = [mapping(value_at(root, Pointer(one))) for one in parents.of(at)]
    required = any(
        name in listed(one.get("required"))
        for part in (base, *above)
        for one in _inline(part)
    )
    found_tags = {child: tuple(found) for child, found in tags.items()}
    return Family(name, found_tags, tuple(own), not required, bool(members))


def resolved(value: Json, at: str, root: Schema) -> str | None:
    """Return the pointer of what a mapping names: by a reference, or by its name.

    A name is looked up beside the schema that the mapping belongs to, then under
    ``components.schemas``.
    """
    if not isinstance(value, str):
        return None
    if value.startswith("#"):
        return value if value_at(root, Pointer(value)) is not None else None
    for around in (at.rpartition("/")[0], "#/components/schemas"):
        target = f"{around}/{escaped(value)}"
        if value_at(root, Pointer(target)) is not None:
            return target
    return None


def _tags(base: Schema, name: str) -> list[str]:
    """Return the tags that the base itself lists for the property."""
    for one in _inline(base):
        schema = mapping(mapping(one.get("properties")).get(name))
        values = [v for v in listed(schema.get("enum")) if isinstance(v, str)]
        if values:
            return values
    return []


def _implied(name: str, tags: list[str], taken: set[str]) -> str:
    """Return the tag of a child that no mapping names: its name, as the base spells it."""
    if name in tags or not tags:
        return name
    free = [tag for tag in tags if tag not in taken]
    plain = _plain(name)
    return next((tag for tag in free if _plain(tag) == plain), name)


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def tags_of(
    found: Mapping[str, Family], parents: Parents, at: str
) -> dict[str, tuple[str, ...]]:
    """Return the values that the tags of a child have, by property.

    A child of a child that is no member of the union itself has its parent's. Of two
    bases that tell their children apart by one property the nearer is used.
    """
    tags: dict[str, tuple[str, ...]] = {}
    above = parents.of(at)
    for parent in above:
        family = found.get(parent)
        if family is None:
            continue
        between = (one for one in above if one in family.children)
        member = at if at in family.children else next(between, None)
        if member is not None:
            tags.setdefault(family.property, family.children[member])
    return tags


def any_child(keywords: Schema, at: str, family: Family) -> Schema:
    """Return the union of a base's children, of which it may itself be one.

    ``keywords`` are those of the base.
    """
    members: list[Json] = [{"$ref": child} for child in family.children]
    pairs: list[tuple[str, Json]] = [
        (tag, child) for child, tags in family.children.items() for tag in tags
    ]
    if family.own or family.open:
        base: Schema = shared_parts(without_words(keywords), at)
        if family.own:
            base = tagged(base, family.property, family.own)
        pairs += [(tag, f"{at}/oneOf/{len(members)}") for tag in family.own]
        members.append({**base, "title": "base"})
    discriminator: dict[str, Json] = {
        "propertyName": family.property,
        "mapping": dict(pairs),
    }
    return {**keywords, "oneOf": members, "discriminator": discriminator}
