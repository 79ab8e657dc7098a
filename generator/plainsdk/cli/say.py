"""Words for the terminal: results to standard output, faults to standard error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import click

from ..diagnostics import Diagnostic, Diagnostics, Pointer, Severity
from ..document import Document

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LISTED = 40


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
    """
    shown = {Severity.ERROR}
    if not quiet:
        shown.add(Severity.WARNING)
    if verbose:
        shown.add(Severity.NOTE)
    for line in diagnostic_lines(
        (item for item in report if item.severity in shown), document
    ):
        remark(line)
    notes = sum(item.severity is Severity.NOTE for item in report)
    if notes and not quiet and not verbose:
        remark(f"{notes} {'note' if notes == 1 else 'notes'}; --verbose shows them")


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
