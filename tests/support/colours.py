"""One way to use a client of either colour, so that one test body serves both."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Generic, TypeVar

from anyio.from_thread import BlockingPortal, start_blocking_portal
from runtime.client import AsyncStream, Response, Stream
from runtime.clock import Clock
from runtime.request import Request, StreamRequest
from runtime.stream import Event

from tests.runtime.example import AsyncClient, Client

T = TypeVar("T")

NAMES = ("sync", "asyncio", "trio")


class StoppedClock(Clock):
    """A clock in which waiting takes no time, and chance is always the worst."""

    def __init__(self) -> None:
        self.time = 1_000_000.0
        self.waits: list[float] = []

    def monotonic(self) -> float:
        return self.time

    def now(self) -> float:
        return self.time

    def random(self) -> float:
        return 1.0

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)


class Colour:
    """A synchronous client, or an asynchronous one on an event loop in another thread."""

    def __init__(self, name: str, portal: BlockingPortal | None) -> None:
        self.name = name
        self._portal = portal
        self.clock = StoppedClock()

    def client(self, base_url: str | None = None, **options: Any) -> Any:
        """A client with an API key, few seconds of patience and a clock that stands still."""
        options = {
            "api_key": "sk-secret",
            "timeout": 5.0,
            "clock": self.clock,
            **options,
        }
        kind = Client if self._portal is None else AsyncClient
        return kind(base_url, **options)

    def call(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call, and await what is to be awaited."""
        if self._portal is None:
            return function(*args, **kwargs)

        async def awaited() -> Any:
            return await function(*args, **kwargs)

        return self._portal.call(awaited)

    def send(self, client: Any, request: Request[T]) -> Response[T]:
        """Send a request that has one answer."""
        response: Response[T] = self.call(client.send, request)
        return response

    def open(self, client: Any, request: StreamRequest[T]) -> Events[T]:
        """A stream; nothing is sent yet."""
        return Events(self, client.send(request))

    def close(self, client: Any) -> None:
        """Close a client."""
        self.call(client.close)


class Events(Generic[T]):
    """A stream of either colour."""

    def __init__(self, colour: Colour, stream: Stream[T] | AsyncStream[T]) -> None:
        self.stream = stream
        self._colour = colour

    def __enter__(self) -> Iterator[T]:
        self._enter()
        return iter(self)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(self.stream, Stream):
            self.stream.__exit__(kind, error, trace)
        else:
            self._colour.call(self.stream.__aexit__, kind, error, trace)

    def _enter(self) -> None:
        if isinstance(self.stream, Stream):
            self.stream.__enter__()
        else:
            self._colour.call(self.stream.__aenter__)

    def __iter__(self) -> Iterator[T]:
        if isinstance(self.stream, Stream):
            return iter(self.stream)
        return self._walk(self.stream.__aiter__())

    def raw(self) -> Iterator[Event[T]]:
        """The envelopes."""
        if isinstance(self.stream, Stream):
            return self.stream.raw()
        return self._walk(self.stream.raw())

    def _walk(self, iterator: Any) -> Iterator[Any]:
        while True:
            try:
                yield self._colour.call(iterator.__anext__)
            except StopAsyncIteration:
                return


@contextlib.contextmanager
def colour(name: str) -> Iterator[Colour]:
    """A colour by its name."""
    if name == "sync":
        yield Colour(name, None)
        return
    with start_blocking_portal(name) as portal:
        yield Colour(name, portal)
