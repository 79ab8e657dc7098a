"""The choice between the kinds of source, and the document that comes of tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..config import Overlay
from ..diagnostics import Diagnostics, Place, Pointer, Stopped
from ..document import Document, Json
from .http import HttpFile, read_http
from .http_facts import Facts
from .names import WireNames
from .openapi import read_openapi
from .operations import Operations
from .overlay import overlaid
from .pages import Pages, read_folder, read_one_page
from .reading import read_source
from .schemas import Classes, Schemas
from .tables import Tables

_OPENAPI = tuple(
    f"{stem}.{suffix}"
    for stem in ("openapi", "swagger")
    for suffix in ("yaml", "yml", "json")
)
_ACCEPTED = (
    "a folder with http.yaml and Markdown pages, "
    "a folder with openapi.yaml or openapi.json, "
    "a Markdown page, or an OpenAPI file (.yaml, .yml, .json)"
)


def load(
    source: Path,
    *,
    lenient: bool,
    report: Diagnostics,
    shown: str,
    remote: Sequence[str] = (),
    overlays: tuple[Overlay, ...] = (),
) -> Document:
    """Read a source; ``shown`` is its name as the user gave it.

    ``overlays`` change an OpenAPI document as it is published, and the one that comes
    of field tables. ``lenient`` takes open types where pages are missing and rows are
    odd, with a warning each. ``remote`` are the beginnings of URLs that references may
    lead to; what is there is fetched at each run, for a lock has hashes and no texts.
    Raises ``Stopped`` after all faults are reported, where there is any.
    """
    if source.is_dir():
        made = _folder(source, lenient, report, shown, _fetcher(remote), overlays)
    elif source.suffix.lower() == ".md":
        made = _tables(
            read_one_page(source, shown, report, lenient), None, lenient, report, shown
        )
        made = made and _overlaid(made, overlays, report)
    elif source.suffix.lower() in (".yaml", ".yml", ".json"):
        made = read_openapi(
            source, source.name, shown, report, _fetcher(remote), overlays
        )
    else:
        report.error("no-source", f"{shown} is not {_ACCEPTED}", None)
        raise Stopped
    if made is None or report.failed:
        raise Stopped
    return made


def _fetcher(remote: Sequence[str]) -> Callable[[str], bytes | str]:
    """What fetches a remote file; few descriptions have one, and it loads much."""

    def fetch(url: str) -> bytes | str:
        from .remote import fetcher

        return fetcher(remote)(url)

    return fetch


def _folder(
    folder: Path,
    lenient: bool,
    report: Diagnostics,
    shown: str,
    fetch: Callable[[str], bytes | str],
    overlays: tuple[Overlay, ...],
) -> Document | None:
    shown = shown.rstrip("/") or shown
    openapi = [name for name in _OPENAPI if (folder / name).is_file()]
    http = folder / "http.yaml"
    if len(openapi) + http.is_file() > 1:
        names = ", ".join([*openapi, *(["http.yaml"] if http.is_file() else [])])
        report.error(
            "no-source", f"{shown} has {names}; one of them says what the API is", None
        )
        return None
    if openapi:
        return read_openapi(
            folder / openapi[0],
            openapi[0],
            f"{shown}/{openapi[0]}",
            report,
            fetch,
            overlays,
        )
    file: HttpFile | None = None
    if http.is_file():
        read = read_source(http, "http.yaml", f"{shown}/http.yaml", report)
        file = read_http(read, report) if read is not None else None
    pages = read_folder(folder, shown, report, lenient)
    if not pages.sources and file is None:
        if not report.failed:
            report.error("no-source", f"{shown} is not {_ACCEPTED}", None)
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
