"""What to generate, from ``plainsdk.toml`` or ``[tool.plainsdk]``; it reads no API description.

Each SDK is a table: ``[tool.plainsdk.acme]`` in pyproject.toml, ``[acme]`` in plainsdk.toml.
Paths are relative to the file's folder.
"""

from __future__ import annotations

import keyword
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from .diagnostics import Diagnostics, Place, Stopped
from .kinds import KINDS, Kind
from .paths import as_named, package_fault, touch, word
from .toml_lines import line_of

RUNTIME = "plainsdk:runtime"
"""The ``spec`` of a folder that holds no SDK, but the runtime that several of them
share.
"""

FILE = "plainsdk.toml"
PYPROJECT = "pyproject.toml"

_KEYS = (
    "spec",
    "output",
    "runtime",
    "names",
    "strict_names",
    "env",
    "overlays",
    "schemas",
    "language",
    "include",
    "exclude",
    "allow_partial",
    "remote",
    "models",
)
_URL = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?")


@dataclass(frozen=True)
class Overlay:
    """A file beside the description, and as the user named it."""

    file: Path
    shown: str


@dataclass(frozen=True, kw_only=True)
class Target:
    """One SDK to generate.

    ``name``: the package's name. ``source`` is where its description is, ``shown`` the
    same as the user named it. ``output``: the folder that becomes the package.
    ``command``: the words that generate it again, for the banner. ``runtime``: the
    importable name of a runtime that several SDKs share; ``None`` puts one into the
    package. ``names``: Python names by pointer. ``strict_names``: a collision of names
    is an error. ``env``: environment variables by security scheme. ``lenient``: a
    dangling link is an open type instead of an error. ``overlays``: changes to the
    description, in their order. ``include``, ``exclude``: patterns of the operations to
    generate; all of them where ``include`` is empty. ``allow_partial``: what cannot be
    generated is left out and listed instead of being an error. ``remote``: beginnings
    of URLs that references may lead to, fetched at each run for the lock has hashes.
    ``schemas``: files of schemas beside an OpenAPI document, ``*`` in their names for any
    text. ``language``: the schema language of the source, where it does not say it.
    ``models``: the kind of classes that models become.
    """

    name: str
    source: Path
    shown: str
    output: Path
    command: str
    runtime: str | None = None
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    strict_names: bool = False
    env: Mapping[str, str] = field(default_factory=dict[str, str])
    lenient: bool = False
    remote: tuple[str, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    schemas: tuple[Overlay, ...] = ()
    language: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    allow_partial: bool = False
    models: Kind = Kind.DATACLASS


def find(start: Path) -> Path | None:
    """The configuration that holds in a folder: the nearest one, upwards.

    In one folder plainsdk.toml comes first. A pyproject.toml counts where it has a
    table for plainsdk, or speaks of plainsdk and cannot be read.
    """
    for folder in (start, *start.parents):
        own, project = folder / FILE, folder / PYPROJECT
        if own.is_file():
            return own
        if project.is_file() and _speaks_of_us(project.read_bytes()):
            return project
    return None


def _mapping(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}


def _speaks_of_us(content: bytes) -> bool:
    if b"plainsdk" not in content:
        return False
    try:
        data = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return True
    tool = data.get("tool")
    return isinstance(tool, dict) and "plainsdk" in tool


def read(file: Path, report: Diagnostics) -> tuple[Target, ...]:
    """The targets of a configuration file, in its order.

    Raises ``Stopped`` after reporting what is wrong with it.
    """
    source = _Source(file, report)
    tables = source.tables()
    targets = [_Table(source, name, table).target() for name, table in tables]
    if not report.failed:
        _refuse_overlaps(targets, source)
    if report.failed:
        raise Stopped
    return tuple(targets)


def adhoc(
    spec: Path,
    output: Path,
    report: Diagnostics,
    overlays: tuple[Path, ...] = (),
    language: str | None = None,
    models: Kind = Kind.DATACLASS,
) -> Target:
    """The target of ``--spec`` and what goes with it, named after its folder.

    Raises ``Stopped`` after reporting a folder that cannot be a package.
    """
    where = Path(os.path.abspath(output))
    fault = package_fault(where.name)
    if fault:
        report.error("config-name", f"--output {output}: {fault}")
    for path in (spec, output, *overlays):
        if not str(path).isprintable():  # it stands in every generated file
            words = f"a path has characters that cannot be shown: {str(path)!r}"
            report.error("config-path", words)
    if touch(where, Path(os.path.abspath(spec))):
        report.error("config-overlap", f"--output {output} and --spec {spec} overlap")
    if report.failed:
        raise Stopped
    shown = as_named(spec)
    changes = tuple(Overlay(path, as_named(path)) for path in overlays)
    words = "".join(f" --overlay {word(one.shown)}" for one in changes)
    words += f" --language {word(language)}" if language else ""
    words += "" if models is Kind.DATACLASS else f" --models {models.value}"
    return Target(
        name=where.name,
        source=spec,
        shown=shown,
        output=where,
        command=f"plainsdk generate --spec {word(shown)}{words}"
        f" --output {word(as_named(output))}",
        overlays=changes,
        language=language,
        models=models,
    )


class _Source:
    """A configuration file, and where its keys stand."""

    def __init__(self, file: Path, report: Diagnostics) -> None:
        self.file = file
        self.folder = file.parent
        self.shown = as_named(file)
        self.report = report
        self.prefix = ("tool", "plainsdk") if file.name == PYPROJECT else ()
        self._text = ""

    def tables(self) -> Iterator[tuple[str, Mapping[str, object]]]:
        """The table of each SDK by its name."""
        section: object = self._parsed()
        for key in self.prefix:
            section = _mapping(section).get(key, {})
        if not isinstance(section, dict):
            self.fault("config-type", "must be a table", ())
            return
        if not section:
            self.fault(
                "config-empty", f"names no SDK: add a table [{self.dotted('acme')}]", ()
            )
        for name, table in cast("Mapping[str, object]", section).items():
            if isinstance(table, dict):
                yield name, cast("Mapping[str, object]", table)
            else:
                hint = f"settings belong to an SDK: [{self.dotted('acme')}]"
                self.fault("config-key", f"is no table; {hint}", (name,))

    def fault(self, code: str, message: str, keys: tuple[str, ...]) -> None:
        """Report an error about a key, with its line where that can be found."""
        path = (*self.prefix, *keys)
        place = Place(self.shown, line_of(self._text, path))
        what = ".".join(path) or self.file.name
        self.report.error(code, f"{what}: {message}", place)

    def dotted(self, name: str) -> str:
        """The header of an SDK's table."""
        return ".".join((*self.prefix, name))

    def _parsed(self) -> Mapping[str, object]:
        try:
            self._text = (
                self.file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
            )
            return tomllib.loads(self._text)
        except UnicodeDecodeError:
            self.report.error(
                "config-syntax", "the file is not UTF-8", Place(self.shown, 1)
            )
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"at line (\d+)", str(error))
            line = int(found[1]) if found else max(1, self._text.count("\n"))
            self.report.error("config-syntax", str(error), Place(self.shown, line))
        raise Stopped


