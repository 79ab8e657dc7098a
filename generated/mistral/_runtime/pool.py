"""The HTTP clients, opened when first needed; no other module loads an HTTP library."""

from __future__ import annotations

import sys
from _thread import allocate_lock
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from .transport import AsyncHttpClient, HttpClient


def library() -> Any:
    """The HTTP library: ``httpx2`` where it is installed, else ``httpx``.

    Raises ``ModuleNotFoundError`` that says what to install.
    """
    for name in ("httpx2", "httpx"):
        try:
            return import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
    raise ModuleNotFoundError(
        "no HTTP library: install httpx2 (or httpx)", name="httpx2"
    )


class _Tls:
    """The library's TLS settings, made at the first connection that needs them.

    To read the certificates of all authorities takes longer than a call over plain HTTP, and
    the library would read them for that too.
    """

    def __getattr__(self, name: str) -> Any:
        context = self.__dict__.get("context")
        if context is None:
            context = self.__dict__["context"] = library().create_ssl_context()
        return getattr(context, name)


_CLOSED = "this client is closed"


class SyncPool:
    """The connections of a client and of all that :meth:`with_options` made of it."""

    def __init__(self, given: HttpClient | None) -> None:
        self._given = given
        self._opened: HttpClient | None = None
        self._closed = False
        self._lock = allocate_lock()

    def http(self) -> HttpClient:
        """The HTTP client, opened now if none was given."""
        with self._lock:
            if self._closed:
                raise RuntimeError(_CLOSED)
            http = self._opened
            if http is None:
                http = (
                    library().Client(verify=_Tls())
                    if self._given is None
                    else self._given
                )
                self._opened = http
            return http

    def close(self) -> None:
        """Close what was opened here, and nothing that was given."""
        with self._lock:
            self._closed = True
            http, self._opened = self._opened, None
        if http is not None and http is not self._given:
            http.close()


class AsyncPool:
    """The same for coroutines; each event loop has an HTTP client of its own.

    Connections belong to the loop that opened them: with one client for all, a second
    ``asyncio.run`` would meet the connections of a loop that is closed.
    """

    def __init__(self, given: AsyncHttpClient | None) -> None:
        self._given = given
        # By loop; None where it was closed.
        self._opened: MutableMapping[object, AsyncHttpClient | None] | None = None
        self._lock = allocate_lock()

    def http(self) -> AsyncHttpClient:
        """The HTTP client of the running loop, opened now if none was given."""
        loop = _loop()
        with self._lock:
            opened = self._by_loop()
            if loop not in opened:
                given = self._given
                opened[loop] = (
                    library().AsyncClient(verify=_Tls()) if given is None else given
                )
            http = opened[loop]
        if http is None:
            raise RuntimeError(_CLOSED)
        return http

    async def close(self) -> None:
        """Close what was opened here under the running loop, and nothing that was given."""
        loop = _loop()
        with self._lock:
            opened = self._by_loop()
            http = opened.get(loop)
            opened[loop] = None
        if http is not None and http is not self._given:
            await http.aclose()

    def _by_loop(self) -> MutableMapping[object, AsyncHttpClient | None]:
        if self._opened is None:
            from weakref import WeakKeyDictionary

            self._opened = WeakKeyDictionary()
        return self._opened


def _loop() -> object:
    """What stands for the running event loop, of asyncio or of trio."""
    import asyncio

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        trio = sys.modules.get("trio")
        if trio is None:
            raise
        return trio.lowlevel.current_trio_token()
