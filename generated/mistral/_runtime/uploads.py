"""Bodies that are read from files while they are sent, a piece at a time.

What is small is read at once, and is ``bytes`` as any other body.
"""

import os
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any, TypeAlias

from .body import is_bytes, is_path, raw

PIECE = 64 * 1024
"""Bytes that are in memory at a time, and that a small file has at most."""


class Source:
    """A file that is read later: at a path, or open. ``size`` is in bytes if known.

    ``repeatable``: it can be read again, as another attempt to send must.
    """

    __slots__ = ("_at", "_file", "repeatable", "size")

    def __init__(self, file: Any, at: int | None, size: int | None) -> None:
        self._file = file
        self._at = at
        self.size = size
        self.repeatable = at is not None

    def __iter__(self) -> Iterator[bytes]:
        if is_path(self._file):
            with open(self._file, "rb") as file:
                yield from _pieces(file)
            return
        if self._at is not None:
            self._file.seek(self._at)
        yield from _pieces(self._file)


def _pieces(file: Any) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield raw(piece)


Part: TypeAlias = bytes | Source


def part(value: Any) -> Part:
    """The content of a file: its bytes where it is small, else what reads it later.

    Takes what ``raw`` takes. An open file is read from where it stands.
    """
    if is_path(value):
        size = os.stat(value).st_size
        regular = os.path.isfile(value)
        return raw(value) if regular and size <= PIECE else Source(value, 0, size)
    if is_bytes(value) or isinstance(value, str) or hasattr(value, "encoding"):
        return raw(value)  # a file that is open as text has no size in bytes
    if not hasattr(value, "read"):
        return raw(value)
    try:
        at = value.tell()
        size = value.seek(0, os.SEEK_END) - at
        value.seek(at)
    except (AttributeError, OSError, TypeError):  # a pipe, or an answer
        return Source(value, None, None)
    return raw(value) if size <= PIECE else Source(value, at, size)


class Upload:
    """A body in parts: any HTTP client can send it piece by piece.

    ``size`` is in bytes, ``None`` where it is not known before the end. ``progress`` is
    called with the bytes that were sent so far.
    """

    __slots__ = ("parts", "progress", "repeatable", "size")

    def __init__(self, parts: Sequence[Part]) -> None:
        sizes = [len(one) if isinstance(one, bytes) else one.size for one in parts]
        known = [size for size in sizes if size is not None]
        self.parts = parts
        self.size = sum(known) if len(known) == len(sizes) else None
        self.repeatable = all(isinstance(p, bytes) or p.repeatable for p in parts)
        self.progress: Callable[[int], None] | None = None

    def __iter__(self) -> Iterator[bytes]:
        done = 0
        for one in self.parts:
            pieces = _cut(one) if isinstance(one, bytes) else one
            for piece in pieces:
                yield piece
                done += len(piece)
                if self.progress is not None:
                    self.progress(done)

    def __bytes__(self) -> bytes:
        return b"".join(self)


def _cut(data: bytes) -> Iterator[bytes]:
    view = memoryview(data)
    return (bytes(view[at : at + PIECE]) for at in range(0, len(data), PIECE))


class Awaited:
    """The same body for a client that awaits; files are read without waiting."""

    __slots__ = ("upload",)

    def __init__(self, upload: Upload) -> None:
        self.upload = upload

    def __aiter__(self) -> AsyncIterator[bytes]:
        return _Pieces(iter(self.upload))


class _Pieces(AsyncIterator[bytes]):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    async def __anext__(self) -> bytes:
        for piece in self._pieces:
            return piece
        raise StopAsyncIteration


def body(parts: Sequence[Part]) -> bytes | Upload:
    """One body of several parts: bytes where all of them are."""
    known = [one for one in parts if isinstance(one, bytes)]
    return b"".join(known) if len(known) == len(parts) else Upload(parts)
