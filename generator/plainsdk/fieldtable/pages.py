"""A page about one class, both ways: title, description and one body."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from .cells import text_of
from .lines import Fault, Heading, Lines, Table, read_lines, read_table
from .rows import Row, read_rows, read_type
from .types import Type

COLUMNS = ("Field", "Type", "Required", "Description")
OPEN_LIST = "This is an open enum. Unrecognized values will not fail type checks."

_RETRY = ("Name", "Type", "Description", "Example")
_OPEN_COMMENT = "# Open enum: unrecognized values are captured as UnrecognizedStr"
_STRUCK = re.compile(r"~~(.*)~~")
_NOTE = re.compile(r"> :warning: \*\*DEPRECATED\*\*:[ ]?(.*)")
_VALUE_NAME = re.compile(r"(?:~~)?`([^`]+)`(?:~~)?")
_BULLET = re.compile(r"- `(.*)`")
_UNION = re.compile(r"`(.*)`")


@dataclass(frozen=True, slots=True)
class Fields:
    """``## Fields``: an object, one row a field.

    ``columns`` is 4, or 5 with examples.
    """

    line: int
    rows: tuple[Row, ...]
    columns: int


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an enumeration.

    ``name`` is the constant's where the page has a table.
    """

    line: int
    name: str | None
    value: str | int | float


