"""Calls on record: kept in a JSON file without their secrets, and played back from it.

The file is made to be read, edited and committed; nothing of it is executed.
"""

from __future__ import annotations

import json
import os
import re
from _thread import allocate_lock
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl

from .built import BuiltRequest
from .headers import Headers
from .pool import open_async, open_sync
from .redact import MASK, is_secret, shown, shown_url
from .transport import AsyncHttpClient, HttpClient
from .transports import AsyncTransport, Reply, Transport

_PATH = str | os.PathLike[str]
_SECRETS = frozenset(
    ("access_token", "api_key", "apikey", "client_secret", "id_token", "password")
    + ("refresh_token", "secret")
)
"""Keys of JSON and of forms whose texts are masked wherever they are."""
_PLAIN = frozenset(("content-encoding", "content-length", "transfer-encoding"))
"""Fields that say how a body was sent, and are not true of what is kept."""
_BOUNDARY = re.compile(r'boundary="?([^\s";]+)')


class NotRecorded(LookupError):
    """A request that is not among those on record, or once more than it is there."""


def _asked(request: BuiltRequest, secrets: list[str]) -> dict[str, Any]:
    """A request as it is kept; equal requests are kept equal."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    content = _whole(request.content)
    boundary = _BOUNDARY.search(headers.get("content-type", ""))
    if boundary is not None:
        content = content.replace(boundary[1].encode(), b"boundary")
        headers["content-type"] = headers["content-type"].replace(
            boundary[1], "boundary"
        )
    kept: dict[str, Any] = {
        "method": request.method,
        "url": shown_url(request.url, secrets),
        "headers": shown(headers, secrets),
    }
    return {**kept, **_body(content, secrets)}


def _whole(content: Any) -> bytes:
    """A body that can be read again once more, else nothing of it."""
    upload = getattr(content, "upload", content)
    if upload is None or not getattr(upload, "repeatable", True):
        return b""
    return bytes(upload)


def _secrets(request: BuiltRequest, names: Collection[str]) -> list[str]:
    """The credentials that a request is sent with, by the names of what holds them."""
    query = parse_qsl(request.url.partition("?")[2])
    found = [
        value.rpartition(" ")[2]
        for name, value in [*request.headers.items(), *query]
        if is_secret(name) or name.lower() in names
    ]
    return [secret for secret in found if secret]


def _body(content: bytes, secrets: list[str]) -> dict[str, Any]:
    """A body as JSON, else as text, else in base64."""
    if not content:
        return {}
    try:
        text = content.decode()
    except UnicodeDecodeError:
        from base64 import b64encode

        return {"base64": b64encode(content).decode()}
    for secret in secrets:
        if len(secret) >= 8:  # a shorter one may be any word
            text = text.replace(secret, MASK)
    try:
        return {"json": _masked(json.loads(text))}
    except ValueError:
        return {"text": _FORM.sub(rf"\1={MASK}", text)}


_FORM = re.compile(rf"\b({'|'.join(sorted(_SECRETS))})=([^&\s]+)")


def _masked(value: Any) -> Any:
    match value:
        case dict():
            return {key: _masked_under(key, one) for key, one in _items(value)}
        case list():
            return [_masked(one) for one in _values(value)]
        case _:
            return value


def _items(value: Any) -> Iterator[tuple[str, Any]]:
    return iter(value.items())


def _values(value: Any) -> Iterator[Any]:
    return iter(value)


def _masked_under(key: str, value: Any) -> Any:
    is_text = isinstance(value, str)
    return MASK if is_text and key.lower() in _SECRETS else _masked(value)


def _content(kept: Mapping[str, Any]) -> bytes:
    if "json" in kept:
        return json.dumps(kept["json"], ensure_ascii=False).encode()
    if "base64" in kept:
        from base64 import b64decode

        return b64decode(kept["base64"])
    return str(kept.get("text", "")).encode()


class _Cassette:
    """A file with calls on record."""

    def __init__(self, path: _PATH, secret: Iterable[str] = ()) -> None:
        self._path = path
        self._names = sorted(name.lower() for name in secret)
        self._calls: list[dict[str, Any]] = []
        self._lock = allocate_lock()

    def add(self, request: BuiltRequest, reply: Any, content: bytes) -> None:
        """Keep a call, in the file too."""
        fields = Headers(reply.headers.multi_items())
        headers = {n: v for n, v in fields.items() if n.lower() not in _PLAIN}
        secrets = _secrets(request, self._names)
        answer = {"status": reply.status_code, "headers": shown(headers, secrets)}
        call = {
            "request": _asked(request, secrets),
            "answer": {**answer, **_body(content, secrets)},
        }
        with self._lock:
            self._calls.append(call)
            whole = {"secret": self._names, "calls": self._calls}
            text = json.dumps(whole, ensure_ascii=False, indent=2)
            part = f"{os.fspath(self._path)}.part"
            with open(part, "w", encoding="utf-8") as file:
                file.write(text + "\n")
            os.replace(part, self._path)

    def load(self) -> None:
        """Read the calls that the file has."""
        with open(self._path, encoding="utf-8") as file:
            whole = json.load(file)
        self._names, self._calls = whole.get("secret", []), whole["calls"]

    def take(self, request: BuiltRequest) -> Reply:
        """The first answer to a request that nobody has taken."""
        asked = _asked(request, _secrets(request, self._names))
        with self._lock:
            for at, call in enumerate(self._calls):
                if _same(asked, call["request"]):
                    answer = self._calls.pop(at)["answer"]
                    return Reply(answer["status"], answer["headers"], _content(answer))
        left = [f"{c['request']['method']} {c['request']['url']}" for c in self._calls]
        raise NotRecorded(
            f"{asked['method']} {asked['url']} with this body is not on record in"
            f" {os.fspath(self._path)}; left there: {', '.join(left) or 'nothing'}"
        )


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether requests are the same but for their header fields."""
    names = ("method", "url", "json", "text", "base64")
    return all(one.get(name) == other.get(name) for name in names)


