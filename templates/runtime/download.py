"""Answers that are taken piece by piece, whatever they are; nothing is decoded.

One piece is in memory at a time.
"""

import os
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import IO, Any, Self, TypeAlias

from .request import Request
from .sending import Head, exchange
from .settings import Settings
from .transport import Answer, Wire, run

Target: TypeAlias = str | os.PathLike[str] | IO[bytes]
"""Where a body is to go: a path, or a file that is open for writing bytes."""


class Downloading:
    """A body that is being read: everything but the colour."""

    def __init__(self, settings: Settings, wire: Wire, request: Request[Any]) -> None:
        self._settings = settings
        self._wire = wire
        self._request = request
        self._head: Head | None = None
        self._answer: Answer | None = None

    @property
    def head(self) -> Head:
        """The head of the answer. Raises ``RuntimeError`` before it is there."""
        if self._head is None:
            raise RuntimeError("nothing has come: enter the download, or take a piece")
        return self._head

    async def open(self) -> None:
        """Send the request, once. Raises what any call raises."""
        if self._head is None:
            self._head, self._answer = await exchange(
                self._settings, self._wire, self._request, _unread
            )

    async def next(self) -> bytes | None:
        """The next piece, ``None`` at the end; the end closes, and so does an error."""
        try:
            await self.open()
            piece = None if self._answer is None else await self._answer.next()
        except BaseException:
            await self.close()
            raise
        if piece is None:
            await self.close()
        return piece

    async def save(self, target: Target) -> int:
        """Write the body to where it is to go; see :meth:`Download.save`."""
        size = 0
        try:
            await self.open()
            with _opened(target) as file:
                while (piece := await self.next()) is not None:
                    file.write(piece)
                    size += len(piece)
        finally:
            await self.close()
        return size

    async def close(self) -> None:
        """Close the connection of a body that has not ended; safe to repeat."""
        answer, self._answer = self._answer, None
        if answer is not None:
            await answer.close()


@contextmanager
def _opened(target: Target) -> Generator[IO[bytes], None, None]:
    """A file to write to; at a path it is there when all of it is."""
    if not isinstance(target, str | os.PathLike):
        yield target
        return
    part = f"{os.fspath(target)}.part"
    try:
        with open(part, "wb") as file:
            yield file
        os.replace(part, target)
    except BaseException:
        if os.path.exists(part):
            os.remove(part)
        raise


async def _unread(answer: Answer) -> Answer:
    return answer


class Download:
    """A body, piece by piece, as bytes.

    Nothing is sent before the ``with`` block is entered, or the first piece is taken.
    Leaving the block closes the connection; so does leaving a loop without one.
    """

    def __init__(self, downloading: Downloading) -> None:
        self._downloading = downloading
        self._entered = False

    @property
    def response(self) -> Head:
        """Status, header fields, attempts. ``RuntimeError`` before they are there."""
        return self._downloading.head

    def __enter__(self) -> Self:
        run(self._downloading.open())
        self._entered = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[bytes]:
        try:
            while (piece := run(self._downloading.next())) is not None:
                yield piece
        finally:
            if not self._entered:
                self.close()

    def save(self, target: Target) -> int:
        """Write the body to a path or an open file; give the number of bytes.

        A path has the whole body or is left as it was. Raises what any call raises,
        and ``OSError``.
        """
        return run(self._downloading.save(target))

    def close(self) -> None:
        """Close the connection, unless the body has ended."""
        run(self._downloading.close())


class AsyncDownload:
    """A body, piece by piece, as bytes; see :class:`Download`.

    A loop that is left before its end wants an ``async with`` around it. Files are
    written without waiting.
    """

    def __init__(self, downloading: Downloading) -> None:
        self._downloading = downloading

    @property
    def response(self) -> Head:
        """Status, header fields, attempts. ``RuntimeError`` before they are there."""
        return self._downloading.head

    async def __aenter__(self) -> Self:
        await self._downloading.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return _Pieces(self._downloading)

    async def save(self, target: Target) -> int:
        """See :meth:`Download.save`."""
        return await self._downloading.save(target)

    async def close(self) -> None:
        """Close the connection, unless the body has ended."""
        await self._downloading.close()


class _Pieces(AsyncIterator[bytes]):
    """No generator: one that is left before its end closes when its loop pleases."""

    def __init__(self, downloading: Downloading) -> None:
        self._downloading = downloading

    async def __anext__(self) -> bytes:
        piece = await self._downloading.next()
        if piece is None:
            raise StopAsyncIteration
        return piece
