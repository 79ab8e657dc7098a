"""Where a reference leads: which file, and which keys in it; nothing is changed here.

OpenAPI 3.2, section 4.3 (base URIs) and JSON Schema 2020-12, section 8.2 and 9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from ...diagnostics import Pointer
from ...document import Json
from .identifiers import Parts, Path, join, parts_of
from .library import File, Library, Missing

_COMPONENT = re.compile(r"[\w.-]+")


class Scope(NamedTuple):
    """Where a reference stands: the file, the URI that it is relative to, and the keys."""

    file: File
    base: str
    path: Path = None


@dataclass(frozen=True)
class Target:
    """What a reference leads to.

    ``parts`` are the keys in the file; ``guessed`` says how the reference should have
    been written, where only that was found.
    """

    file: File
    parts: Parts
    value: Json
    guessed: str = ""

    @cached_property
    def pointer(self) -> str:
        """Where it stands in the bundle."""
        pointer = Pointer("#")
        for part in (*self.file.home, *self.parts):
            pointer /= part
        return pointer.text

    @cached_property
    def scope(self) -> Scope:
        """Where the references below it are."""
        return Scope(self.file, self.file.named.base_at(self.parts, self.file.base))

    def is_schema_beside(self, parameter: Mapping[str, Json]) -> bool:
        """Whether a parameter says what it is, and this is a schema beside that."""
        return (
            isinstance(parameter.get("name"), str)
            and isinstance(parameter.get("in"), str)
            and isinstance(self.value, dict)
            and self.value.keys().isdisjoint(("name", "in", "$ref"))
        )


class Targets:
    """Looks references up among the files of one description."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._found: dict[tuple[str, str, str], Target] = {}

    def find(self, reference: str, scope: Scope) -> Target | Missing:
        """Where a reference leads, or why nothing is there."""
        key = (reference, scope.base, scope.file.source.path)
        known = self._found.get(key)
        if known is not None:
            return known
        found = self._find(reference, scope)
        if isinstance(found, Target) and not found.guessed:
            self._found[key] = found
        return found

    def _find(self, reference: str, scope: Scope) -> Target | Missing:
        path, _, fragment = reference.partition("#")
        missing: Missing | None = None
        files: list[File] = []
        for file, home in self._resources(path, scope):
            if isinstance(file, Missing):
                missing = missing or file
                continue
            found = _inside(file, home, fragment)
            if found is not None:
                return found
            files.append(file)
        loose = (_loosely(file, fragment) for file in files)
        meant = next((one for one in loose if one is not None), None)
        if meant is not None:
            return meant
        guess = _guessed(path, fragment, scope) if missing or not path else None
        if guess is not None:
            return guess
        return missing or Missing("")

    def dynamic(self, reference: str, scope: Scope) -> tuple[Target | Missing, bool]:
        """Where a ``$dynamicRef`` leads, and whether other resources may redefine it.

        The dynamic scope is what a document is validated through; a type has none. The
        one resource that declares the anchor is what it means then, and of several the
        one that ``$ref`` would find.
        """
        first = self.find(reference, scope)
        name = reference.partition("#")[2]
        if isinstance(first, Missing):
            return first, False
        homes = [
            (uri, file)
            for file in self._library.files
            for uri, anchor in file.named.dynamic
            if anchor == name
        ]
        return first, len(homes) > 1

    def _resources(
        self, path: str, scope: Scope
    ) -> Iterator[tuple[File | Missing, Parts]]:
        """The files and places in them that a reference's path may mean, best first."""
        file = scope.file
        if not path:
            own = file.named.resources.get(scope.base)
            if own:
                yield file, own
            yield file, ()
            return
        uri = join(scope.base, path)
        named = self._library.named(uri)
        if named is not None:
            yield named
        where = join(file.source.path if file.home else self._root, path)
        yield self._library.open(_address(where)), ()
        if uri != where and urlsplit(uri).scheme in ("http", "https"):
            yield self._library.open(_address(uri)), ()

    @property
    def _root(self) -> str:
        return self._library.root.source.path


def _address(uri: str) -> str:
    return uri if urlsplit(uri).scheme else uri.partition("?")[0]


def _inside(file: File, home: Parts, fragment: str) -> Target | None:
    """The value that a fragment names in a resource (RFC 6901, or an anchor)."""
    if fragment and not fragment.startswith("/"):
        base = file.named.base_at(home, file.base)
        places = file.named.anchors.get((base, unquote(fragment)), [])
        if places:
            return Target(file, places[0], file.find(places[0]))
        found = _inside(file, home, f"/{fragment}") if "/" in fragment else None
        return found and replace(found, guessed=f"#/{fragment}")
    if fragment == "/" and isinstance(file.find(home), dict):
        fragment = ""  # by the letter it is the key "", which nobody has
    for text in dict.fromkeys((unquote(fragment), fragment)):
        keys = text.split("/")[1:]
        parts = (*home, *(key.replace("~1", "/").replace("~0", "~") for key in keys))
        lead = file.leads.get(parts)
        if lead is not None:
            return Target(lead.file, lead.parts, lead.file.find(lead.parts))
        value = file.find(parts)
        if value is None and parts:
            value = _empty(file.find(parts[:-1]), parts[-1])
        if value is not None:
            return Target(file, parts, value)
    return None


def _empty(around: Json, key: str) -> Json:
    """An object that is written as nothing at all, ``Pet:`` in YAML: it is an empty one."""
    if isinstance(around, dict) and key in around:
        empty: dict[str, Json] = {}
        around[key] = empty
        return empty
    return None


def _loosely(file: File, fragment: str) -> Target | None:
    """What a pointer means that has the slashes of a path as they are,
    ``#/paths/pets/get``, or spells a kind of component in letters of another case.
    """
    first, _, rest = unquote(fragment).removeprefix("/").partition("/")
    around = file.find((first,))
    if first not in ("paths", "components") or not isinstance(around, dict):
        return None
    fold = str.casefold if first == "components" else _bare
    known = {fold(key): key for key in around}
    for end in [len(rest), *(one.start() for one in re.finditer("/", rest))][::-1]:
        key = known.get(fold(rest[:end].replace("~1", "/")))
        below = rest[end:].split("/")[1:]
        if key is None or not (below or first == "paths"):
            continue
        keys = (one.replace("~1", "/").replace("~0", "~") for one in below)
        parts = (first, key, *keys)
        value = file.find(parts)
        if isinstance(value, dict):
            pointer = Pointer("#") / first / key
            return Target(file, parts, value, f"{pointer}{rest[end:]}")
    return None


def _bare(path: str) -> str:
    return path.lstrip("/")


def _guessed(path: str, fragment: str, scope: Scope) -> Target | None:
    """What a reference means that leaves out ``#/``, or all but a component's name.

    Some tools write ``#/properties/a`` for a part of the component that it stands in.
    """
    file = scope.file
    ways: list[Parts] = []
    if not path and fragment.startswith("/"):
        keys = tuple(fragment.split("/")[1:])
        around = parts_of(scope.path)
        ways += [
            (*around[: index + 2], *keys)
            for index, key in enumerate(around[:-1])
            if key in ("schemas", "definitions", "$defs")
        ]
    if path and not fragment:
        ways.append(tuple(path.removeprefix("/").split("/")))
    name = path or fragment
    if _COMPONENT.fullmatch(name):
        ways += [("components", "schemas", name), ("definitions", name)]
    for parts in ways:
        value = file.find(parts)
        if isinstance(value, dict):
            return Target(file, parts, value, "#/" + "/".join(parts))
    return None
