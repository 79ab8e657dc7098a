"""The way to the network through ``httpx2`` or ``httpx``, or what they are made of.

What the two colours have in common is written once, elsewhere, as coroutines over
:class:`Wire`; the coroutines of :class:`SyncWire` never wait, so that :func:`run` can
drive them without an event loop.
"""

from collections.abc import Coroutine
from types import TracebackType
from typing import Any, ClassVar, Protocol, TypeVar

from .built import BuiltRequest
from .clock import Clock
from .errors import TimeoutError, TransportError
from .headers import Headers
from .pool import AsyncPool, SyncPool
from .request import Request, StreamRequest
from .unpacking import FREE, check

_T = TypeVar("_T")


class HttpClient(Protocol):
    """What is needed of an ``httpx2.Client`` or ``httpx.Client``."""

    def build_request(
        self,
        method: str,
        url: str,
        *,
        content: bytes | None,
        headers: list[tuple[bytes, bytes]],
        timeout: float | None,
    ) -> Any:
        """Make the client's own kind of request."""
        ...

    def send(self, request: Any, *, stream: bool, follow_redirects: bool) -> Any:
        """Send it, and read no more than the head of the answer."""
        ...

    def close(self) -> None:
        """Close all connections."""
        ...


class AsyncHttpClient(Protocol):
    """What is needed of an ``httpx2.AsyncClient`` or ``httpx.AsyncClient``."""

    def build_request(
        self,
        method: str,
        url: str,
        *,
        content: bytes | None,
        headers: list[tuple[bytes, bytes]],
        timeout: float | None,
    ) -> Any:
        """Make the client's own kind of request."""
        ...

    async def send(self, request: Any, *, stream: bool, follow_redirects: bool) -> Any:
        """Send it, and read no more than the head of the answer."""
        ...

    async def aclose(self) -> None:
        """Close all connections."""
        ...


class Answer(Protocol):
    """An answer of which the head is there and the body is on its way."""

    @property
    def status(self) -> int:
        """The HTTP status code."""
        ...

    @property
    def headers(self) -> Headers:
        """The header fields."""
        ...

    async def next(self) -> bytes | None:
        """The next piece of the body, ``None`` at its end."""
        ...

    async def close(self) -> None:
        """Give the connection back, or close it where the body has not ended."""
        ...


class Wire(Protocol):
    """What sending needs of the world."""

    async def send(
        self,
        request: Request[Any] | StreamRequest[Any],
        built: BuiltRequest,
        timeout: float | None,
    ) -> Answer:
        """Send, and wait for the head of the answer.

        Raises ``TransportError``, and ``ValueError`` for a URL that is none.
        """
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait before another attempt."""
        ...


def run(steps: Coroutine[Any, Any, _T]) -> _T:
    """Drive a coroutine that never waits."""
    try:
        steps.send(None)
    except StopIteration as end:
        value: _T = end.value
        return value
    steps.close()
    raise RuntimeError("a coroutine of the synchronous client has waited")


class _Reply:
    """What the answers of both colours hold: the library's response, and its pieces."""

    def __init__(self, request: Request[Any] | StreamRequest[Any], reply: Any) -> None:
        self.status: int = reply.status_code
        self.headers = Headers(reply.headers.multi_items())
        self._request = request
        self._reply = reply
        self._pieces: Any = None
        self._made = 0

    def _taken(self, piece: bytes | None) -> bytes | None:
        """A piece of a body that a whole HTTP client has unpacked, within bounds."""
        self._made += len(piece or b"")
        if self._made > FREE and hasattr(self._reply, "num_bytes_downloaded"):
            check(self._reply.num_bytes_downloaded, self._made)
        return piece


class SyncAnswer(_Reply):
    """:class:`Answer` of the synchronous client."""

    async def next(self) -> bytes | None:
        """The next piece of the body."""
        with Faults(self._request):
            if self._pieces is None:
                self._pieces = self._reply.iter_bytes()
            return self._taken(next(self._pieces, None))

    async def close(self) -> None:
        """Give the connection back, or close it."""
        self._reply.close()


