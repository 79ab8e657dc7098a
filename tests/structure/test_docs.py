"""Every module of the generator and of the runtime says what it is for."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    path
    for folder in ("generator/plainsdk", "templates/runtime")
    for path in (ROOT / folder).rglob("*.py")
)


@pytest.mark.parametrize(
    "path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_a_module_begins_with_what_it_is_for(path: Path) -> None:
    text = path.read_text("utf-8")
    doc = ast.get_docstring(ast.parse(text))
    assert doc is not None
    assert text.startswith('"""')
    first = doc.split("\n", 1)[0]
    assert first.endswith((".", ":", "?")), f"{first!r} is no sentence"
