"""One line of a Markdown table, both ways: cells, ``\\|`` and ``<br/>``."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_RULE = re.compile(r":?-+:?")


def split_row(line: str) -> list[str]:
    """The cells of a line that starts with ``|``: raw, without the spaces around them.

    A pipe after a backslash belongs to its cell (GitHub Flavored Markdown, Tables).
    """
    line = line.strip()
    parts = line.split("|") if "\\" not in line else _PIPE.split(line)
    end = len(parts) if parts[-1] else -1
    return [part.strip() for part in parts[1:end]]


def join_row(cells: Sequence[str], widths: Sequence[int]) -> str:
    """The line of the cells, each padded to its column's width."""
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"


def is_rule(cells: Sequence[str]) -> bool:
    """Whether the cells are the line of dashes below a header."""
    return bool(cells) and all(_RULE.fullmatch(cell) for cell in cells)


def text_of(cell: str) -> str:
    """What a cell says: pipes without their backslash, ``<br/>`` as line breaks."""
    text = cell.replace("\\|", "|") if "\\" in cell else cell
    return _BREAK.sub("\n", text) if "<" in text else text


def cell_of(text: str) -> str:
    """The cell that says the text; the reverse of ``text_of``."""
    return text.replace("|", "\\|").replace("\r\n", "\n").replace("\n", "<br/>").strip()