class _Table:
    """The table of one SDK, being checked."""

    def __init__(
        self, source: _Source, name: str, values: Mapping[str, object]
    ) -> None:
        self._source = source
        self._name = name
        self._values = values

    def target(self) -> Target:
        """What the table says; faults are reported, and stood in for by defaults."""
        fault = package_fault(self._name)
        if fault:
            self._fault("config-name", fault)
        for key in self._values:
            if key not in _KEYS:
                known = ", ".join(_KEYS)
                self._fault("config-key", f"unknown key; plainsdk knows {known}", key)
        spec = self._text("spec")
        if spec is None and "spec" not in self._values:
            self._fault(
                "config-key", 'spec is missing: say spec = "path/to/the/description"'
            )
        return Target(
            name=self._name,
            source=self._path("spec", spec or "."),
            shown=Path(spec or ".").as_posix(),
            output=self._output(),
            command=f"plainsdk generate {self._name}",
            runtime=self._runtime(),
            names=self._names(),
            strict_names=self._flag("strict_names"),
            env=self._env(),
            remote=self._remote(),
            overlays=self._files("overlays"),
            schemas=self._files("schemas"),
            language=self._text("language"),
            include=self._list("include"),
            exclude=self._list("exclude"),
            allow_partial=self._flag("allow_partial"),
            models=self._models(),
        )

    def _models(self) -> Kind:
        value = self._text("models")
        if value in KINDS:
            return Kind(value)
        if value is not None:
            self._fault("config-type", f"must be one of {', '.join(KINDS)}", "models")
        return Kind.DATACLASS

    def _output(self) -> Path:
        given = self._text("output")
        path = self._path("output", given or f"generated/{self._name}")
        root = self._source.folder.resolve()
        if root not in path.resolve().parents:
            self._fault("config-path", f"must be a folder inside {root}", "output")
        elif given is not None and (fault := package_fault(path.name)):
            self._fault("config-name", fault, "output")
        return path

    def _runtime(self) -> str | None:
        value = self._text("runtime")
        if value is not None and any(package_fault(part) for part in value.split(".")):
            text = 'must be the name of a package, as in "myapp._plainsdk_runtime"'
            self._fault("config-name", text, "runtime")
            return None
        return value

    def _names(self) -> Mapping[str, str]:
        table = self._texts("names")
        for pointer, name in table.items():
            if not pointer.startswith("#/"):
                text = 'must be a pointer, as in "#/components/schemas/User"'
                self._fault("config-key", text, "names", pointer)
            if not name.isidentifier() or keyword.iskeyword(name):
                self._fault(
                    "config-name", f"{name!r} is no Python name", "names", pointer
                )
        return table

    def _env(self) -> Mapping[str, str]:
        table = self._texts("env")
        for scheme, variable in table.items():
            if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", variable):
                text = f"{variable!r} is no name of an environment variable"
                self._fault("config-name", text, "env", scheme)
        return table

    def _files(self, key: str) -> tuple[Overlay, ...]:
        return tuple(
            Overlay(self._path(key, text), Path(text).as_posix())
            for text in self._list(key)
        )

    def _remote(self) -> tuple[str, ...]:
        urls = self._list("remote")
        if not all(map(_URL.fullmatch, urls)):
            self._fault("config-type", "must be a list of URLs", "remote")
        return urls

    def _path(self, key: str, text: str) -> Path:
        if "\\" in text:
            self._fault("config-path", "write / between folders, on Windows too", key)
        elif not text.isprintable():  # it stands in a comment of every generated file
            self._fault("config-path", "has characters that cannot be shown", key)
        elif Path(text).is_absolute():
            self._fault("config-path", "must be relative to this file's folder", key)
        return Path(os.path.normpath(self._source.folder / text.replace("\0", "")))

    def _text(self, key: str) -> str | None:
        value = self._values.get(key)
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        self._fault("config-type", "must be a text that is not empty", key)
        return None

    def _flag(self, key: str) -> bool:
        value = self._values.get(key, False)
        if not isinstance(value, bool):
            self._fault("config-type", "must be true or false", key)
        return value is True

    def _list(self, key: str) -> tuple[str, ...]:
        value = self._values.get(key, [])
        items = cast("list[object]", value) if isinstance(value, list) else [None]
        found = tuple(one for one in items if isinstance(one, str) and one.strip())
        if len(found) != len(items):
            self._fault("config-type", 'must be a list of texts, as in ["..."]', key)
        return found

    def _texts(self, key: str) -> Mapping[str, str]:
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            self._fault("config-type", "must be a table", key)
            return {}
        table = cast("dict[str, object]", value)
        for name, text in table.items():
            if not isinstance(text, str):
                self._fault("config-type", "must be a text", key, name)
        return {name: text for name, text in table.items() if isinstance(text, str)}

    def _fault(self, code: str, message: str, *keys: str) -> None:
        self._source.fault(code, message, (self._name, *keys))


def _refuse_overlaps(targets: list[Target], source: _Source) -> None:
    for index, target in enumerate(targets):
        here, keys = as_named(target.output), (target.name, "output")
        if touch(target.output, target.source):
            text = f"{here} and the spec {target.shown} overlap"
            source.fault("config-overlap", text, keys)
        for other in targets[:index]:
            if touch(target.output, other.output):
                text = f"{here} and the output of {other.name} overlap"
                source.fault("config-overlap", text, keys)
