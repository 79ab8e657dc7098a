"""Lowers what an API says of sending: pages, and sending again; no type is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from .. import ir
from ..diagnostics import Pointer
from ..document import Json
from .context import Context
from .schemas import Spot
from .values import mapping, text

_PAGES = "x-plainsdk-pagination"
_RETRIES = "x-plainsdk-retries"
_KEY = "x-plainsdk-idempotency-key"
_LIKE_KEY = re.compile(r"(x-)?idempoten(cy|ce|t)(-?(key|id|token))?", re.IGNORECASE)
_TOKEN = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)  # RFC 9110, 5.6.2
_UUID = 36  # characters
_LONGEST = 1e9  # what is said in seconds, or as a factor
_ASKS = {ir.Way.OFFSET: "offset", ir.Way.PAGE: "page", ir.Way.CURSOR: "cursor"}
"""The input that asks for another page."""


def lower_pages(
    operation: Mapping[str, Json],
    method: str,
    parameters: Iterable[ir.Parameter],
    spot: Spot,
    context: Context,
) -> ir.Pages | None:
    """Return how the answers of an operation are pages; of what, is seen later.

    An answer to GET that declares a field ``Link`` is one (RFC 8288) even where nothing
    more is said.
    """
    said = operation.get(_PAGES)
    if said is None:
        linked = method == "get" and _declares_link(operation, spot, context)
        return ir.Pages(ir.Anything(), ir.Paging(ir.Way.LINK)) if linked else None
    if said is False:
        return None
    paging = _paging(mapping(said), parameters)
    if isinstance(paging, ir.Paging) and paging.way is ir.Way.PAGE:
        first = _first(operation, paging.parameter, spot, context)
        paging = replace(paging, first=first)
    if isinstance(paging, ir.Paging):
        return ir.Pages(ir.Anything(), paging)
    context.report.warning(
        "pagination", f"{paging}; each page is a call of its own", spot.pointer / _PAGES
    )
    return None


def _paging(
    said: Mapping[str, Json], parameters: Iterable[ir.Parameter]
) -> ir.Paging | str:
    """Return the facts, or what is wrong with them."""
    kinds = {way.value: way for way in ir.Way}
    way = kinds.get(text(said.get("kind")))
    if way is None:
        return f"the kind of pagination is one of {', '.join(kinds)}"
    paging = ir.Paging(
        way,
        items=_keys(said.get("items")),
        next=_keys(said.get("next")),
        pages=_keys(said.get("pages")),
        more=_keys(said.get("more")),
    )
    if way is ir.Way.LINK:
        return paging
    if way in (ir.Way.CURSOR, ir.Way.URL) and not paging.next:
        return "nothing says where an answer has what leads to the next page"
    if way is ir.Way.URL:
        return paging
    return _asking(
        paging, mapping(mapping(said.get("inputs")).get(_ASKS[way])), parameters
    )


def _asking(
    paging: ir.Paging, asks: Mapping[str, Json], parameters: Iterable[ir.Parameter]
) -> ir.Paging | str:
    """Return the facts with the parameter that asks for another page."""
    name, place = text(asks.get("name")), text(asks.get("in")) or "query"
    if not name:
        return f"nothing says which parameter is the {_ASKS[paging.way]}"
    for one in parameters:
        there = place in ("body", one.where.value)  # no parameter is in the body
        if one.wire == name and there and one.where is not ir.In.COOKIE:
            return replace(paging, parameter=name, where=one.where)
    if place == "body":
        return replace(paging, parameter=name, where=None)
    return f"there is no {place} parameter {name!r}"


def _first(
    operation: Mapping[str, Json], name: str, spot: Spot, context: Context
) -> int:
    """Return the number of the first page: the server's default, else 1."""
    listed = operation.get("parameters")
    for index, value in enumerate(listed if isinstance(listed, list) else []):
        parameter, _ = context.follow(value, spot.below("parameters", index))
        if parameter.get("name") == name:
            default = mapping(parameter.get("schema")).get("default")
            if isinstance(default, int) and not isinstance(default, bool):
                return default
    return 1


def _keys(value: Json) -> tuple[str | int, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(one for one in value if isinstance(one, str | int))


def _declares_link(operation: Mapping[str, Json], spot: Spot, context: Context) -> bool:
    """Whether a success has a header field ``Link``."""
    for status, value in mapping(operation.get("responses")).items():
        if status[:1] == "2":
            response, _ = context.follow(value, spot.below("responses", status))
            if any(one.lower() == "link" for one in mapping(response.get("headers"))):
                return True
    return False


def lower_retries(value: Mapping[str, Json]) -> ir.Retries | None:
    """Return what an operation, or a document of all, says of sending again."""
    said = mapping(value.get(_RETRIES))
    if not said:
        return None
    if said.get("none") is True:
        return ir.Retries(never=True)
    statuses = said.get("statuses")
    return ir.Retries(
        statuses=tuple(
            text(one).upper()
            for one in (statuses if isinstance(statuses, list) else [])
        ),
        connection=said.get("connection") is not False,
        initial=_number(said.get("initial")),
        longest=_number(said.get("most")),
        factor=_number(said.get("factor")),
        total=_number(said.get("total")),
    )


def lower_key(
    operation: Mapping[str, Json],
    method: str,
    parameters: tuple[ir.Parameter, ...],
    spot: Spot,
    context: Context,
) -> tuple[str, tuple[ir.Parameter, ...]]:
    """Return the header by which the server knows a repetition, and the parameters, of
    which it is one that nobody needs to give.

    The header is one that is declared, or that an extension names, which the document
    may do for all calls of POST and PATCH.
    """
    said = operation.get(_KEY)
    if said is False:
        return "", parameters
    for one in parameters:
        if one.where is not ir.In.HEADER or not _takes_uuid(one.type, context):
            continue
        if one.wire == said or (said is None and _LIKE_KEY.fullmatch(one.wire)):
            free = replace(one, required=False)
            return one.wire, tuple(free if p is one else p for p in parameters)
    at = spot.pointer
    if said is None and method in ("post", "patch"):
        said, at = context.root.get(_KEY), Pointer("#")
    name = text(said)
    if said is not None and not _TOKEN.fullmatch(name):
        words = f"no header can be called {said!r}; no idempotency keys are sent"
        context.schemas.warn("idempotency-key", words, at / _KEY)
        return "", parameters
    return name, parameters


def _takes_uuid(type_: ir.Type, context: Context) -> bool:
    found = ir.behind(type_, context.schemas.declarations)
    if isinstance(found, ir.Nullable):
        return _takes_uuid(found.inner, context)
    if isinstance(found, ir.Constrained):
        fits = all(
            isinstance(one, ir.Length) and (one.high is None or one.high >= _UUID)
            for one in found.constraints
        )
        return fits and _takes_uuid(found.inner, context)
    return isinstance(found, ir.Scalar) and found.kind in (
        ir.ScalarKind.STRING,
        ir.ScalarKind.UUID,
    )


def _number(value: Json) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value < _LONGEST else None
