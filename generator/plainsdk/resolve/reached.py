"""Finds what a part of a document needs of its components, and leaves out the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..diagnostics import Pointer
from ..document import FILES, Json, as_list, as_mapping, value_at

_DATA = frozenset(("example", "examples", "default", "enum", "const"))
_NAMED = frozenset(
    ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
    + ("schemas", "responses", "parameters", "headers", "callbacks")
)


def only_reached(root: Mapping[str, Json]) -> Mapping[str, Json]:
    """The document with those components alone that its operations need.

    Security schemes count as needed by name (OpenAPI 3.1, 4.8.30), members of a union
    by the mapping of its discriminator (4.8.25), and schemas that are an ``allOf`` of
    one with a discriminator by that one.
    """
    components = root.get("components")
    if not isinstance(components, Mapping):
        return root
    needed = _needed(root)
    kept = {
        kind: (
            {
                name: value
                for name, value in items.items()
                if (kind, name) in needed or name.startswith("x-")
            }
            if isinstance(items, Mapping) and not kind.startswith("x-")
            else items
        )
        for kind, items in components.items()
    }
    return {**root, "components": kept}


def reaches(value: Json, root: Mapping[str, Json]) -> set[str]:
    """The pointers that a value refers to, and what stands there, and so on."""
    found: set[str] = set()
    pending: list[Json] = [value]
    while pending:
        for target in targets(pending.pop()):
            if target not in found:
                found.add(target)
                pending.append(value_at(root, Pointer(target)))
    return found


def _needed(root: Mapping[str, Json]) -> set[tuple[str, str]]:
    outside = {key: value for key, value in root.items() if key != "components"}
    outside.pop(FILES, None)
    schemes = {("securitySchemes", name) for name in _schemes(outside)}
    heirs = _heirs(root)
    found = _components(reaches(outside, root))
    pending = list(found)
    while pending:
        for heir in heirs.get(pending.pop(), ()):
            at = Pointer("#/components/schemas") / heir
            more = _components({at.text} | reaches(value_at(root, at), root)) - found
            found |= more
            pending.extend(more)
    return found | schemes


def _components(targets: set[str]) -> set[tuple[str, str]]:
    """The components that pointers lead to, or into."""
    parts = (Pointer(target).parts for target in targets)
    return {(one[1], one[2]) for one in parts if one[:1] == ("components",) and one[2:]}


def targets(value: Json) -> Iterator[str]:
    """The references in a value, the mappings of discriminators among them.

    What stands in examples is data; but a property or a response may have any name.
    """
    pending: list[tuple[Json, bool]] = [(value, False)]
    while pending:
        node, named = pending.pop()
        if isinstance(node, list):
            pending.extend((item, False) for item in node)
        elif isinstance(node, Mapping):
            target = node.get("$ref")
            if isinstance(target, str):
                yield target
            if not named:
                yield from _mapped(node.get("discriminator"))
            pending.extend(
                (item, key in _NAMED and not named)
                for key, item in node.items()
                if named or key not in _DATA
            )


def _mapped(discriminator: Json) -> Iterator[str]:
    """The schemas that the mapping of a discriminator leads to, by name or pointer."""
    for to in as_mapping(as_mapping(discriminator).get("mapping")).values():
        if isinstance(to, str):
            at = Pointer("#/components/schemas") / to
            yield to if to.startswith("#") else at.text


def _schemes(root: Mapping[str, Json]) -> Iterator[str]:
    """The names of security schemes that the document or an operation asks for."""
    pending: list[Json] = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, Mapping):
            needs = node.get("security")
            for item in as_list(needs):
                if isinstance(item, Mapping):
                    yield from item
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)


def _heirs(root: Mapping[str, Json]) -> Mapping[tuple[str, str], list[str]]:
    """The schemas that are an ``allOf`` of one with a discriminator, by that one."""
    schemas = value_at(root, Pointer("#/components/schemas"))
    found: dict[tuple[str, str], list[str]] = {}
    for name, schema in as_mapping(schemas).items():
        parts = schema.get("allOf") if isinstance(schema, Mapping) else None
        for part in as_list(parts):
            target = part.get("$ref") if isinstance(part, Mapping) else None
            if not isinstance(target, str):
                continue
            above = value_at(root, Pointer(target))
            if isinstance(above, Mapping) and "discriminator" in above:
                for component in _components({target}):
                    found.setdefault(component, []).append(name)
    return found
