"""From pages of field tables, and the facts that they lack, to a document.

It decides nothing about what a source is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ...config import Overlay
from ...diagnostics import Diagnostics, Place, Pointer
from ...document import Document, Json
from ..overlays.overlay import overlaid
from ..texts.reading import read_source
from .classes import Tables
from .http import HttpFile, read_http
from .http_facts import Facts
from .names import WireNames
from .operations import Operations
from .pages import Pages, read_folder, read_one_page
from .schemas import Classes, Schemas


def read_page(
    page: Path,
    shown: str,
    report: Diagnostics,
    overlays: tuple[Overlay, ...],
    *,
    lenient: bool,
) -> Document | None:
    """The document that one page describes; what is wrong with it is reported."""
    pages = read_one_page(page, shown, report, lenient)
    made = _tables(pages, None, lenient, report, shown)
    return made and _overlaid(made, overlays, report)


def read_pages(
    folder: Path,
    shown: str,
    report: Diagnostics,
    overlays: tuple[Overlay, ...],
    *,
    lenient: bool,
    accepted: str,
) -> Document | None:
    """The document that a folder of pages describes, with its ``http.yaml`` if it has one.

    ``accepted`` says for a person what the folder might be instead.
    """
    file: HttpFile | None = None
    http = folder / "http.yaml"
    if http.is_file():
        read = read_source(http, "http.yaml", f"{shown}/http.yaml", report)
        file = read_http(read, report) if read is not None else None
    pages = read_folder(folder, shown, report, lenient)
    if not pages.sources and file is None:
        if not report.failed:
            report.error("no-source", f"{shown} is not {accepted}", None)
        return None
    made = _tables(pages, file, lenient, report, shown)
    return made and _overlaid(made, overlays, report)


def _overlaid(
    document: Document, overlays: tuple[Overlay, ...], report: Diagnostics
) -> Document:
    """The document that came of tables, with the overlays applied."""
    root, inputs, locate = overlaid(
        document.root, overlays, document.source, document.locate, report
    )
    every = (*document.inputs, *inputs)
    return replace(document, root=root, inputs=every, locate=locate)


def _tables(
    pages: Pages, http: HttpFile | None, lenient: bool, report: Diagnostics, shown: str
) -> Document | None:
    """The document of pages and facts."""
    facts = http.facts if http is not None else Facts()
    if not pages.classes and not pages.groups and not report.failed:
        where = http.source.place(1) if http is not None else None
        report.error(
            "no-pages", f"{shown} has no page about a class or operations", where
        )
        return None
    schemas = Schemas(
        Classes(pages.classes), swapped=facts.swapped, report=report, lenient=lenient
    )
    names = WireNames(facts.names, facts.camel)
    tables = Tables(schemas, names, report, lenient)
    components: dict[str, Json] = {"schemas": tables.components(pages.classes)}
    paths = Operations(tables, http, report).paths(pages.groups)
    if http is not None:
        names.report_unneeded(report, lambda fact: http.place("names", fact))
    root: dict[str, Json] = {"openapi": "3.1.0", "info": _info(facts, pages, shown)}
    if facts.servers:
        root["servers"] = [dict(server) for server in facts.servers]
    if facts.schemes:
        components["securitySchemes"] = dict(facts.schemes)
        root["security"] = [{name: []} for name in facts.schemes]
    tags = _tags(facts, pages, paths, http, report)
    if tags:
        root["tags"] = tags
    root["paths"] = dict(paths)
    root["components"] = components
    return _document(root, pages, http, tables.places, shown)


def _info(facts: Facts, pages: Pages, shown: str) -> Json:
    if facts.title and facts.version:
        info: dict[str, Json] = {"title": facts.title, "version": facts.version}
        if facts.description:
            info["description"] = facts.description
        return info
    title = pages.classes[0].name if len(pages.sources) == 1 and pages.classes else ""
    made = {"title": title or Path(shown).name or "API", "version": "0"}
    return {**made, "x-plainsdk-guess": ["title", "version"]}


def _tags(
    facts: Facts,
    pages: Pages,
    paths: Mapping[str, Mapping[str, Json]],
    http: HttpFile | None,
    report: Diagnostics,
) -> list[Json]:
    """The groups that have operations, with what is said of them."""
    used = dict.fromkeys(
        operation["tags"][0]
        for item in paths.values()
        for operation in item.values()
        if isinstance(operation, dict) and isinstance(operation["tags"], list)
    )
    said = {
        page.group: page.page.overview for page in pages.groups if page.page.overview
    }
    tags: list[Json] = []
    for group in used:
        name = str(group)
        description = facts.groups.get(name) or said.get(name)
        tags.append(
            {"name": name, "description": description}
            if description
            else {"name": name}
        )
    for group in facts.groups:
        inside = (str(name) for name in used)
        if http is not None and not any(
            n == group or n.startswith(f"{group}.") for n in inside
        ):
            words = f"groups.{group}: no operation is in this group"
            report.error("bad-http", words, http.place("groups", group))
    return tags


def _document(
    root: Mapping[str, Json],
    pages: Pages,
    http: HttpFile | None,
    places: Mapping[str, Place],
    shown: str,
) -> Document:
    sources = [*([http.source] if http is not None else []), *pages.sources]
    inputs = tuple(
        source.input for source in sorted(sources, key=lambda source: source.path)
    )
    fallback = sources[0].place(1) if sources else None

    def locate(pointer: Pointer) -> Place | None:
        text = pointer.text
        while text:
            if text in places:
                return places[text]
            text = text.rpartition("/")[0]
        return fallback

    return Document(root=root, source=shown, inputs=inputs, locate=locate)
