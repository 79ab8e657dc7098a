"""The ten documents that Prism answers for, in the parts that it is given.

At each request Prism walks through all schemas of a document, so that a large one takes it minutes:
it is given so many operations at once with what they reach. It takes the ``#stream`` or ``?a=b``
of a path for a part of the path: such paths stand in parts of their own, without.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from plainsdk.diagnostics import Pointer
from plainsdk.document import Json, value_at

from tests.corpus.documents import Entry, entries
from tests.corpus.generated import home

NAMES = (
    "discord",
    "docker_engine",
    "github",
    "mistral",
    "notion",
    "openai",
    "redocly_museum",
    "slack",
    "swagger_petstore",
    "twilio_video_v1",
)
"""Of each version, with bodies in JSON, forms and files; two are Swagger 2.0."""

FIRST = {"github": 200}
"""How many operations are taken of a document, from its beginning; all of the others."""

PLAIN = frozenset(("discord",))
"""Those whose answers Prism makes without chance: with it they are of megabytes."""

_AT_ONCE = 40  # operations that one Prism is given
_METHODS = frozenset(("get", "put", "post", "delete", "options", "head", "patch"))

Paths = dict[str, Mapping[str, Json]]


class _Loader(yaml.CSafeLoader):
    """Reads YAML as JSON has it: a date is a text."""


_Loader.yaml_implicit_resolvers = {
    sign: [one for one in known if one[0] != "tag:yaml.org,2002:timestamp"]
    for sign, known in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def chosen() -> tuple[Entry, ...]:
    """The documents; none where the corpus is missing."""
    return tuple(one for one in entries("real") if one.name in NAMES)


def shortened(entry: Entry) -> Entry:
    """The document to use: a shorter one in a file of its own where it is too large."""
    if entry.name not in FIRST:
        return entry
    name = f"{entry.name}_first_{FIRST[entry.name]}"
    file = home() / f"{name}.json"
    if not file.exists():
        root = _read(entry.path)
        _write(file, _part(root, next(_groups(root["paths"], FIRST[entry.name]))))
    return replace(entry, name=name, file=str(file))


@dataclass(frozen=True)
class Part:
    """A document for Prism: its file, and the operations in it, by path and method.

    Paths are as the whole document writes them.
    """

    file: Path
    operations: frozenset[tuple[str, str]]


def parts(entry: Entry, folder: Path) -> list[Part]:
    """What Prism is given of a document."""
    root = _read(entry.path)
    usual = {key: item for key, item in root["paths"].items() if _sent(key) == key}
    others = {key: item for key, item in root["paths"].items() if _sent(key) != key}
    found: list[Part] = []
    for paths in (*_groups(usual, _AT_ONCE), *_groups(others, _AT_ONCE)):
        file = folder / f"{entry.name}_{len(found)}.json"
        sent = {_sent(key): item for key, item in paths.items()}
        _write(file, _part(root, sent))
        operations = {
            (path, key)
            for path, item in paths.items()
            for key in item.keys() & _METHODS
        }
        found.append(Part(file, frozenset(operations)))
    return found


def _sent(path: str) -> str:
    return path.partition("#")[0].partition("?")[0]


def _read(file: Path) -> dict[str, Any]:
    text = file.read_text("utf-8")
    root: dict[str, Any] = (
        json.loads(text) if file.suffix == ".json" else yaml.load(text, _Loader)
    )
    return root


def _write(file: Path, root: Mapping[str, Json]) -> None:
    scratch = file.with_suffix(".new")
    scratch.write_text(json.dumps(root), "utf-8")
    scratch.replace(file)


def _groups(paths: Mapping[str, Any], most: int) -> Iterator[Paths]:
    """The paths in groups of so many operations; one path may be cut."""
    group: Paths = {}
    left = most
    for path, item in paths.items():
        shared = {key: one for key, one in item.items() if key not in _METHODS}
        for method in [key for key in item if key in _METHODS]:
            group[path] = {**group.get(path, shared), method: item[method]}
            left -= 1
            if left == 0:
                yield group
                group, left = {}, most
    if group:
        yield group


def _part(root: Mapping[str, Any], paths: Paths) -> dict[str, Json]:
    """A document with some paths, and of everything that has a name what they reach."""
    named = ("components", "definitions", "parameters", "responses")
    made: dict[str, Any] = {
        key: value
        for key, value in root.items()
        if key not in ("paths", "webhooks", *named) and not key.startswith("x-")
    }
    schemes = root.get("components", {}).get("securitySchemes")
    if schemes:
        made["components"] = {"securitySchemes": schemes}
    made["paths"] = dict(paths)
    todo = list(_targets(made))
    while todo:
        keys = Pointer(todo.pop()).parts
        keys = keys[: 3 if keys[0] == "components" else 2]
        at = Pointer("#")
        holder = made
        for key in keys[:-1]:
            at = at / key
            holder = holder.setdefault(key, {})
        if keys[-1] not in holder:
            holder[keys[-1]] = value_at(root, at / keys[-1])
            todo.extend(_targets(holder[keys[-1]]))
    return made


def _targets(value: Json) -> Iterator[str]:
    """Where every reference below a value leads."""
    if isinstance(value, list):
        for item in value:
            yield from _targets(item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key == "$ref" and isinstance(item, str):
                yield item
            elif key == "mapping" and isinstance(item, Mapping):
                yield from (
                    str(one) for one in item.values() if str(one).startswith("#/")
                )
            else:
                yield from _targets(item)
