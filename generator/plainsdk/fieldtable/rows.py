"""The rows of a table of fields or parameters: the exact cells beside what they say."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .cells import text_of
from .lines import Fault, Table
from .types import BadType, Type, parse_type

CHECK = ":heavy_check_mark:"
MINUS = ":heavy_minus_sign:"

_FIELD = re.compile(r"(~~)?`([^`]+)`(~~)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_DEPRECATED = re.compile(
    r": warning: \*\* DEPRECATED \*\*: ?(.*?)(?:\n\n|$)", re.DOTALL
)
_STOCK = (
    "This will be removed in a future release, "
    "please migrate away from it as soon as possible"
)


@dataclass(frozen=True, slots=True)
class Cells:
    """A row as it stands in the page, without the spaces around each cell."""

    field: str
    type: str
    required: str
    description: str
    example: str


@dataclass(frozen=True, slots=True)
class Row:
    """One field: its cells, and the name, type, presence and words that they give.

    ``type`` is missing where its cell is not in the grammar; ``doc`` is empty for
    ``N/A``.
    """

    line: int
    cells: Cells
    name: str
    type: Type | None
    required: bool
    deprecated: bool
    doc: str


def read_rows(table: Table, report: Callable[[Fault], None]) -> tuple[Row, ...]:
    """The rows of a table of fields or parameters, with four or five columns."""
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for line, cells in table.rows:
        row = _read_row(line, _fit(cells, len(table.header), line, report), report)
        if row is None:
            continue
        if row.name in seen:
            words = f"{row.name!r} stands in line {seen[row.name]} too"
            report(Fault("duplicate-field", line, words))
            continue
        seen[row.name] = line
        rows.append(row)
    return tuple(rows)


def _fit(
    cells: list[str], columns: int, line: int, report: Callable[[Fault], None]
) -> Cells:
    """The cells of a row, padded or joined where there are too few or too many."""
    if len(cells) != columns:
        words = (
            f"the row has {len(cells)} cells where the header has {columns}; "
            "write a pipe within a cell as \\|"
        )
        report(Fault("cell-count", line, words))
        if len(cells) < columns:
            cells = cells + [""] * (columns - len(cells))
        else:
            after = columns - 4
            joined = " | ".join(cells[3 : len(cells) - after])
            cells = [*cells[:3], joined, *cells[len(cells) - after :]]
    return Cells(
        cells[0], cells[1], cells[2], cells[3], cells[4] if columns > 4 else ""
    )


def _read_row(line: int, cells: Cells, report: Callable[[Fault], None]) -> Row | None:
    named = _FIELD.fullmatch(cells.field)
    if named is None or bool(named[1]) != bool(named[3]) or _CONTROL.search(named[2]):
        shown = _short(cells.field)
        report(
            Fault("bad-field", line, f"{shown} is no field name; write it as `name`")
        )
        return None
    if cells.required not in (CHECK, MINUS):
        words = (
            f"{_short(cells.required)} does not say whether {named[2]!r} is required; "
        )
        report(Fault("bad-required", line, f"{words}write {CHECK} or {MINUS}"))
    doc, deprecated = read_doc(cells.description)
    return Row(
        line=line,
        cells=cells,
        name=named[2].replace("\\|", "|"),
        type=read_type(cells.type, line, report),
        required=cells.required == CHECK,
        deprecated=deprecated or bool(named[1]),
        doc=doc,
    )


def read_type(cell: str, line: int, report: Callable[[Fault], None]) -> Type | None:
    """The type of a cell, or nothing where it is not in the grammar."""
    try:
        return parse_type(cell.replace("\\|", "|"))
    except BadType as error:
        report(
            Fault(
                "unknown-type",
                line,
                f"{_short(cell)} is no type of this dialect: {error}",
            )
        )
        return None


def read_doc(cell: str) -> tuple[str, bool]:
    """What a description says, and whether it says that the field is deprecated."""
    text = text_of(cell).strip()
    if text == "N/A":
        return "", False
    found = _DEPRECATED.match(text)
    if found is None:
        return text, False
    rest = text[found.end() :].strip()
    # The stock sentence says nothing that ``deprecated`` does not; one of the API's own
    # does.
    own = "" if found[1].strip(". \n") == _STOCK else found[1].strip()
    return "\n\n".join(part for part in (own, rest) if part), True


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:60] + "…")
