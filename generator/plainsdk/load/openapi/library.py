"""The files of one description, each read once; what cannot be read is never raised.

They come from the disk, or where the user allows it from the network.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from ...diagnostics import Diagnostic, Diagnostics, Place, Pointer
from ...document import FILES, Input, Json
from ..languages.known import Language, by_content, by_name
from ..texts.faults import MAX_FILES, BadText
from ..texts.json_text import NotJson, as_ascii, json_lines, read_json
from ..texts.lines import Lines
from ..texts.reading import Source, read_source, remote_source
from .identifiers import Identifiers, Parts, identifiers, pointer_of
from .versions import Version, version_of

_TEXTS = (".md", ".txt", ".html")

NO_LANGUAGE = "for schemas, say their language, which nothing here says: " + ", ".join(
    one.value for one in Language
)
"""What to say of a file that could be several things."""


class Listed(NamedTuple):
    """A schema that has a name: what it would be called, and its keys in the file."""

    name: str
    parts: Parts


@dataclass
class File:
    """A file that was read.

    ``home`` are the keys from the bundle's root to it, ``base`` the URI that its
    references are relative to, ``version`` the shape in which its objects are.
    ``listed`` are the schemas in it that have a name, where it is one of another
    language; ``also`` is what else was read for it. ``leads`` are the places that stand
    for other ones.
    """

    source: Source
    root: Json
    home: Parts
    base: str
    version: Version
    named: Identifiers
    lines: Callable[[str], Lines]
    listed: tuple[Listed, ...] = ()
    also: tuple[Source, ...] = ()
    leads: dict[Parts, Lead] = field(default_factory=dict[Parts, "Lead"])
    _lines: Lines | None = field(default=None)
    _changed: Callable[[Pointer], Place | None] | None = field(default=None)

    def change(
        self, root: Mapping[str, Json], locate: Callable[[Pointer], Place | None]
    ) -> None:
        """Let overlays have changed the value; ``locate`` finds a line in them or here."""
        self.root = root
        self.named = identifiers(self.source.data, root, self.base)
        self._changed = locate

    def place(self, parts: Parts) -> Place:
        """The line of the value at these keys, or of the nearest one around it."""
        changed = None
        if self._changed is not None:
            changed = self._changed(pointer_of(parts))
        return changed or self.published(parts)

    def published(self, parts: Parts) -> Place:
        """The line where the file's own text has the value, or one around it."""
        return self.source.place(self._found_lines().at(parts))

    def has(self, parts: Parts) -> bool:
        """Whether a value was written at these keys, here or in an overlay."""
        if self._found_lines().has(parts):
            return True
        return self.place(parts).file != self.source.shown

    def _found_lines(self) -> Lines:
        if self._lines is None:
            self._lines = self.lines(self.source.text)
        return self._lines

    def find(self, parts: Parts) -> Json:
        """The value at these keys; None where there is none."""
        node = self.root
        for part in parts:
            if isinstance(node, dict):
                node = node.get(part)
            elif isinstance(node, list) and part.isdecimal() and int(part) < len(node):
                node = node[int(part)]
            else:
                return None
        return node


class Lead(NamedTuple):
    """A place that another one stands for."""

    file: File
    parts: Parts


@dataclass(frozen=True)
class Missing:
    """Why a file is not there, as the end of a sentence, and what was said of it."""

    why: str
    said: tuple[Diagnostic, ...] = ()


class Library:
    """Every file that was asked for, by its path from the root file's folder or by URL."""

    def __init__(
        self, root: File, folder: Path, fetch: Callable[[str], bytes | str]
    ) -> None:
        self.root = root
        self._folder = folder
        self._fetch = fetch
        self._limit = limit_of(folder)
        self._files: dict[str, File | Missing] = {root.source.path: root}
        self._named: dict[str, tuple[File, Parts]] = {}
        self.remarks = Diagnostics()
        self._name(root)

    @property
    def folder(self) -> Path:
        """Where the root file is."""
        return self._folder

    @property
    def files(self) -> list[File]:
        """The files that could be read, the root first, in the order of asking."""
        return [file for file in self._files.values() if isinstance(file, File)]

    @property
    def inputs(self) -> tuple[Input, ...]:
        """What the lock keeps, by path."""
        found = {
            source.path: source.input
            for file in self.files
            for source in (file.source, *file.also)
            if source.data or not urlsplit(source.path).scheme
        }
        return tuple(found[path] for path in sorted(found))

    def open(self, uri: str) -> File | Missing:
        """The file at a path or URL."""
        found = self._files.get(uri)
        return self._kept(uri, self._opened(uri, None)) if found is None else found

    def take(self, uri: str, language: Language | None) -> File | Missing:
        """The file at a path that the user names as one of schemas.

        ``language`` is what the user says of it.
        """
        found = self._files.get(uri)
        if found is None:
            found = self._kept(uri, self._opened(uri, language, taken=True))
        return found

    def _kept(self, uri: str, found: File | Missing) -> File | Missing:
        self._files[uri] = found
        if isinstance(found, File):
            self._name(found)
        return found

    def named(self, uri: str) -> tuple[File, Parts] | None:
        """The resource that calls itself by a URI, among the files that were read."""
        return self._named.get(uri)

    def _name(self, file: File) -> None:
        for uri, parts in file.named.resources.items():
            self._named.setdefault(uri, (file, parts))

    def _opened(
        self, uri: str, language: Language | None, *, taken: bool = False
    ) -> File | Missing:
        if len(self._files) > MAX_FILES:
            return Missing(f"the description has more than {MAX_FILES} files")
        report = Diagnostics()
        scheme = urlsplit(uri).scheme
        if scheme in ("http", "https"):
            fetched = self._fetch(uri)
            if isinstance(fetched, str):
                return _meta_schema(uri) or Missing(fetched)
            source = remote_source(fetched, uri, report)
        elif scheme or uri.startswith("/") or "\\" in uri or "\0" in uri:
            return Missing("a path relative to the file that it stands in is due")
        else:
            where = self._folder / uri
            why = self._refused(where)
            if why:
                return Missing(why)
            shown = posixpath.join(posixpath.dirname(self.root.source.shown), uri)
            source = read_source(where, uri, posixpath.normpath(shown), report)
        made = None
        if source is not None:
            made = self._parsed(source, report, uri, language, taken)
        if made is None:
            fault = next(iter(report))
            return Missing(f"{fault.where}: {fault.message}", tuple(report))
        self.remarks.extend(report)
        return made

    def _parsed(
        self,
        source: Source,
        report: Diagnostics,
        uri: str,
        language: Language | None,
        taken: bool,
    ) -> File | None:
        """Parse a file that is not the root, in whichever language it is."""
        file: File | None = File(
            source, None, (FILES, uri), uri, Version.V3_1, Identifiers(), _one_line
        )
        if by_name(uri) in (None, Language.AVRO):
            file = parse(source, report, (FILES, uri), uri)
            if file is None:
                return None
        assert file is not None
        language = language or by_name(uri) or by_content(file.root)
        if not taken and language is Language.JSON_SCHEMA and not _says(file.root):
            language = None  # it is in the words of what refers to it
        if language is None:
            if taken:
                report.error("no-language", NO_LANGUAGE, source.place(1))
                return None
            file.version = version_of(file.root) or self.root.version
            return file
        from ..languages.reading import read_foreign  # few descriptions have one

        where = None if urlsplit(uri).scheme else self._folder / uri
        return read_foreign(file, language, where, self._folder, report)

    def _refused(self, where: Path) -> str:
        """Why a path is not followed; empty where it is."""
        why = refused(where, self._folder, self._limit)
        return why or ("" if where.is_file() else "there is no such file")


def _meta_schema(uri: str) -> File | None:
    """What is known without asking for it."""
    if "/draft" not in uri and "/dialect/" not in uri:
        return None
    from ..languages.meta import is_meta_schema, meta_schema  # few refer to it

    return meta_schema(uri, (FILES, uri)) if is_meta_schema(uri) else None


def refused(where: Path, folder: Path, limit: Path) -> str:
    """Why a description in a folder may not lead to a path; empty where it may."""
    target = where.resolve()
    if limit not in target.parents:
        return f"it is outside of {limit.as_posix()}"
    hidden = [
        part
        for part in target.relative_to(limit).parts
        if part.startswith(".") and part not in folder.resolve().parts
    ]
    return f"it is in the hidden folder {hidden[0]}" if hidden else ""


def parse(source: Source, report: Diagnostics, home: Parts, base: str) -> File | None:
    """Read the text of a source: as JSON, as YAML, or as it is; faults are reported."""
    suffix = posixpath.splitext(base)[1].lower()
    if suffix in _TEXTS:
        return File(
            source,
            source.text,
            home,
            base,
            Version.V3_1,
            Identifiers(),
            _one_line,
        )
    json = suffix == ".json" or source.data.lstrip()[:1] in (b"{", b"[")
    try:
        root, lines = _parsed(source, json)
    except BadText as error:
        code = "bad-json" if suffix == ".json" else "bad-yaml"
        report.error(code, error.message, source.place(error.line))
        return None
    named = identifiers(source.data, root, base)
    own = next((uri for uri, parts in named.resources.items() if not parts), base)
    version = version_of(root) or Version.V3_1
    return File(source, root, home, own, version, named, lines)


def _parsed(source: Source, json: bool) -> tuple[Json, Callable[[str], Lines]]:
    """The value of a source; YAML is read in a file that calls itself JSON too."""
    if not json:
        return _yaml(source.text)
    text = as_ascii(source.pieces())
    try:
        return read_json(source.text if text is None else text), json_lines
    except NotJson as error:
        try:
            return _yaml(source.text)
        except BadText:
            raise error from None


def _yaml(text: str) -> tuple[Json, Callable[[str], Lines]]:
    from ..texts.yaml_text import (
        read_yaml,
        yaml_lines,
    )  # loads much, and JSON needs none of it

    return read_yaml(text), yaml_lines


def _one_line(_: str) -> Lines:
    return Lines(1)


def _says(root: Json) -> bool:
    """Whether a schema says that it is one of JSON Schema."""
    return isinstance(root, Mapping) and isinstance(root.get("$schema"), str)


def limit_of(folder: Path) -> Path:
    """The folder that references may not leave.

    It is the repository that holds the description, as its own authors lay it out.
    Without one it is the second folder from the root of the file system: what belongs
    to one user or mount, never the system's own files. Hidden folders are not entered
    in any case, so that a description cannot make a package of somebody's credentials.
    """
    own = folder.resolve()
    chain = [own, *own.parents]
    for one in chain:
        if (one / ".git").exists():
            return one
    return chain[-3] if len(chain) >= 3 else own
