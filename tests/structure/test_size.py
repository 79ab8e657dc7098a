"""No file is longer than 400 lines and no function longer than 60, so that each can be read whole."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE, FUNCTION = 400, 60


def _files(*endings: str) -> list[Path]:
    found = [
        path
        for folder in ("generator", "templates", "tests")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in endings and "expected" not in path.parts
    ]
    assert len(found) > 5
    return found


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", _files(".py", ".jinja"), ids=_name)
def test_a_file_is_short(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    assert lines <= FILE, f"{_name(path)} has {lines} lines"


@pytest.mark.parametrize("path", _files(".py"), ids=_name)
def test_a_function_is_short(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            assert lines <= FUNCTION, f"{node.name} has {lines} lines"
