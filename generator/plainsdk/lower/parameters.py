"""Lowers parameters outside the body: where they go, and how they are written."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .. import ir
from ..diagnostics import Pointer
from ..document import Json
from .context import Context
from .media import Kind, kind_of
from .schemas import Spot
from .values import doc, mapping, text

_OWN = {
    ir.In.PATH: (ir.Style.SIMPLE, ir.Style.LABEL, ir.Style.MATRIX),
    ir.In.QUERY: (ir.Style.FORM, ir.Style.SPACES, ir.Style.PIPES, ir.Style.DEEP),
    ir.In.HEADER: (ir.Style.SIMPLE,),
    ir.In.COOKIE: (ir.Style.FORM,),
}
"""The styles of each place, its own first."""
_PLACES = ("path", "query", "header", "cookie", "querystring")
_NAMES = {
    ir.In.HEADER: re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII),  # RFC 9110, 5.6.2
    ir.In.COOKIE: re.compile(r'[^\x00-\x20\x7f-\uffff;,="]+'),  # RFC 6265, 4.1.1
}
_NOT_SENT = ("accept", "content-type", "authorization")


def lower_parameters(
    own: Json, shared: Json, spot: Spot, context: Context
) -> tuple[ir.Parameter, ...]:
    """Read an operation's parameters; its own stand in for shared ones of the same
    name.
    """
    found: dict[tuple[ir.In, str], ir.Parameter] = {}
    above = Spot(Pointer(str(spot.pointer).rpartition("/")[0]), spot.home, spot.words)
    for values, place in ((shared, above), (own, spot)):
        for index, value in enumerate(values if isinstance(values, list) else []):
            below = place.below("parameters", index)
            if value is None or value == {}:
                words = "nothing stands in the place of this parameter; it is left out"
                context.report.note("loose-parameter", words, below.pointer)
                continue
            parameter, there = context.follow(value, below)
            if there is below:
                there = below.below(word=text(parameter.get("name")))
                lowered = _parameter(parameter, there, context)
            elif there in context.parameters:
                lowered = context.parameters[there]
            else:
                lowered = _parameter(parameter, there, context)
                context.parameters[there] = lowered
            if lowered is not None:
                found[(lowered.where, lowered.wire)] = lowered
    return tuple(found.values())


def _parameter(
    value: Mapping[str, Json], spot: Spot, context: Context
) -> ir.Parameter | None:
    wire, place = text(value.get("name")), text(value.get("in"))
    whole = place == "querystring"
    if whole and not wire:
        wire = place
    if place not in _PLACES or not wire:
        words = _no_parameter(wire, place)
        context.report.error("bad-parameter", words, spot.pointer)
        return None
    where = ir.In.QUERY if whole else ir.In(place)
    if where is ir.In.HEADER and wire.lower() in _NOT_SENT:
        _say_ignored(wire, spot.pointer, context)
        return None
    if where in _NAMES and not _NAMES[where].fullmatch(wire):
        words = f"no {place} can be called {wire!r}; the parameter is left out"
        context.schemas.warn("ignored-parameter", words, spot.pointer)
        return None
    if "allowEmptyValue" in value:
        words = "'allowEmptyValue' changes nothing: an empty text is sent as one"
        context.schemas.note("ignored-keyword", words, spot.pointer)
    if value.get("allowReserved") is True and where is ir.In.PATH:
        words = "'allowReserved' changes a query alone: in a path every sign is escaped"
        context.schemas.note("ignored-keyword", words, spot.pointer)
    name = value.get("x-plainsdk-name")
    type_, manner = _written(value, where, whole, spot, context)
    return ir.Parameter(
        pointer=spot.pointer,
        wire=wire,
        name=name if isinstance(name, str) else None,
        where=where,
        type=type_,
        required=value.get("required") is True or where is ir.In.PATH,
        doc=doc(value),
        manner=manner,
    )


def _say_ignored(wire: str, at: Pointer, context: Context) -> None:
    """Say why a header is no parameter (OpenAPI 3.1, 4.8.12.2.1), and who sends it."""
    components = mapping(context.root.get("components"))
    if wire.lower() != "authorization":
        words = f"the header {wire} is made from media types; it is no parameter"
        context.schemas.note("ignored-parameter", words, at)
    elif mapping(components.get("securitySchemes")):
        words = f"the header {wire} is made from security schemes; it is no parameter"
        context.schemas.note("ignored-parameter", words, at)
    else:
        context.schemas.warn(
            "ignored-parameter",
            f"the header {wire} is no parameter in OpenAPI, and no security scheme says"
            " what it holds: declare one, or give the client headers with it",
            at,
        )


def _no_parameter(wire: str, place: str) -> str:
    """Say why a parameter cannot be sent, and what to do."""
    if place in ("body", "formData"):
        return (
            f"parameter {wire!r} is in {place!r}, which OpenAPI 3 does not have: make it"
            " the operation's requestBody"
        )
    places = "'in' is one of path, query, header and cookie"
    if place and place not in _PLACES:
        return f"{place!r} is no place for a parameter: {places}"
    if not wire:
        keys = "'name'" if place else "'name' and 'in'"
        return f"a parameter needs a name: give it {keys}"
    return f"parameter {wire!r} does not say where it goes: {places}"


def _written(
    value: Mapping[str, Json], where: ir.In, whole: bool, spot: Spot, context: Context
) -> tuple[ir.Type, ir.Manner | None]:
    """Return the type of a parameter, and its manner."""
    content = mapping(value.get("content"))
    if not content:
        schema = value.get("schema", {})
        type_ = context.schemas.type_of(schema, spot.below("schema"))
        return type_, manner_of(value, where, type_, spot.pointer, context)
    media = next(iter(content))
    below = spot.below("content", media, "schema")
    type_ = context.schemas.type_of(mapping(content[media]).get("schema", {}), below)
    kind = kind_of(media)
    if whole:
        form = kind is Kind.FORM
        return type_, None if form else ir.Manner(ir.Style.WHOLE)
    if kind is Kind.JSON:
        return type_, ir.Manner(ir.Style.JSON)
    context.report.note(
        "parameter-content",
        f"{media} is not made here: the parameter takes its text",
        spot.pointer,
    )
    return ir.Scalar(ir.ScalarKind.STRING), None


def manner_of(
    value: Mapping[str, Json],
    where: ir.In,
    type_: ir.Type,
    at: Pointer,
    context: Context,
) -> ir.Manner | None:
    """Return how values of a type are written; None where it is as usual there.

    ``value`` is a Parameter or an Encoding Object (OpenAPI 3.1, 4.8.12 and 4.8.15).
    """
    usual = _OWN[where][0]
    style = _style(text(value.get("style")), where, at, context)
    explode = value.get("explode", style is ir.Style.FORM) is True
    reserved = value.get("allowReserved") is True and where is ir.In.QUERY
    if style in (ir.Style.SPACES, ir.Style.PIPES) and explode:
        style = ir.Style.FORM
    if style in (ir.Style.LABEL, ir.Style.MATRIX):
        return ir.Manner(style, explode)
    scalar, is_list = context.is_scalar(type_), context.is_list(type_)
    if style is ir.Style.DEEP:
        explode = False
        if is_list:
            context.report.note(
                "undefined-style",
                "OpenAPI does not say how a list is a deepObject; name[]=a is sent",
                at,
            )
    exploded = usual is ir.Style.FORM
    as_usual = style is usual and explode is exploded
    if scalar or (style is ir.Style.SIMPLE and is_list) or as_usual:
        return ir.Manner(usual, exploded, reserved) if reserved else None
    return ir.Manner(style, explode, reserved)


def _style(name: str, where: ir.In, at: Pointer, context: Context) -> ir.Style:
    """Return a style that a place has; its own in place of any other."""
    allowed = _OWN[where]
    if name == "cookie" and where is ir.In.COOKIE:
        return ir.Style.FORM  # OpenAPI 3.2; cookies are never quoted more than needed
    for style in allowed:
        if style.value == name:
            return style
    if name:
        context.report.note(
            "undefined-style",
            f"{name!r} is no style of a {where.value} parameter; {allowed[0].value!r} is"
            " used",
            at,
        )
    return allowed[0]
