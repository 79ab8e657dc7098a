"""Lowers request bodies: one for each kind of media type; it builds none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .. import ir
from ..diagnostics import Pointer
from ..document import Json
from .context import Context
from .media import Kind, essence, is_raw, kind_of, long_word_of, word_of
from .parameters import manner_of
from .schemas import Spot
from .values import mapping, text

_TEXT = ir.Scalar(ir.ScalarKind.STRING)
_FILE = ir.Scalar(ir.ScalarKind.BINARY)
_PATCH = "application/merge-patch+json"


class Sent(NamedTuple):
    """A body of one media type; ``word`` tells it from the first, which has none."""

    pointer: Pointer
    word: str
    body: ir.Body


def lower_bodies(value: Json, at: Spot, context: Context) -> list[Sent]:
    """Return the bodies that an operation takes, the JSON one first."""
    body, spot = context.follow(value, at.below("requestBody"))
    content = mapping(body.get("content"))
    required = body.get("required") is True
    found: list[Sent] = []
    chosen = list(_chosen(content))
    for media, word in chosen:
        below = spot.below("content", media)
        pointer = at.pointer / "requestBody" / "content" / media
        written = mapping(content[media])
        if _is_closed(written.get("schema"), context):
            context.report.note(
                "empty-body",
                "nothing can be put into this body, and none is sent",
                below.pointer,
            )
            continue
        name = ("body",) if spot.pointer == at.pointer / "requestBody" else ()
        words = (*spot.words, *name, *((word,) if word else ()))
        place = Spot(below.pointer, spot.home, words)
        found.append(
            Sent(pointer, word, _body(media, written, required, place, context))
        )
    left = len(content) - len(chosen)
    if left > 0:
        context.report.note(
            "one-media-type",
            f"{left} of {len(content)} media types of the body say the same in another"
            " spelling and are left out",
            spot.pointer,
        )
    return found


def _chosen(content: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    """Walk through the media types that have a builder, and the words that tell them
    apart.
    """
    ordered = sorted(content, key=lambda media: kind_of(media) is not Kind.JSON)
    seen: dict[str, list[Json]] = {}
    for number, media in enumerate(ordered):
        schema = mapping(content[media]).get("schema")
        json = kind_of(media) is Kind.JSON and essence(media) != _PATCH
        word = word_of(media)
        alike = seen.setdefault("json" if json else word, [])
        if schema in alike:
            continue
        again = [one for one in ordered[1:] if word_of(one) == word]
        alike.append(schema)
        if number:
            yield media, word if len(again) < 2 else long_word_of(media)
        else:
            yield media, ""


def _is_closed(schema: Json, context: Context) -> bool:
    """Whether a schema is an object into which nothing can be put."""
    found = mapping(schema)
    return (
        found.get("type") == "object"
        and not found.get("properties")
        and found.get("additionalProperties") is False
        and not found.keys() & {"$ref", "allOf", "anyOf", "oneOf", "patternProperties"}
    )


def _body(
    media: str, value: Mapping[str, Json], required: bool, spot: Spot, context: Context
) -> ir.Body:
    kind = kind_of(media)
    schema = value.get("schema", {})
    below = spot.below("schema")
    match kind:
        case Kind.LINES:
            return ir.Body(media, _lines(value, spot, context), required)
        case Kind.TEXT | Kind.EVENTS:
            _read(schema, below, context)
            return ir.Body(media, _TEXT, required)
        case Kind.BINARY:
            return ir.Body(_sendable(media), _FILE, required)
        case Kind.UNSAID:
            type_ = context.schemas.type_of(schema, below)
            if is_raw(schema) or context.shape(type_) == _FILE:
                return ir.Body("application/octet-stream", _FILE, required)
            if context.shape(type_) == _TEXT:
                return ir.Body("text/plain", _TEXT, required)
            return ir.Body("application/json", type_, required)
        case Kind.JSON:
            type_ = context.schemas.type_of(schema, below)
            patch = essence(media) == _PATCH
            return ir.Body(media, type_, required, patch=patch)
        case Kind.FORM | Kind.MULTIPART:
            type_ = context.schemas.type_of(schema or {"type": "object"}, below)
            manners, encoding = _encoding(kind, value, type_, below, context)
            return ir.Body(media, type_, required, manners=manners, encoding=encoding)


def _sendable(media: str) -> str:
    """Return a media type that a header may hold in place of a range."""
    return "application/octet-stream" if "*" in media else media


def _read(schema: Json, at: Spot, context: Context) -> None:
    """Say where a schema describes what is not made here."""
    if mapping(schema).get("type", "string") != "string":
        context.report.note(
            "body-as-text",
            "this body is not made from values: it takes a text",
            at.pointer,
        )


def _lines(value: Mapping[str, Json], spot: Spot, context: Context) -> ir.Type:
    """Return the type of a body of JSON values on lines of their own."""
    item = value.get("itemSchema")
    if item is not None:
        below = spot.below("itemSchema", word="item")
        return ir.ListOf(context.schemas.type_of(item, below))
    type_ = context.schemas.type_of(value.get("schema", {}), spot.below("schema"))
    shape = context.shape(type_)
    if isinstance(shape, ir.ListOf) or shape == _TEXT:
        return type_
    return _TEXT if shape == _FILE else ir.ListOf(type_)


def _encoding(
    kind: Kind,
    value: Mapping[str, Json],
    type_: ir.Type,
    spot: Spot,
    context: Context,
) -> tuple[tuple[tuple[str, ir.Manner], ...], tuple[tuple[str, str], ...]]:
    """Read the Encoding Objects of a form (OpenAPI 3.1, 4.8.15)."""
    shape = ir.behind(type_, context.schemas.declarations)
    fields = (
        {one.wire: one.type for one in shape.fields}
        if isinstance(shape, ir.Object)
        else {}
    )
    manners: dict[str, ir.Manner] = {}
    medias: dict[str, str] = {}
    at = Pointer(spot.pointer.text.rpartition("/")[0]) / "encoding"
    for wire, item in mapping(value.get("encoding")).items():
        found, field = mapping(item), fields.get(wire, ir.Anything())
        media = text(found.get("contentType"))
        styled = bool(found.keys() & {"style", "explode", "allowReserved"})
        if "headers" in found:
            words = "headers of a part are not sent"
            context.report.note("ignored-keyword", words, at / wire)
        if kind is Kind.MULTIPART:
            inner = field.item if isinstance(field, ir.ListOf) else field
            whole = isinstance(field, ir.ListOf) and kind_of(media) is Kind.JSON
            if media and (whole or not _is_usual(media, inner, context)):
                medias[wire] = media
            continue
        if not styled:
            if kind_of(media) is Kind.JSON and context.is_list(field):
                manners[wire] = ir.Manner(ir.Style.JSON)
            continue
        manner = manner_of(found, ir.In.QUERY, field, at / wire, context)
        if (
            manner is None
            and not context.is_scalar(field)
            and not context.is_list(field)
        ):
            manner = ir.Manner(ir.Style.FORM, explode=True)
        if manner is not None:
            manners[wire] = manner
    return tuple(manners.items()), tuple(medias.items())


def _is_usual(media: str, type_: ir.Type, context: Context) -> bool:
    """Whether a part has a media type anyway, or has to choose one of several itself."""
    if "," in media or "*" in media:
        return True
    if context.shape(type_) == _FILE:
        return essence(media) == "application/octet-stream"
    if context.is_scalar(type_):
        return essence(media) == "text/plain"
    return essence(media) == "application/json"
