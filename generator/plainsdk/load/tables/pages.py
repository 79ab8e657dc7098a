"""Markdown files to pages of the dialect: classes, and groups of operations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ... import words
from ...diagnostics import Diagnostics, Stopped
from ...fieldtable import (
    Body,
    Fault,
    OperationPage,
    Page,
    is_operation_page,
    parse_operations,
    parse_page,
    read_resources,
)
from ..texts.reading import Source, find_pages, read_source

_LENIENT = frozenset(("cell-count", "unknown-type", "bad-row", "empty-table"))
_BODIES = re.compile(r"^## (?:Fields|Values|Supported Types)[ \t]*$", re.MULTILINE)
_FOREIGN = (
    (
        re.compile(
            r"^Name \| Type \| Description \| Notes|^\* `\w+` \(value: `"
            r"|^Method \| HTTP request \| Description",
            re.MULTILINE,
        ),
        "OpenAPI Generator",
    ),
    (re.compile(r"<details>\s*<summary>\s*<code>client\."), "Fern"),
    (re.compile(r'^- <code title="\w+ /', re.MULTILINE), "Stainless"),
)


@dataclass(frozen=True)
class ClassPage:
    """A page about a class, with a title that is one, and its body."""

    source: Source
    page: Page
    body: Body

    @property
    def name(self) -> str:
        """The class's name."""
        return self.page.title


@dataclass(frozen=True)
class GroupPage:
    """A page of operations and the group that they belong to, ``batch.jobs``."""

    source: Source
    page: OperationPage
    group: str


@dataclass(frozen=True)
class Pages:
    """All pages of a source, by kind, in the order of their paths."""

    sources: tuple[Source, ...]
    classes: tuple[ClassPage, ...]
    groups: tuple[GroupPage, ...]


def read_page(path: Path, shown: str, report: Diagnostics, lenient: bool) -> Page:
    """One page as it stands: rows with their cells beside what they say.

    ``shown`` is the file as the user named it. Raises ``Stopped`` where there is no
    page.
    """
    source = read_source(path, path.name, shown, report)
    if source is None:
        raise Stopped
    page = parse_page(source.text)
    report_faults(source, page.faults, report, lenient)
    if page.body is None:
        _say_foreign(source, report)
    return page


def read_one_page(path: Path, shown: str, report: Diagnostics, lenient: bool) -> Pages:
    """The pages of a source that is one file."""
    source = read_source(path, path.name, shown, report)
    return sort_pages([source] if source is not None else [], report, lenient)


def read_folder(folder: Path, shown: str, report: Diagnostics, lenient: bool) -> Pages:
    """The pages of a folder, at any depth."""
    found = (
        read_source(file, path, f"{shown.rstrip('/')}/{path}", report)
        for file, path in find_pages(folder)
    )
    return sort_pages(
        [source for source in found if source is not None], report, lenient
    )


def sort_pages(sources: Sequence[Source], report: Diagnostics, lenient: bool) -> Pages:
    """Read every source and sort it; what is neither kind is said to be skipped."""
    classes: list[ClassPage] = []
    groups: list[GroupPage] = []
    resources = _resources(sources)
    for source in sources:
        if is_operation_page(source.text):
            page = parse_operations(source.text)
            report_faults(source, page.faults, report, lenient)
            groups.append(GroupPage(source, page, _group(source, page, resources)))
        else:
            found = _class_page(source, report, lenient)
            if found is not None:
                classes.append(found)
    return Pages(tuple(sources), tuple(classes), tuple(groups))


def report_faults(
    source: Source, faults: Iterable[Fault], report: Diagnostics, lenient: bool
) -> None:
    """Say what is wrong with a page; ``lenient`` makes some of it warnings."""
    for fault in faults:
        say = report.warning if lenient and fault.code in _LENIENT else report.error
        say(fault.code, fault.message, source.place(fault.line))


def _class_page(source: Source, report: Diagnostics, lenient: bool) -> ClassPage | None:
    page = parse_page(source.text)
    if page.body is None:
        if _BODIES.search(source.text) and page.faults:
            report_faults(source, page.faults, report, lenient)
        elif source.path.casefold() == "readme.md" or not _say_foreign(source, report):
            said = "the page is about neither a class nor operations; it is left out"
            report.note("page-skipped", said, source.place(1))
        return None
    report_faults(source, page.faults, report, lenient)
    if not page.title.isidentifier():
        said = f"the title {page.title[:60]!r} is no class name; write '# ClassName'"
        report.error("bad-title", said, source.place(page.line))
        return None
    return ClassPage(source, page, page.body)


def _say_foreign(source: Source, report: Diagnostics) -> bool:
    """Say that the page is in a dialect that is not read, if it is."""
    for pattern, maker in _FOREIGN:
        found = pattern.search(source.text)
        if found is not None:
            line = source.text.count("\n", 0, found.start()) + 1
            said = f"pages in the dialect of {maker} are not read; give its OpenAPI"
            report.error("unknown-dialect", said, source.place(line))
            return True
    return False


def _resources(sources: Iterable[Source]) -> dict[str, str]:
    """The groups that the README at the top gives to pages, by their path."""
    for source in sources:
        if source.path.casefold() == "readme.md":
            return read_resources(source.text)
    return {}


def _group(source: Source, page: OperationPage, resources: dict[str, str]) -> str:
    """The group of a page: its own word, the README's, or its title in snake case."""
    named = page.group or resources.get(source.path, "")
    parts = named.split(".") if named else [page.title]
    return ".".join(words.snake(part) for part in parts)
