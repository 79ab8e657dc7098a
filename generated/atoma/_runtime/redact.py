"""Which names carry a credential; nothing here sends anything."""

import re
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


def shown(values: dict[str, str]) -> dict[str, str]:
    """A copy for a ``repr``: values of secret names are masked."""
    return {name: MASK if is_secret(name) else value for name, value in values.items()}


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


def shown_url(url: str) -> str:
    """A URL for a message: without user information, and without values in the query.

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
            name + sign + (MASK if is_secret(name) else value)
            for name, sign, value in pairs
        )
    )
