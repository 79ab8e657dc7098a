"""The ten documents that Prism answers for, and those of one that is too large for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

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

_METHODS = frozenset(("get", "put", "post", "delete", "options", "head", "patch"))


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
        root = json.loads(entry.path.read_text("utf-8"))
        _write(file, _first(root, FIRST[entry.name]))
    return replace(entry, name=name, file=str(file))


def with_fragments(entry: Entry, root: Mapping[str, Any]) -> Path | None:
    """The operations at paths like ``/chats#stream``, at the paths that a server sees.

    In one document they would be others' paths, so that they are in one of their own;
    ``None`` where there are none.
    """
    paths = {key: item for key, item in root["paths"].items() if "#" in key}
    if not paths:
        return None
    file = home() / f"{entry.name}_fragments.json"
    shorter = {key.partition("#")[0]: item for key, item in paths.items()}
    components = _reached(root, shorter)
    _write(file, {**_kept(root), "paths": shorter, "components": components})
    return file


def _write(file: Path, root: Mapping[str, Json]) -> None:
    scratch = file.with_suffix(".new")
    scratch.write_text(json.dumps(root), "utf-8")
    scratch.replace(file)


def _first(root: Mapping[str, Any], count: int) -> dict[str, Json]:
    """The first operations of a document, and of its components what they reach."""
    paths: dict[str, dict[str, Json]] = {}
    left = count
    for path, item in root["paths"].items():
        for key, value in item.items():
            if key in _METHODS:
                if left == 0:
                    continue
                left -= 1
            paths.setdefault(path, {})[key] = value
        if left == 0:
            break
    components = _reached(root, paths)
    return {**_kept(root), "paths": paths, "components": components}


def _kept(root: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in root.items() if key != "webhooks"}


def _reached(root: Mapping[str, Any], paths: Json) -> dict[str, Any]:
    """The components that some paths reach, and all security schemes."""
    components: dict[str, Any] = {}
    if "securitySchemes" in root["components"]:
        components["securitySchemes"] = root["components"]["securitySchemes"]
    todo = list(_targets(paths))
    while todo:
        _, kind, name = Pointer(todo.pop()).parts[:3]
        if name not in components.setdefault(kind, {}):
            found = value_at(root["components"], Pointer("#") / kind / name)
            components[kind][name] = found
            todo.extend(_targets(found))
    return components


def _targets(value: Json) -> Iterator[str]:
    """Where every reference below a value leads."""
    if isinstance(value, list):
        for item in value:
            yield from _targets(item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key == "$ref" and isinstance(item, str):
                yield item
            else:
                yield from _targets(item)
