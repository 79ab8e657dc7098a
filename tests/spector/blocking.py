"""Lets one test body use both clients: what is awaited is awaited behind its back.

The body is written as for ``Client``. ``Blocking`` stands before an ``AsyncClient``, runs its
coroutines on an event loop in another thread, and gives what they return.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

from anyio.from_thread import BlockingPortal


class Blocking:
    """An asynchronous client, group, stream or iterator, used as if it were not."""

    def __init__(self, inner: Any, portal: BlockingPortal) -> None:
        self._inner = inner
        self._portal = portal

    def __getattr__(self, name: str) -> Any:
        return self._dressed(getattr(self._inner, name))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        async def called() -> Any:
            made = self._inner(*args, **kwargs)
            return await made if inspect.isawaitable(made) else made

        return self._dressed(self._portal.call(called))

    def __enter__(self) -> Self:
        self._portal.call(self._inner.__aenter__)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._portal.call(self._inner.__aexit__, kind, error, trace)

    def __iter__(self) -> Iterator[Any]:
        iterator = self._inner.__aiter__()
        try:
            while True:
                try:
                    yield self._dressed(self._portal.call(iterator.__anext__))
                except StopAsyncIteration:
                    return
        finally:
            if inspect.isasyncgen(iterator):
                self._portal.call(iterator.aclose)

    def _dressed(self, value: Any) -> Any:
        is_ours = type(value).__name__.startswith("Async")
        if is_ours or inspect.isroutine(value) or hasattr(value, "__aiter__"):
            return Blocking(value, self._portal)
        return value
