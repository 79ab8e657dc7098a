"""The bases of the generated clients.

Nothing is opened, and little loaded, before it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

from .clock import Clock
from .model import UNSET, Unset
from .pool import AsyncPool, SyncPool
from .request import Request, StreamRequest
from .security import Bearer, Given
from .settings import Api, Server, Settings

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Unpack

    from .download import AsyncDownload, Download
    from .mismatch import Mismatch
    from .options import Options
    from .pages import AsyncPages, Pages
    from .paging import PageRequest
    from .progress import Progress
    from .sending import Response
    from .stream import AsyncStream, Stream
    from .transport import AsyncHttpClient, HttpClient
else:
    from .lazy import attributes

    __getattr__, __dir__ = attributes(
        __name__,
        {
            "AsyncDownload": "..download",
            "AsyncHttpClient": "..transport",
            "AsyncPages": "..pages",
            "AsyncStream": "..stream",
            "Download": "..download",
            "HttpClient": "..transport",
            "Mismatch": "..mismatch",
            "PageRequest": "..paging",
            "Pages": "..pages",
            "Progress": "..progress",
            "Response": "..sending",
            "Stream": "..stream",
        },
    )

__all__ = [
    "Api",
    "AsyncBase",
    "AsyncDownload",
    "AsyncHttpClient",
    "AsyncPages",
    "AsyncStream",
    "Bearer",
    "Clock",
    "Download",
    "HttpClient",
    "Mismatch",
    "Pages",
    "Progress",
    "Response",
    "Server",
    "Stream",
    "SyncClient",
]

T = TypeVar("T")
P = TypeVar("P")


class _Configured:
    """What both clients do with their options."""

    def __init__(
        self,
        api: Api,
        base_url: str | None,
        credentials: Mapping[str, Given] | None,
        variables: Mapping[str, str | None] | None,
        options: Options,
    ) -> None:
        self._settings = Settings(
            api=api,
            base_url=base_url,
            credentials=dict(credentials or {}),
            variables=dict(variables or {}),
            timeout=options.get("timeout", 60.0),
            retries=options.get("retries", 2),
            headers=dict(options.get("headers") or {}),
            hooks=tuple(options.get("hooks", ())),
            loads=options.get("loads"),
            strict=options.get("strict", False),
            validate=options.get("validate", False),
            on_mismatch=options.get("on_mismatch"),
            clock=options.get("clock") or Clock(),
        )

    def with_options(
        self,
        *,
        timeout: float | None | Unset = UNSET,
        retries: int | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> Self:
        """The same client with other options, for one call or for many.

        ``timeout`` is in seconds (see the client), ``retries`` counts further attempts,
        ``headers`` are sent beside the client's own, and in place of those of the same
        name. ``progress`` is told of each piece of a body that goes or comes. Nothing is opened: both clients share their connections, and closing one
        closes both.
        """
        from .headers import merge

        old = self._settings
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other._settings = old.replace(
            timeout=old.timeout if timeout is UNSET else timeout,
            retries=old.retries if retries is UNSET else retries,
            headers=merge(old.headers, headers or {}),
            progress=progress or old.progress,
        )
        return other

    def as_curl(self, request: Request[Any] | StreamRequest[Any]) -> str:
        """A ``curl`` command for a POSIX shell that sends what this client would send.

        In place of each secret it has the environment variable that holds it.
        """
        from .curl import as_curl

        return as_curl(self._settings, request)

    def __repr__(self) -> str:
        from .redact import shown_url

        api = self._settings.api
        first = next((server.url for server in api.servers), "")
        url = self._settings.base_url
        return f"<{type(self).__name__} {shown_url(first if url is None else url)}>"


class SyncClient(_Configured):
    """The base of ``Client``.

    ``base_url`` replaces the API's server, or is the name of one; ``variables`` are
    values for the fields of its URL. ``credentials`` are by scheme; one that is
    ``None`` comes from the scheme's environment variable, at each call. ``timeout`` is
    in seconds and holds for connecting, for sending and for every wait for further
    bytes (``None``: no end). ``retries`` is how many more attempts a call may make.
    ``headers`` go with every request. ``http`` is a client of ``httpx2`` or ``httpx``
    that is used instead of an own one, and is not closed. ``loads`` parses JSON in
    place of ``json.loads``. ``strict`` raises ``DecodeError`` where an answer is not
    what the API declares; ``validate`` checks bodies against the API's constraints
    before they are sent. ``hooks`` are told of each attempt. ``on_mismatch`` is called for each place where an answer is
    not what was declared. ``clock`` is for tests.

    Redirects are not followed, so that no credential reaches another host: a 3xx is an
    ``ApiError`` with the ``Location`` in its ``headers``. Threads may share a client;
    a process that comes of a fork has connections of its own.
    """

    def __init__(
        self,
        api: Api,
        base_url: str | None = None,
        *,
        credentials: Mapping[str, Given] | None = None,
        variables: Mapping[str, str | None] | None = None,
        http: HttpClient | None = None,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(api, base_url, credentials, variables, options)
        self._pool = SyncPool(http)

    @overload
    def send(self, request: StreamRequest[T]) -> Stream[T]: ...
    @overload
    def send(self, request: Request[T]) -> Response[T]: ...
    def send(self, request: Request[T] | StreamRequest[T]) -> Response[T] | Stream[T]:
        """Send a request: the whole answer, or a stream that opens when it is read.

        Raises ``ApiError``, ``TransportError``, ``DecodeError``, ``CredentialError``,
        ``ValidationError``, and ``ValueError`` for what cannot be sent.
        """
        from .transport import SyncWire, run

        wire = SyncWire(self._pool, self._settings.clock)
        if isinstance(request, StreamRequest):
            from .stream import Reading, Stream

            return Stream(Reading(self._settings, wire, request))
        from .sending import send

        return run(send(self._settings, wire, request))

    def paginate(self, request: PageRequest[T, P]) -> Pages[T, P]:
        """All that a request asks for, on however many pages; see :class:`Pages`.

        Taking an item or a page raises what :meth:`send` raises, and ``PagingError``.
        """
        from .pages import Pages
        from .transport import SyncWire

        wire = SyncWire(self._pool, self._settings.clock)
        return Pages(self._settings, wire, request)

    def download(self, request: Request[Any]) -> Download:
        """The body of an answer as it comes, piece by piece; see :class:`Download`."""
        from .download import Download, Downloading
        from .transport import SyncWire

        wire = SyncWire(self._pool, self._settings.clock)
        return Download(Downloading(self._settings, wire, request))

    def close(self) -> None:
        """Close all connections; the client, and what it shares them with, is of no
        more use.
        """
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class AsyncBase(_Configured):
    """The base of ``AsyncClient``, with the options of :class:`SyncClient`.

    It works under asyncio and trio, and under one event loop after another: each has
    its own connections, and closes them.
    """

    def __init__(
        self,
        api: Api,
        base_url: str | None = None,
        *,
        credentials: Mapping[str, Given] | None = None,
        variables: Mapping[str, str | None] | None = None,
        http: AsyncHttpClient | None = None,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(api, base_url, credentials, variables, options)
        self._pool = AsyncPool(http)

    @overload
    def send(self, request: StreamRequest[T]) -> AsyncStream[T]: ...
    @overload
    def send(self, request: Request[T]) -> Coroutine[Any, Any, Response[T]]: ...
    def send(
        self, request: Request[T] | StreamRequest[T]
    ) -> Coroutine[Any, Any, Response[T]] | AsyncStream[T]:
        """Send a request: ``await`` the whole answer, or read a stream, which needs
        none.

        Raises what :meth:`SyncClient.send` raises.
        """
        from .transport import AsyncWire

        wire = AsyncWire(self._pool, self._settings.clock)
        if isinstance(request, StreamRequest):
            from .stream import AsyncStream, Reading

            return AsyncStream(Reading(self._settings, wire, request))
        from .sending import send

        return send(self._settings, wire, request)

    def paginate(self, request: PageRequest[T, P]) -> AsyncPages[T, P]:
        """See :meth:`SyncClient.paginate`; what it gives is for ``async for``."""
        from .pages import AsyncPages
        from .transport import AsyncWire

        wire = AsyncWire(self._pool, self._settings.clock)
        return AsyncPages(self._settings, wire, request)

    def download(self, request: Request[Any]) -> AsyncDownload:
        """See :meth:`SyncClient.download`; what it gives is for ``async for``."""
        from .download import AsyncDownload, Downloading
        from .transport import AsyncWire

        wire = AsyncWire(self._pool, self._settings.clock)
        return AsyncDownload(Downloading(self._settings, wire, request))

    async def close(self) -> None:
        """Close all connections of this event loop; under it, neither this client nor
        what it shares them with is of any more use.
        """
        await self._pool.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()
