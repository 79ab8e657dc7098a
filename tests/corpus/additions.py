"""Adds one schema or one operation to a document, with a fresh name or one that collides."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plainsdk import ir
from plainsdk.config import Target
from plainsdk.diagnostics import Diagnostics, Pointer
from plainsdk.ir import Api, Given
from plainsdk.names import Names
from plainsdk.naming.identifiers import attribute
from plainsdk.pipeline import Made, generate

from tests.corpus.spellings import SPELLINGS

SCHEMAS = Pointer("#/components/schemas")
ADDED = Pointer("#/paths") / "/plainsdk-added" / "post"
FIRST = Pointer("#/paths") / "/ a-plainsdk-added" / "post"
"""Two places for an operation: one sorts behind most pointers, one before all."""

_FILES = "x-plainsdk-files"
_SAID = ("name-collision", "repeated-operation-id")

Root = Mapping[str, Any]


@dataclass(frozen=True)
class Run:
    """What comes of a document: files, names, and the collisions by where they are said."""

    files: Mapping[str, str]
    api: Api
    names: Names
    collisions: frozenset[tuple[Pointer, str]]


@dataclass(frozen=True)
class Addition:
    """A change of a document: what it adds, and whom its name collides with.

    ``fresh``: with nobody at all.
    """

    what: str
    root: Root
    added: Pointer
    rival: Pointer | None = None
    fresh: bool = False

    def __str__(self) -> str:
        rival = f", which collides with {self.rival}" if self.rival else ""
        return f"{self.what}: {self.added}{rival}"


def run(name: str, root: Root, folder: Path) -> Run:
    """Generate in memory, from a file that has the same path each time.

    What came from other files stands in the one document, under a key of its own.
    """
    file = folder / "document.json"
    text = json.dumps(root, ensure_ascii=False)
    file.write_text(text.replace(_FILES, "x-other-files"), "utf-8")
    target = Target(
        name=name,
        source=file,
        shown="document.json",
        output=folder / name,
        command=f"plainsdk generate {name}",
    )
    report = Diagnostics()
    found: dict[type, Any] = {}

    def watch(made: Made) -> None:
        found[type(made)] = made

    files = generate(target, report, watch)
    collisions = frozenset(
        (one.where, one.message)
        for one in report
        if one.code in _SAID and isinstance(one.where, Pointer)
    )
    return Run(dict(files), found[Api], found[Names], collisions)


def additions(before: Run, root: Root, chance: random.Random) -> Iterator[Addition]:
    """Some additions to a document, the same for the same chance."""
    fresh = SCHEMAS / "PlainsdkAdded"
    changed = _with_schema(root, fresh, chance)
    yield Addition("a fresh schema", changed, fresh, fresh=True)
    yield from _schemas(before, root, chance)
    yield from _operations(before, root, chance)


def _schemas(before: Run, root: Root, chance: random.Random) -> Iterator[Addition]:
    unsure = {where for where, _ in before.collisions}
    there = [
        pointer
        for pointer in sorted(before.api.declarations, key=str)
        if pointer not in unsure
    ]
    given = [one for one in there if _is_given(before, one)]
    made = [one for one in there if not _is_given(before, one)]
    for what, respell in SPELLINGS.items():
        for rival in _some(chance, given, 1):
            added = SCHEMAS / respell(_given_name(before, rival))
            if added not in before.api.declarations:
                changed = _with_schema(root, added, chance)
                yield Addition(f"a schema in {what}", changed, added, rival)
    inputs = [one for one in made if one.parts[-1] == "x-plainsdk-input"]
    below = [one for one in made if one.parts[:1] == ("paths",)]
    for kind, rivals in (("made", made), ("input's", inputs), ("operation's", below)):
        for rival in _some(chance, rivals, 1):
            added = SCHEMAS / before.names.declarations[rival]
            if added not in before.api.declarations:
                changed = _with_schema(root, added, chance)
                yield Addition(f"a schema with a {kind} name", changed, added, rival)


def _is_given(run: Run, pointer: Pointer) -> bool:
    return isinstance(run.api.declarations[pointer].origin, Given)


def _given_name(run: Run, pointer: Pointer) -> str:
    origin = run.api.declarations[pointer].origin
    assert isinstance(origin, Given)
    return origin.name


def _operations(before: Run, root: Root, chance: random.Random) -> Iterator[Addition]:
    fresh = "plainsdkAddedOperation"
    tags = _some(chance, sorted({one.group[0] for one in before.api.operations}), 1)
    for what, tag in (("a fresh group", "plainsdk added"), ("no group", None)):
        made = _with_operation(root, ADDED, tag, fresh, chance)
        yield Addition(f"an operation of {what}", made, ADDED, fresh=True)
    for tag in tags:
        for respelled in (tag, f"async {tag}", tag.swapcase(), tag.replace(" ", "-")):
            made = _with_operation(root, ADDED, respelled, fresh, chance)
            yield Addition(f"an operation of the group {respelled!r}", made, ADDED)
    unsure = {where for where, _ in before.collisions}
    named = [
        one
        for one in before.api.operations
        if one.pointer not in unsure
        and one.group[0].isidentifier()
        and len(one.pointer.parts) == 3  # no variant of another
        and _id_of(one) == one.name
    ]
    for rival in _some(chance, named, 2):
        tag, name = (
            ".".join(rival.group),
            before.names.operations[rival.pointer].builder,
        )
        for place in (ADDED, FIRST):
            made = _with_operation(root, place, tag, _id_of(rival), chance)
            yield Addition("the same operationId", made, place, rival.pointer)
        for ending in ("_request", "_from_body", "_stream", "_as_json", "_"):
            made = _with_operation(root, ADDED, tag, f"{name}{ending}", chance)
            yield Addition(f"an operation with {ending}", made, ADDED)
        made = _with_operation(root, ADDED, f"{tag}.{name}", fresh, chance)
        yield Addition("a group called like an operation", made, ADDED)
    for what, respell in SPELLINGS.items():
        for rival in _some(chance, named, 1):
            if attribute(respell(rival.name)) == attribute(rival.name):
                name, tag = respell(_id_of(rival)), ".".join(rival.group)
                made = _with_operation(root, ADDED, tag, name, chance)
                yield Addition(f"an operation in {what}", made, ADDED, rival.pointer)


def _id_of(operation: ir.Operation) -> str:
    match operation.origin:
        case ir.Given(name):
            return name
        case ir.Made():
            return operation.name


def _some(chance: random.Random, found: list[Any], count: int) -> list[Any]:
    return chance.sample(found, min(len(found), count))


def _with_schema(root: Root, added: Pointer, chance: random.Random) -> Root:
    components = root.get("components", {})
    schema = {"type": "object", "properties": {"added": {"type": "string"}}}
    schemas = _inserted(components.get("schemas", {}), added.parts[-1], schema, chance)
    return {**root, "components": {**components, "schemas": schemas}}


def _with_operation(
    root: Root, at: Pointer, tag: str | None, name: str, chance: random.Random
) -> Root:
    """Add an operation with inline models, and with parameters that share a name."""
    inline = {
        "type": "object",
        "properties": {"added": {"type": "string"}, "kind": {"enum": ["a", "b"]}},
    }
    content = {"application/json": {"schema": inline}}
    text = {"type": "string"}
    operation = {
        **({"tags": [tag]} if tag is not None else {}),
        "operationId": name,
        "parameters": [
            {"name": "added-id", "in": "query", "schema": text},
            {"name": "added_id", "in": "query", "schema": text},
            {"name": "addedId", "in": "header", "schema": text},
        ],
        "requestBody": {"content": content},
        "responses": {"200": {"description": "Added.", "content": content}},
    }
    _, path, method = at.parts
    paths = _inserted(root.get("paths", {}), path, {method: operation}, chance)
    return {**root, "paths": paths}


def _inserted(
    found: Mapping[str, Any], key: str, value: Any, chance: random.Random
) -> dict[str, Any]:
    """Put a value somewhere into a mapping: no name may come of its position."""
    items = list(found.items())
    items.insert(chance.randint(0, len(items)), (key, value))
    return dict(items)


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same document with the keys of every mapping in another order."""
    if isinstance(value, dict):
        items = [(key, shuffled(item, chance)) for key, item in value.items()]
        chance.shuffle(items)
        return dict(items)
    if isinstance(value, list):
        return [shuffled(item, chance) for item in value]
    return value
