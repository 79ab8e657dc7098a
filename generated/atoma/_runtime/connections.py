"""HTTP clients of nothing but the connections of ``httpcore2`` or ``httpcore``.

``httpx2`` and ``httpx`` are made of these, and load much more that no call needs. What
goes on the wire and what comes back is the same, without redirects, proxies and
cookies: no answer changes what the next request sends.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from .unpacking import ACCEPTED, Unpacker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

LIMITS: dict[str, Any] = {
    "max_connections": 100,
    "max_keepalive_connections": 20,
    "keepalive_expiry": 5.0,
}
"""The limits of ``httpx2`` and ``httpx``; the last in seconds."""

_DEFAULTS = (
    (b"Accept", b"*/*"),
    (b"Accept-Encoding", ACCEPTED),
    (b"Connection", b"keep-alive"),
)
_WITH_BODY = ("POST", "PUT", "PATCH", "QUERY")
"""Methods that say so if there is no body (RFC 9110, 8.6)."""

_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_PLAIN = re.compile(
    r"(https?)://"
    rf"({_OCTET}(?:\.{_OCTET}){{3}}|(?:[a-z0-9_-]+\.)*[a-z][a-z0-9_-]*)"
    r"(?::([0-9]{1,5}))?"
    r"((?:/(?:[\w~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})"
    r"(?:[\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*|/)*)"
    r"((?:\?(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?)",
    re.ASCII,
)
"""A URL in normal form: no part of it is written in another way on the wire."""
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LONGEST = 65_536
"""Characters of a URL that ``httpx2`` and ``httpx`` take."""


class Target:
    """Where a request goes: the parts of its URL as bytes, and its credentials."""

    __slots__ = ("authorization", "host", "netloc", "path", "port", "scheme")

    def __init__(self, url: str, parse: Callable[[str], Any]) -> None:
        """``parse`` is the library's own for what is not in normal form, and raises its
        errors.
        """
        self.authorization: bytes | None = None
        found = _PLAIN.fullmatch(url)
        if found is not None and len(url) <= _LONGEST:
            scheme, host, digits, path, query = found.groups("")
            port = int(digits) if digits else None
            self.port = None if port == _DEFAULT_PORTS[scheme] else port
            self.scheme = scheme.encode()
            self.host = host.encode()
            self.path = (path or "/").encode() + query.encode()
            end = b"" if self.port is None else b":%d" % self.port
            self.netloc = self.host + end
            return
        parsed = parse(url)
        if not parsed.raw_host:
            raise ValueError("the URL names no host")
        self.scheme = parsed.raw_scheme
        self.host = parsed.raw_host
        self.port = parsed.port
        self.path = parsed.raw_path
        self.netloc = parsed.netloc
        if parsed.userinfo:
            self.authorization = _basic(parsed.username, parsed.password)


def _basic(name: str, password: str) -> bytes:
    from binascii import b2a_base64

    return b"Basic " + b2a_base64(f"{name}:{password}".encode(), newline=False)


def _fields(
    target: Target, method: str, content: bytes | None, own: list[tuple[bytes, bytes]]
) -> list[tuple[bytes, bytes]]:
    """All header fields: what is given, and what every HTTP client adds."""
    if target.authorization is not None:
        own = [field for field in own if field[0].lower() != b"authorization"]
        own.append((b"Authorization", target.authorization))
    names = {name.lower() for name, _ in own}
    fields = [] if b"host" in names else [(b"Host", target.netloc)]
    fields.extend(field for field in _DEFAULTS if field[0].lower() not in names)
    fields.extend(own)
    if b"content-length" not in names:
        if content:
            fields.append((b"Content-Length", b"%d" % len(content)))
        elif method in _WITH_BODY and b"transfer-encoding" not in names:
            fields.append((b"Content-Length", b"0"))
    return fields


class _Connections:
    """What both colours do: requests of the library's kind from what is to be sent."""

    def __init__(self, core: Any, parse: Callable[[str], Any], tls: Any) -> None:
        self._core = core
        self._parse = parse
        self._tls = tls

    def _sent(self, content: bytes | None) -> Any:
        """A body in the form in which the library takes it."""
        return content

    def build_request(
        self,
        method: str,
        url: str,
        *,
        content: bytes | None,
        headers: list[tuple[bytes, bytes]],
        timeout: float | None,
    ) -> Any:
        """Make the library's own kind of request."""
        target = Target(url, self._parse)
        if target.scheme == b"https":
            self._tls.load()
        return self._core.Request(
            method,
            self._core.URL(
                scheme=target.scheme,
                host=target.host,
                port=target.port,
                target=target.path,
            ),
            headers=_fields(target, method, content, headers),
            content=self._sent(content),
            extensions={
                "timeout": dict.fromkeys(("connect", "read", "write", "pool"), timeout)
            },
        )


