"""Finds the examples that a document publishes, each with its schema; it judges nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from plainsdk import ir
from plainsdk.diagnostics import Pointer
from plainsdk.document import Json, value_at

from tests.corpus.outcomes import Whole, mapping
from tests.corpus.places import schema_at


@dataclass(frozen=True)
class Example:
    """A published value: where it stands, the schema that it is of, and what was made of that.

    ``several``: the type is a list of what was made of the schema at ``declared``;
    ``key``: the value is that of one key of an object of it.
    """

    place: Pointer
    schema: Pointer
    declared: Pointer
    several: bool
    value: Json
    key: str | None = None


def published(whole: Whole, folder: Path) -> Iterator[Example]:
    """The examples of every schema that is declared, of its properties, and of JSON bodies.

    One that is nothing but a reference stands in a file of its own below ``folder``.
    """
    for one in _published(whole):
        yield replace(one, value=_read(one.value, folder))


def _read(value: Json, folder: Path) -> Json:
    target = mapping(value).get("$ref")
    if isinstance(target, str) and (folder / target).is_file():
        try:
            read: Json = json.loads((folder / target).read_text("utf-8"))
        except ValueError:
            return value  # no JSON, and so no example
        return read
    return value


def _published(whole: Whole) -> Iterator[Example]:
    for pointer in whole.api.declarations:
        schema = mapping(schema_at(whole.root, pointer))
        if value_at(whole.root, pointer) is None:
            continue  # the way there leads through a reference: it is met at its end
        for place, value in _of_schema(schema, pointer):
            yield Example(place, pointer, pointer, False, value)
    yield from _of_fields(whole)
    for pointer, media in _bodies(whole.root, Pointer("#")):
        found = _declared(whole, pointer / "schema")
        if found is not None:
            for place, value in _of_media(whole.root, media, pointer):
                yield Example(place, pointer / "schema", *found, value)


def _of_fields(whole: Whole) -> Iterator[Example]:
    """The examples that stand in the schema of a property."""
    for declared, one in whole.api.declarations.items():
        for field in one.fields if isinstance(one, ir.Object) else ():
            at = field.pointer
            schema = mapping(value_at(whole.root, at))
            if at not in whole.api.declarations:
                for place, value in _of_schema(schema, at):
                    yield Example(place, at, declared, False, value, field.wire)


def _of_schema(
    schema: Mapping[str, Json], at: Pointer
) -> Iterator[tuple[Pointer, Json]]:
    if "example" in schema:
        yield at / "example", schema["example"]
    several = schema.get("examples")
    if isinstance(several, list):
        for index, value in enumerate(several):
            yield at / "examples" / index, value


def _of_media(
    root: Mapping[str, Json], media: Mapping[str, Json], at: Pointer
) -> Iterator[tuple[Pointer, Json]]:
    if "example" in media:
        yield at / "example", media["example"]
    for name, example in mapping(media.get("examples")).items():
        target = mapping(example).get("$ref")
        if isinstance(target, str):
            example = value_at(root, Pointer(target))
        if "value" in mapping(example):
            yield at / "examples" / name, mapping(example)["value"]


def _bodies(value: Json, at: Pointer) -> Iterator[tuple[Pointer, Mapping[str, Any]]]:
    """Every media type of JSON below a value, examples and extensions left out."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _bodies(item, at / index)
        return
    for key, item in mapping(value).items():
        if key in ("example", "examples", "schema", "schemas") or key.startswith("x-"):
            continue
        if key == "content":
            for media, body in mapping(item).items():
                if "json" in media and "lines" not in media and "seq" not in media:
                    yield at / key / media, mapping(body)
        yield from _bodies(item, at / key)


def _declared(whole: Whole, pointer: Pointer) -> tuple[Pointer, bool] | None:
    """What was made of the schema of a body: a declaration, or a list of one."""
    found = _end(whole, pointer)
    if found is not None:
        return found, False
    schema = mapping(schema_at(whole.root, pointer))
    if schema.get("type") == "array" and "items" in schema:
        item = _end(whole, pointer / "items")
        return (item, True) if item is not None else None
    return None


def _end(whole: Whole, pointer: Pointer) -> Pointer | None:
    seen: set[Pointer] = set()
    while pointer not in whole.api.declarations and pointer not in seen:
        seen.add(pointer)
        target = mapping(value_at(whole.root, pointer)).get("$ref")
        if not isinstance(target, str):
            return None
        pointer = Pointer(target)
    return pointer if pointer in whole.api.declarations else None
