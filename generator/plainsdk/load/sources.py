"""The choice between the kinds of source; it reads none itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ..config import Overlay
from ..diagnostics import Diagnostics, Stopped
from ..document import Document
from .openapi import read_openapi

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
        from .field_tables import read_page  # of no use to who has an OpenAPI file

        made = read_page(source, shown, report, overlays, lenient=lenient)
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
    from .field_tables import read_pages

    return read_pages(
        folder, shown, report, overlays, lenient=lenient, accepted=_ACCEPTED
    )
