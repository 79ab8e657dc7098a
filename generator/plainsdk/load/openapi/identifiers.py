"""The names that schemas give themselves: ``$id``, ``$anchor`` and ``$dynamicAnchor``.

JSON Schema 2020-12, section 8.2; ``$self`` of a document is OpenAPI 3.2's. Nothing is
resolved here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import unquote, urljoin, urlsplit

from ...diagnostics import Pointer
from ...document import Json
from ...grammar import DATA

Parts: TypeAlias = tuple[str, ...]

Path: TypeAlias = "tuple[Path, str | int] | None"
"""The keys to a value, the last one outside: a walk makes one a step, and few are read."""

_WORDS = re.compile(rb"\$(?:id|anchor|dynamicAnchor|self)\b")


def parts_of(path: Path) -> Parts:
    """The keys of a path, the first one first."""
    found: list[str] = []
    while path is not None:
        path, key = path
        found.append(str(key))
    return tuple(reversed(found))


def path_of(parts: Parts) -> Path:
    """The path of some keys."""
    path: Path = None
    for part in parts:
        path = (path, part)
    return path


def pointer_of(parts: Parts) -> Pointer:
    """The pointer of some keys."""
    pointer = Pointer("#")
    for part in parts:
        pointer /= part
    return pointer


@dataclass
class Identifiers:
    """What a file names: resources by URI, anchors by resource and name.

    The keys are those from the file's root to the value.
    """

    resources: dict[str, Parts] = field(default_factory=dict[str, Parts])
    anchors: dict[tuple[str, str], list[Parts]] = field(
        default_factory=dict[tuple[str, str], "list[Parts]"]
    )
    dynamic: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])

    def base_at(self, parts: Parts, outermost: str) -> str:
        """The base URI in which the value at these keys stands."""
        inside = [
            (len(home), uri)
            for uri, home in self.resources.items()
            if parts[: len(home)] == home
        ]
        return max(inside)[1] if inside else outermost


def join(base: str, reference: str) -> str:
    """The URI that a reference without fragment means at a base (RFC 3986, 5.2).

    A base without a scheme is the path of a file, which may go up beyond where it began.
    """
    if not reference:
        return base
    if urlsplit(reference).scheme or not urlsplit(base).scheme:
        if reference.startswith("/") or ":" in reference.split("/")[0]:
            return reference
        return posixpath.normpath(
            posixpath.join(posixpath.dirname(base), unquote(reference))
        )
    return urljoin(base, reference)


def identifiers(data: bytes, root: Json, base: str) -> Identifiers:
    """Find what a file names; ``base`` is its own address, ``data`` only saves time."""
    found = Identifiers()
    if not _WORDS.search(data):
        return found
    pending: list[tuple[Parts, Json, str]] = [((), root, base)]
    while pending:
        parts, value, around = pending.pop()
        if isinstance(value, list):
            pending.extend(
                ((*parts, str(index)), item, around) for index, item in enumerate(value)
            )
        elif isinstance(value, dict):
            own = _named(value, parts, around, found)
            pending.extend(
                ((*parts, key), item, own)
                for key, item in value.items()
                if key not in DATA or isinstance(item, dict)
            )
    return found


def _named(
    value: Mapping[str, Json], parts: Parts, around: str, found: Identifiers
) -> str:
    """Note what an object names itself; the base of what stands below it."""
    identifier = value.get("$id" if parts else "$self", value.get("$id"))
    if isinstance(identifier, str) and identifier.partition("#")[0]:
        around = join(around, identifier.partition("#")[0])
        found.resources.setdefault(around, parts)
    for word in ("$anchor", "$dynamicAnchor"):
        name = value.get(word)
        if isinstance(name, str):
            found.anchors.setdefault((around, name), []).append(parts)
            if word == "$dynamicAnchor":
                found.dynamic.add((around, name))
    return around
