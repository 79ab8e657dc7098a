"""Leaves the operations that the configuration asks for, and what they need.

A pattern is one of: ``tag:pets``, ``webhook:newPet``, a path (``/pets/**``), a method and
a path (``GET /pets``), or an operationId. ``*`` stands for any text without a slash,
``**`` for any text.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..diagnostics import Diagnostics
from ..document import Document, Json, as_list
from .operations import Call, calls, without
from .reached import only_reached

_METHOD = re.compile(r"([A-Za-z]+|\*) +(/.*)")


def selected(
    document: Document,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    report: Diagnostics,
) -> Document:
    """The document with the operations that some pattern of ``include`` selects (all,
    where it is empty) and none of ``exclude``.

    A pattern that selects nothing is an error.
    """
    if not include and not exclude:
        return document
    every = list(calls(document.root))
    wanted = set(_matching(include, every, "include", report))
    unwanted = set(_matching(exclude, every, "exclude", report))
    if not include:
        wanted = {call.at.text for call in every}
    kept = wanted - unwanted
    if every and not kept and not report.failed:
        report.error("empty-selection", "include and exclude leave no operation")
    root = without(document.root, lambda call: call.at.text not in kept)
    return replace(document, root=only_reached(root))


def _matching(
    patterns: Iterable[str], every: list[Call], key: str, report: Diagnostics
) -> Iterator[str]:
    """The pointers of all operations that a pattern selects."""
    for pattern in patterns:
        found = [call for call in every if _selects(pattern, call)]
        yield from (call.at.text for call in found)
        if not found:
            known = sorted({word for call in every for word in _words(call)})
            near = difflib.get_close_matches(pattern, known, n=3, cutoff=0.5)
            hint = f"; near it are {', '.join(near)}" if near else _forms(every)
            report.error(
                "unneeded-pattern",
                f"{key} has {pattern[:200]!r}, which selects no operation{hint}",
            )


def _forms(every: list[Call]) -> str:
    """What a pattern can be, where nothing looks like the one that was given."""
    if not every:
        return "; the document has none"
    return (
        "; a pattern is an operationId, a path as in /pets/**, a method and a path,"
        " tag:NAME or webhook:NAME"
    )


def _selects(pattern: str, call: Call) -> bool:
    method = _METHOD.fullmatch(pattern)
    if pattern.startswith("tag:"):
        return any(_fits(pattern[4:], tag) for tag in _tags(call.value))
    if pattern.startswith("webhook:"):
        return call.under == "webhooks" and _fits(pattern[8:], call.path)
    if method is not None:
        alike = _fits(method[1].upper(), call.method.upper())
        return alike and call.under == "paths" and _fits(method[2], _path(call))
    if pattern.startswith("/"):
        return call.under == "paths" and _fits(pattern, _path(call))
    name = call.value.get("operationId")
    return isinstance(name, str) and _fits(pattern, name)


def _path(call: Call) -> str:
    """The path without what tells two operations on the same path apart."""
    return call.path.split("#", 1)[0]


def _fits(pattern: str, text: str) -> bool:
    parts = re.split(r"(\*\*?)", pattern)
    signs = {"*": "[^/]*", "**": ".*"}
    regex = "".join(signs.get(part) or re.escape(part) for part in parts)
    return re.fullmatch(regex, text, re.DOTALL) is not None


def _tags(value: Mapping[str, Json]) -> list[str]:
    tags = value.get("tags")
    items = as_list(tags)
    return [tag for tag in items if isinstance(tag, str)]


def _words(call: Call) -> Iterator[str]:
    """All by which a pattern could select an operation."""
    name = call.value.get("operationId")
    if isinstance(name, str):
        yield name
    yield from (f"tag:{tag}" for tag in _tags(call.value))
    if call.under == "webhooks":
        yield f"webhook:{call.path}"
    else:
        yield _path(call)
        yield f"{call.method.upper()} {_path(call)}"
