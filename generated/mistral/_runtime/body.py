"""From a body that is encoded already to bytes, by its media type.

It knows no models.
"""

import json
from collections.abc import Mapping
from os import PathLike
from typing import TYPE_CHECKING, Any, TypeGuard

from .model import UNSET
from .params import is_list, is_object

if TYPE_CHECKING:
    from .styles import Styles
    from .uploads import Upload

_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/"
_PATCH = "application/merge-patch+json"

LINES = frozenset(
    [
        "application/jsonl",
        "application/jsonlines",
        "application/json-lines",
        "application/json-seq",
        "application/ndjson",
        "application/stream+json",
        "application/x-json-stream",
        "application/x-jsonl",
        "application/x-jsonlines",
        "application/x-ndjson",
    ]
)
"""Media types that are a sequence of JSON values, each on a line of its own."""

_COMPACT = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False
).encode  # json.dumps would make an encoder for each call


def content(
    media_type: str | None,
    body: Any,
    *,
    null: bool = False,
    styles: "Styles | None" = None,
    encoding: Mapping[str, str] | None = None,
) -> "tuple[bytes | Upload | None, str | None]":
    """The bytes of a body, or what reads them from files while they are sent, and the
    media type that is sent with them.

    ``styles`` are those of the fields of a form, ``encoding`` the media types of the
    parts of a multipart body. A file that says its own media type is sent with it.
    Nothing for a body that is ``UNSET``, or ``None`` where that is not ``null``. Raises
    ``ValueError`` for a number that JSON does not have, ``TypeError`` for a body that
    the media type cannot carry.
    """
    if body is UNSET or (body is None and not null):
        return None, None
    essence = essence_of(media_type)
    if is_json(essence):
        return to_json(body), media_type
    if essence.startswith(_MULTIPART) and is_object(body):
        from .multipart import encode

        return encode(body, essence, encoding or {})
    if essence == _FORM and is_object(body):
        from .styles import in_form

        text = in_form(body, (styles or {}).get("body", {}))
        return text.replace("%20", "+").encode(), media_type
    if essence in LINES and is_list(body):
        return b"".join(to_json(item) + b"\n" for item in body), media_type
    if isinstance(body, tuple):
        from .multipart import triple

        _, body, own = triple(body)
        media_type = own or media_type
    if isinstance(body, str) or is_bytes(body):
        return raw(body), media_type
    from .uploads import body as read_later
    from .uploads import part

    return read_later([part(body)]), media_type


def essence_of(media_type: str | None) -> str:
    """A media type in small letters and without its parameters; JSON for ``None``."""
    return (media_type or _JSON).partition(";")[0].strip().lower()


def is_json(media_type: str | None) -> bool:
    """Whether a media type is JSON (RFC 8259) or has its suffix (RFC 6839)."""
    essence = essence_of(media_type)
    if essence in (_JSON, "text/json"):
        return True
    return essence.endswith("+json") and essence not in LINES


def is_patch(media_type: str | None) -> bool:
    """Whether a media type is that of JSON Merge Patch (RFC 7396)."""
    return essence_of(media_type) == _PATCH


def has_fields(media_type: str | None) -> bool:
    """Whether a body of this media type is made from values: JSON, lines of it or a
    form.
    """
    essence = essence_of(media_type)
    return (
        is_json(essence)
        or essence in LINES
        or essence == _FORM
        or essence.startswith(_MULTIPART)
    )


def to_json(value: Any) -> bytes:
    """Compact JSON in UTF-8 (RFC 8259). Raises ``ValueError`` for NaN and infinity,
    with place.

    Half of a surrogate pair has no UTF-8; a text with one makes the document ASCII.
    """
    try:
        text = _COMPACT(value)
    except ValueError as error:
        place = _no_number(value, "$")
        if place is None:
            raise
        raise ValueError(f"JSON has no NaN and no infinity: {place}") from error
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def _no_number(value: Any, path: str) -> str | None:
    """The path to the first number that is not finite."""
    if isinstance(value, float):
        return path if value - value != 0 else None
    if is_object(value):
        items = [(f"{path}.{key}", item) for key, item in value.items()]
    elif is_list(value):
        items = [(f"{path}[{at}]", item) for at, item in enumerate(value)]
    else:
        return None
    found = (_no_number(item, place) for place, item in items)
    return next((place for place in found if place is not None), None)


def raw(value: Any) -> bytes:
    """The bytes of text (as UTF-8), of ``bytes``, of a file object or of the file at a
    path.
    """
    if isinstance(value, str):
        return value.encode()
    if is_bytes(value):
        return bytes(value)
    if is_path(value):
        with open(value, "rb") as file:
            return file.read()
    if hasattr(value, "read"):
        return raw(value.read())
    raise TypeError(f"{type(value).__name__} is no file, bytes or text")


def is_bytes(value: object) -> TypeGuard[bytes]:
    """Whether a value is ``bytes``, or something that makes some."""
    return isinstance(value, bytes | bytearray | memoryview)


def is_path(value: object) -> TypeGuard[PathLike[str]]:
    """Whether a value is a path object; text is none."""
    return isinstance(value, PathLike)
