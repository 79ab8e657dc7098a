"""Lowers path templates, and makes the parameters of a path agree with them."""

from __future__ import annotations

import re
from dataclasses import replace

from .. import ir
from ..diagnostics import Pointer
from .context import Context

_FIELD = re.compile(r"\{([^{}]*)\}")


def lower_path(
    path: str, parameters: tuple[ir.Parameter, ...], at: Pointer, context: Context
) -> tuple[str, tuple[ir.Parameter, ...]]:
    """Return the address of an operation, and its parameters in the order in which they
    are given.

    A field that no parameter declares is a required text; a parameter that is in no
    field is left out. Both are said.
    """
    address = path.split("#", 1)[0]
    if not address.startswith("/"):
        address = f"/{address}"
        context.report.warning(
            "path-template",
            f"the path {path!r} does not begin with /; it does here",
            at,
        )
    address = _without_declared_query(address, parameters)
    fields = list(dict.fromkeys(_FIELD.findall(address)))
    if "" in fields or set("{}") & set(_FIELD.sub("", address)):
        words = f"the braces of the path {path!r} do not make fields; write {{name}}"
        context.report.error("path-template", words, at)
    known = {one.wire: one for one in parameters if one.where is ir.In.PATH}
    folded = {wire.casefold(): wire for wire in known}
    found: dict[str, ir.Parameter] = {}
    for field in fields:
        wire = field if field in known else folded.get(field.casefold())
        if wire is None or (wire != field and wire in fields):
            found[field] = _undeclared(field, at, context)
            continue
        if wire != field:
            context.report.warning(
                "path-parameter",
                f"the path has {field!r}, the parameter is called {wire!r}; they are"
                " taken for the same",
                at,
            )
        same = wire == field
        found[wire] = known[wire] if same else replace(known[wire], wire=field)
    for wire in known.keys() - found.keys():
        context.report.warning(
            "path-parameter",
            f"parameter {wire!r} does not occur in the path {path!r} and is left out",
            at,
        )
    others = (one for one in parameters if one.where is not ir.In.PATH)
    mine = (found[wire] for wire in known if wire in found)
    made = (one for wire, one in found.items() if wire not in known)
    return address, (*mine, *made, *others)


def _undeclared(field: str, at: Pointer, context: Context) -> ir.Parameter:
    context.report.warning(
        "path-parameter",
        f"the path wants {field!r}, and no parameter declares it; it is taken for a text",
        at,
    )
    return ir.Parameter(
        pointer=at / "parameters" / field,
        wire=field,
        name=None,
        where=ir.In.PATH,
        type=ir.Scalar(ir.ScalarKind.STRING),
        required=True,
    )


def _without_declared_query(address: str, parameters: tuple[ir.Parameter, ...]) -> str:
    """Take out of a path's query what a parameter of the query gives."""
    start, mark, query = address.partition("?")
    given = {one.wire: one.required for one in parameters if one.where is ir.In.QUERY}
    kept: list[str] = []
    for pair in query.split("&") if mark else ():
        name, _, value = pair.partition("=")
        field = _FIELD.fullmatch(value or name)
        declared = (field and (name in given or field[1] in given)) or given.get(name)
        if pair and not declared:
            kept.append(pair)
    return f"{start}?{'&'.join(kept)}" if kept else start
