"""What the constant of an operation says of pages and of sending again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import ir
from .expressions import Atom, Bracket, Expression, Labelled
from .imports import Imports
from .literals import literal
from .types import Context, result

_WAYS = {
    ir.Way.OFFSET: "Offset",
    ir.Way.PAGE: "PageNumber",
    ir.Way.CURSOR: "Cursor",
    ir.Way.URL: "NextUrl",
    ir.Way.LINK: "LinkHeader",
}


def paging(pages: ir.Pages, imports: Imports) -> Expression:
    """Return how pages follow each other."""
    found = pages.paging
    name = _WAYS[found.way]
    imports.runtime("paging", name)
    return Bracket(name, tuple(_parts(found)), "()")


def _parts(found: ir.Paging) -> Iterator[Expression]:
    if found.parameter:
        yield Atom(literal(found.parameter))
    if found.where is not ir.In.QUERY:
        place = "body" if found.where is None else found.where.value
        yield Labelled("place=", Atom(literal(place)))
    if found.first != 1:
        yield Labelled("first=", Atom(str(found.first)))
    for label, keys in (
        ("items=", found.items),
        ("next=", found.next),
        ("pages=", found.pages),
        ("more=", found.more),
    ):
        if keys:
            yield Labelled(label, _tuple(Atom(literal(key)) for key in keys))


def retries(found: ir.Retries, imports: Imports) -> Expression:
    """Return what an API says of sending again."""
    if found.never:
        imports.runtime("policy", "NEVER")
        return Atom("NEVER")
    imports.runtime("policy", "Retries")
    parts: list[Expression] = []
    if found.statuses:
        statuses = (Atom(literal(one)) for one in found.statuses)
        parts.append(Labelled("statuses=", _tuple(statuses)))
    if not found.connection:
        parts.append(Labelled("connection=", Atom("False")))
    for label, number in (
        ("first=", found.initial),
        ("longest=", found.longest),
        ("factor=", found.factor),
        ("total=", found.total),
    ):
        if number is not None:
            parts.append(Labelled(label, Atom(literal(number))))
    return Bracket("Retries", tuple(parts), "()")


def item(pages: ir.Pages, context: Context) -> Expression:
    """Return the type of what pages have many of."""
    return result(pages.item, context)


def _tuple(parts: Iterable[Expression]) -> Bracket:
    return Bracket("", tuple(parts), "()")
