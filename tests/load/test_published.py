"""The published pages of two APIs, counted; they stand beside the checkout, not in it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from plainsdk.diagnostics import Diagnostics, Severity
from plainsdk.fieldtable import (
    Fields,
    OperationPage,
    Page,
    Row,
    Supported,
    Values,
    format_page,
    format_type,
    is_operation_page,
    parse_operations,
    parse_page,
)
from plainsdk.load.tables.pages import read_page

from tests.load.support import read, shared

COUNTS = {
    "mistral-1.5.1": {
        "fields": 103,
        "unions": 38,
        "values": 35,
        "rows": 483,
        "groups": 13,
        "operations": 31,
        "parameters": 177,
    },
    "atoma": {
        "fields": 65,
        "unions": 7,
        "values": 6,
        "rows": 279,
        "groups": 12,
        "operations": 17,
        "parameters": 177,
    },
}
MODELS = {"mistral-1.5.1": 176, "atoma": 78}
KINDS = {Fields: "fields", Supported: "unions", Values: "values"}
TREES = list(COUNTS)


def texts(tree: str) -> Iterator[tuple[Path, str]]:
    for file in sorted(shared("fieldtables", tree).rglob("*.md")):
        yield file, file.read_text(encoding="utf-8")


def pages(tree: str) -> Iterator[tuple[str, Page | OperationPage]]:
    for _, text in texts(tree):
        operations = is_operation_page(text)
        yield text, parse_operations(text) if operations else parse_page(text)


@pytest.mark.parametrize("tree", TREES)
def test_every_page_is_read_and_counted(tree: str) -> None:
    counts: Counter[str] = Counter()
    for _, page in pages(tree):
        if isinstance(page, OperationPage):
            assert page.faults == ()
            counts["groups"] += 1
            counts["operations"] += len(page.operations)
            counts["parameters"] += sum(len(o.parameters) for o in page.operations)
        elif page.body is not None:
            assert page.faults == ()
            counts[KINDS[type(page.body)]] += 1
            counts["rows"] += (
                len(page.body.rows) if isinstance(page.body, Fields) else 0
            )
    assert counts == COUNTS[tree]
    classes = counts["fields"] + counts["unions"] + counts["values"]
    assert classes == MODELS[tree]
    files = [file for file, _ in texts(tree) if file.parent.name == "models"]
    assert len([f for f in files if f.name != "README.md"]) == MODELS[tree]


@pytest.mark.parametrize("tree", TREES)
def test_every_type_is_written_back_as_it_was(tree: str) -> None:
    cells = 0
    for text, page in pages(tree):
        lines = text.split("\n")
        rows: list[Row] = []
        if isinstance(page, OperationPage):
            rows += [row for entry in page.operations for row in entry.parameters]
            for entry in page.operations:
                if entry.response is not None:
                    said = lines[entry.response_line - 1].strip()
                    assert said == f"**{format_type(entry.response)}**"
        elif isinstance(page.body, Fields):
            rows += page.body.rows
        elif isinstance(page.body, Supported):
            for member in page.body.members:
                assert member.type is not None
                assert format_type(member.type) == member.text
        for row in rows:
            assert row.type is not None
            assert format_type(row.type) == row.cells.type
            assert f"| {row.cells.type} " in lines[row.line - 1]
            cells += 1
    assert cells == COUNTS[tree]["rows"] + COUNTS[tree]["parameters"]


@pytest.mark.parametrize("tree", TREES)
def test_every_page_is_written_back_byte_by_byte(tree: str) -> None:
    same = 0
    for text, page in pages(tree):
        if isinstance(page, Page) and page.body is not None:
            assert format_page(page) == text
            same += 1
    assert same == MODELS[tree]


@pytest.mark.parametrize("tree", TREES)
def test_the_whole_tree_is_one_document(tree: str) -> None:
    source = shared("fieldtables", tree)
    start = time.perf_counter()
    found = read(source, shown=tree)
    assert time.perf_counter() - start < 1
    assert found.codes() == []
    schemas = found.schemas
    assert len(schemas) == MODELS[tree]
    properties = sum(len(schema.get("properties", {})) for schema in schemas.values())
    assert properties == COUNTS[tree]["rows"]
    assert found.root["paths"] == {}
    warnings = Counter(found.codes(Severity.WARNING))
    assert warnings["operation-without-http"] == COUNTS[tree]["operations"]
    assert warnings["json-example"] == (6 if tree == "atoma" else 0)
    assert set(warnings) <= {"operation-without-http", "json-example"}
    assert found.codes(Severity.NOTE) == ["page-skipped"] * 2


SEEDS = [
    ("chatcompletionstreamrequest.md", "ChatCompletionStreamRequest", 16, 6),
    ("createcompletionsstreamrequest.md", "CreateCompletionsStreamRequest", 18, 2),
]


@pytest.mark.parametrize(("name", "title", "count", "links"), SEEDS)
def test_the_two_seeds(name: str, title: str, count: int, links: int) -> None:
    seed = shared("seeds", name)
    report = Diagnostics()
    page = read_page(seed, name, report, True)
    assert list(report) == []
    assert isinstance(page.body, Fields)
    assert (page.title, len(page.body.rows)) == (title, count)
    table = [line for line in seed.read_text().splitlines() if line.startswith("|")][2:]
    for row, line in zip(page.body.rows, table, strict=True):
        cells = row.cells
        shown = (cells.field, cells.type, cells.required)
        written = [cell.strip() for cell in line.split(" | ")]
        assert tuple(part.strip("| ") for part in written[:3]) == shown
        assert written[3] == cells.description
        assert written[4].strip("| ") == cells.example
    found = read(seed, lenient=True, shown=name)
    assert found.codes(Severity.WARNING).count("dangling-link") == links
    assert len(found.schemas[title]["properties"]) == count
    strict = read(seed, shown=name)
    assert strict.codes() == ["dangling-link"] * links
