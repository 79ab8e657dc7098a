"""The choice between the kinds of source; it reads none itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from ..config import Overlay
from ..diagnostics import Diagnostics, Stopped
from ..document import Document
from .languages.known import Language, by_name, is_schema_file
from .openapi.document import read_openapi

_OPENAPI = tuple(
    f"{stem}.{suffix}"
    for stem in ("openapi", "swagger")
    for suffix in ("yaml", "yml", "json")
)
_ACCEPTED = (
    "a folder with http.yaml and Markdown pages, "
    "a folder with openapi.yaml or openapi.json, a folder of schemas, "
    "a Markdown page, an OpenAPI file (.yaml, .yml, .json), "
    "or a file of schemas (JSON Schema, AsyncAPI, MCP tools: .json, .yaml; "
    ".avsc, .proto, .graphql, .xsd, .csv)"
)


def load(
    source: Path,
    *,
    lenient: bool,
    report: Diagnostics,
    shown: str,
    remote: Sequence[str] = (),
    overlays: tuple[Overlay, ...] = (),
    schemas: tuple[Overlay, ...] = (),
    language: str | None = None,
) -> Document:
    """Read a source; ``shown`` is its name as the user gave it.

    ``schemas`` are files of schemas beside an OpenAPI document. ``language`` says in
    which schema language the source is, where its content does not.

    ``overlays`` change an OpenAPI document as it is published, and the one that comes
    of field tables. ``lenient`` takes open types where pages are missing and rows are
    odd, with a warning each. ``remote`` are the beginnings of URLs that references may
    lead to; what is there is fetched at each run, for a lock has hashes and no texts.
    Raises ``Stopped`` after all faults are reported, where there is any.
    """
    asked = _language(language, report)
    fetch = _fetcher(remote)
    made: Document | Language | None = asked or by_name(source.name)
    if made is not None and not source.is_dir():
        pass
    elif source.is_dir() and asked is None:
        made = _folder(source, lenient, report, shown, fetch, overlays, schemas)
    elif source.suffix.lower() == ".md":
        from .tables.field_tables import (
            read_page,  # of no use to who has an OpenAPI file
        )

        made = read_page(source, shown, report, overlays, lenient=lenient)
    elif source.suffix.lower() in (".yaml", ".yml", ".json"):
        made = read_openapi(
            source, source.name, shown, report, fetch, overlays, schemas
        )
    elif made is None:
        report.error("no-source", f"{shown} is not {_ACCEPTED}", None)
        raise Stopped
    if isinstance(made, Language):
        from .languages.package import read_package  # few sources need it

        _refuse_changes(overlays, schemas, report)
        made = read_package(source, shown, asked, report, fetch)
    if made is None or report.failed:
        raise Stopped
    return made


def _language(language: str | None, report: Diagnostics) -> Language | None:
    """The language of that name."""
    if language is None:
        return None
    known = {one.value: one for one in Language}
    if language not in known:
        words = f"{language!r} is none of the schema languages: {', '.join(known)}"
        report.error("no-language", words, None)
        raise Stopped
    return known[language]


def _refuse_changes(
    overlays: tuple[Overlay, ...], schemas: tuple[Overlay, ...], report: Diagnostics
) -> None:
    """Say what only goes with an OpenAPI document."""
    for key, given in (("overlays", overlays), ("schemas", schemas)):
        if given:
            words = f"{key} go with an OpenAPI document; the source is one of schemas"
            report.error("no-openapi", words, None)
            raise Stopped


def _fetcher(remote: Sequence[str]) -> Callable[[str], bytes | str]:
    """What fetches a remote file; few descriptions have one, and it loads much."""

    def fetch(url: str) -> bytes | str:
        from .texts.remote import fetcher

        return fetcher(remote)(url)

    return fetch


def _folder(
    folder: Path,
    lenient: bool,
    report: Diagnostics,
    shown: str,
    fetch: Callable[[str], bytes | str],
    overlays: tuple[Overlay, ...],
    schemas: tuple[Overlay, ...],
) -> Document | Language | None:
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
            schemas,
        )
    found = _schemas_in(folder)
    if found is not None:
        return found
    from .tables.field_tables import read_pages

    return read_pages(
        folder, shown, report, overlays, lenient=lenient, accepted=_ACCEPTED
    )


def _schemas_in(folder: Path) -> Language | None:
    """A language where a folder holds files of schemas, and no page of field tables.

    It may hold several; each file is read in its own.
    """
    found: Language | None = None
    for _, folders, files in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(".")]
        if any(map(_is_page, files)):
            return None
        for name in files:
            if name == "http.yaml":
                return None
            if found is None and is_schema_file(name):
                found = by_name(name) or Language.JSON_SCHEMA
    return found


def _is_page(name: str) -> bool:
    """Whether a file may be a page of field tables; a README or CHANGELOG is none."""
    stem, suffix = os.path.splitext(name)
    named = stem.isupper() or stem.lower() == "readme"
    return suffix.lower() == ".md" and not named