class SyncConnections(_Connections):
    """``HttpClient`` over a ``ConnectionPool``.

    ``core`` is ``httpcore2`` or ``httpcore``, ``parse`` makes a ``URL`` of ``httpx2``
    or ``httpx``, ``tls`` is what can be used as a ``SSLContext`` once it is loaded.
    """

    def __init__(self, core: Any, parse: Callable[[str], Any], tls: Any) -> None:
        super().__init__(core, parse, tls)
        self._pool = core.ConnectionPool(ssl_context=tls, **LIMITS)

    def send(self, request: Any, *, stream: bool, follow_redirects: bool) -> Any:
        """Send it, and read no more than the head of the answer, as callers want."""
        return _SyncReply(self._pool.handle_request(request))

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class AsyncConnections(_Connections):
    """``AsyncHttpClient`` over an ``AsyncConnectionPool``; see
    :class:`SyncConnections`.
    """

    def __init__(self, core: Any, parse: Callable[[str], Any], tls: Any) -> None:
        super().__init__(core, parse, tls)
        self._pool = core.AsyncConnectionPool(ssl_context=tls, **LIMITS)

    def _sent(self, content: bytes | None) -> Any:
        return _Content(content) if content else content

    async def send(self, request: Any, *, stream: bool, follow_redirects: bool) -> Any:
        """Send it, and read no more than the head of the answer, as callers want."""
        return _AsyncReply(await self._pool.handle_async_request(request))

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()


class _Fields:
    """The header fields of an answer."""

    def __init__(self, raw: list[tuple[bytes, bytes]]) -> None:
        try:
            self._items = [(name.decode().lower(), v.decode()) for name, v in raw]
        except UnicodeDecodeError:
            self._items = [
                (n.decode("latin-1").lower(), v.decode("latin-1")) for n, v in raw
            ]

    def multi_items(self) -> list[tuple[str, str]]:
        """Names in lower case, with their values."""
        return self._items

    def unpacker(self) -> Unpacker:
        """What undoes the codings of the body."""
        codings = [v for name, v in self._items if name == "content-encoding"]
        return Unpacker(",".join(codings))


class _Reply:
    """An answer in the form that ``httpx2`` and ``httpx`` give it."""

    def __init__(self, response: Any) -> None:
        self.status_code: int = response.status
        self.headers = _Fields(response.headers)
        self._response = response

    def _leave(self) -> None:
        """Give up a connection on which something is left over behind the answer: it
        would be taken for the answer to whatever is sent next.

        The library does not look, and what it holds is no part of its interface.
        """
        stream = getattr(self._response.stream, "_stream", None)
        state = getattr(getattr(stream, "_connection", None), "_h11_state", None)
        if state is not None and state.trailing_data[0]:
            state.send_failed()


class _SyncReply(_Reply):
    def iter_bytes(self) -> Iterator[bytes]:
        """The body, piece by piece."""
        unpacker = self.headers.unpacker()
        for piece in self._response.iter_stream():
            if data := unpacker.feed(piece):
                yield data
        unpacker.end()

    def close(self) -> None:
        """Give the connection back, or close it."""
        self._leave()
        self._response.close()


class _AsyncReply(_Reply):
    def aiter_bytes(self) -> AsyncIterator[bytes]:
        """The body, piece by piece."""
        return _AsyncPieces(self._response.aiter_stream(), self.headers.unpacker())

    async def aclose(self) -> None:
        """Give the connection back, or close it."""
        self._leave()
        await self._response.aclose()


class _Content:
    """A body to send, once; no generator, for the same reason as below."""

    def __init__(self, content: bytes) -> None:
        self._content: bytes | None = content

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        content, self._content = self._content, None
        if content is None:
            raise StopAsyncIteration
        return content


class _AsyncPieces:
    """No generator: there are enough of them below that are left before their end."""

    def __init__(self, stream: Any, unpacker: Unpacker) -> None:
        self._stream = stream
        self._unpacker = unpacker

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        async for piece in self._stream:
            if data := self._unpacker.feed(piece):
                return data
        self._unpacker.end()
        raise StopAsyncIteration

    async def aclose(self) -> None:
        """Let the stream fail at the connection, which is closed or at the end of the
        answer: no other way ends all of the generators that it is made of.
        """
        with suppress(Exception):
            async for _ in self._stream:
                pass
