"""Adds one schema or one operation to a document, with a fresh name or one that collides."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plainsdk.config import Target
from plainsdk.diagnostics import Diagnostics, Pointer
from plainsdk.ir import Api, Given
from plainsdk.names import Names
from plainsdk.pipeline import Made, generate

SCHEMAS = Pointer("#/components/schemas")
_PATH = "/plainsdk-added"

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
    """A change of a document: what it adds, and whom its name collides with."""

    what: str
    root: Root
    added: Pointer
    rival: Pointer | None = None

    def __str__(self) -> str:
        rival = f", which collides with {self.rival}" if self.rival else ""
        return f"{self.what}: {self.added}{rival}"


def run(name: str, root: Root, folder: Path) -> Run:
    """Generate in memory, from a file that has the same path each time."""
    file = folder / "document.json"
    file.write_text(json.dumps(root, ensure_ascii=False), "utf-8")
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
        if one.code == "name-collision" and isinstance(one.where, Pointer)
    )
    return Run(dict(files), found[Api], found[Names], collisions)


def additions(before: Run, root: Root, chance: random.Random) -> Iterator[Addition]:
    """Some additions to a document, the same for the same chance."""
    fresh = SCHEMAS / "PlainsdkAdded"
    yield Addition("a fresh schema", _with_schema(root, fresh, chance), fresh)
    yield from _schemas(before, root, chance)
    yield from _operations(before, root, chance)


def _schemas(before: Run, root: Root, chance: random.Random) -> Iterator[Addition]:
    unsure = {where for where, _ in before.collisions}
    there = {
        pointer
        for pointer in before.api.declarations
        if pointer not in unsure and pointer.parts[:2] == ("components", "schemas")
    }
    given: list[Pointer] = []
    made: list[Pointer] = []
    for pointer in sorted(there, key=str):
        origin = before.api.declarations[pointer].origin
        (given if isinstance(origin, Given) else made).append(pointer)
    for what, respell in _SPELLINGS.items():
        for rival in chance.sample(given, min(len(given), 2)):
            added = SCHEMAS / respell(rival.parts[-1])
            if added not in before.api.declarations:
                changed = _with_schema(root, added, chance)
                yield Addition(f"a schema in {what}", changed, added, rival)
    for rival in chance.sample(made, min(len(made), 2)):
        added = SCHEMAS / before.names.declarations[rival]
        if added not in before.api.declarations:
            changed = _with_schema(root, added, chance)
            yield Addition("a schema with a made name", changed, added, rival)


def _operations(before: Run, root: Root, chance: random.Random) -> Iterator[Addition]:
    added = Pointer("#/paths") / _PATH / "get"
    unsure = {where for where, _ in before.collisions}
    for what, tag in (("a fresh group", "plainsdk added"), *_tags(root, chance)):
        made = _with_operation(root, tag, "plainsdkAddedOperation", chance)
        yield Addition(f"an operation of {what}", made, added)
    named = [
        (one.pointer, found["operationId"], found["tags"][:1])
        for one in before.api.operations
        if one.pointer not in unsure
        and (found := _at(root, one.pointer)) is not None
        and isinstance(found.get("operationId"), str)
        and found.get("tags")
    ]
    for what, respell in _SPELLINGS.items():
        for rival, name, tags in chance.sample(named, min(len(named), 1)):
            if respell(name) != name:
                made = _with_operation(root, tags[0], respell(name), chance)
                yield Addition(f"an operation in {what}", made, added, rival)


def _tags(root: Root, chance: random.Random) -> list[tuple[str, str]]:
    tags = {
        operation["tags"][0]
        for item in root.get("paths", {}).values()
        for operation in item.values()
        if isinstance(operation, dict) and operation.get("tags")
    }
    chosen = chance.sample(sorted(tags), min(len(tags), 1))
    return [("a group that is there", tag) for tag in chosen]


def _other_case(name: str) -> str:
    swapped = name[:1].swapcase() + name[1:]
    return swapped if swapped != name else name.swapcase()


def _other_separators(name: str) -> str:
    bare = re.sub(r"[_\-. ]+(\w)", lambda found: found[1].upper(), name)
    if bare != name:
        return bare
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name)


_SPELLINGS: dict[str, Callable[[str], str]] = {
    "another case": _other_case,
    "other separators": _other_separators,
}


def _at(root: Root, pointer: Pointer) -> Any:
    found: Any = root
    for part in pointer.parts:
        if not isinstance(found, dict) or part not in found:
            return None
        found = found[part]
    return found


def _with_schema(root: Root, added: Pointer, chance: random.Random) -> Root:
    components = root.get("components", {})
    schema = {"type": "object", "properties": {"added": {"type": "string"}}}
    schemas = _inserted(components.get("schemas", {}), added.parts[-1], schema, chance)
    return {**root, "components": {**components, "schemas": schemas}}


def _with_operation(root: Root, tag: str, name: str, chance: random.Random) -> Root:
    operation = {
        "tags": [tag],
        "operationId": name,
        "responses": {"204": {"description": "Nothing."}},
    }
    paths = _inserted(root.get("paths", {}), _PATH, {"get": operation}, chance)
    return {**root, "paths": paths}


def _inserted(
    found: Mapping[str, Any], key: str, value: Any, chance: random.Random
) -> dict[str, Any]:
    """Put a value somewhere into a mapping: no name may come of its position."""
    items = list(found.items())
    items.insert(chance.randint(0, len(items)), (key, value))
    return dict(items)
