"""Values that JSON has only text for: how they are read and written, one by one."""

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .kinds import found
from .mismatch import Misfit

if TYPE_CHECKING:
    from decimal import Decimal
    from uuid import UUID

__all__ = [
    "NAMES",
    "READERS",
    "text_of_base64url",
    "text_of_bytes",
    "text_of_date",
    "text_of_datetime",
    "text_of_time",
    "whole",
]

_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?"
_ZONE = "(?:[Zz]|[+-][0-9]{2}:[0-9]{2})"
_DATETIME = f"{_DATE}[Tt ]{_CLOCK}{_ZONE}"
_TIME = f"{_CLOCK}{_ZONE}?"
_UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_DECIMAL = r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"


def _other(value: object, expected: str) -> Misfit:
    kind = found(value)
    near = kind == {"integer": "number", "bytes": "bytes"}.get(expected, "string")
    return Misfit("$", expected, f"another {kind}" if near else kind)


def whole(value: object) -> int:
    """Read an integer; JSON does not tell ``1.0`` from ``1``."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise _other(value, "integer")


def read_datetime(value: object) -> dt.datetime:
    """Read a date-time of RFC 3339, section 5.6; digits beyond microseconds are cut.

    A leap second is a date-time, but not one that ``datetime`` can hold.
    """
    if isinstance(value, str) and re.fullmatch(_DATETIME, value):
        try:
            return dt.datetime.fromisoformat(value.upper())
        except ValueError:
            pass  # a 30th of February: said below
    raise _other(value, "date-time")


def read_date(value: object) -> dt.date:
    """Read a full-date of RFC 3339, section 5.6."""
    if isinstance(value, str) and re.fullmatch(_DATE, value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass  # a 30th of February: said below
    raise _other(value, "date")


def read_time(value: object) -> dt.time:
    """Read a time of RFC 3339, section 5.6, with its offset or without."""
    if isinstance(value, str) and re.fullmatch(_TIME, value):
        try:
            return dt.time.fromisoformat(value.upper())
        except ValueError:
            pass  # an offset of a day or more: said below
    raise _other(value, "time")


def read_uuid(value: object) -> "UUID":
    """Read a UUID in the form of RFC 9562, section 4."""
    from uuid import UUID

    if isinstance(value, str) and re.fullmatch(_UUID, value):
        return UUID(value)
    raise _other(value, "uuid")


def read_decimal(value: object) -> "Decimal":
    """Read a decimal number from text.

    A JSON number is none: it has been through ``float``, and would be sent back as
    text.
    """
    from decimal import Decimal

    if isinstance(value, str) and re.fullmatch(_DECIMAL, value):
        return Decimal(value)
    raise _other(value, "decimal")


def read_bytes(value: object) -> bytes:
    """Read base64 (RFC 4648, section 4), in the one spelling that it would be sent back
    in.
    """
    from binascii import a2b_base64, b2a_base64

    if isinstance(value, str):
        try:
            data = a2b_base64(value.encode("ascii"), strict_mode=True)
        except ValueError:
            raise _other(value, "base64") from None
        if b2a_base64(data, newline=False) == value.encode("ascii"):
            return data
    raise _other(value, "base64")


def read_base64url(value: object) -> bytes:
    """Read base64 in the alphabet for URLs (RFC 4648, section 5), padded or not."""
    from binascii import a2b_base64

    if isinstance(value, str) and re.fullmatch("[A-Za-z0-9_-]*={0,2}", value):
        plain = value.rstrip("=").translate({ord("-"): "+", ord("_"): "/"})
        try:
            data = a2b_base64(plain + "=" * (-len(plain) % 4), strict_mode=True)
        except ValueError:
            raise _other(value, "base64url") from None
        if text_of_base64url(data) == value.rstrip("="):
            return data
    raise _other(value, "base64url")


def read_binary(value: object) -> bytes:
    """Take bytes as they are; JSON has none."""
    if isinstance(value, bytes):
        return value
    raise _other(value, "bytes")


def text_of_datetime(value: dt.datetime) -> str:
    """Write a date-time (RFC 3339); raise ``ValueError`` without a time zone."""
    offset = value.utcoffset()
    if offset is None:
        raise ValueError("a date-time needs a time zone: datetime(…, tzinfo=UTC)")
    if offset % dt.timedelta(minutes=1):
        value = value.astimezone(dt.UTC)  # RFC 3339 has no seconds in an offset
    return _zoned(value.isoformat())


def text_of_date(value: dt.date) -> str:
    """Write a full-date of RFC 3339; of a date-time, its date."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return value.isoformat()


def text_of_time(value: dt.time) -> str:
    """Write a time of RFC 3339."""
    return _zoned(value.isoformat())


def text_of_bytes(value: bytes | bytearray) -> str:
    """Write base64 (RFC 4648, section 4)."""
    from binascii import b2a_base64

    return b2a_base64(value, newline=False).decode("ascii")


def text_of_base64url(value: bytes | bytearray) -> str:
    """Write base64 in the alphabet for URLs (RFC 4648, section 5), without padding."""
    text = text_of_bytes(value).rstrip("=")
    return text.translate({ord("+"): "-", ord("/"): "_"})


def _zoned(text: str) -> str:
    return text[:-6] + "Z" if text.endswith("+00:00") else text


READERS: dict[str, Callable[[object], Any]] = {
    "datetime": read_datetime,
    "date": read_date,
    "time": read_time,
    "UUID": read_uuid,
    "Decimal": read_decimal,
    "bytes": read_bytes,
    "base64url": read_base64url,
    "binary": read_binary,
}
"""How each kind of value that is text in JSON is read; each raises ``Misfit``."""

NAMES: dict[str, str] = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "None": "null",
    "datetime": "date-time",
    "UUID": "uuid",
    "Decimal": "decimal",
    "bytes": "base64",
    "binary": "bytes",
}
"""What each scalar is called to a reader of JSON, where that is not its own name."""
