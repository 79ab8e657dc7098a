"""Bodies that came compressed, undone piece by piece as they come (RFC 9110, 8.4).

No I/O.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    # zlib has no name for the type of its objects.
    class _Inflate(Protocol):
        @property
        def eof(self) -> bool: ...
        @property
        def unused_data(self) -> bytes: ...
        def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


ACCEPTED = b"gzip, deflate"
"""What ``Accept-Encoding`` says."""

_MOST = 5
"""Codings on top of each other: each one may make a small body a thousand times as
large.
"""
FREE = 64 * 1024 * 1024
"""Bytes that a body may have however small it came."""
_RATIO = 256
"""How many times its size a larger body may have; what people send has far less, and
what is made to fill the memory up to a thousand.
"""


class DecodingError(Exception):
    """A body is not what its ``Content-Encoding`` says, or breaks off."""


def check(came: int, made: int) -> None:
    """Raise :class:`DecodingError` where ``came`` bytes have become too many."""
    if made > FREE and made > came * _RATIO:
        raise DecodingError(f"the body unpacks to more than {_RATIO} times its size")


class _Coding(Protocol):
    def feed(self, data: bytes, most: int) -> bytes:
        """Undo it, to ``most`` bytes, or to one more where there are more."""
        ...

    def whole(self) -> bool: ...


class _Gzip:
    """RFC 1952: one member after another; what is none after the last is padding."""

    def __init__(self) -> None:
        self._member: _Inflate | None = None
        self._begun = self._ended = False

    def feed(self, data: bytes, most: int) -> bytes:
        from zlib import MAX_WBITS, decompressobj

        pieces: list[bytes] = []
        while data and not self._ended and most >= 0:
            if self._member is None:
                if self._begun and not data.startswith(b"\x1f"):
                    self._ended = True
                    break
                self._begun = True
                self._member = decompressobj(16 + MAX_WBITS)
            pieces.append(self._member.decompress(data, most + 1))
            most -= len(pieces[-1])
            if not self._member.eof:
                break
            data = self._member.unused_data
            self._member = None
        return b"".join(pieces)

    def whole(self) -> bool:
        return self._member is None


class _Deflate:
    """RFC 1950, or RFC 1951 alone, which some servers take it for: the first bytes
    tell.
    """

    def __init__(self) -> None:
        self._head = b""
        self._body: _Inflate | None = None

    def feed(self, data: bytes, most: int) -> bytes:
        if self._body is None:
            from zlib import MAX_WBITS, decompressobj

            data = self._head = self._head + data
            if len(data) < 2:
                return b""
            has_header = data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0
            self._body = decompressobj(MAX_WBITS if has_header else -MAX_WBITS)
        return self._body.decompress(data, most + 1)

    def whole(self) -> bool:
        return self._body.eof if self._body is not None else not self._head


_CODINGS: dict[str, type[_Gzip | _Deflate]] = {
    "deflate": _Deflate,
    "gzip": _Gzip,
    "x-gzip": _Gzip,
}


class Unpacker:
    """Undoes the codings that a ``Content-Encoding`` names.

    One that is not known, which no request asks for, is left as it is: some servers
    write a character set there. Raises :class:`DecodingError` where there are too many.
    """

    def __init__(self, codings: str) -> None:
        names = [name.strip().lower() for name in codings.split(",")]
        known = [_CODINGS[name] for name in reversed(names) if name in _CODINGS]
        if len(known) > _MOST:
            raise DecodingError(f"the body is compressed more than {_MOST} times")
        self._codings: list[_Coding] = [kind() for kind in known]
        self._came = self._made = 0

    def feed(self, data: bytes) -> bytes:
        """What this piece tells of the body. Raises :class:`DecodingError`."""
        if not self._codings:
            return data
        from zlib import error

        self._came += len(data)
        most = max(FREE, self._came * _RATIO) - self._made
        try:
            for coding in self._codings:
                data = coding.feed(data, most)
                check(self._came, self._made + len(data))
        except error as fault:
            raise DecodingError(f"the body cannot be decompressed: {fault}") from fault
        self._made += len(data)
        return data

    def end(self) -> None:
        """Raise :class:`DecodingError` if there should be more of the body."""
        if not all(coding.whole() for coding in self._codings):
            raise DecodingError("the compressed body breaks off")
