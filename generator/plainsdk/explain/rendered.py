"""Where a name is defined in generated modules; it reads syntax trees and runs nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

DOTTED_DEPTH = 2
"""Names are looked for at a module's top and in its classes, no deeper."""


@dataclass(frozen=True)
class Excerpt:
    """Lines of a generated file, from 1, both ends included."""

    path: str
    first: int
    last: int
    text: str


def definitions(
    files: Mapping[str, str], folder: str, wanted: tuple[str, ...]
) -> Iterator[Excerpt]:
    """Where modules below a folder define a name, ``("User",)``, or one of a class's
    names.

    A text that documents it, standing below it, belongs to it.
    """
    for path, text in files.items():
        if not path.startswith(f"{folder}/") or not path.endswith(".py"):
            continue
        if all(part in text for part in wanted):
            yield from _in_module(path, text, wanted)


def _in_module(path: str, text: str, wanted: tuple[str, ...]) -> Iterator[Excerpt]:
    bodies = [ast.parse(text).body]
    for name in wanted[:-1]:
        inner = [
            node for body in bodies for node in body if isinstance(node, ast.ClassDef)
        ]
        bodies = [node.body for node in inner if node.name == name]
    lines = text.split("\n")
    for body in bodies:
        for index, node in enumerate(body):
            if wanted[-1] in _defined(node):
                first, last = _extent(body, index)
                yield Excerpt(path, first, last, "\n".join(lines[first - 1 : last]))


def _defined(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
            yield name
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case ast.Assign(targets=targets):
            yield from (target.id for target in targets if isinstance(target, ast.Name))
        case _:
            return


def _extent(body: list[ast.stmt], index: int) -> tuple[int, int]:
    node = body[index]
    first, last = node.lineno, node.end_lineno or node.lineno
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        first = min([first, *(item.lineno for item in node.decorator_list)])
    elif index + 1 < len(body):
        match body[index + 1]:
            case ast.Expr(value=ast.Constant(value=str())) as doc:
                last = doc.end_lineno or last
            case _:
                pass
    return first, last
