"""Files to text, with what a lock and a diagnostic need of each.

Nothing is parsed here.
"""

from __future__ import annotations

import codecs
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ...diagnostics import Diagnostics, Place
from ...document import Input
from .faults import MAX_BYTES

_PIECE = 1 << 16  # bytes


@dataclass(frozen=True)
class Source:
    """A file that was read: its POSIX path below the source, and as the user says it.

    ``data`` is UTF-8 with LF line ends.
    """

    path: str
    shown: str
    data: bytes

    @cached_property
    def text(self) -> str:
        """The whole of it; ``pieces`` of a large one take less memory."""
        return self.data.decode("utf-8")

    def pieces(self) -> Iterator[str]:
        """The text in parts, which are cut anywhere."""
        return _pieces(self.data)

    @property
    def input(self) -> Input:
        """What the lock keeps of the file."""
        return Input(self.path, hashlib.sha256(self.data).hexdigest())

    def place(self, line: int) -> Place:
        """A line of the file."""
        return Place(self.shown, line)


def read_source(
    file: Path, path: str, shown: str, report: Diagnostics
) -> Source | None:
    """Read one file; what is wrong with it is reported, and then there is no source."""
    if any("\ud800" <= c <= "\udfff" for c in path):
        words = "the file's name is not UTF-8; rename it"
        report.error("unreadable", words, Place(ascii(shown), 1))
        return None
    try:
        if file.stat().st_size > MAX_BYTES:
            words = f"the file has more than {MAX_BYTES // 1024 // 1024} MB"
            report.error("unreadable", words, Place(shown, 1))
            return None
        data = file.read_bytes()
    except OSError as error:
        report.error(
            "unreadable", f"the file cannot be read: {error.strerror}", Place(shown, 1)
        )
        return None
    return _text(data, path, shown, report)


def remote_source(data: bytes, url: str, report: Diagnostics) -> Source | None:
    """What was fetched as a source; the URL is its path and its name."""
    return _text(data, url, url, report)


def _text(data: bytes, path: str, shown: str, report: Diagnostics) -> Source | None:
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    start = _fault_in(data)
    if start is not None:
        line = data.count(b"\n", 0, start) + 1
        words = f"byte {data[start]:#04x} is not UTF-8; save the file as UTF-8"
        report.error("unreadable", words, Place(shown, line))
        return None
    return Source(path, shown, data)


def source_of(path: str, shown: str, text: str) -> Source:
    """A text with LF line ends as a source."""
    return Source(path, shown, text.encode("utf-8"))


def _fault_in(data: bytes) -> int | None:
    """Where a byte stands that is not UTF-8."""
    if data.isascii():
        return None
    try:
        for _ in _pieces(data):
            pass
    except UnicodeDecodeError:
        return _first_fault(data)
    return None


def _first_fault(data: bytes) -> int | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _pieces(data: bytes) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    for at in range(0, len(data), _PIECE):
        yield decoder.decode(data[at : at + _PIECE])
    yield decoder.decode(b"", final=True)


def find_pages(folder: Path) -> Iterator[tuple[Path, str]]:
    """All Markdown files below a folder with their path below it, sorted by that path.

    Folders that start with a dot, and links to folders, are not entered.
    """
    found: list[tuple[Path, str]] = []
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if name.lower().endswith(".md") and not name.startswith("."):
                file = Path(root, name)
                found.append((file, file.relative_to(folder).as_posix()))
    return iter(sorted(found, key=lambda item: item[1]))
