"""Our pages in ``spec/`` against the published ones: the same facts in our own words.

The published pages stand in ``shared`` beside the checkout; without them there is
nothing to compare. Must not use the generator: it reads the pages on its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SEEDS = SHARED / "seeds"
TREES = {"atoma": "atoma", "mistral": "mistral-1.5.1"}
OURS = sorted((ROOT / "spec").glob("*/models/*.md"))
SHORT = 40
"""Up to so many characters, equal words are no sign of copying."""

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="no published pages: ../shared is not there"
)


@dataclass
class Page:
    """A page, taken apart: what has to be equal, and what must not be."""

    facts: list[list[str]] = field(default_factory=list[list[str]])
    words: list[str] = field(default_factory=list[str])


def read(path: Path) -> Page:
    page = Page()
    described: int | None = None
    text = re.sub(
        r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    for line in text.splitlines():
        if not line.startswith("|"):
            described = None
            if line.startswith("#"):
                page.facts.append([line.strip()])
            else:
                page.words.append(line.strip())
            continue
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if "Description" in cells:
            described = cells.index("Description")
        if described is not None:
            page.words.append(cells.pop(described))
        if not set("".join(cells)) <= set("-"):
            page.facts.append(cells)
    return page


def sentences(page: Path) -> set[str]:
    """Every cell and every sentence of the words, where it is more than a few words."""
    words = read(page).words
    parts = [part for text in words for part in re.split(r"(?<=[.:;?])\s|<br/>", text)]
    return {text for text in [*words, *parts] if len(text) > SHORT}


@cache
def published(api: str) -> frozenset[str]:
    """All that the whole published reference of an API says, of models and calls."""
    pages = (SHARED / "fieldtables" / TREES[api]).rglob("*.md")
    return frozenset[str]().union(*map(sentences, pages))


def test_spec_has_the_two_seeds() -> None:
    names = {page.name for page in OURS}
    seeds = sorted(SEEDS.glob("*.md"))
    rows = [row for seed in seeds for row in read(seed).facts if row[0][0] == "`"]
    assert {seed.name for seed in seeds} <= names
    assert len(rows) == 34


@pytest.mark.parametrize("page", OURS, ids=lambda page: page.stem)
def test_facts_are_the_published_ones(page: Path) -> None:
    tree = SHARED / "fieldtables" / TREES[page.parts[-3]] / "docs" / "models"
    theirs = [tree / page.name, SEEDS / page.name]
    for other in filter(Path.is_file, theirs):
        assert read(page).facts == read(other).facts
    assert theirs[0].is_file()


@pytest.mark.parametrize("page", OURS, ids=lambda page: page.stem)
def test_words_are_our_own(page: Path) -> None:
    seed = SEEDS / page.name
    assert not sentences(page) & published(page.parts[-3])
    assert not seed.is_file() or not sentences(page) & sentences(seed)
