"""A file of any schema language to one of JSON Schema, with the schemas that it names.

What is wrong with it is reported; what the languages mean is in the modules beside this
one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from ...diagnostics import Diagnostics
from ...document import Json
from ..openapi.identifiers import identifiers
from ..openapi.library import File, Lead, Listed, limit_of, refused
from ..texts.lines import Lines
from ..texts.reading import Source
from .known import Language


@dataclass(frozen=True)
class Spot:
    """A file that is being read: its text, its path if it has one, and where the
    description's own folder is.
    """

    source: Source
    where: Path | None
    folder: Path
    report: Diagnostics

    def has(self, path: str) -> bool:
        """Whether there is a file at a path below the folder that may be read."""
        where = self.folder / path
        return where.is_file() and not refused(
            where, self.folder, limit_of(self.folder)
        )


@dataclass(frozen=True)
class Converted:
    """What a file of another language is as JSON Schema.

    ``lines`` are those of the schemas, by their keys. ``also``: other files that were
    read for it. ``main`` is the one that the whole file is, if it is one.
    """

    definitions: dict[str, Json]
    lines: dict[str, int]
    also: tuple[Source, ...] = ()
    main: str = ""


Reader: TypeAlias = Callable[[Json, Spot], Converted | None]


def read_foreign(
    file: File,
    language: Language,
    where: Path | None,
    folder: Path,
    report: Diagnostics,
) -> File | None:
    """Read a file in its language; ``file`` holds its text, and its JSON where it is
    JSON.
    """
    spot = Spot(file.source, where, folder, report)
    match language:
        case Language.JSON_SCHEMA:
            from .schemas import read_schema

            return read_schema(file, report)
        case Language.ASYNCAPI:
            from .asyncapi import read_asyncapi

            return read_asyncapi(file, spot)
        case Language.MCP:
            from .mcp import read_tools

            return read_tools(file, report)
        case _:
            made = _reader(language)(file.root, spot)
            return None if made is None else _converted(file, made)


def _reader(language: Language) -> Reader:
    match language:
        case Language.AVRO:
            from .avro import read_avro

            return read_avro
        case Language.PROTOBUF:
            from .protobuf import read_protobuf

            return read_protobuf
        case Language.GRAPHQL:
            from .graphql import read_graphql

            return read_graphql
        case Language.XML_SCHEMA:
            from .xsd import read_xsd

            return read_xsd
        case _:
            from .samples import read_sample

            return read_sample


def _converted(file: File, made: Converted) -> File:
    root: dict[str, Json] = {"definitions": made.definitions}

    def lines(_: str) -> Lines:
        found = Lines(1)
        inner = found.add("definitions", 1)
        for name in made.definitions:
            inner.add(name, made.lines.get(name, 1))
        return found

    listed = tuple(Listed(name, ("definitions", name)) for name in made.definitions)
    named = identifiers(b"", root, file.base)
    whole = replace(
        file, root=root, named=named, lines=lines, listed=listed, also=made.also
    )
    if made.main in made.definitions:
        whole.leads[()] = Lead(whole, ("definitions", made.main))
    return whole


def all_of(schema: dict[str, Json]) -> dict[str, Json]:
    """A schema that is another one, with room for words beside it."""
    parts: list[Json] = [schema]
    return {"allOf": parts}
