"""Files of JSON Schema, as they are read beside OpenAPI; nothing is converted here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from ...diagnostics import Diagnostics
from ...document import Json
from ..openapi.identifiers import Parts, identifiers
from ..openapi.library import File, Listed
from .drafts import HOLDERS, is_folder, modernise, schemas_in
from .names import root_name, short_names, titled

_ABOUT = frozenset(
    ("$schema", "$id", "id", "$anchor", "$dynamicAnchor", "$comment", "$vocabulary")
    + ("title", "description", "$defs", "definitions", "default", "examples")
)  # fmt: skip

_LONG = 6  # words of a title that is said again and again


def read_schema(file: File, report: Diagnostics) -> File | None:
    """Read a file of JSON Schema of any draft since 4."""
    if not isinstance(file.root, dict):
        words = "a JSON Schema in a file of its own is a mapping"
        report.error("bad-schema", words, file.source.place(1))
        return None
    said = file.root.get("$schema")
    if isinstance(said, str) and "draft-03" in said:
        words = "$schema: draft 3 is not read; drafts 4, 6, 7, 2019-09 and 2020-12 are"
        report.error("bad-schema", words, file.place(("$schema",)))
        return None
    modernise_in(file, (), report)
    _name_repeated(file.root)
    own = file.root.get("$id")
    if isinstance(own, str) and "/" in own and not urlsplit(own).scheme:
        file.root["$id"] = f"/{own.lstrip('/')}"  # no part of it is the file's folder
    named = identifiers(b'"$id"', file.root, file.source.path)
    own = next((uri for uri, parts in named.resources.items() if not parts), None)
    listed = tuple(_listed(file.root, file.source.path))
    return replace(file, named=named, base=own or file.source.path, listed=listed)


def modernise_in(file: File, parts: Parts, report: Diagnostics) -> None:
    """Bring the schema at some keys of a file into the words of 2020-12."""

    def say(code: str, words: str, below: Parts) -> None:
        report.note(code, words, file.place((*parts, *below)))

    modernise(file.find(parts), say)


def _name_repeated(root: dict[str, Json]) -> None:
    """Let an object that stands in several places under one title be a definition.

    Where anything of that title differs, or a schema within has an identifier of its
    own, all stay where they are.
    """
    found: dict[str, list[dict[str, Json]]] = {}
    known = {one.name.casefold() for one in _defined(root)}
    known.add(titled(root, _LONG).casefold())
    for parts, schema in schemas_in(root, ()):
        if parts and "$id" in schema:
            return
        name = titled(schema, _LONG)
        if "properties" in schema and name and name.casefold() not in known:
            found.setdefault(name, []).append(schema)
    for name, several in found.items():
        first = dict(several[0])
        if len(several) < 2 or any(one != first for one in several):
            continue
        holder = root.setdefault("definitions", {})
        if isinstance(holder, dict):
            holder[name] = first
            for one in several:
                one.clear()
                one["$ref"] = f"#/definitions/{name}"


def _listed(root: dict[str, Json], path: str) -> list[Listed]:
    """The schema that the file is, if it is one, and those that it defines."""
    found = list(_defined(root))
    name = root_name(root, path)
    if root.keys() <= _ABOUT or _leads_to_own(root, name):
        return found
    return [Listed(name, ()), *found]


def _defined(root: dict[str, Json]) -> Iterator[Listed]:
    """What a schema defines, and what the schemas in it do, wherever they stand."""
    for parts, schema in schemas_in(root, ()):
        for holder in HOLDERS:
            inner = schema.get(holder)
            if isinstance(inner, dict):
                yield from _members(inner, (*parts, holder), "")


def _members(holder: dict[str, Json], parts: Parts, above: str) -> Iterator[Listed]:
    """The definitions of a holder, and of folders in it, which give them their names."""
    names = short_names(list(holder))
    for key, value in holder.items():
        name = f"{above} {names[key]}".strip()
        if not isinstance(value, dict):
            continue
        if is_folder(value):
            yield from _members(value, (*parts, key), name)
        else:
            yield Listed(name, (*parts, key))


def _leads_to_own(root: dict[str, Json], name: str) -> bool:
    """Whether a file is nothing but one of its own definitions, of no other name."""
    target = root.get("$ref")
    if not isinstance(target, str) or root.keys() - _ABOUT != {"$ref"}:
        return False
    first, _, last = target.rpartition("/")
    return first in ("#/$defs", "#/definitions") and (
        last.casefold() == name.casefold() or "title" not in root
    )
