"""The rows of a field table exactly as its cells have them.

Nothing is cut or interpreted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from ..fieldtable.pages import Fields, Page, Supported, Values
from ..fieldtable.rows import CHECK, MINUS, Row

_PRESENCE = {CHECK: "required", MINUS: "optional"}


def explain_page(page: Page) -> Iterator[str]:
    """The lines that say what a page says: its title, then a block for each row."""
    yield f"{page.title}{' (deprecated)' if page.deprecated else ''}"
    if page.description:
        yield from _hanging("", page.description)
    match page.body:
        case Fields(rows=rows):
            yield _counted(len(rows), "field")
            for row in rows:
                yield ""
                yield from _row(row)
        case Values(values=values, open=open_):
            more = ", and others may come" if open_ else ""
            yield f"{_counted(len(values), 'value')}{more}"
            for value in values:
                named = f"{value.name} = " if value.name else ""
                yield f"  {value.line:>4}  {named}{value.value!r}"
        case Supported(members=members):
            yield f"one of {_counted(len(members), 'type')}"
            for member in members:
                yield f"  {member.line:>4}  {member.text}"
        case None:
            yield "no fields, values or types: not a page about a class"
        case _ as never:
            assert_never(never)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _row(row: Row) -> Iterator[str]:
    cells = row.cells
    presence = _PRESENCE.get(cells.required, "?")
    yield f"{cells.field}  (line {row.line})"
    yield from _hanging("type", cells.type)
    yield from _hanging("presence", f"{cells.required} {presence}")
    yield from _hanging("doc", cells.description)
    yield from _hanging("example", cells.example)


def _hanging(label: str, text: str) -> Iterator[str]:
    first, *rest = text.split("\n")
    yield f"  {label:<10}{first}".rstrip() if label else f"  {first}"
    for line in rest:
        yield f"  {'':<10}{line}" if label else f"  {line}"
