"""The schemas of several files as components of one document, each under its own name.

Nothing is read or converted here. Equal schemas of one name are one component.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from ...diagnostics import Diagnostics, Place
from ...document import Json
from ...words import telling
from ..openapi.identifiers import Parts, pointer_of
from ..openapi.library import File, Lead, Library, Listed, Missing
from ..openapi.versions import Version
from .known import Language
from .names import as_name, stem_of

_HOLDERS = (("$defs",), ("definitions",), ("components", "schemas"))


_OF_FILES = ("$schema", "$id")
"""What a schema has for being a file."""


@dataclass(frozen=True)
class _Owner:
    """Where the schema stands that has a name."""

    file: File
    listed: Listed


def gathered(
    library: Library,
    paths: Sequence[str],
    language: Language | None,
    report: Diagnostics,
    *,
    chosen: bool = True,
) -> dict[str, Json]:
    """A reference to each schema that some files name, by the name that it gets.

    ``paths`` are relative to the library's folder. What the library's root has already is
    left out where it is equal. ``chosen``: the user means each of these files, and not
    all that a folder holds.
    """
    files: list[File] = []
    for path in paths:
        found = library.take(path, language)
        if isinstance(found, Missing):
            _refuse(found, path, chosen, report)
        else:
            files.append(found)
    owners: dict[str, _Owner] = {}
    kept: dict[str, list[_Owner]] = {}
    for listed in _components(library.root):
        owner = _Owner(library.root, listed)
        owners[as_name(listed.name).casefold()] = owner
        kept.setdefault(listed.name, []).append(owner)
    made: dict[str, Json] = {}
    for file in files:
        shared = _shared(file, kept)
        called: dict[Parts, str] = {}
        for listed in _named_first(file.listed):
            if listed in shared:
                owner = shared[listed]
                file.leads[listed.parts] = Lead(owner.file, owner.listed.parts)
                continue
            name = _free(file, listed, owners, called, report)
            called[listed.parts] = name
            owners[name.casefold()] = owner = _Owner(file, listed)
            kept.setdefault(listed.name, []).append(owner)
            made[name] = {"$ref": _reference(file.source.path, listed.parts)}
    return made


def _refuse(missing: Missing, path: str, chosen: bool, report: Diagnostics) -> None:
    """Say why a file is not read; one of a folder that is no schema is left out."""
    if not missing.said:
        report.error("no-source", f"{path}: {missing.why}", None)
    for one in missing.said:
        if one.code == "no-language" and not chosen:
            words = "this is in none of the schema languages, and is left out"
            report.warning(one.code, words, one.where)
        elif one not in list(report):  # files may be wrong together
            report.extend([one])


def _named_first(listed: Sequence[Listed]) -> list[Listed]:
    """What a file is comes before what it defines, and so on inwards."""
    return sorted(listed, key=lambda one: len(one.parts))


def _components(root: File) -> Iterator[Listed]:
    """The schemas that a description has itself."""
    older = root.version is Version.SWAGGER
    holder = ("definitions",) if older else ("components", "schemas")
    schemas = root.find(holder)
    for name in schemas if isinstance(schemas, Mapping) else ():
        yield Listed(name, (*holder, name))


def _shared(file: File, kept: Mapping[str, Sequence[_Owner]]) -> dict[Listed, _Owner]:
    """The schemas of a file that stand elsewhere too, with all that they lead to.

    ``kept`` are those of other files, by what they are called there.
    """
    texts: dict[str, dict[str, _Owner]] = {}
    leads: dict[Listed, set[str]] = {}
    found: dict[Listed, _Owner] = {}
    for listed in _named_first(file.listed):
        if listed.name not in texts:
            texts[listed.name] = {
                _comparable(one.file.find(one.listed.parts))[0]: one
                for one in reversed(kept.get(listed.name, ()))
            }
        own, names = _comparable(file.find(listed.parts))
        owner = texts[listed.name].setdefault(own, _Owner(file, listed))
        if not listed.parts and '"$ref"' in own:
            continue  # what it defines would have no place
        if owner.file is not file or owner.listed != listed:
            found[listed], leads[listed] = owner, names
    while True:
        known = {(one.parts[:-1], one.name) for one in found}
        gone = [
            one
            for one in found
            if not {(one.parts[:-1], name) for name in leads[one]} <= known
        ]
        if not gone:
            return found
        for one in gone:
            del found[one]


def _comparable(value: Json) -> tuple[str, set[str]]:
    """A text that equal schemas share, and the names that it leads to in its file."""
    names: set[str] = set()

    def plain(value: Json) -> Json:
        if isinstance(value, list):
            return [plain(one) for one in value]
        if not isinstance(value, Mapping):
            return value
        made = {key: plain(one) for key, one in value.items()}
        reference = value.get("$ref")
        if isinstance(reference, str):
            for holder in _HOLDERS:
                prefix = f"#/{'/'.join(holder)}/"
                if reference.startswith(prefix):
                    made["$ref"] = name = reference.removeprefix(prefix)
                    names.add(name)
        return made

    text = json.dumps(plain(value), sort_keys=True)
    if isinstance(value, Mapping) and '"$ref"' not in text:  # no base counts
        bare = {key: one for key, one in value.items() if key not in _OF_FILES}
        text = json.dumps(bare, sort_keys=True)
    return text, names


def _reference(path: str, parts: Parts) -> str:
    pointer = str(pointer_of(parts)).removeprefix("#")
    return f"{quote(path)}#{quote(pointer, safe='/~$')}" if parts else quote(path)


def _free(
    file: File,
    listed: Listed,
    owners: Mapping[str, _Owner],
    called: Mapping[Parts, str],
    report: Diagnostics,
) -> str:
    """The name of a schema: its own, else with that of what it is in, or of its file.

    ``called`` are the names that the file's schemas have so far, by their keys.
    """
    wanted = as_name(listed.name) or "Schema"
    owner = owners.get(wanted.casefold())
    if owner is None:
        return wanted
    folders = posixpath.dirname(file.source.path).split("/")
    stem = stem_of(file.source.path)
    near = telling([*folders, stem])[-1:]
    ways = [" ".join((*near, listed.name))] if near and owner.file is not file else []
    ways += [f"{one} {listed.name}" for one in _around(listed.parts, called)]
    if listed.parts and listed.parts[-1] != listed.name:
        last = listed.parts[-1].rpartition("://")[2].split("/")[-3:]
        ways.append(" ".join((*last[:-1], stem_of(last[-1]))))
    ways.append(f"{listed.name} definition")
    ways += [
        " ".join((*folders[depth:], stem, *listed.parts))
        for depth in range(len(folders) - 1, -1, -1)
    ]
    free = (as_name(way) for way in ways if as_name(way).casefold() not in owners)
    name = next(free, "_".join((wanted, *map(as_name, (*folders, *listed.parts)))))
    words = (
        f"schema {listed.name!r} would be called {wanted!r}, as one of"
        f" {owner.file.source.shown} is; it is called {name!r} instead. To name it, put"
        f' "#/components/schemas/{name}" = "..." into the names of the configuration'
    )
    report.warning("name-collision", words, _place(file, listed))
    return name


def _around(parts: Parts, called: Mapping[Parts, str]) -> Iterator[str]:
    """What the places around a schema are called, the nearest first."""
    for depth in range(len(parts) - 2, 0, -1):
        if parts[:depth] in called:
            yield called[parts[:depth]]
        elif parts[depth - 2 : depth - 1] == ("properties",):
            yield parts[depth - 1]


def _place(file: File, listed: Listed) -> Place:
    return file.place(listed.parts)
