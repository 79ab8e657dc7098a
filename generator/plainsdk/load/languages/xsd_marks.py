"""XML Schema whose elements and attributes can be told apart by their names alone.

A converter that makes one object of both needs it. Files that are included come along,
beside each other, and substitution groups are told instead of being followed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from ..texts.reading import Source, read_source
from .reading import Spot

ELEMENT = "plainsdk.e."
ATTRIBUTE = "plainsdk.a."

_XS = "{http://www.w3.org/2001/XMLSchema}"
_NAMES = ("type", "ref", "base", "itemType", "memberTypes")
_TYPED = ("type", "base", "itemType", "memberTypes")
_XML = "http://www.w3.org/XML/1998/namespace"
_LOCATED = ("include", "import", "redefine", "override")
_PREFIX = re.compile(r"xmlns(?::([\w.-]+))?\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


@dataclass
class Marked:
    """The files of a schema, changed: the text of each by a name without folders.

    ``is_partial``: a file is not there that another one names.
    ``groups``: the elements that may stand in the place of one, by its name.
    ``abstract`` are elements that no document has. ``types`` are those of elements that
    may stand for others, ``names`` what is declared by its folded name, ``spaces`` the
    target namespaces, the first file's first; ``told`` is what is said of the values of
    an enumeration, by its name. ``also``: the other files, as they were
    read.
    """

    is_partial: bool = False
    texts: dict[str, str] = field(default_factory=dict[str, str])
    groups: dict[str, list[str]] = field(default_factory=dict[str, "list[str]"])
    abstract: set[str] = field(default_factory=set[str])
    types: dict[str, str] = field(default_factory=dict[str, str])
    names: dict[str, str] = field(default_factory=dict[str, str])
    spaces: list[str] = field(default_factory=list[str])
    told: dict[str, dict[str, str]] = field(default_factory=dict[str, "dict[str, str]"])
    also: list[Source] = field(default_factory=list[Source])


def marked(spot: Spot) -> Marked | None:
    """Mark a file and all that it includes; what is no XML is reported."""
    found = Marked()
    names: dict[str, str] = {}
    used: list[tuple[Source, str, str]] = []
    pending = [spot.source]
    while pending:
        source = pending.pop()
        try:
            root = ET.fromstring(source.text)
        except ET.ParseError as error:
            words = f"xml-schema: this is not XML: {error.msg}"
            spot.report.error("bad-schema", words, source.place(error.position[0]))
            return None
        if root.tag != f"{_XS}schema":
            words = "xml-schema: the root of an XML Schema is xs:schema"
            spot.report.error("bad-schema", words, source.place(1))
            return None
        for path in _located(root, source, spot, found):
            if path in names or path == spot.source.path:
                continue
            other = read_source(
                spot.folder / path, path, _shown(path, spot), spot.report
            )
            if other is None:
                return None
            names[path] = f"{len(names)}.{posixpath.basename(path)}"
            found.also.append(other)
            pending.append(other)
        found.told.update(_told(root))
        found.spaces.append(root.get("targetNamespace", ""))
        for one in root:
            name = one.get("name", "")
            found.names.setdefault(folded(name), name)
        used += ((source, *one) for one in _used(root, source.text))
        _mark(root, source, spot, found, names)
        _declare(root, source.text)
        _prefix_default(root)
        text = ET.tostring(root, encoding="unicode")
        found.texts[names.get(source.path, "")] = text
    if not found.is_partial:
        _undeclared(used, found, spot)
    return found


def folded(name: str) -> str:
    """A name by which it is found again after a converter has spelled it otherwise."""
    return "".join(filter(str.isalnum, name)).casefold()


def _shown(path: str, spot: Spot) -> str:
    own = spot.source.path.count("/")
    above = posixpath.dirname(spot.source.shown)
    for _ in range(own):
        above = posixpath.dirname(above)
    return posixpath.normpath(posixpath.join(above, path))


def _located(root: ET.Element, source: Source, spot: Spot, marks: Marked) -> list[str]:
    """The files beside it that a schema names, as far as they are there."""
    found: list[str] = []
    for one in root:
        location = one.get("schemaLocation")
        if one.tag.removeprefix(_XS) in _LOCATED and location:
            path = _path(location, source)
            if spot.where is not None and spot.has(path):
                found.append(path)
            elif one.get("namespace") != _XML:
                marks.is_partial = True
                line = _line(f'"{location}"', source.text)
                words = f"xml-schema: {location} is not read; its types are any value"
                spot.report.warning("missing-import", words, source.place(line))
    return found


def _line(text: str, whole: str) -> int:
    return whole.count("\n", 0, max(whole.find(text), 0)) + 1


def _used(root: ET.Element, text: str) -> Iterator[tuple[str, str]]:
    """The types that a file names: their namespaces and their names."""
    spaces = {
        found[1] or "": found[2] or found[3] or "" for found in _PREFIX.finditer(text)
    }
    own = root.get("targetNamespace", "")
    for one in root.iter():
        for key in _TYPED if one.tag.startswith(_XS) else ():
            for name in one.get(key, "").split():
                prefix, _, local = name.rpartition(":")
                yield spaces.get(prefix, own if not prefix else "?"), local


def _undeclared(used: list[tuple[Source, str, str]], found: Marked, spot: Spot) -> None:
    """Report the types that none of the files declares."""
    for source, space, name in dict.fromkeys(used):
        if space in found.spaces and folded(name) not in found.names:
            line = _line(f'{name}"', source.text)
            words = (
                f"xml-schema: no file here declares the type {name!r}; it is any value"
            )
            spot.report.warning("undeclared-type", words, source.place(line))


def _path(location: str, source: Source) -> str:
    around = posixpath.dirname(source.path)
    return posixpath.normpath(posixpath.join(around, location))


def _mark(
    root: ET.Element, source: Source, spot: Spot, found: Marked, names: dict[str, str]
) -> None:
    for one in root.iter():
        kind = one.tag.removeprefix(_XS)
        location = one.get("schemaLocation")
        if kind in _LOCATED and location:
            path = _path(location, source)
            if path in names:
                one.set("schemaLocation", names[path])
            else:  # it is not there, or it is the first one, and there already
                del one.attrib["schemaLocation"]
        if kind == "element":
            _grouped(one, found)
        if kind in ("element", "attribute"):
            prefix = ELEMENT if kind == "element" else ATTRIBUTE
            for key in ("name", "ref"):
                said = one.get(key)
                if said is not None and not said.startswith("xml:"):
                    space, colon, local = said.rpartition(":")
                    one.set(key, f"{space}{colon}{prefix}{local}")


def _grouped(element: ET.Element, found: Marked) -> None:
    """Note what an element stands for, and that no document has it."""
    name = element.get("name", "")
    found.types.setdefault(name, element.get("type", "").rpartition(":")[2])
    for head in element.attrib.pop("substitutionGroup", "").split():
        found.groups.setdefault(head.rpartition(":")[2], []).append(name)
    if element.attrib.pop("abstract", "") in ("true", "1"):
        found.abstract.add(name)


def _declare(root: ET.Element, text: str) -> None:
    """Keep the prefixes that names in attributes have; a parser drops them."""
    used = set(re.findall(r"xmlns:?([\w.-]*)", ET.tostring(root, encoding="unicode")))
    for found in _PREFIX.finditer(text):
        prefix = found[1] or ""
        uri = found[2] if found[2] is not None else found[3]
        if prefix not in used and uri and root.get(f"xmlns:{prefix}") is None:
            root.set(f"xmlns:{prefix}" if prefix else "xmlns", uri)
            used.add(prefix)


def _prefix_default(root: ET.Element) -> None:
    """Let names of the default namespace have a prefix, which a converter asks for."""
    default = root.get("xmlns")
    if default is None or default == _XS[1:-1]:
        return
    root.set("xmlns:plainsdk", default)
    for one in root.iter():
        for key in _NAMES:
            said = one.get(key)
            if said is not None:
                names = [
                    name if ":" in name else f"plainsdk:{name}" for name in said.split()
                ]
                one.set(key, " ".join(names))


def _told(root: ET.Element) -> Iterator[tuple[str, dict[str, str]]]:
    """What is said of the values of enumerations, by the names of their types."""
    for one in root.iter(f"{_XS}simpleType"):
        texts = {
            value.get("value", ""): " ".join("".join(said.itertext()).split())
            for value in one.iter(f"{_XS}enumeration")
            for said in value.iter(f"{_XS}documentation")
        }
        if texts:
            yield one.get("name", ""), texts
