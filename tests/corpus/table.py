"""Prints what became of each document as a table of text; nothing is compared here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tests.corpus.outcomes import Outcome

_HEAD = ("document", "outcome", "operations", "schemas", "files", "seconds", "said")


def table(outcomes: Iterable[Outcome]) -> str:
    """One line per document, and one with the sums."""
    found = sorted(outcomes, key=lambda one: one.name)
    rows = [_row(one) for one in found]
    whats = Counter(one.what.value for one in found)
    last = (
        f"{len(found)} documents",
        ", ".join(f"{count} {what}" for what, count in sorted(whats.items())),
        str(sum(one.operations for one in found)),
        str(sum(one.schemas for one in found)),
        str(sum(one.files for one in found)),
        f"{sum(one.seconds for one in found):.1f}",
        "",
    )
    return columns([_HEAD, *rows, last])


def _row(one: Outcome) -> tuple[str, ...]:
    said = ", ".join(f"{code} {count}" for code, count in one.codes.items())
    numbers = (one.operations, one.schemas, one.files)
    return (
        one.name,
        one.what.value,
        *map(str, numbers),
        f"{one.seconds:.1f}",
        said,
    )


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Lay rows out in columns, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if cell[:1].isdigit() else cell.ljust(width)
            for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )
