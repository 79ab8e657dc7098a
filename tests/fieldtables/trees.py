"""The two published reference trees, read by a reader of this test's own, and made into SDKs."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from plainsdk.config import Target
from plainsdk.diagnostics import Diagnostic, Diagnostics
from plainsdk.files import Files
from plainsdk.pipeline import generate

HERE = Path(__file__).parent
PUBLISHED = HERE.parents[2] / "shared" / "fieldtables"
TREES = {"atoma": "atoma", "mistral": "mistral-1.5.1"}


@dataclass(frozen=True)
class Row:
    """A field as its cells have it."""

    name: str
    type: str
    required: bool


@dataclass(frozen=True)
class Page:
    """A page of ``docs/models``: its title, its kind, and the rows of its fields."""

    title: str
    kind: str
    rows: tuple[Row, ...]


def pages(tree: str) -> list[Page]:
    """Read the model pages of a tree."""
    folder = PUBLISHED / TREES[tree] / "docs" / "models"
    return [_page(path.read_text("utf-8")) for path in sorted(folder.rglob("*.md"))]


def _page(text: str) -> Page:
    title = text.split("\n", 1)[0].removeprefix("# ").strip()
    if "## Supported Types" in text:
        return Page(title, "union", ())
    if "## Values" in text:
        return Page(title, "values", ())
    if not re.search(r"^\| Field +\| Type", text, re.MULTILINE):
        return Page(title, "other", ())
    found = re.findall(
        r"^\| ~{0,2}`(\w+)`~{0,2} +\| (.+?) +\| (:\w+:) +\|", text, re.MULTILINE
    )
    rows = tuple(
        Row(name, cell, mark == ":heavy_check_mark:") for name, cell, mark in found
    )
    return Page(title, "fields", rows)


def headings(tree: str) -> set[str]:
    """Return the operations that the pages under ``docs/sdks`` list, as ``group.name``."""
    found: set[str] = set()
    for path in (PUBLISHED / TREES[tree] / "docs" / "sdks").rglob("*.md"):
        text = path.read_text("utf-8")
        group = re.search(r"^\(\*(.+)\*\)", text, re.MULTILINE)
        names = re.findall(r"^\* \[~{0,2}(\w+)~{0,2}\]\(#", text, re.MULTILINE)
        found.update(f"{group[1]}.{name}" for name in names if group)
    return found


def made(tree: str, folder: Path) -> tuple[Files, list[Diagnostic]]:
    """Generate the SDK of a tree, with the HTTP facts that stand beside this test."""
    if not PUBLISHED.is_dir():
        pytest.skip(
            f"the published reference pages are not beside the checkout: {PUBLISHED}"
        )
    source = folder / tree
    for path in (PUBLISHED / TREES[tree]).rglob("*.md"):
        target = source / path.relative_to(PUBLISHED / TREES[tree])
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text("utf-8"), "utf-8")
    shutil.copy(HERE / f"{tree}.http.yaml", source / "http.yaml")
    report = Diagnostics()
    files = generate(
        Target(
            name=tree,
            source=source,
            shown=f"spec/{tree}",
            output=folder / "out" / tree,
            command=f"plainsdk generate {tree}",
        ),
        report,
    )
    return files, list(report)
