"""What media types say of a body: its kind, and a word for it; no schema is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from functools import cache

from ..document import Json
from ..words import snake
from .values import is_json

EVENTS = "text/event-stream"
_LINES = re.compile(
    r"application/(x-)?(json-?lines|jsonl|ndjson|json-seq|json-stream|stream\+json)"
)
_MEDIA = re.compile(r"[\w!#$&^.+*-]+/[\w!#$&^.+*-]+")
_TEXTS = re.compile(
    r"text/.*|.*[/+.](xml|ya?ml|javascript|ecmascript|typescript|csv|toml|sql|graphql|sdp"
    r"|flux|jwt|jose|html|text|pem-file|x-pem-file|diff|patch|sh|x-sh|jsonnet|x-jsonnet)"
)
_WORDS = {
    "application/octet-stream": "bytes",
    "application/x-www-form-urlencoded": "form",
    "text/plain": "text",
    "*/*": "any",
}


class Kind(Enum):
    """How a body of a media type is made, and read."""

    JSON = "json"
    LINES = "lines"
    EVENTS = "events"
    FORM = "form"
    MULTIPART = "multipart"
    TEXT = "text"
    BINARY = "binary"
    UNSAID = "unsaid"


def essence(media: str) -> str:
    """Return a media type in small letters, without its parameters."""
    return media.partition(";")[0].strip().lower()


@cache
def kind_of(media: str) -> Kind:
    """Return the kind of a media type; ranges and what is none say nothing."""
    plain = essence(media)
    if _LINES.fullmatch(plain):
        return Kind.LINES
    if is_json(media) or plain == "text/json":
        return Kind.JSON
    if plain == EVENTS:
        return Kind.EVENTS
    if plain == "application/x-www-form-urlencoded":
        return Kind.FORM
    if plain.startswith("multipart/"):
        return Kind.MULTIPART
    if _TEXTS.fullmatch(plain):
        return Kind.TEXT
    if not _MEDIA.fullmatch(plain) or plain in ("*/*", "application/*"):
        return Kind.UNSAID
    return Kind.BINARY


def is_raw(schema: Json) -> bool:
    """Whether a schema leaves a body as it is: one without type, and maybe with the
    media type once more (OpenAPI 3.1, 4.8.14.2).
    """
    return isinstance(schema, Mapping) and not schema.keys() - {"contentMediaType"}


def word_of(media: str) -> str:
    """Return a word for a media type: ``text``, ``multipart``, ``csv``, ``vnd_flux``."""
    plain = essence(media)
    if plain.startswith("multipart/"):
        return "multipart"
    if plain in _WORDS:
        return _WORDS[plain]
    kind, _, rest = plain.partition("/")
    rest = kind if rest in ("*", "") else rest
    short = re.sub(r"^(x-|vnd\.)+", "", rest)
    return snake(short.removesuffix("+json")) or "other"


def long_word_of(media: str) -> str:
    """Return all words of a media type, parameters included."""
    return snake(media) or "other"
