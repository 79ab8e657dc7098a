"""Idempotency keys: how a server knows that a request is the one that it had before.

One is made for each call, and all attempts of the call have it.
"""

from uuid import uuid4

from .built import BuiltRequest


def fresh() -> str:
    """A key that no other call has: a random UUID (RFC 9562, 5.4)."""
    return str(uuid4())


def add(built: BuiltRequest, name: str, key: str) -> None:
    """Put a key into the header field ``name``, unless the caller has put one there."""
    if name.lower() not in (field.lower() for field in built.headers):
        built.headers[name] = key
