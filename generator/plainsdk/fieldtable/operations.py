"""A page of operations, read: words, parameters, response and errors of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .lines import Fault, Heading, Lines, Table, read_lines, read_table
from .pages import COLUMNS
from .rows import Row, read_rows, read_type
from .types import Type

_AVAILABLE = "Available Operations"
_GROUP = re.compile(r"\(\*([\w.]+)\*\)")
_ENTRY = re.compile(r"\* \[(?:~~)?([^\]~]+)(?:~~)?\]\(#[^)]*\)(?:\s+-\s+(.*?))?\s*$")
_NAME = re.compile(r"(~~)?([A-Za-z_][A-Za-z0-9_]*)(~~)?")
_NOTE = re.compile(r"> :warning: \*\*DEPRECATED\*\*:?[ ]?")
_MARKER = re.compile(r"<!-- UsageSnippet\s(.*?)-->")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_RESPONSE = re.compile(r"\*\*(.+)\*\*")
_RESOURCE = re.compile(r"#{2,6} \[(?:~~)?([\w. -]+?)(?:~~)?\]\(([^)\s]+)\)")
_ERROR_COLUMNS = ({"Error Type", "Error Object"}, {"Status Code"}, {"Content Type"})


@dataclass(frozen=True, slots=True)
class Marker:
    """What a maker's own comment says: the HTTP method, the path with its variant."""

    line: int
    method: str
    path: str


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """A row of ``### Errors``: the class as written, status codes and media type."""

    line: int
    type: str
    codes: tuple[str, ...]
    media: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation.

    ``parameters`` are as in the table, with those of the SDK itself.
    """

    name: str
    line: int
    deprecated: bool
    summary: str
    description: str
    marker: Marker | None
    parameters: tuple[Row, ...]
    response: Type | None
    response_line: int
    errors: tuple[ErrorRow, ...]


@dataclass(frozen=True, slots=True)
class OperationPage:
    """The operations of one group.

    ``group`` is empty where the page does not name it.
    """

    title: str
    line: int
    group: str
    overview: str
    operations: tuple[Entry, ...]
    faults: tuple[Fault, ...]


def is_operation_page(text: str) -> bool:
    """Whether the page lists operations."""
    return f"### {_AVAILABLE}" in text


def read_resources(text: str) -> dict[str, str]:
    """The groups that a README links to, by the page's path below it."""
    found = (
        _RESOURCE.match(line) for line in text.splitlines() if line.startswith("#")
    )
    return {
        match[2].partition("#")[0]: match[1] for match in found if match is not None
    }


def parse_operations(text: str) -> OperationPage:
    """Read a page of operations.

    It never raises, and what it cannot read is in ``faults``.
    """
    page = read_lines(text)
    faults: list[Fault] = []
    if page.open_fence is not None:
        words = (
            "the code block that starts here has no end, so nothing after it is read"
        )
        faults.append(Fault("open-fence", page.open_fence + 1, words))
    first = page.headings[0] if page.headings else Heading(0, 1, "")
    listed = next(
        (h for h in page.headings if h.level == 3 and h.text == _AVAILABLE), first
    )
    summaries = _summaries(page, listed.at)
    starts = _starts(page, listed, summaries, faults.append)
    ends = [*(heading.at for heading in starts[1:]), len(page.lines)][: len(starts)]
    entries = [
        _entry(page, heading, end, summaries, faults.append)
        for heading, end in zip(starts, ends, strict=True)
    ]
    return OperationPage(
        title=first.text,
        line=first.at + 1,
        group=_group(page, first.at + 1, listed.at),
        overview=_overview(page, first.at + 1, listed.at),
        operations=tuple(entries),
        faults=tuple(sorted(faults, key=lambda fault: fault.line)),
    )


def _group(page: Lines, start: int, end: int) -> str:
    found = (_GROUP.fullmatch(line.strip()) for line in page.lines[start:end])
    return next((match[1] for match in found if match is not None), "")


def _overview(page: Lines, start: int, end: int) -> str:
    for heading in page.headings:
        if start <= heading.at < end and heading.text == "Overview":
            return page.text(heading.at + 1, end)
    return ""


def _summaries(page: Lines, at: int) -> dict[str, tuple[int, str]]:
    """The names in the list of operations, with their line and summary."""
    found: dict[str, tuple[int, str]] = {}
    at = page.next_line(at + 1)
    while at < len(page.lines) and page.lines[at].startswith("* ["):
        match = _ENTRY.match(page.lines[at])
        if match is not None:
            summary = (match[2] or "").removesuffix(":warning: **Deprecated**").strip()
            found[match[1]] = (at + 1, summary)
        at += 1
    return found