class Replaying(Transport):
    """Answers from a file that :class:`Recording` has written; opens no connection.

    Each call is played once. Raises ``NotRecorded`` for a request whose method, URL or
    body is not there.
    """

    def __init__(self, path: _PATH) -> None:
        self._cassette = _Cassette(path)
        self._cassette.load()

    def handle(self, request: BuiltRequest, timeout: float | None) -> Reply:
        """The answer on record."""
        return self._cassette.take(request)


class AsyncReplaying(AsyncTransport):
    """:class:`Replaying` for an ``AsyncClient``."""

    def __init__(self, path: _PATH) -> None:
        self._cassette = _Cassette(path)
        self._cassette.load()

    async def handle(self, request: BuiltRequest, timeout: float | None) -> Reply:
        """The answer on record."""
        return self._cassette.take(request)


class _Tape:
    """An answer that is kept when it is closed, as far as it was read.

    One that broke off is not kept.
    """

    def __init__(self, request: BuiltRequest, reply: Any, cassette: _Cassette) -> None:
        self.status_code: int = reply.status_code
        self.headers: Any = reply.headers
        self._request = request
        self._reply = reply
        self._cassette = cassette
        self.pieces: list[bytes] | None = []

    def _end(self) -> None:
        pieces, self.pieces = self.pieces, None
        if pieces is not None:
            self._cassette.add(self._request, self._reply, b"".join(pieces))

    def iter_bytes(self) -> Iterator[bytes]:
        """The body, piece by piece."""
        try:
            for piece in self._reply.iter_bytes():
                if self.pieces is not None:
                    self.pieces.append(piece)
                yield piece
        except Exception:
            self.pieces = None
            raise

    def aiter_bytes(self) -> AsyncIterator[bytes]:
        """The body, piece by piece."""
        return _AsyncTape(self, self._reply.aiter_bytes())

    def close(self) -> None:
        """Give the connection back, or close it."""
        self._end()
        self._reply.close()

    async def aclose(self) -> None:
        """Give the connection back, or close it."""
        self._end()
        await self._reply.aclose()


class _AsyncTape(AsyncIterator[bytes]):
    def __init__(self, tape: _Tape, pieces: Any) -> None:
        self._tape = tape
        self._pieces = pieces

    async def __anext__(self) -> bytes:
        try:
            piece: bytes = await anext(self._pieces)
        except StopAsyncIteration:
            raise
        except Exception:
            self._tape.pieces = None
            raise
        if self._tape.pieces is not None:
            self._tape.pieces.append(piece)
        return piece

    async def aclose(self) -> None:
        """Let the pieces go."""
        await self._pieces.aclose()


class Recording:
    """Sends for a ``Client``, and keeps each call, as far as its answer was read.

    ``http`` sends what is recorded; without one it is what the client itself would
    have. The file is written anew after each call. Credentials are masked: header
    fields and parameters whose names say so, or are in ``secret``, and what they hold
    wherever a body has it.
    """

    def __init__(
        self,
        path: _PATH,
        http: HttpClient | None = None,
        *,
        secret: Iterable[str] = (),
    ) -> None:
        self._cassette = _Cassette(path, secret)
        self._given = http
        self._http = http or open_sync()

    def build_request(self, method: str, url: str, **parts: Any) -> Any:
        """What is to be sent, as it is kept and as it is sent."""
        fields = {name.decode(): value.decode() for name, value in parts["headers"]}
        built = BuiltRequest(method, url, fields, parts["content"])
        return built, self._http.build_request(method, url, **parts)

    def send(self, request: Any, *, stream: bool, follow_redirects: bool) -> Any:
        """Send it, and keep the answer when it is closed."""
        reply = self._http.send(
            request[1], stream=stream, follow_redirects=follow_redirects
        )
        return _Tape(request[0], reply, self._cassette)

    def close(self) -> None:
        """Close what was opened here."""
        if self._given is None:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class AsyncRecording:
    """:class:`Recording` for an ``AsyncClient``; it is of one event loop."""

    def __init__(
        self,
        path: _PATH,
        http: AsyncHttpClient | None = None,
        *,
        secret: Iterable[str] = (),
    ) -> None:
        self._cassette = _Cassette(path, secret)
        self._given = http
        self._http = http or open_async()

    def build_request(self, method: str, url: str, **parts: Any) -> Any:
        """What is to be sent, as it is kept and as it is sent."""
        fields = {name.decode(): value.decode() for name, value in parts["headers"]}
        built = BuiltRequest(method, url, fields, parts["content"])
        return built, self._http.build_request(method, url, **parts)

    async def send(self, request: Any, *, stream: bool, follow_redirects: bool) -> Any:
        """Send it, and keep the answer when it is closed."""
        reply = await self._http.send(
            request[1], stream=stream, follow_redirects=follow_redirects
        )
        return _Tape(request[0], reply, self._cassette)

    async def aclose(self) -> None:
        """Close what was opened here."""
        if self._given is None:
            await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()
