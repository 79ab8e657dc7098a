"""Ways to send that are not the network: ``Client(http=...)`` takes any of them.

To make one, replace one method of :class:`Transport`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .built import BuiltRequest

if TYPE_CHECKING:
    from .cassettes import (
        AsyncRecording,
        AsyncReplaying,
        NotRecorded,
        Recording,
        Replaying,
    )
else:
    from .lazy import attributes

    __getattr__, __dir__ = attributes(
        __name__,
        {
            "AsyncRecording": "..cassettes",
            "AsyncReplaying": "..cassettes",
            "NotRecorded": "..cassettes",
            "Recording": "..cassettes",
            "Replaying": "..cassettes",
        },
    )

__all__ = [
    "AsyncRecording",
    "AsyncReplaying",
    "AsyncTransport",
    "BuiltRequest",
    "NotRecorded",
    "Recording",
    "Replaying",
    "Reply",
    "Transport",
]


class Fields:
    """Header fields in the form in which HTTP libraries give them."""

    __slots__ = ("_fields",)

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields

    def multi_items(self) -> list[tuple[str, str]]:
        """Names with their values."""
        return list(self._fields.items())


class Reply:
    """An answer: a status, header fields, and a body, whole or in pieces."""

    def __init__(
        self,
        status: int,
        headers: Mapping[str, str] | None = None,
        body: bytes | Iterable[bytes] = b"",
    ) -> None:
        self.status_code = status
        self.headers = Fields(headers or {})
        self._body: Iterable[bytes] = (body,) if isinstance(body, bytes) else body

    def iter_bytes(self) -> Iterator[bytes]:
        """The body, piece by piece."""
        return iter(self._body)

    def aiter_bytes(self) -> AsyncIterator[bytes]:
        """The body, piece by piece."""
        return _Pieces(iter(self._body))

    def close(self) -> None:
        """There is nothing to close."""

    async def aclose(self) -> None:
        """There is nothing to close."""


class _Pieces(AsyncIterator[bytes]):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    async def __anext__(self) -> bytes:
        for piece in self._pieces:
            return piece
        raise StopAsyncIteration

    async def aclose(self) -> None:
        """There is nothing to close."""


class _Made:
    """A request of a transport's own kind, which is what there is already."""

    def build_request(
        self,
        method: str,
        url: str,
        *,
        content: Any,
        headers: list[tuple[bytes, bytes]],
        timeout: float | None,
    ) -> Any:
        """What is to be sent, and how long it may take."""
        fields = {name.decode(): value.decode() for name, value in headers}
        content = getattr(content, "upload", content)
        return BuiltRequest(method, url, fields, content), timeout


class Transport(_Made):
    """A base for what sends the requests of a ``Client``."""

    def handle(self, request: BuiltRequest, timeout: float | None) -> Reply:
        """Answer a request; ``timeout`` is in seconds.

        ``ConnectionError`` and ``TimeoutError`` become what they are of a network, and
        are tried again where that may be.
        """
        raise NotImplementedError

    def send(self, request: Any, *, stream: bool, follow_redirects: bool) -> Any:
        """What the client calls."""
        return self.handle(*request)

    def close(self) -> None:
        """There is nothing to close."""


class AsyncTransport(_Made):
    """A base for what sends the requests of an ``AsyncClient``."""

    async def handle(self, request: BuiltRequest, timeout: float | None) -> Reply:
        """Answer a request; ``timeout`` is in seconds.

        ``ConnectionError`` and ``TimeoutError`` become what they are of a network, and
        are tried again where that may be.
        """
        raise NotImplementedError

    async def send(self, request: Any, *, stream: bool, follow_redirects: bool) -> Any:
        """What the client calls."""
        return await self.handle(*request)

    async def aclose(self) -> None:
        """There is nothing to close."""
