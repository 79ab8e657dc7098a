"""A page as text: the published layout, every column as wide as the widest cell."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import assert_never

from .cells import cell_of, join_row
from .pages import COLUMNS, OPEN_LIST, Body, Fields, Page, Supported, Value, Values


def format_page(page: Page) -> str:
    """The text of a page; ``parse_page`` reads the same page from it."""
    title = f"~~{page.title}~~" if page.deprecated else page.title
    description = f"{page.description}\n\n" if page.description else ""
    body = f"\n{_body(page.body)}" if page.body is not None else ""
    return f"# {title}\n\n{description}{body}"


def format_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table, without a line break at its end."""
    # The published layout measures a line break as one character and writes it as
    # ``<br/>``.
    lines = (header, *rows)
    width = max(len(cell.replace("<br/>", "\n")) for line in lines for cell in line)
    widths = [width] * len(header)
    rule = ["-" * width] * len(header)
    return "\n".join(join_row(cells, widths) for cells in (header, rule, *rows))


def _body(body: Body) -> str:
    match body:
        case Fields(_, rows, columns):
            header = [*COLUMNS, "Example"][:columns]
            cells = [
                [c.field, c.type, c.required, c.description, c.example][:columns]
                for c in (row.cells for row in rows)
            ]
            return f"## Fields\n\n{format_table(header, cells)}"
        case Values(_, values, opened):
            return f"## Values\n\n{_values(values, opened)}"
        case Supported(_, members):
            parts = (_member(member.text) for member in members)
            return f"## Supported Types\n\n{''.join(parts)}"
        case _:
            assert_never(body)


def _member(type_: str) -> str:
    example = f"value: {type_} = /* values here */"
    return f"### `{type_}`\n\n```python\n{example}\n```\n\n"


def _values(values: Sequence[Value], opened: bool) -> str:
    if all(value.name is not None for value in values):
        rows = [[f"`{value.name}`", cell_of(str(value.value))] for value in values]
        return format_table(("Name", "Value"), rows)
    bullets = "".join(
        f"- `{json.dumps(v.value, ensure_ascii=False)}`\n" for v in values
    )
    return f"{OPEN_LIST}\n\n{bullets}" if opened else bullets
