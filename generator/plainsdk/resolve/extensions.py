"""Document to document: what other tools' extensions say, in the words of this one.

Names that ``x-plainsdk-`` gives stay. What is to be ignored leaves the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..diagnostics import Diagnostics, Place, Pointer
from ..document import Document, Json, as_list, as_mapping, before_removal, value_at
from .operations import calls, path_item, without
from .reached import targets
from .streaming import streaming
from .twins import without_twins
from .vendors import IGNORES, NAME, RULES, TYPE_NAME, UNREAD, Kind, Node, is_ignored
from .walk import Trail, pointer_of, walked

TYPE_NAMES = "x-plainsdk-type-names"
"""Names of types by pointer, at the root: a schema that is merged or referred to does
not hand its name on so.
"""


@dataclass
class _Reading:
    """What is found on the way through one document."""

    root: Mapping[str, Json]
    report: Diagnostics
    ignoring: bool
    type_names: dict[str, str] = field(default_factory=dict[str, str])
    removed: list[tuple[tuple[str, ...], int]] = field(
        default_factory=list[tuple[tuple[str, ...], int]]
    )

    def change(self, kind: Kind, node: Node, at: Trail) -> Node:
        """An object as its extensions mean it."""
        made = self._without_ignored(kind, node, at) if self.ignoring else node
        if not _READ.isdisjoint(node):
            made = self._read(kind, node, made, at)
        return _named_by_schema(made) if kind is Kind.PARAMETER else made

    def _read(self, kind: Kind, node: Node, made: Node, at: Trail) -> Node:
        """Apply to what was made of an object what its own extensions say."""
        rules = RULES.get(kind, {})
        for key, value in node.items():
            if not key.startswith("x-"):
                continue
            rule = rules.get(key)
            if key == _STREAMING and kind is Kind.OPERATION:
                changed = streaming(value, made, self.root)
            elif rule is not None:
                changed = rule(value, made)
            elif key in UNREAD:
                words = f"{key} is not read; the SDK is made as if it were not there"
                self.report.note("vendor-extension", words, pointer_of(at) / key)
                continue
            else:
                continue
            if changed is None:
                words = (
                    f"{key} is not what its documentation describes, and is not read"
                )
                self.report.note("vendor-extension", words, pointer_of(at) / key)
            else:
                made = changed
        if kind in (Kind.SCHEMA, Kind.PROPERTY) and isinstance(
            name := made.get(TYPE_NAME), str
        ):
            self.type_names[pointer_of(at).text] = name
        return made

    def _without_ignored(self, kind: Kind, node: Node, at: Trail) -> Node:
        """An object without the properties or parameters that are to be ignored."""
        parameters = node.get("parameters")
        if kind in (Kind.OPERATION, Kind.PATH) and isinstance(parameters, list):
            gone = [i for i, one in enumerate(parameters) if self._left_out(one)]
            if gone:
                above = (*pointer_of(at).parts, "parameters")
                self.removed.extend((above, index) for index in reversed(gone))
                kept = [one for i, one in enumerate(parameters) if i not in gone]
                return {**node, "parameters": kept}
        properties = node.get("properties")
        if kind in (Kind.SCHEMA, Kind.PROPERTY) and isinstance(properties, dict):
            names = {name for name, one in properties.items() if is_ignored(one)}
            if names:
                required = node.get("required")
                still = as_list(required)
                return {
                    **node,
                    "properties": {
                        k: v for k, v in properties.items() if k not in names
                    },
                    "required": [one for one in still if one not in names],
                }
        return node

    def _left_out(self, parameter: Json) -> bool:
        seen: set[str] = set()
        while isinstance(parameter, dict) and "$ref" in parameter:
            target = str(parameter["$ref"])
            if is_ignored(parameter) or target in seen:
                return is_ignored(parameter)
            seen.add(target)
            parameter = value_at(self.root, Pointer(target))
        schema = parameter.get("schema") if isinstance(parameter, dict) else None
        return is_ignored(parameter) or is_ignored(schema)


def _named_by_schema(node: Node) -> Node:
    """A parameter with the name that its schema has for it."""
    schema = node.get("schema")
    name = schema.get(_NAMED_BY_SCHEMA) if isinstance(schema, dict) else None
    if not isinstance(name, str) or NAME in node:
        return node
    return {**node, NAME: name}


def read_extensions(document: Document, report: Diagnostics) -> Document:
    """The document as its extensions mean it."""
    keys = _READ if document.extensions is None else _READ & document.extensions
    if not keys:
        return document
    root, moved = _with_webhooks(document.root)
    if keys == frozenset((_WEBHOOKS,)):
        locate = _before(document, moved, (), {})
        sound = document.sound  # what moves is the same in its new place
        if sound and any(one.startswith(f"#/{_WEBHOOKS}") for one in sound.references):
            sound = None
        sound = sound and replace(sound, root=root)
        return replace(document, root=root, locate=locate, sound=sound)
    root = without(
        root,
        lambda call: is_ignored(call.value)
        or is_ignored(
            path_item(value_at(root, Pointer("#") / call.under / call.path), root)
        ),
    )
    reading = _Reading(root, report, not keys.isdisjoint(IGNORES))
    root = walked(root, reading.change)
    root = _without_schemas(_methods_named(root, report), report)
    homes: Mapping[str, Pointer] = {}
    if reading.type_names:
        root, homes = without_twins(root, reading.type_names)
        stated = as_mapping(root.get(TYPE_NAMES))
        root = {**root, TYPE_NAMES: {**reading.type_names, **stated}}
    locate = _before(document, moved, reading.removed, homes)
    return replace(document, root=root, locate=locate)


def _before(
    document: Document,
    moved: bool,
    removed: Sequence[tuple[tuple[str, ...], int]],
    homes: Mapping[str, Pointer],
) -> Callable[[Pointer], Place | None]:
    """Find where a value stood before webhooks and schemas moved, and items of lists
    went.
    """

    def locate(pointer: Pointer) -> Place | None:
        parts = pointer.parts
        if parts[:2] == ("components", "schemas") and parts[2:3] and parts[2] in homes:
            parts = (*homes[parts[2]].parts, *parts[3:])
        for above, index in reversed(removed):
            parts = before_removal(parts, above, index)
        if moved and parts[:1] == ("webhooks",):
            parts = (_WEBHOOKS, *parts[1:])
        before = Pointer("#")
        for part in parts:
            before = before / part
        return document.locate(before)

    return locate


_WEBHOOKS = "x-webhooks"
_NAMED_BY_SCHEMA = "x-stainless-param"
_STREAMING = "x-fern-streaming"
_READ = UNREAD.union(
    (_WEBHOOKS, _NAMED_BY_SCHEMA, _STREAMING, TYPE_NAME), IGNORES, *RULES.values()
)
"""The keys that change something, or that are noted."""


def _with_webhooks(root: Mapping[str, Json]) -> tuple[Mapping[str, Json], bool]:
    """The document with what OpenAPI 3.0 documents call ``x-webhooks`` in its place."""
    found = root.get(_WEBHOOKS)
    if not isinstance(found, dict) or "webhooks" in root:
        return root, False
    rest = {key: value for key, value in root.items() if key != _WEBHOOKS}
    return {**rest, "webhooks": found}, True


def _methods_named(root: Mapping[str, Json], report: Diagnostics) -> Mapping[str, Json]:
    """Give names to the operations that a list at the root names by their ids."""
    listed = root.get("x-speakeasy-name-override")
    rows = [one for one in (as_list(listed)) if _is_row(one)]
    if not rows:
        return root
    named: dict[str, str] = {}
    for call in calls(root):
        given = call.value.get("operationId")
        for row in rows if isinstance(given, str) and NAME not in call.value else []:
            name = _name_of(row, str(given), report)
            if name:
                named[call.at.text] = name

    def change(kind: Kind, node: Node, at: Trail) -> Node:
        if kind is not Kind.OPERATION:
            return node
        name = named.get(pointer_of(at).text)
        return node if name is None else {**node, NAME: name}

    return walked(root, change)


def _is_row(value: Json) -> bool:
    return isinstance(value, dict) and {"operationId", "methodNameOverride"} <= set(
        value
    )


def _name_of(row: Json, given: str, report: Diagnostics) -> str:
    """The name that a row of the list gives to an operationId, if any."""
    if not isinstance(row, dict):
        return ""
    pattern, name = str(row["operationId"]), str(row["methodNameOverride"])
    try:
        return name if re.search(pattern, given) else ""
    except re.error:
        words = f"{pattern[:60]!r} is no regular expression; the name is not given"
        report.note("vendor-extension", words, Pointer("#/x-speakeasy-name-override"))
        return ""


def _without_schemas(
    root: Mapping[str, Json], report: Diagnostics
) -> Mapping[str, Json]:
    """The document without the schemas to be ignored; one that is needed stays open."""
    components = root.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    if not isinstance(schemas, dict) or not isinstance(components, dict):
        return root
    gone = {name for name, one in schemas.items() if is_ignored(one)}
    if not gone:
        return root
    kept = {name: one for name, one in schemas.items() if name not in gone}
    rest = {**root, "components": {**components, "schemas": kept}}
    at = Pointer("#/components/schemas")
    needed = set(targets(rest))
    made: dict[str, Json] = {}
    for name, schema in schemas.items():
        if name not in gone:
            made[name] = schema
        elif any(
            one == (at / name).text or one.startswith(f"{at / name}/") for one in needed
        ):
            words = (
                f"schema {name!r} is to be ignored, but others refer to it: it is open"
            )
            report.warning("ignored-schema", words, at / name)
            made[name] = {}
    return {**root, "components": {**components, "schemas": made}}
