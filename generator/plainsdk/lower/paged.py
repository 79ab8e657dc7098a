"""What pages have many of: looked up in the types of answers, once all of them are known."""

from __future__ import annotations

from dataclasses import replace

from .. import ir
from ..diagnostics import Diagnostics
from .context import shape_of


def paged(api: ir.Api, report: Diagnostics) -> ir.Api:
    """Return an API whose operations have pages only where these have lists of items."""
    if not any(one.pages for one in api.operations):
        return api
    operations = tuple(
        replace(one, pages=_settled(one, one.pages, api, report)) if one.pages else one
        for one in api.operations
    )
    return replace(api, operations=operations)


def _settled(
    operation: ir.Operation, pages: ir.Pages, api: ir.Api, report: Diagnostics
) -> ir.Pages | None:
    success = operation.success
    if not isinstance(success, ir.Content):
        return None
    paging = pages.paging
    items = paging.items or _only_list(success.type, api)
    found = None if items is None else _below(success.type, items, api)
    if items is not None and isinstance(found, ir.ListOf):
        return ir.Pages(found.item, replace(paging, items=items))
    if items is not None and isinstance(found, ir.Anything):
        return ir.Pages(found, replace(paging, items=items))
    if paging.way is not ir.Way.LINK or paging.items:
        where = f" at {_shown(items)}" if items else ""
        report.warning(
            "pagination",
            f"an answer has no list of items{where}; each page is a call of its own",
            operation.pointer,
        )
    return None


def _only_list(type_: ir.Type, api: ir.Api) -> ir.Keys | None:
    """Return the keys to the one list of an answer, which may be all of it."""
    found = shape_of(type_, api.declarations)
    if isinstance(found, ir.ListOf):
        return ()
    if not isinstance(found, ir.Object):
        return None
    lists = [one.wire for one in found.fields if _is_list(one.type, api)]
    return (lists[0],) if len(lists) == 1 else None


def _is_list(type_: ir.Type, api: ir.Api) -> bool:
    return isinstance(shape_of(type_, api.declarations), ir.ListOf)


def _below(type_: ir.Type, keys: ir.Keys, api: ir.Api) -> ir.Type | ir.Object | None:
    """Return the type of a part of an answer; None where there is none."""
    found = shape_of(type_, api.declarations)
    for key in keys:
        match found:
            case ir.Object(fields=fields, extra=extra):
                below = next((one.type for one in fields if one.wire == key), extra)
            case ir.MapOf(value) if isinstance(key, str):
                below = value
            case ir.ListOf(item) if isinstance(key, int):
                below = item
            case ir.Anything():
                return found
            case _:
                return None
        if below is None:
            return None
        found = shape_of(below, api.declarations)
    return found


def _shown(keys: ir.Keys) -> str:
    return ".".join(str(key) for key in keys)
