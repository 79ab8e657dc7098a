"""The lines of a Markdown page and its headings outside fences.

No meaning is given to them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .cells import is_rule, split_row

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*$")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a page: a code, a line from 1, and what to do."""

    code: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its line's index from 0, its level and its text."""

    at: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A page as lines, with its headings.

    ``open_fence`` is the index of a fence without end.
    """

    lines: list[str]
    headings: list[Heading]
    open_fence: int | None

    def text(self, start: int, end: int) -> str:
        """The lines from ``start`` up to ``end``, without blank lines around them."""
        return "\n".join(self.lines[start:end]).strip("\n ")

    def next_line(self, at: int) -> int:
        """The index of the next line that is not blank, or the number of lines."""
        while at < len(self.lines) and not self.lines[at].strip():
            at += 1
        return at

    def starts(self, at: int, prefix: str) -> bool:
        """Whether the first line from ``at`` on that is not blank starts so."""
        found = self.next_line(at)
        return found < len(self.lines) and self.lines[found].startswith(prefix)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the header, the rows with their line from 1, the index after it."""

    header: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    end: int


def read_lines(text: str) -> Lines:
    """The page as lines; CRLF and CR end a line too."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    headings: list[Heading] = []
    fence = ""
    opened: int | None = None
    for at, line in enumerate(lines):
        if line.startswith("|"):
            continue
        mark = _FENCE.match(line)
        if mark is not None:
            fence, opened = _after_fence(fence, opened, mark, line, at)
        elif not fence and line.startswith("#"):
            found = _HEADING.match(line)
            if found is not None:
                headings.append(Heading(at, len(found[1]), found[2]))
    return Lines(lines, headings, opened)


def _after_fence(
    fence: str, opened: int | None, mark: re.Match[str], line: str, at: int
) -> tuple[str, int | None]:
    """The open fence, if any, after a line of backticks or tildes."""
    if not fence:
        # Backticks after the fence make it code within a line (CommonMark, Fenced code
        # blocks).
        inline = mark[1][0] == "`" and "`" in line[mark.end() :]
        return ("", None) if inline else (mark[1], at)
    closes = mark[1].startswith(fence) and not line[mark.end() :].strip()
    return ("", None) if closes else (fence, opened)


def read_table(page: Lines, at: int) -> Table | None:
    """The table whose header is at ``at``; none without a line of dashes below it."""
    lines = page.lines
    if at + 1 >= len(lines) or not lines[at].startswith("|"):
        return None
    header = split_row(lines[at])
    if not lines[at + 1].startswith("|") or not is_rule(split_row(lines[at + 1])):
        return None
    end = at + 2
    rows: list[tuple[int, list[str]]] = []
    while end < len(lines) and lines[end].startswith("|"):
        rows.append((end + 1, split_row(lines[end])))
        end += 1
    return Table(tuple(header), rows, end)
