"""Files of schemas to the document of a package of models; OpenAPI is read elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from ...diagnostics import Diagnostics, Place
from ...document import Document, Json
from ..identifiers import Identifiers
from ..library import File, Library
from ..lines import Lines
from ..openapi import bundled
from ..reading import source_of
from ..versions import Version
from .gather import gathered
from .known import Language, is_schema_file
from .names import stem_of

_ROOT = "<schemas>"
"""The path of the document that the files are brought into, which is no file."""


def read_package(
    source: Path,
    shown: str,
    language: Language | None,
    report: Diagnostics,
    fetch: Callable[[str], bytes | str],
) -> Document | None:
    """Read a file of schemas, or a folder of them; what is wrong is reported."""
    folder = source if source.is_dir() else source.parent
    paths = schema_files(source) if source.is_dir() else [source.name]
    above = shown if source.is_dir() else os.path.dirname(shown)
    at = source_of(_ROOT, f"{above}/{_ROOT}" if above else _ROOT, "")
    schemas: dict[str, Json] = {}
    root = File(
        source=at,
        root={"openapi": "3.1.0", "components": {"schemas": schemas}},
        home=(),
        base=_ROOT,
        version=Version.V3_1,
        named=Identifiers(),
        lines=lambda _: Lines(1),
    )
    library = Library(root, folder, fetch)
    chosen = not source.is_dir()
    schemas.update(gathered(library, paths, language, report, chosen=chosen))
    if report.failed:
        return None
    if not schemas:
        words = f"{shown} declares no type; give what declares some, or its folder"
        place = None if source.is_dir() else Place(shown, 1)
        report.error("no-schemas", words, place)
        return None
    assert isinstance(root.root, dict)
    root.root["info"] = _info(library, source)
    return bundled(root, library, shown, report, (), unlisted=frozenset((_ROOT,)))


def schema_files(folder: Path) -> list[str]:
    """The files below a folder that may hold schemas, the outer ones first, by path.

    Hidden ones are left out.
    """
    found: list[str] = []
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in files:
            if is_schema_file(name) and not name.startswith("."):
                found.append(Path(at, name).relative_to(folder).as_posix())
    return sorted(found, key=lambda path: (path.count("/"), path))


def _info(library: Library, source: Path) -> dict[str, Json]:
    """What the files say of themselves, for people."""
    files = [file for file in library.files if file.home]
    info = files[0].find(("info",)) if len(files) == 1 else None
    info = info if isinstance(info, dict) else {}
    made: dict[str, Json] = {"title": stem_of(source.name) or "Schemas", "version": "0"}
    root = files[0].root if len(files) == 1 else None
    around = root if isinstance(root, dict) else {}
    for key, value in (
        ("title", info.get("title", around.get("title"))),
        ("description", info.get("description", around.get("description"))),
        ("version", info.get("version")),
    ):
        if isinstance(value, str) and value.strip():
            made[key] = value
    return made


def beside(
    library: Library,
    files: Sequence[tuple[Path, str]],
    report: Diagnostics,
) -> dict[str, Json]:
    """The schemas of files beside an OpenAPI document, as components of it."""
    paths: list[str] = []
    for file, shown in files:
        found = _matching(file)
        if not found:
            report.error("no-source", f"schemas: there is no file {shown}", None)
        for one in found:
            relative = os.path.relpath(one, library.folder)
            paths.append(Path(relative).as_posix())
    return gathered(library, list(dict.fromkeys(paths)), None, report)


def _matching(pattern: Path) -> list[Path]:
    if pattern.is_dir():
        return [pattern / path for path in schema_files(pattern)]
    if pattern.is_file():
        return [pattern]
    parts = pattern.parts
    wild = next((at for at, part in enumerate(parts) if "*" in part), None)
    if wild is None:
        return []
    found = Path(*parts[:wild]).glob("/".join(parts[wild:]))
    return sorted(one for one in found if one.is_file() and is_schema_file(one.name))
