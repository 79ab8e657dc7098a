"""One way to use a generated client of either colour, so that one test body serves both."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal

NAMES = ("sync", "asyncio", "trio")


class Colour:
    """Calls as they are, or awaited on an event loop in another thread."""

    def __init__(self, portal: BlockingPortal | None) -> None:
        self._portal = portal
        self._clients: list[Any] = []

    def client(self, package: ModuleType, base_url: str | None, **options: Any) -> Any:
        """A client of a generated package, with an API key and few seconds of patience.

        One that has a user name in its options is given no key.
        """
        kind = package.Client if self._portal is None else package.AsyncClient
        usual: dict[str, Any] = {"timeout": 5.0}
        if "username" not in options:
            usual["api_key"] = "sk-secret"
        made = kind(base_url, **{**usual, **options})
        self._clients.append(made)
        return made

    def call(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call, and await what is to be awaited."""
        if self._portal is None:
            return function(*args, **kwargs)

        async def awaited() -> Any:
            made = function(*args, **kwargs)
            return await made if inspect.isawaitable(made) else made

        return self._portal.call(awaited)

    @contextlib.contextmanager
    def reading(self, stream: Any) -> Iterator[Events]:
        """A stream in its ``with`` block."""
        if self._portal is None:
            with stream:
                yield Events(self, stream)
            return
        self.call(stream.__aenter__)
        try:
            yield Events(self, stream)
        finally:
            self.call(stream.__aexit__, None, None, None)

    def walk(self, events: Any) -> Iterator[Any]:
        """What a loop over a stream, or over its envelopes, gives."""
        if self._portal is None:
            yield from events
            return
        iterator = events.__aiter__()
        try:
            while True:
                try:
                    yield self.call(iterator.__anext__)
                except StopAsyncIteration:
                    return
        finally:
            if inspect.isasyncgen(iterator):
                self.call(iterator.aclose)

    def first(self, events: Any) -> Any:
        """The first that a loop gives, and then the loop is left."""

        async def first() -> Any:
            async for event in events:
                return event
            raise AssertionError("no event came")

        if self._portal is not None:
            return self._portal.call(first)
        for event in events:
            return event
        raise AssertionError("no event came")

    def close(self) -> None:
        """Close every client that was made here."""
        for client in self._clients:
            self.call(client.close)


class Events:
    """A stream of either colour that has been entered."""

    def __init__(self, colour: Colour, stream: Any) -> None:
        self.stream = stream
        self._colour = colour

    def __iter__(self) -> Iterator[Any]:
        return self._colour.walk(self.stream)

    def first(self) -> Any:
        """The first event of a loop that is then left."""
        return self._colour.first(self.stream)

    def raw(self) -> Iterator[Any]:
        """The envelopes."""
        return self._colour.walk(self.stream.raw())


@contextlib.contextmanager
def colour(name: str) -> Iterator[Colour]:
    """A colour by its name."""
    if name == "sync":
        made = Colour(None)
        try:
            yield made
        finally:
            made.close()
        return
    with start_blocking_portal(name) as portal:
        made = Colour(portal)
        try:
            yield made
        finally:
            made.close()
