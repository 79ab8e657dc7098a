"""Lowers answers that are streams: what one event carries, and how they begin and end."""

from __future__ import annotations

from collections.abc import Mapping

from .. import ir
from ..diagnostics import Pointer
from ..document import Json
from .context import Context
from .media import Kind, kind_of
from .schemas import Spot
from .values import mapping, text

_TEXT = ir.Scalar(ir.ScalarKind.STRING)


def lower_stream(
    media: str, value: Mapping[str, Json], spot: Spot, context: Context
) -> ir.Events | None:
    """Return a stream; None where lines of JSON are described as one text.

    The payload of an envelope is its ``data`` property.
    """
    words = mapping(value.get("x-plainsdk-stream"))
    sentinel = text(words.get("sentinel")) or None
    item = value.get("itemSchema")
    key = "schema" if item is None else "itemSchema"
    schema = value.get("schema", {}) if item is None else item
    below = spot.below(key, word="event")
    if kind_of(media) is Kind.LINES:
        type_ = context.schemas.type_of(schema, below)
        shape = context.shape(type_)
        if item is None and (
            shape == _TEXT or shape == ir.Scalar(ir.ScalarKind.BINARY)
        ):
            return None
        if item is None and isinstance(shape, ir.ListOf):
            type_ = shape.item
        return ir.Events(media, type_, sentinel)
    if text(words.get("shape")) == "envelope":
        return ir.Events(media, _enveloped(schema, below, context), sentinel)
    if item is not None and (payload := _data(item, below, context)) is not None:
        return ir.Events(media, payload, sentinel)
    return ir.Events(media, context.schemas.type_of(schema, below), sentinel)


def _enveloped(schema: Json, below: Spot, context: Context) -> ir.Type:
    """Return the type of the property ``data`` of an envelope."""
    reference = text(mapping(schema).get("$ref"))
    target = Pointer(reference) if reference else below.pointer
    envelope, _ = context.follow(schema, below)
    data = mapping(envelope.get("properties")).get("data", {})
    spot = Spot(target / "properties" / "data", target, (*below.words, "data"))
    if spot.pointer in context.schemas.declarations:
        return ir.Reference(spot.pointer)
    return context.schemas.type_of(data, spot)


def _data(item: Json, spot: Spot, context: Context) -> ir.Type | None:
    """Return the payload of the events that an ``itemSchema`` describes (OpenAPI 3.2,
    4.14.4): what ``data`` holds, in any of the members of a union.
    """
    envelope, there = context.follow(item, spot)
    found: list[ir.Type] = []
    for keyword in ("oneOf", "anyOf"):
        members = envelope.get(keyword)
        for index, member in enumerate(members if isinstance(members, list) else []):
            type_ = _data(member, there.below(keyword, index), context)
            if type_ is not None and type_ not in found:
                found.append(type_)
    data = mapping(mapping(envelope.get("properties")).get("data"))
    if not found and data:
        inner = data.get("contentSchema")
        below = there.below("properties", "data", word="data")
        if inner is None:
            return context.schemas.type_of(data, below)
        return context.schemas.type_of(inner, below.below("contentSchema"))
    if len(found) < 2:
        return found[0] if found else None
    return ir.Union(tuple(found))
