"""Compares JSON values as JSON Schema does, and texts of dates, UUIDs and bytes by value."""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
from decimal import Decimal
from typing import Any
from uuid import UUID

_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)
_TIME = re.compile(r"\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)
_FROM_URL = str.maketrans("-_", "+/")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def difference(sent: Any, back: Any, path: str = "$") -> str | None:
    """Say where two values differ first; None where they are equal."""
    if isinstance(sent, dict) and isinstance(back, dict):
        for key in [*sent, *back]:
            if key not in sent or key not in back:
                which = "lost" if key in sent else "added"
                return f"{path}[{key!r}] is {which}"
            found = difference(sent[key], back[key], f"{path}[{key!r}]")
            if found:
                return found
        return None
    if isinstance(sent, list) and isinstance(back, list):
        if len(sent) != len(back):
            return f"{path} has {len(back)} items, not {len(sent)}"
        pairs = enumerate(zip(sent, back, strict=True))
        found_ones = (difference(a, b, f"{path}[{i}]") for i, (a, b) in pairs)
        return next((one for one in found_ones if one), None)
    if _same(sent, back):
        return None
    return f"{path}: {json.dumps(sent)[:200]} came back as {json.dumps(back)[:200]}"


def without_nulls(value: Any) -> Any:
    """A value without the keys of objects that are null."""
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: without_nulls(one) for key, one in value.items() if one is not None}


def _same(sent: Any, back: Any) -> bool:
    if isinstance(sent, bool) or isinstance(back, bool):
        return sent is back
    if isinstance(sent, str) and isinstance(back, str) and sent != back:
        return any(
            read(sent) is not None and read(sent) == read(back)
            for read in (moment, time, uuid, content, url_content, decimal)
        )
    return bool(sent == back)


def moment(text: str) -> dt.datetime | None:
    """The instant that a date-time of RFC 3339 is, to the microsecond."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    day, clock, fraction, zone = found.groups()
    digits = (fraction or ".0")[1:7].ljust(6, "0")
    try:
        return dt.datetime.fromisoformat(f"{day}T{clock}.{digits}{zone.upper()}")
    except ValueError:
        return None


def time(text: str) -> dt.time | None:
    """The time of a day that a text is, to the microsecond, with its offset."""
    if not _TIME.fullmatch(text):
        return None
    try:
        return dt.time.fromisoformat(text.upper())
    except ValueError:
        return None


def uuid(text: str) -> UUID | None:
    """The UUID that a text is, in the form of RFC 9562."""
    return UUID(text) if _UUID.fullmatch(text) else None


def content(text: str) -> bytes | None:
    """The bytes that a text is in base64 (RFC 4648, section 4), as it must be written."""
    try:
        found = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return found if base64.b64encode(found).decode() == text else None


def url_content(text: str) -> bytes | None:
    """The bytes that a text is in base64url (RFC 4648, section 5), padded or not."""
    plain = text.rstrip("=")
    if not _BASE64URL.fullmatch(plain):
        return None
    found = content(plain.translate(_FROM_URL) + "=" * (-len(plain) % 4))
    padding = len(text) - len(plain)
    return found if padding in (0, -len(plain) % 4) else None


def decimal(text: str) -> Decimal | None:
    """The number that a text is in decimal digits."""
    return Decimal(text) if _DECIMAL.fullmatch(text) else None
