"""Lowers the responses of an operation: what success brings, and what an error carries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from .. import ir
from ..document import Json
from .context import Context
from .media import Kind, is_raw, kind_of
from .schemas import Spot
from .streams import lower_stream
from .values import mapping, text

_TEXT = ir.Scalar(ir.ScalarKind.STRING)
_FILE = ir.Scalar(ir.ScalarKind.BINARY)
_SUCCESS = re.compile(r"2(\d\d|XX|xx)")
_REDIRECT = re.compile(r"3(\d\d|XX|xx)")
_ERROR = re.compile(r"[45](\d\d|XX|xx)")


class Answer(NamedTuple):
    """One kind of success; ``switch`` is the body's property that asks for it, where
    the document names one.
    """

    success: ir.Success
    also: tuple[ir.Also, ...] = ()
    switch: str | None = None


class _Response(NamedTuple):
    """A response, where it stands, and the media types of its body."""

    status: str
    content: Mapping[str, Json]
    spot: Spot


def successes(
    operation: Mapping[str, Json], method: str, spot: Spot, context: Context
) -> list[Answer]:
    """Return what an operation may answer: a value, a stream, or one of each."""
    found = _successes(operation, spot, context)
    main = next((one for one in found if one.content), found[0] if found else None)
    if main is None or method == "head":
        return [Answer(ir.Nothing())]
    answers: list[Answer] = []
    plain, streams = dict[str, Json](), list[Answer]()
    for media, value in main.content.items():
        stream = None
        if kind_of(media) in (Kind.EVENTS, Kind.LINES):
            below = main.spot.below("content", media)
            stream = lower_stream(media, mapping(value), below, context)
        if stream is None:
            plain[media] = value
        elif not streams:
            words = mapping(mapping(value).get("x-plainsdk-stream"))
            switch = text(words.get("switch")) or None
            streams.append(Answer(stream, switch=switch))
    if plain:
        success = _value(plain, main, context)
        others = tuple(_also(found, main, success, context))
        answers.append(Answer(success, others))
    return [*answers, *streams] or [Answer(ir.Nothing())]


def failures(
    operation: Mapping[str, Json], spot: Spot, context: Context
) -> tuple[ir.Failure, ...]:
    """Return the typed bodies of an operation's errors, by status, range or
    ``default``.
    """
    responses = mapping(operation.get("responses"))
    successful = _successful(responses)
    found: dict[str, ir.Failure] = {}
    for status, value in responses.items():
        is_error = _ERROR.fullmatch(status) or status == "default"
        if not is_error or status in successful:
            continue
        below = spot.below("responses", status)
        response, there = context.follow(value, below)
        if there is below:
            there = Spot(there.pointer, there.home, (*there.words, "error", status))
            type_ = _carried(response, there, context)
        elif there in context.errors:
            type_ = context.errors[there]
        else:
            type_ = context.errors[there] = _carried(response, there, context)
        if type_ is not None:
            code = status if status == "default" else status.upper()
            found[code] = ir.Failure(code, type_)
    return tuple(found.values())


def _carried(
    response: Mapping[str, Json], spot: Spot, context: Context
) -> ir.Type | None:
    """Return the type of what an error carries; None where it is not JSON."""
    content = mapping(response.get("content"))
    media = next((one for one in content if _may_be_json(one)), None)
    if media is None:
        return None
    schema = mapping(content[media]).get("schema", {})
    return context.schemas.type_of(schema, spot.below("content", media, "schema"))


def _successful(responses: Mapping[str, Json]) -> list[str]:
    """Return the statuses of success, sorted; ``default`` where no status is one."""
    codes = sorted(code for code in responses if _SUCCESS.fullmatch(code))
    if not codes and "default" in responses and not _redirects(responses):
        return ["default"]
    return codes


def _successes(
    operation: Mapping[str, Json], spot: Spot, context: Context
) -> list[_Response]:
    """Return the successes by status."""
    responses = mapping(operation.get("responses"))
    found: list[_Response] = []
    for code in _successful(responses):
        below = spot.below("responses", code)
        response, there = context.follow(responses[code], below)
        if there is below:
            there = below.below(word="response")
        found.append(_Response(code, mapping(response.get("content")), there))
    return found


def _redirects(responses: Mapping[str, Json]) -> bool:
    return any(_REDIRECT.fullmatch(code) for code in responses)


def _value(
    content: Mapping[str, Json], response: _Response, context: Context
) -> ir.Success:
    """Return the success of a response that is no stream: JSON where there is any."""
    media = next((one for one in content if _may_be_json(one)), next(iter(content)))
    if len(content) > 1:
        context.report.note(
            "one-media-type",
            f"{media} is asked for, not {_listed(one for one in content if one != media)}",
            response.spot.pointer,
        )
    spot = response.spot.below("content", media, "schema")
    schema = mapping(content[media]).get("schema", {})
    if kind_of(media) is Kind.JSON:
        return ir.Content(media, context.schemas.type_of(schema, spot))
    if kind_of(media) is Kind.UNSAID:
        return _unsaid(media, schema, spot, context)
    return ir.Content(media, _raw(media, schema, spot, context))


def _listed(medias: Iterable[str]) -> str:
    """Return the first few of some media types as words."""
    first, *rest = medias
    return f"{first} and {len(rest)} more" if rest else first


def _unsaid(media: str, schema: Json, spot: Spot, context: Context) -> ir.Success:
    """Return a success of which the media type says nothing: the schema does."""
    type_ = context.schemas.type_of(schema, spot)
    shape = context.shape(type_)
    if shape == _FILE or (
        isinstance(shape, ir.Anything) and "/" in media and is_raw(schema)
    ):
        return ir.Content("*/*", _FILE)
    if shape == _TEXT:
        return ir.Content("*/*", _TEXT)
    return ir.Content("application/json", type_)


def _raw(media: str, schema: Json, spot: Spot, context: Context) -> ir.Type:
    """Return the type of a body that is not JSON: bytes, or text."""
    found = mapping(schema)
    if found.get("format") == "binary":
        return _FILE
    if found and found.get("type", "string") != "string" and not _is_binary(media):
        context.report.note(
            "answer-as-text",
            f"{media} is not read here: it comes as text",
            spot.pointer,
        )
    return _TEXT if kind_of(media) is not Kind.BINARY else _FILE


def _is_binary(media: str) -> bool:
    return kind_of(media) is Kind.BINARY


def _also(
    found: list[_Response], main: _Response, success: ir.Success, context: Context
) -> Iterator[ir.Also]:
    """Walk through the other successes that are read in the same way."""
    kept = success.type if isinstance(success, ir.Content) else None
    for one in found:
        if one is main or not one.status.isdigit():
            continue
        if not one.content:
            yield ir.Also(int(one.status), None)
            continue
        spot = Spot(one.spot.pointer, one.spot.home, (*one.spot.words, one.status))
        other = _value(one.content, one._replace(spot=spot), context)
        if not isinstance(other, ir.Content) or other.type == kept:
            continue
        if _reads_json(other) == _reads_json(success):
            yield ir.Also(int(one.status), other.type)
        else:
            context.report.note(
                "one-media-type",
                f"the answer {one.status} comes as {other.media}, and is read like that of"
                f" {main.status}",
                one.spot.pointer,
            )


def _reads_json(success: ir.Success) -> bool:
    return isinstance(success, ir.Content) and kind_of(success.media) is Kind.JSON


def _may_be_json(media: str) -> bool:
    """Whether an answer of a media type may be read as JSON: ``*/*`` says nothing
    else.
    """
    return kind_of(media) in (Kind.JSON, Kind.UNSAID)
