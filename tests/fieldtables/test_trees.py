"""Both published reference trees come out whole: every page, row and operation, none of it open."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.fieldtables.trees import PUBLISHED, TREES, headings, made, pages

pytestmark = pytest.mark.skipif(
    not PUBLISHED.is_dir(),
    reason=f"the published reference pages are not at {PUBLISHED}",
)

COUNTS = {
    "atoma": {"fields": 65, "values": 6, "union": 7, "other": 1, "rows": 279},
    "mistral": {"fields": 103, "values": 35, "union": 38, "other": 1, "rows": 483},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with both packages, written out."""
    root = tmp_path_factory.mktemp("trees")
    for tree in TREES:
        files, _ = made(tree, root)
        for path, text in files.items():
            target = root / "out" / tree / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
    return root / "out"


def _declared(folder: Path, tree: str) -> tuple[dict[str, ast.ClassDef], set[str]]:
    classes: dict[str, ast.ClassDef] = {}
    aliases: set[str] = set()
    for path in (folder / tree / "models").glob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                classes[node.name] = node
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                aliases.add(node.target.id)
    return classes, aliases


def _fields(node: ast.ClassDef) -> dict[str, str]:
    return {
        one.target.id: ast.unparse(one.annotation)
        for one in node.body
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
    }


@pytest.mark.parametrize("tree", TREES)
def test_every_page_is_a_class_or_an_alias(tree: str, folder: Path) -> None:
    kinds = Counter(page.kind for page in pages(tree))
    rows = sum(len(page.rows) for page in pages(tree))
    assert {**kinds, "rows": rows} == COUNTS[tree]
    classes, aliases = _declared(folder, tree)
    assert set(classes) == {page.title for page in pages(tree) if page.kind == "fields"}
    named = {page.title for page in pages(tree) if page.kind in ("values", "union")}
    assert aliases == named


@pytest.mark.parametrize("tree", TREES)
def test_every_row_is_a_field_in_its_place_and_as_open_as_its_cell(
    tree: str, folder: Path
) -> None:
    classes, _ = _declared(folder, tree)
    for page in pages(tree):
        if page.kind != "fields":
            continue
        fields = _fields(classes[page.title])
        assert list(fields) == [row.name for row in page.rows], page.title
        for row, annotation in zip(page.rows, fields.values(), strict=True):
            is_open = re.search(r"\bAny\b", annotation) is not None
            assert is_open == (re.search(r"\bAny\b", row.type) is not None), row
            assert row.required or "None" in annotation or is_open, row


@pytest.mark.parametrize("tree", TREES)
def test_every_operation_is_there_or_listed_as_lacking_its_http_facts(
    tree: str, folder: Path, tmp_path: Path
) -> None:
    page = (folder / tree / "API.md").read_text("utf-8")
    there = set(re.findall(r"^- `client\.([\w.]+)\(…\)`", page, re.MULTILINE))
    _, report = made(tree, tmp_path)
    lacking = {
        found[1]
        for one in report
        if one.code == "operation-without-http"
        and (found := re.search(r"path of ([\w.]+);", one.message))
    }
    assert there | lacking == headings(tree)
    assert not there & lacking
    assert lacking == set() if tree == "atoma" else not _wanted(lacking)


def _wanted(operations: set[str]) -> set[str]:
    groups = ("chat.", "fim.", "embeddings.", "files.", "agents.")
    return {one for one in operations if one.startswith(groups)}


def test_both_packages_pass_the_strict_type_checkers(folder: Path) -> None:
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    for command in (
        ["mypy", "--strict", "--cache-dir", str(folder / ".cache"), *TREES],
        ["pyright", "--pythonpath", sys.executable],
    ):
        ran = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]


@pytest.mark.parametrize("layout", ["black", "ruff"])
def test_both_packages_are_laid_out(folder: Path, layout: str) -> None:
    command = {
        "black": ["black", "--check", "--quiet", "."],
        "ruff": ["ruff", "check", "--isolated", "--target-version", "py311", "."],
    }[layout]
    ran = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]
