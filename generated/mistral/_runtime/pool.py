"""The HTTP clients, opened when first needed; no other module loads an HTTP library.

Where the environment names a proxy they are whole clients of ``httpx2`` or ``httpx``,
which know what to do with it; elsewhere they are the connections that those are made
of, and nothing more.
"""

from __future__ import annotations

import os
import sys
from _thread import allocate_lock
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from .transport import AsyncHttpClient, HttpClient

_CORES = {"httpx2": "httpcore2", "httpx": "httpcore"}


def _name() -> str:
    from importlib.util import find_spec

    for name in _CORES:
        if find_spec(name) is not None:
            return name
    raise ModuleNotFoundError(
        "no HTTP library: install httpx2 (or httpx)", name="httpx2"
    )


def library() -> Any:
    """The HTTP library: ``httpx2`` where it is installed, else ``httpx``.

    Raises ``ModuleNotFoundError`` that says what to install.
    """
    return import_module(_name())


def core() -> Any:
    """What :func:`library` is made of: installed with it, and loaded faster."""
    return import_module(_CORES[_name()])


def _parse(url: str) -> Any:
    return library().URL(url)


_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


def _proxied() -> bool:
    """Whether the environment, or the settings of macOS or Windows, name a proxy."""
    if sys.platform in ("darwin", "win32"):
        from urllib.request import getproxies

        names = {f"{kind}_proxy" for kind, value in getproxies().items() if value}
    else:
        names = {name.lower() for name, value in os.environ.items() if value}
    return not names.isdisjoint(_PROXIES)


def _certificates() -> Any:
    """The TLS settings that :func:`library` would make.

    The authorities are those of ``SSL_CERT_FILE`` or ``SSL_CERT_DIR``, else the
    library's own: the system's for ``httpx2``, those of ``certifi`` for ``httpx``.
    """
    import ssl

    if file := os.environ.get("SSL_CERT_FILE"):
        return ssl.create_default_context(cafile=file)
    if folder := os.environ.get("SSL_CERT_DIR"):
        return ssl.create_default_context(capath=folder)
    if _name() == "httpx2":
        return core().default_ssl_context()
    return ssl.create_default_context(cafile=import_module("certifi").where())


class _Tls:
    """TLS settings that are made at the first connection that needs them.

    To read the certificates of all authorities takes longer than a call over plain
    HTTP.
    """

    def load(self) -> Any:
        """The settings themselves.

        Raises ``ValueError`` where the authorities cannot be read; once a connection is
        open, not every library would close it for that.
        """
        context = self.__dict__.get("context")
        if context is None:
            try:
                context = self.__dict__["context"] = _certificates()
            except OSError as error:
                raise ValueError(f"no authorities can be read: {error}") from error
        return context

    def __getattr__(self, name: str) -> Any:
        return getattr(self.load(), name)


def open_sync() -> HttpClient:
    """What a client opens where it is given nothing."""
    if _proxied():
        http: HttpClient = _discreet(library().Client(verify=_Tls()))
        return http
    from .connections import SyncConnections

    return SyncConnections(core(), _parse, _Tls())


def open_async() -> AsyncHttpClient:
    """The same for coroutines, under one event loop."""
    if _proxied():
        http: AsyncHttpClient = _discreet(library().AsyncClient(verify=_Tls()))
        return http
    from .connections import AsyncConnections

    return AsyncConnections(core(), _parse, _Tls())


def _discreet(http: Any) -> Any:
    """A whole client that keeps no cookies, as connections alone keep none, and that
    writes no credential of a query to its log.
    """
    from http.cookiejar import DefaultCookiePolicy

    from .redact import shown_url

    plain: Any = library().URL

    def text(url: Any) -> str:
        return shown_url(str(plain(url)))

    discreet: Any = type("Url", (plain,), {"__str__": text})
    build = http.build_request

    def build_request(method: str, url: str, **parts: Any) -> Any:
        request = build(method, url, **parts)
        request.url = discreet(request.url)
        return request

    http.build_request = build_request
    http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))
    return http


_CLOSED = "this client is closed"


class _Process:
    """What one process has opened; a lock that another held is of no use after fork."""

    __slots__ = ("lock", "loops", "opened")

    def __init__(self) -> None:
        self.lock = allocate_lock()
        self.opened: HttpClient | None = None
        # By loop; None where it was closed.
        self.loops: MutableMapping[object, AsyncHttpClient | None] | None = None


class _Pool:
    """What both pools do: each process has its own connections.

    Two processes that write to one connection would mix up their calls. What the parent
    has opened is left alone by the child: to close it would say good-bye for both.
    """

    def __init__(self) -> None:
        self._by_process: dict[int, _Process] = {}

    @property
    def _here(self) -> _Process:
        pid = os.getpid()
        return self._by_process.get(pid) or self._by_process.setdefault(pid, _Process())


class SyncPool(_Pool):
    """The connections of a client and of all that :meth:`with_options` made of it."""

    def __init__(self, given: HttpClient | None) -> None:
        super().__init__()
        self._given = given
        self._closed = False

    def http(self) -> HttpClient:
        """The HTTP client, opened now if none was given."""
        here = self._here
        with here.lock:
            if self._closed:
                raise RuntimeError(_CLOSED)
            http = here.opened
            if http is None:
                http = open_sync() if self._given is None else self._given
                here.opened = http
            return http

    def close(self) -> None:
        """Close what was opened here, and nothing that was given."""
        here = self._here
        with here.lock:
            self._closed = True
            http, here.opened = here.opened, None
        if http is not None and http is not self._given:
            http.close()


class AsyncPool(_Pool):
    """The same for coroutines; each event loop has an HTTP client of its own.

    Connections belong to the loop that opened them: with one client for all, a second
    ``asyncio.run`` would meet the connections of a loop that is closed.
    """

    def __init__(self, given: AsyncHttpClient | None) -> None:
        super().__init__()
        self._given = given

    def http(self) -> AsyncHttpClient:
        """The HTTP client of the running loop, opened now if none was given."""
        loop, here = _loop(), self._here
        with here.lock:
            opened = _loops(here)
            if loop not in opened:
                given = self._given
                opened[loop] = open_async() if given is None else given
            http = opened[loop]
        if http is None:
            raise RuntimeError(_CLOSED)
        return http

    async def close(self) -> None:
        """Close what was opened here under the running loop, and nothing that was
        given.
        """
        loop, here = _loop(), self._here
        with here.lock:
            opened = _loops(here)
            http = opened.get(loop)
            opened[loop] = None
        if http is not None and http is not self._given:
            await http.aclose()


def _loops(process: _Process) -> MutableMapping[object, AsyncHttpClient | None]:
    if process.loops is None:
        from weakref import WeakKeyDictionary

        process.loops = WeakKeyDictionary()
    return process.loops


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
