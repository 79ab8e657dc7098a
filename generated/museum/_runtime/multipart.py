"""Bodies of ``multipart/form-data`` (RFC 7578; the WHATWG's rules for quoted names).

Other kinds of multipart are written alike; nothing here knows of operations.
"""

import os
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from . import uploads
from .body import is_bytes, is_json, is_path, to_json
from .model import UNSET
from .params import is_list, is_object, text

Part: TypeAlias = tuple[str, str | None, str | None, uploads.Part]
"""Name of the field, file name, media type, content."""

_NAME_KEYS = ("file_name", "fileName", "filename")
_TYPE_KEYS = ("content_type", "contentType", "Content-Type")
_BINARY = "application/octet-stream"


def encode(
    fields: Mapping[str, Any],
    kind: str = "multipart/form-data",
    types: Mapping[str, str] | None = None,
) -> tuple[bytes | uploads.Upload, str]:
    """The body and its media type, with a boundary that does not occur in what is read.

    ``types`` are the media types that the API wants for fields, which only a file given
    with its own goes before.

    A list repeats its field, unless the API wants JSON there. A file is ``bytes``, a
    path, a file object, or ``(name, content)``, ``(name, content, type)``; and so is an
    object that holds one of these beside a ``file_name`` and a ``content_type``. Other
    objects are sent as JSON. ``None`` and ``UNSET`` are left out.
    """
    parts = [
        part
        for name, value in fields.items()
        for part in _parts(name, value, (types or {}).get(name))
    ]
    boundary = _boundary(parts)
    pieces: list[uploads.Part] = []
    for part in parts:
        pieces += _head(part, boundary), part[3], b"\r\n"
    pieces.append(f"--{boundary}--\r\n".encode())
    return uploads.body(pieces), f"{kind}; boundary={boundary}"


def _parts(name: str, value: Any, wanted: str | None = None) -> Iterator[Part]:
    if value is None or value is UNSET:
        return
    if is_list(value):
        if wanted is not None and is_json(wanted):
            yield name, None, wanted, to_json(value)
            return
        for item in value:
            yield from _parts(name, item, wanted)
    elif isinstance(value, tuple):
        file_name, content, media_type = triple(value)
        yield _file(name, file_name, content, media_type or wanted)
    elif is_object(value):
        yield _object(name, value, wanted)
    elif is_file(value):
        yield _file(name, _file_name(value), value, wanted)
    else:
        yield name, None, wanted, text(name, value).encode()


def triple(value: Any) -> tuple[str | None, Any, str | None]:
    """``(name, content)`` or ``(name, content, type)``."""
    name, content, media_type = value if len(value) == 3 else (*value, None)
    return name, content, media_type


def _object(name: str, value: dict[str, Any], wanted: str | None) -> Part:
    """An object: a file with name and type, as published SDKs model one, or JSON."""
    files = [item for item in value.values() if is_file(item)]
    others = {key for key, item in value.items() if not is_file(item)}
    if len(files) == 1 and others <= {*_NAME_KEYS, *_TYPE_KEYS}:
        return _file(
            name,
            _first(value, _NAME_KEYS) or _file_name(files[0]),
            files[0],
            _first(value, _TYPE_KEYS) or wanted,
        )
    return name, None, wanted or "application/json", to_json(value)


def _first(value: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((value[key] for key in keys if value.get(key) is not None), None)


def _file(
    name: str, file_name: str | None, content: Any, media_type: str | None = None
) -> Part:
    file_name = file_name or name
    return name, file_name, media_type or _guess(file_name), uploads.part(content)


def is_file(value: object) -> bool:
    """Whether a value is the content of a file: bytes, a path or a file object."""
    return is_bytes(value) or is_path(value) or hasattr(value, "read")


def _file_name(value: object) -> str | None:
    """The last part of the path that a file came from, where it came from one.

    What has no UTF-8, as a file may be called on some systems, becomes U+FFFD.
    """
    path = value if is_path(value) else getattr(value, "name", None)
    if not (isinstance(path, str) or is_path(path)):
        return None
    return os.fsencode(os.path.basename(path)).decode(errors="replace")


def _guess(file_name: str) -> str:
    """The media type by the built-in table, so that every machine gives the same."""
    import mimetypes

    return mimetypes.MimeTypes().guess_type(file_name)[0] or _BINARY


def _boundary(parts: list[Part]) -> str:
    while True:
        boundary = os.urandom(16).hex()
        known = (part[3] for part in parts if isinstance(part[3], bytes))
        if not any(boundary.encode() in content for content in known):
            return boundary


def _head(part: Part, boundary: str) -> bytes:
    name, file_name, media_type, _ = part
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(name)}"'
    if file_name is not None:
        head += f'; filename="{_quoted(file_name)}"'
    if media_type is not None:
        head += f"\r\nContent-Type: {_line(media_type)}"
    return f"{head}\r\n\r\n".encode()


def _quoted(name: str) -> str:
    """A name for between quotes; what would end it is escaped as browsers do."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _line(media_type: str) -> str:
    if "\r" in media_type or "\n" in media_type:
        raise ValueError("the media type of a file has a line break")
    return media_type
