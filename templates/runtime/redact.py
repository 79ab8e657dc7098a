"""Which names carry a credential; nothing here sends anything."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .params import is_list, is_object

_SECRET = re.compile(
    r"auth|cookie|credential|key|passw|secret|session|signature|token", re.IGNORECASE
)

_SECRET_FIELD = re.compile(
    r"passw|passphrase|secret|(api|private)[_-]?key|(access|id|refresh)[_-]?token",
    re.IGNORECASE,
)
"""Narrower than for headers: bodies count tokens and have keys of their own."""

MASK = "***"


def is_secret(name: str) -> bool:
    """Whether the value of a header or query parameter of this name must not be shown.

    Guessed from the name, and too often rather than too seldom.
    """
    return _SECRET.search(name) is not None


def shown(values: Mapping[str, str], secrets: Iterable[str] = ()) -> dict[str, str]:
    """A copy for a ``repr``: values of secret names are masked, and known secrets."""
    return {
        name: MASK if is_secret(name) or _has(value, secrets) else value
        for name, value in values.items()
    }


def shown_body(value: Any) -> Any:
    """A copy of a body for a ``repr``: texts under names of secrets are masked."""
    if is_list(value):
        return [shown_body(item) for item in value]
    if not is_object(value):
        return value
    return {
        name: (
            MASK
            if isinstance(item, str) and _SECRET_FIELD.search(name)
            else shown_body(item)
        )
        for name, item in value.items()
    }


def shown_url(url: str, secrets: Iterable[str] = ()) -> str:
    """A URL for a message: without user information, and without values in the query
    that are secret by their names or known to be.

    Names stay, so that one can see what was asked for.
    """
    start, mark, query = url.partition("?")
    scheme, slashes, rest = start.partition("://")
    if slashes:
        host, slash, path = rest.partition("/")
        start = scheme + slashes + host.rpartition("@")[2] + slash + path
    pairs = (pair.partition("=") for pair in query.split("&"))
    return (
        start
        + mark
        + "&".join(
            name + sign + (MASK if is_secret(name) or _has(value, secrets) else value)
            for name, sign, value in pairs
        )
    )


def _has(value: str, secrets: Iterable[str]) -> bool:
    """Whether a value is a secret, or holds one that is no mere word."""
    known = [secret for secret in secrets if secret]
    if not known:
        return False
    from urllib.parse import quote

    return any(
        text == value or (len(text) >= 8 and text in value)
        for secret in known
        for text in (secret, quote(secret, safe=""))
    )
