"""What a schema made of several says; looks at no other place of a document."""

from __future__ import annotations

from collections.abc import Callable

from ..document import Json
from ..grammar import is_plain
from .choices import Choice
from .keywords import (
    CHOICES,
    SHAPE,
    Schema,
    is_null,
    is_word,
    last_key,
    listed,
    mapping,
    says_nothing,
)

_COMBINING = frozenset(("allOf", "$ref", *CHOICES))


def may_be_composed(schema: Schema) -> bool:
    """Whether a schema has a keyword that composes: a quick look, before the care."""
    return not _COMBINING.isdisjoint(schema)


def says_all_itself(value: Json) -> bool:
    """Whether a schema or list of texts is made of nothing else, as most are."""
    if isinstance(value, dict):
        return is_plain(value)
    return isinstance(value, list) and not any(
        isinstance(one, (dict, list)) for one in value
    )


def is_composed(schema: Schema) -> bool:
    """Whether a schema is put together of several."""
    if not may_be_composed(schema):
        return False
    if isinstance(schema.get("allOf"), list):
        return True
    if isinstance(schema.get("$ref"), str):
        return any(
            key in SHAPE and not (key == "required" and not isinstance(item, list))
            for key, item in schema.items()
        )
    return any(isinstance(schema.get(key), list) for key in CHOICES) and (
        adds(schema)
        or all(isinstance(schema.get(key), list) for key in CHOICES)
        or is_single([one for key in CHOICES for one in listed(schema.get(key))])
    )


def is_single(members: list[Json]) -> bool:
    """Whether a choice has one member, an object of its own, null aside."""
    live = [mapping(one) for one in members if not is_null(one)]
    return len(live) == 1 and "properties" in live[0] and "$ref" not in live[0]


def adds(schema: Schema) -> bool:
    """Whether a schema says more than a choice beside it."""
    return any(
        key in SHAPE
        and key not in ("allOf", "minProperties", "maxProperties", *CHOICES)
        and not says_nothing({key: item})
        for key, item in schema.items()
    )


def choices_of(schema: Schema, at: str) -> list[Choice]:
    return [
        Choice(keyword, tuple(members), at)
        for keyword in CHOICES
        if (members := listed(schema.get(keyword)))
    ]


def without_words(schema: Schema) -> dict[str, Json]:
    return {
        key: item
        for key, item in schema.items()
        if not is_word(key) and key != "discriminator"
    }


def as_part(schema: Schema) -> dict[str, Json]:
    """Leave out of a schema what it says of itself and not of what is made of it."""
    found = {key: item for key, item in schema.items() if key != "discriminator"}
    if "properties" in found:
        return without_words(found)
    return {key: item for key, item in found.items() if key != "title"}


def tagged(schema: Schema, name: str, tags: tuple[str, ...]) -> Schema:
    """Return a child of a base with the tags that are its own."""
    properties = mapping(schema.get("properties"))
    present = mapping(properties.get(name))
    values = listed(present.get("enum")) or [present.get("const")]
    if len(values) == 1 and isinstance(values[0], str) and values[0] in tags:
        return schema
    words = {key: item for key, item in present.items() if is_word(key)}
    own: dict[str, Json] = (
        {"const": tags[0]} if len(tags) == 1 else {"enum": list(tags)}
    )
    tag: dict[str, Json] = {**words, "type": "string", **own}
    return {**schema, "properties": {**properties, name: tag}}


def retargeted(
    schema: Schema, moved: dict[str, str], form: Callable[[str], Schema]
) -> Schema:
    """Let a discriminator lead to the members as they are here.

    ``form`` gives what a member says; one that has constants for the tag is not called
    by its name.
    """
    discriminator = mapping(schema.get("discriminator"))
    if not discriminator or not moved:
        return schema
    given = mapping(discriminator.get("mapping"))
    tag_name = str(discriminator.get("propertyName"))
    names = {last_key(target): target for target in moved}
    found: dict[str, Json] = {}
    for tag, value in given.items():
        target = names.get(str(value), str(value))
        found[tag] = moved.get(target, value)
    for name, target in names.items():
        own = mapping(form(target).get("properties")).get(tag_name)
        if moved[target] not in found.values() and not (
            {"const", "enum"} & mapping(own).keys()
        ):
            found[name] = moved[target]
    return {**schema, "discriminator": {**discriminator, "mapping": found}}


def _due(schema: Schema) -> set[str]:
    return {one for one in listed(schema.get("required")) if isinstance(one, str)}


def says_all(form: Schema, common: Schema) -> bool:
    """Whether a schema says all that the members of a choice have in common."""
    properties = mapping(form.get("properties"))
    return (
        not common.keys() - {"type", "properties", "required"}
        and _due(form) >= _due(common)
        and all(
            properties.get(name) == item or _is_one_of(properties.get(name), item)
            for name, item in mapping(common.get("properties")).items()
        )
    )


def _is_one_of(schema: Json, text: Json) -> bool:
    """Whether a schema names the texts that it allows, where any text is meant."""
    if mapping(text).keys() - _WORDS or mapping(text).get("type") != "string":
        return False
    own = mapping(schema)
    values = listed(own.get("enum")) or [own.get("const")]
    return all(isinstance(one, str) for one in values)


_WORDS = frozenset(("type", "title", "description", "example", "examples"))