def _starts(
    page: Lines,
    listed: Heading,
    summaries: dict[str, tuple[int, str]],
    report: Callable[[Fault], None],
) -> list[Heading]:
    """The headings of operations: those that the list names.

    Descriptions have others.
    """
    starts: dict[str, Heading] = {}
    for heading in page.headings:
        if heading.level == 2 and heading.at > listed.at:
            name = _NAME.fullmatch(heading.text)
            if name is not None and name[2] in summaries:
                starts.setdefault(name[2], heading)
    for listing, (line, _) in summaries.items():
        if listing not in starts:
            words = f"{listing!r} is listed, but there is no heading '## {listing}'"
            report(Fault("no-heading", line, words))
    return sorted(starts.values(), key=lambda heading: heading.at)


def _entry(
    page: Lines,
    heading: Heading,
    end: int,
    summaries: dict[str, tuple[int, str]],
    report: Callable[[Fault], None],
) -> Entry:
    struck = _NAME.fullmatch(heading.text)
    name = struck[2] if struck is not None else heading.text
    within = [h for h in page.headings if h.level == 3 and heading.at < h.at < end]
    usages = [h for h in within if h.text.startswith("Example Usage")]
    after = usages[0].at if usages else heading.at
    sections = {h.text: h for h in within if h.at >= after}
    parts = [sections[t] for t in ("Parameters", "Response", "Errors") if t in sections]
    text_end = min((h.at for h in [*usages, *parts]), default=end)
    description = page.text(heading.at + 1, text_end)
    noted = _NOTE.match(description)
    response, response_line = _response(page, sections.get("Response"), report)
    summary = summaries[name][1] if name in summaries else ""
    return Entry(
        name=name,
        line=heading.at + 1,
        deprecated=noted is not None or (struck is not None and bool(struck[1])),
        summary=summary,
        description=description[noted.end() :] if noted is not None else description,
        marker=_marker(page, heading.at, end),
        parameters=_parameters(page, sections.get("Parameters"), report),
        response=response,
        response_line=response_line,
        errors=_errors(page, sections.get("Errors"), report),
    )


def _marker(page: Lines, start: int, end: int) -> Marker | None:
    for at in range(start, end):
        line = page.lines[at]
        found = _MARKER.match(line) if line.startswith("<!--") else None
        if found is not None:
            said = {match[1]: match[2] for match in _ATTRIBUTE.finditer(found[1])}
            if "method" in said and "path" in said:
                return Marker(at + 1, said["method"].upper(), said["path"])
    return None


def _parameters(
    page: Lines, heading: Heading | None, report: Callable[[Fault], None]
) -> tuple[Row, ...]:
    table = _table(page, heading, report)
    if table is None:
        return ()
    expected = ("Parameter", *COLUMNS[1:])
    if table.header[:4] != expected or table.header[4:] not in ((), ("Example",)):
        words = f"the columns are {', '.join(table.header)}, not {', '.join(expected)}"
        report(Fault("bad-header", table.end - len(table.rows) - 1, words))
        return ()
    return read_rows(table, report)


def _table(
    page: Lines, heading: Heading | None, report: Callable[[Fault], None]
) -> Table | None:
    if heading is None:
        return None
    at = page.next_line(heading.at + 1)
    table = read_table(page, at)
    if table is None:
        words = f"there is no table below '### {heading.text}'"
        report(Fault("bad-header", heading.at + 1, words))
    return table


def _response(
    page: Lines, heading: Heading | None, report: Callable[[Fault], None]
) -> tuple[Type | None, int]:
    if heading is None:
        return None, 0
    at = page.next_line(heading.at + 1)
    found = (
        _RESPONSE.fullmatch(page.lines[at].strip()) if at < len(page.lines) else None
    )
    if found is None:
        words = "a response is one type in bold, **[models.X](…)**"
        report(Fault("unknown-type", heading.at + 1, words))
        return None, 0
    return read_type(found[1], at + 1, report), at + 1


def _errors(
    page: Lines, heading: Heading | None, report: Callable[[Fault], None]
) -> tuple[ErrorRow, ...]:
    table = _table(page, heading, report)
    if table is None:
        return ()
    header = table.header
    if len(header) != 3 or any(
        h not in c for h, c in zip(header, _ERROR_COLUMNS, strict=True)
    ):
        words = f"the columns are {', '.join(header)}, not type, code and content type"
        report(Fault("bad-header", table.end - len(table.rows) - 1, words))
        return ()
    rows: list[ErrorRow] = []
    for line, cells in table.rows:
        if len(cells) != 3:
            words = f"the row has {len(cells)} cells where the header has 3"
            report(Fault("cell-count", line, words))
            continue
        codes = tuple(code.strip() for code in cells[1].split(",") if code.strip())
        rows.append(ErrorRow(line, cells[0], codes, cells[2].replace("\\*", "*")))
    return tuple(rows)