class AsyncAnswer(_Reply):
    """:class:`Answer` of the asynchronous client."""

    async def next(self) -> bytes | None:
        """The next piece of the body."""
        with Faults(self._request):
            if self._pieces is None:
                self._pieces = self._reply.aiter_bytes()
            return self._taken(await anext(self._pieces, None))

    async def close(self) -> None:
        """Give the connection back, or close it."""
        await self._reply.aclose()
        if self._pieces is not None:
            await self._pieces.aclose()


class SyncWire:
    """:class:`Wire` of the synchronous client."""

    def __init__(self, pool: SyncPool, clock: Clock) -> None:
        self._pool = pool
        self._clock = clock

    async def send(
        self,
        request: Request[Any] | StreamRequest[Any],
        built: BuiltRequest,
        timeout: float | None,
    ) -> Answer:
        """Send, and wait for the head of the answer."""
        http = self._pool.http()
        with Faults(request):
            reply = http.send(
                _message(http, built, timeout), stream=True, follow_redirects=False
            )
        return SyncAnswer(request, reply)

    async def sleep(self, seconds: float) -> None:
        """Wait before another attempt."""
        self._clock.sleep(seconds)


class AsyncWire:
    """:class:`Wire` of the asynchronous client."""

    def __init__(self, pool: AsyncPool, clock: Clock) -> None:
        self._pool = pool
        self._clock = clock

    async def send(
        self,
        request: Request[Any] | StreamRequest[Any],
        built: BuiltRequest,
        timeout: float | None,
    ) -> Answer:
        """Send, and wait for the head of the answer."""
        http = self._pool.http()
        with Faults(request):
            reply = await http.send(
                _message(http, built, timeout), stream=True, follow_redirects=False
            )
        return AsyncAnswer(request, reply)

    async def sleep(self, seconds: float) -> None:
        """Wait before another attempt."""
        await self._clock.sleep_async(seconds)


def _message(
    http: HttpClient | AsyncHttpClient, built: BuiltRequest, timeout: float | None
) -> Any:
    return http.build_request(
        built.method,
        built.url,
        content=built.content,
        headers=[(n.encode(), v.encode()) for n, v in built.headers.items()],
        timeout=timeout,
    )


class Faults:
    """A block in which the errors of the HTTP library become ours.

    They are told apart by their classes' names, which all these libraries share, so
    that a client of either one may be given. A URL or header that the library refuses
    is a ``ValueError``.
    """

    _KINDS: ClassVar[dict[str, tuple[type[TransportError], bool] | None]] = {
        "ConnectTimeout": (TimeoutError, False),
        "PoolTimeout": (TimeoutError, False),
        "TimeoutException": (TimeoutError, True),
        "ConnectError": (TransportError, False),
        "ProxyError": (TransportError, False),
        "LocalProtocolError": None,
        "UnsupportedProtocol": None,
        "InvalidURL": None,
        "NetworkError": (TransportError, True),
        "ProtocolError": (TransportError, True),
        "DecodingError": (TransportError, True),
        "RequestError": (TransportError, True),
    }
    """Our class, and whether the request may have reached the server."""
    _SOURCES: ClassVar[tuple[str, ...]] = (
        "httpx",
        "httpcore",
        __name__.removesuffix("transport") + "unpacking",
    )
    """How the names of the modules begin that these errors are from."""

    __slots__ = ("_request",)

    def __init__(self, request: Request[Any] | StreamRequest[Any]) -> None:
        self._request = request

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            return
        for base in type(error).__mro__:
            if base.__name__ in self._KINDS and base.__module__.startswith(
                self._SOURCES
            ):
                fault = self._KINDS[base.__name__]
                if fault is None:
                    raise ValueError(f"{self._request.operation}: {error}") from error
                ours, sent = fault
                said = str(error) or type(error).__name__
                if not issubclass(ours, TimeoutError):
                    said = _said(error)
                raise ours(said, request=self._request, sent=sent) from error


def _said(error: BaseException) -> str:
    """What an error says, or what it comes of where it says nothing."""
    cause: BaseException | None = error
    while cause is not None:
        if text := str(cause):
            return text
        cause = cause.__cause__ or cause.__context__
    return type(error).__name__
