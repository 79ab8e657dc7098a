"""A small API whose calls carry secrets wherever a secret can be; nothing here is a test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from runtime.client import Api, AsyncBase, SyncClient
from runtime.model import Model
from runtime.request import Operation, Request, StreamRequest
from runtime.schemes import Basic, CookieKey, HeaderKey, QueryKey, encoded

CANARY = "canary"
"""A word that is part of every secret, and of nothing else."""

SECRETS = {
    "Header": f"{CANARY}-header",
    "Query": f"{CANARY}-query",
    "Cookie": f"{CANARY}-cookie",
    "Basic": ("ann", f"{CANARY}-basic"),
}
SHOWN = (CANARY, encoded(f"ann:{CANARY}-basic"))
"""What no message may have in it."""


@dataclass(kw_only=True, slots=True)
class Account(Model):
    """What is sent: a secret of the body among it."""

    name: str
    password: str | None = None


@dataclass(kw_only=True, slots=True)
class Made(Model):
    """What comes back."""

    id: str


SAVE = Operation(
    __name__,
    "POST",
    "/accounts",
    body="application/json",
    accept="application/json",
    takes=lambda: Account,
    returns=lambda: Made,
)
FIND = Operation(
    __name__,
    "GET",
    "/accounts/{name}",
    accept="application/json",
    returns=lambda: Made,
)
TEXT = Operation(__name__, "GET", "/text", accept="text/plain", returns=lambda: str)
BYTES = Operation(
    __name__,
    "GET",
    "/bytes",
    accept="application/octet-stream",
    returns=lambda: bytes,
)
WATCH = Operation(
    __name__,
    "POST",
    "/watch",
    body="application/json",
    accept="text/event-stream",
    takes=lambda: Account,
    returns=lambda: str,
)
FOLLOW = Operation(
    __name__, "GET", "/follow", accept="text/event-stream", returns=lambda: str
)


def save(name: str = "ann") -> Request[Made]:
    """What must not be sent twice."""
    body = SAVE.fields(name=name, password=f"{CANARY}-body")
    return Request(SAVE, body=body)


def find(name: str = "ann") -> Request[Made]:
    """What may be sent twice."""
    return Request(FIND, path={"name": name})


def text() -> Request[str]:
    """A text."""
    return Request(TEXT)


def content() -> Request[bytes]:
    """Bytes."""
    return Request(BYTES)


def watch() -> StreamRequest[str]:
    """A stream that must not be asked for twice."""
    body = WATCH.fields(name="ann", password=f"{CANARY}-body")
    return StreamRequest(WATCH, body=body)


def follow() -> StreamRequest[str]:
    """A stream that goes on where it broke, if its events have ids."""
    return StreamRequest(FOLLOW)


API = Api(
    user_agent="acme/1.2.3",
    security={
        "Header": HeaderKey("X-Api-Key", argument="api_key"),
        "Query": QueryKey("key", argument="query_key"),
        "Cookie": CookieKey("session", argument="cookie"),
        "Basic": Basic(
            arguments=("username", "password"), envs=("ACME_USER", "ACME_PASSWORD")
        ),
    },
    required=(("Header", "Query", "Cookie", "Basic"),),
)


class Client(SyncClient):
    """The synchronous client, which has all secrets."""

    def __init__(self, base_url: str, **options: Any) -> None:
        super().__init__(API, base_url, credentials=SECRETS, **options)


class AsyncClient(AsyncBase):
    """The asynchronous client, which has all secrets."""

    def __init__(self, base_url: str, **options: Any) -> None:
        super().__init__(API, base_url, credentials=SECRETS, **options)