@dataclass(frozen=True, slots=True)
class Values:
    """``## Values``: an enumeration.

    ``open`` is whether the page says that others may come.
    """

    line: int
    values: tuple[Value, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Member:
    """One type of a union.

    ``type`` is missing where its heading is not in the grammar.
    """

    line: int
    text: str
    type: Type | None


@dataclass(frozen=True, slots=True)
class Supported:
    """``## Supported Types``: a union, in the order of the page."""

    line: int
    members: tuple[Member, ...]


Body: TypeAlias = Fields | Values | Supported


@dataclass(frozen=True, slots=True)
class Page:
    """A page about a class.

    ``body`` is missing where the page is about something else; ``faults`` are all that
    is wrong, in the order of the lines.
    """

    title: str
    line: int
    deprecated: bool
    description: str
    body: Body | None
    faults: tuple[Fault, ...]


def parse_page(text: str) -> Page:
    """Read a page; it never raises, and what it cannot read is in ``faults``."""
    page = read_lines(text)
    faults: list[Fault] = []
    heading = _title(page)
    found = _bodies(page)
    if page.open_fence is not None:
        words = (
            "the code block that starts here has no end, so nothing after it is read"
        )
        faults.append(Fault("open-fence", page.open_fence + 1, words))
    for extra in found[:-1]:
        words = f"'## {extra.text}' has another table below it; a page has one"
        faults.append(Fault("two-bodies", extra.at + 1, words))
    body = _body(page, found[-1], faults.append) if found else None
    title, struck = _struck(heading.text) if heading is not None else ("", False)
    start = heading.at + 1 if heading is not None else 0
    description, noted = _description(
        page, start, found[-1].at if found else len(page.lines)
    )
    return Page(
        title=title,
        line=start if heading is not None else 1,
        deprecated=noted or struck,
        description=description,
        body=body,
        faults=tuple(sorted(faults, key=lambda fault: fault.line)),
    )


def _title(page: Lines) -> Heading | None:
    """The first heading, if it is of the first level."""
    first = page.headings[0] if page.headings else None
    return first if first is not None and first.level == 1 else None


def _struck(text: str) -> tuple[str, bool]:
    """The title, and whether it is struck through, which means deprecated."""
    found = _STRUCK.fullmatch(text)
    return (text, False) if found is None else (found[1], True)


def _bodies(page: Lines) -> list[Heading]:
    """The headings below which a body stands.

    A description may have such headings of its own.
    """
    starts = {
        "Fields": ("|",),
        "Values": ("|", "- `", "This is an open enum."),
        "Supported Types": ("### `",),
    }
    return [
        heading
        for heading in page.headings
        if heading.level == 2
        and any(
            page.starts(heading.at + 1, start) for start in starts.get(heading.text, ())
        )
    ]


def _description(page: Lines, start: int, end: int) -> tuple[str, bool]:
    """What is said between the title and the body, and whether it says "deprecated"."""
    for heading in page.headings:
        if start <= heading.at < end and heading.text == "Example Usage":
            end = heading.at
    text = page.text(start, end)
    first, _, rest = text.partition("\n")
    noted = _NOTE.match(first)
    if noted is None:
        return text, False
    return "\n".join((noted[1], rest)).strip("\n "), True


def _body(
    page: Lines, heading: Heading, report: Callable[[Fault], None]
) -> Body | None:
    at = page.next_line(heading.at + 1)
    match heading.text:
        case "Fields":
            return _fields(page, heading, at, report)
        case "Values":
            return _values(page, heading, at, report)
        case _:
            return _supported(page, heading, report)


def _fields(
    page: Lines, heading: Heading, at: int, report: Callable[[Fault], None]
) -> Fields | None:
    table = _table(page, at, report)
    if table is None or table.header == _RETRY:
        return None
    if table.header[:4] != COLUMNS or table.header[4:] not in ((), ("Example",)):
        words = f"the columns are {_listed(table.header)}, not {_listed(COLUMNS)}"
        report(Fault("bad-header", at + 1, f"{words} and maybe Example"))
        return None
    if not table.rows:
        report(Fault("empty-table", at + 1, "the table has no rows"))
    _after(page, table.end, report)
    return Fields(heading.at + 1, read_rows(table, report), len(table.header))


def _table(page: Lines, at: int, report: Callable[[Fault], None]) -> Table | None:
    table = read_table(page, at)
    if table is None:
        words = "a table has a line of dashes below its header; this one has none"
        report(Fault("bad-header", at + 1, words))
    return table


def _after(page: Lines, end: int, report: Callable[[Fault], None]) -> None:
    """Say where something stands after the body, which would be lost."""
    at = page.next_line(end)
    if at < len(page.lines):
        words = (
            "this line is not part of the table; a row starts with | and is one line"
        )
        report(Fault("bad-row", at + 1, words))


def _values(
    page: Lines, heading: Heading, at: int, report: Callable[[Fault], None]
) -> Values:
    opened = any(_OPEN_COMMENT in line for line in page.lines[: heading.at])
    if page.lines[at].startswith("|"):
        found = _value_table(page, at, report)
    else:
        if page.lines[at].startswith("This is an open enum."):
            opened = True
            at = page.next_line(at + 1)
        found = _value_list(page, at, report)
    kept: dict[tuple[type, str | int | float], Value] = {}
    for value in found:
        if kept.setdefault((type(value.value), value.value), value) is not value:
            report(
                Fault("duplicate-value", value.line, f"{value.value!r} stands twice")
            )
    if not kept:
        report(Fault("empty-table", heading.at + 1, "there are no values"))
    return Values(heading.at + 1, tuple(kept.values()), opened)


def _value_table(
    page: Lines, at: int, report: Callable[[Fault], None]
) -> Sequence[Value]:
    table = _table(page, at, report)
    if table is None:
        return ()
    if table.header != ("Name", "Value"):
        words = f"the columns are {_listed(table.header)}, not Name, Value"
        report(Fault("bad-header", at + 1, words))
        return ()
    _after(page, table.end, report)
    values: list[Value] = []
    for line, cells in table.rows:
        if len(cells) != 2:
            words = f"the row has {len(cells)} cells, not 2; write a pipe as \\|"
            report(Fault("cell-count", line, words))
            cells = [*cells, "", ""][:1] + [" | ".join(cells[1:])]
        name = _VALUE_NAME.fullmatch(cells[0])
        if name is None:
            report(Fault("bad-row", line, f"{cells[0][:60]!r} is no name of a value"))
        values.append(
            Value(line, name[1] if name is not None else None, text_of(cells[1]))
        )
    return values


def _value_list(
    page: Lines, at: int, report: Callable[[Fault], None]
) -> Sequence[Value]:
    values: list[Value] = []
    while at < len(page.lines) and page.lines[at].startswith("- "):
        bullet = _BULLET.fullmatch(page.lines[at].rstrip())
        value = _json_value(bullet[1]) if bullet is not None else None
        if value is None:
            words = f"{page.lines[at][:60]!r} is no JSON text or number in backticks"
            report(Fault("bad-row", at + 1, words))
        else:
            values.append(Value(at + 1, None, value))
        at += 1
    _after(page, at, report)
    return values


def _json_value(text: str) -> str | int | float | None:
    if len(text) > 1000 and text[0] != '"':
        return None
    try:
        value = json.loads(text, strict=False) if text[:1] not in "[{" else None
    except ValueError:
        return None
    finite = isinstance(value, (str, int, float)) and not isinstance(value, bool)
    return value if finite and value not in (float("inf"), float("-inf")) else None


def _supported(
    page: Lines, heading: Heading, report: Callable[[Fault], None]
) -> Supported:
    members: list[Member] = []
    for below in page.headings:
        if below.at <= heading.at:
            continue
        found = _UNION.fullmatch(below.text) if below.level == 3 else None
        if found is None:
            words = f"{below.text[:60]!r} is no type; a member is '### `type`'"
            report(Fault("bad-row", below.at + 1, words))
            continue
        type_ = read_type(found[1], below.at + 1, report)
        members.append(Member(below.at + 1, found[1], type_))
    return Supported(heading.at + 1, tuple(members))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(name[:40] for name in names)
