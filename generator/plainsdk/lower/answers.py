"""Lowers the responses of an operation: what success brings, and what an error carries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .. import ir
from ..diagnostics import Diagnostics, Pointer
from ..document import Json
from .schemas import Schemas, Spot
from .values import follow, is_json, mapping, text

_STREAM = "text/event-stream"


@dataclass(frozen=True)
class Answer:
    """One kind of success, and the body's switch that asks for it."""

    success: ir.Success
    switch: str | None = None


def successes(
    operation: Mapping[str, Json],
    spot: Spot,
    root: Mapping[str, Json],
    schemas: Schemas,
    report: Diagnostics,
) -> list[Answer]:
    """Return what an operation may answer: a value, a stream, or one of each."""
    status, content = _success(operation, root)
    below = spot.below("responses", status, "content", word="response")
    answers: list[Answer] = []
    plain = [media for media in content if media.lower() != _STREAM]
    if plain:
        media = next((name for name in plain if _may_be_json(name)), plain[0])
        answers.append(Answer(_content(media, content[media], below, schemas)))
        if len(plain) > 1:
            report.note(
                "one-media-type",
                f"the answer comes in {len(plain)} media types; {media} is asked for",
                spot.pointer / "responses" / status,
            )
    for media in content:
        if media.lower() == _STREAM:
            answers.append(
                _events(media, mapping(content[media]), below, root, schemas)
            )
    return answers or [Answer(ir.Nothing())]


def failures(
    operation: Mapping[str, Json],
    spot: Spot,
    root: Mapping[str, Json],
    schemas: Schemas,
) -> tuple[ir.Failure, ...]:
    """Return the typed bodies of an operation's errors, by status, range or
    ``default``.
    """
    found: list[ir.Failure] = []
    for status, value in mapping(operation.get("responses")).items():
        code = status.upper() if re.fullmatch(r"[45](\d\d|XX|xx)", status) else status
        content = mapping(follow(value, root).get("content"))
        media = next((name for name in content if _may_be_json(name)), None)
        if media is None or not re.fullmatch(r"[45](\d\d|XX)|default", code):
            continue
        below = spot.below("responses", status, "content", media, "schema")
        schema = mapping(content[media]).get("schema", {})
        type_ = schemas.type_of(schema, _with(below, "error", status))
        found.append(ir.Failure(code, type_))
    return tuple(found)


def _success(
    operation: Mapping[str, Json], root: Mapping[str, Json]
) -> tuple[str, Mapping[str, Json]]:
    """Return the lowest success that has a body, else the lowest."""
    responses = mapping(operation.get("responses"))
    codes = sorted(code for code in responses if re.fullmatch(r"2(\d\d|XX|xx)", code))
    found = [
        (code, mapping(follow(responses[code], root).get("content"))) for code in codes
    ]
    with_body = next(((code, content) for code, content in found if content), None)
    return with_body or (found[0] if found else ("200", {}))


def _content(media: str, value: Json, spot: Spot, schemas: Schemas) -> ir.Success:
    schema = mapping(value).get("schema", {})
    if not _may_be_json(media) and not schema:
        return ir.Content(media, ir.Scalar(ir.ScalarKind.BINARY))
    return ir.Content(media, schemas.type_of(schema, spot.below(media, "schema")))


def _events(
    media: str,
    value: Mapping[str, Json],
    spot: Spot,
    root: Mapping[str, Json],
    schemas: Schemas,
) -> Answer:
    """Read a stream; the payload of an envelope is its ``data`` property."""
    words = mapping(value.get("x-plainsdk-stream"))
    below = spot.below(media, "schema", word="event")
    schema = value.get("schema", {})
    if text(words.get("shape")) == "envelope":
        reference = text(mapping(schema).get("$ref"))
        target = Pointer(reference) if reference else below.pointer
        envelope = follow(schema, root)
        schema = mapping(envelope.get("properties")).get("data", {})
        below = Spot(target / "properties" / "data", target, (*below.words, "data"))
        declared = schemas.declarations.get(below.pointer)
        if declared is not None:
            payload: ir.Type = ir.Reference(below.pointer)
        else:
            payload = schemas.type_of(schema, below)
    else:
        payload = schemas.type_of(schema, below)
    return Answer(
        ir.Events(media, payload, text(words.get("sentinel")) or None),
        text(words.get("switch")) or None,
    )


def _may_be_json(media: str) -> bool:
    """Whether an answer of a media type is read as JSON: ``*/*`` says nothing else."""
    return is_json(media) or media.startswith("*/*")


def _with(spot: Spot, *words: str) -> Spot:
    return Spot(spot.pointer, spot.home, (*spot.words, *words))
