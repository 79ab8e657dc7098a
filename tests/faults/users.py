"""One user of the client for each colour and each way to the network, so that one body of a
test serves all of them; ``tests.support.colours`` holds what the colours differ in.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import os
import threading
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from runtime import connections
from runtime.errors import SdkError
from runtime.request import Request, StreamRequest

from tests.faults import acme
from tests.support.colours import NAMES, Colour

CORES = ("httpcore2", "httpcore")
"""The connections alone, which a client opens where it is given nothing."""
LIBRARIES = ("httpx2", "httpx")
"""The whole clients, which it may be given."""

OWN = tuple((name, CORES[0]) for name in NAMES)
USERS = (*OWN, ("sync", "httpx"), ("asyncio", "httpx2"), ("trio", "httpcore"))
"""Each colour in the usual way, and every way in some colour."""


class User(Colour):
    """Calls an API that wants every kind of secret, and shows no one any of them.

    There is but one connection, so that one that is not given back is missed at once.
    """

    def __init__(self, name: str, way: str, portal: BlockingPortal | None) -> None:
        super().__init__(name, portal)
        self.way = way
        self._made: list[Any] = []
        self._https: list[Any] = []
        self.shown: list[str] = []
        self._tasks = self.tasks()

    def client(self, base_url: str | None = None, **options: Any) -> Any:
        """A client that is closed with the user."""
        options = {"timeout": 5.0, "retries": 1, "clock": self.clock, **options}
        if self.way in LIBRARIES and "http" not in options:
            options["http"] = self._library_client()
        kind = acme.Client if self._portal is None else acme.AsyncClient
        made = kind(base_url or "", **options)
        self._made.append(made)
        return made

    def _library_client(self) -> Any:
        library: Any = importlib.import_module(self.way)
        limits = library.Limits(**connections.LIMITS)
        kind = library.Client if self._portal is None else library.AsyncClient
        http = kind(limits=limits, trust_env=True)
        self._https.append(http)
        return http

    def fails(
        self, client: Any, request: Request[Any], kind: type[SdkError] = SdkError
    ) -> Any:
        """Send what fails with exactly this error, which has the request attached."""
        with pytest.raises(SdkError) as caught:
            self.send(client, request)
        return self.checked(caught.value, request, kind)

    def checked(
        self,
        error: SdkError,
        request: Request[Any] | StreamRequest[Any],
        kind: type[SdkError],
    ) -> Any:
        """An error that has been looked at: its kind, its request, what it shows."""
        assert type(error) is kind, repr(error)
        attached: Any = error
        assert attached.request == request
        self.shows(error, attached.request)
        return error

    def shows(self, error: BaseException, *more: object) -> None:
        """Note all that somebody may come to read of an error."""
        lines = traceback.format_exception(error)
        texts = [str(error), repr(error), *map(repr, more), *map(str, more), *lines]
        self.shown.extend(texts)

    def tasks(self) -> int:
        """How many tasks the event loop has."""
        if self._portal is None:
            return 0
        return self._portal.call(_tasks)

    def close_all(self) -> None:
        """Close everything; no task is left."""
        for client in self._made:
            self.shows(RuntimeError(), client)
            self.close(client)
        for http in self._https:
            self.call(http.close if self._portal is None else http.aclose)
        if self._portal is not None:
            self._portal.call(_settle)
        assert self.tasks() == self._tasks


async def _tasks() -> int:
    try:
        return len(asyncio.all_tasks())
    except RuntimeError:
        trio: Any = importlib.import_module("trio")
        return int(trio.lowlevel.current_statistics().tasks_living)


async def _settle() -> None:
    """Let an event loop close what it has been told to close."""
    anyio: Any = importlib.import_module("anyio")
    for _ in range(3):
        await anyio.sleep(0)


@contextlib.contextmanager
def user(name: str, way: str) -> Iterator[User]:
    """A user by colour and way."""
    if name == "sync":
        made = User(name, way, None)
        yield made
        made.close_all()
        return
    with start_blocking_portal(name) as portal:
        made = User(name, way, portal)
        yield made
        made.close_all()


def held() -> tuple[int, int]:
    """How many file descriptors and threads this process has.

    Trio keeps a thread that has looked up a name for ten seconds, for the next name.
    """
    names = [one.name for one in threading.enumerate()]
    threads = sum(not name.lower().startswith("trio") for name in names)
    return len(os.listdir("/proc/self/fd")), threads
