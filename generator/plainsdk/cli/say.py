"""Words for the terminal: results to standard output, faults to standard error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import click

from ..diagnostics import Diagnostic, Diagnostics, Pointer, Severity
from ..document import Document

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LISTED = 40
_ALIKE = 20


def result(text: str) -> None:
    """Print what a command was asked for."""
    click.echo(safe(text))


def problem(text: str) -> None:
    """Print that a command cannot do what it was asked for."""
    click.echo(safe(f"error: {text}"), err=True)


def remark(text: str) -> None:
    """Print something beside the result."""
    click.echo(safe(text), err=True)


def safe(text: str) -> str:
    """The text without control characters that a specification could steer a terminal
    with.
    """
    return _CONTROL.sub(lambda found: repr(found[0])[1:-1], text)


def listed(lines: list[str]) -> Iterator[str]:
    """The lines, indented; of very many the first, and how many more there are."""
    yield from (f"  {line}" for line in lines[:_LISTED])
    if len(lines) > _LISTED:
        yield f"  ... and {len(lines) - _LISTED} more"


def system_error(error: OSError) -> str:
    """What the operating system refused, and where."""
    what = error.strerror or str(error)
    return f"{error.filename}: {what}" if error.filename else what


def diagnostics(
    report: Diagnostics, document: Document | None, *, quiet: bool, verbose: bool
) -> None:
    """Print what the stages had to say: errors always, warnings unless quiet, notes on
    request.

    Without ``verbose``, of many remarks of one code the first are shown, and notes are
    counted by their code.
    """
    shown = {Severity.ERROR} if quiet else {Severity.ERROR, Severity.WARNING}
    if verbose:
        shown.add(Severity.NOTE)
    kinds: dict[tuple[str, Severity], list[Diagnostic]] = {}
    for item in report:
        if item.severity in shown:
            kinds.setdefault((item.code, item.severity), []).append(item)
    limits = {} if verbose else {kind: _folded(items) for kind, items in kinds.items()}
    for line in diagnostic_lines(
        (item for kind, items in kinds.items() for item in items[: limits.get(kind)]),
        document,
    ):
        remark(line)
    for (code, severity), limit in limits.items():
        if limit is not None:
            more = len(kinds[(code, severity)]) - limit
            remark(f"{severity.value}[{code}]: {more} more; --verbose shows them")
    if not quiet and not verbose:
        _count_notes(report)


def _folded(items: list[Diagnostic]) -> int | None:
    """How many remarks of one code are shown; ``None``: all of them.

    Equal messages make one line.
    """
    seen: set[str] = set()
    for count, item in enumerate(items):
        seen.add(item.message)
        if len(seen) > _ALIKE:
            return count
    return None


def _count_notes(report: Diagnostics) -> None:
    counts: dict[str, int] = {}
    for item in report:
        if item.severity is Severity.NOTE:
            counts[item.code] = counts.get(item.code, 0) + 1
    for code, count in counts.items():
        remark(f"note[{code}]: {count} {'time' if count == 1 else 'times'}")
    if counts:
        remark("--verbose shows the notes")


def diagnostic_lines(
    items: Iterable[Diagnostic], document: Document | None
) -> Iterator[str]:
    """``file:line: error[code]: message``; equal remarks are one line with their count."""
    places: dict[tuple[str, Severity, str], list[Diagnostic]] = {}
    for item in items:
        places.setdefault((item.code, item.severity, item.message), []).append(item)
    for (code, severity, message), alike in places.items():
        where = _where(alike[0], document)
        times = f" ({len(alike)} times)" if len(alike) > 1 else ""
        yield f"{where}{severity.value}[{code}]: {message}{times}"


def _where(item: Diagnostic, document: Document | None) -> str:
    where = item.where
    if isinstance(where, Pointer) and document is not None:
        where = document.locate(where) or where
    return "" if where is None else f"{where}: "
