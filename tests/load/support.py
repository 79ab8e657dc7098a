"""Small pages and sources for the tests of ``load``; nothing here asserts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from plainsdk.diagnostics import Diagnostic, Diagnostics, Pointer, Severity, Stopped
from plainsdk.document import Document
from plainsdk.load import load

SHARED = Path(__file__).resolve().parents[3] / "shared"
CHECK, MINUS = ":heavy_check_mark:", ":heavy_minus_sign:"

HTTP = 'title: Shop\nversion: "2"\n'


class Loaded(NamedTuple):
    """What came of a load: the document as plain values, and the remarks."""

    document: Document | None
    remarks: list[Diagnostic]

    @property
    def root(self) -> Any:
        assert self.document is not None, self.remarks
        return self.document.root

    @property
    def schemas(self) -> Any:
        return self.root["components"]["schemas"]

    def codes(self, severity: Severity = Severity.ERROR) -> list[str]:
        return [item.code for item in self.remarks if item.severity is severity]

    def at(self, code: str) -> list[str]:
        """The places of a code, as ``file:line``."""
        return [str(item.where) for item in self.remarks if item.code == code]

    def message(self, code: str) -> str:
        return next(item.message for item in self.remarks if item.code == code)


def read(source: Path, *, lenient: bool = False, shown: str = "spec") -> Loaded:
    """Load a source, whatever comes of it."""
    report = Diagnostics()
    try:
        document = load(source, lenient=lenient, report=report, shown=shown)
    except Stopped:
        assert report.failed, "a stop without an error"
        return Loaded(None, list(report))
    assert not report.failed, "an error without a stop"
    return Loaded(document, [_placed(item, document) for item in report])


def _placed(item: Diagnostic, document: Document) -> Diagnostic:
    """The remark with its line, as a person sees it."""
    if isinstance(item.where, Pointer):
        return replace(item, where=document.locate(item.where))
    return item


def folder(
    tmp_path: Path, files: Mapping[str, str], *, lenient: bool = False
) -> Loaded:
    """Load a folder of these files."""
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return read(tmp_path, lenient=lenient)


def page(title: str, *rows: str, about: str = "", columns: int = 4) -> str:
    """A page of fields; a row is its cells after the name, with the presence in front."""
    header = ["Field", "Type", "Required", "Description", "Example"][:columns]
    lines = [f"# {title}", "", about, "", "## Fields", "", line(*header)]
    lines += [line(*["---"] * columns), *rows]
    return "\n".join(lines)


def line(*cells: str) -> str:
    """A line of a table."""
    return f"| {' | '.join(cells)} |"


def row(name: str, type_: str, *more: str, required: bool = False) -> str:
    """A row of a page: name and type, then description and maybe example."""
    cells = more or ("N/A",)
    return line(f"`{name}`", type_, CHECK if required else MINUS, *cells)


def link(name: str, wrap: str = "") -> str:
    """The cell of a class with a page beside this one."""
    inner = f"{wrap}[models.{name}]" if wrap else f"models.{name}"
    return f"[{inner}](../models/{name.lower()}.md)"


def union(title: str, *types: str) -> str:
    """A page of a union."""
    parts = (f"### `{t}`\n\n```python\nvalue: {t} = /* values */\n```\n" for t in types)
    return f"# {title}\n\n\n## Supported Types\n\n" + "\n".join(parts)


def values(title: str, **named: str) -> str:
    """A page of values, as a table of names."""
    rows = [line(f"`{name}`", value) for name, value in named.items()]
    lines = [line("Name", "Value"), line("---", "---"), *rows]
    return f"# {title}\n\n\n## Values\n\n" + "\n".join(lines)


def shared(*parts: str) -> Path:
    """A file or folder beside the checkout; the test is skipped where it is not there."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"shared/{'/'.join(parts)} is not beside this checkout")
    return path


def one(tmp_path: Path, *rows: str, columns: int = 4, http: str = HTTP) -> Loaded:
    """A source of the page Thing and the classes it may link."""
    return folder(
        tmp_path,
        {
            "http.yaml": http,
            "models/thing.md": page("Thing", *rows, columns=columns),
            "models/other.md": page("Other", row("x", "*int*", required=True)),
        },
    )


def field(loaded: Loaded, name: str = "a") -> Any:
    """The schema of a field of the page Thing."""
    return loaded.schemas["Thing"]["properties"][name]
