"""Reads a multipart body as a server would, by the parser of ``python-multipart``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from python_multipart.multipart import MultipartParser, parse_options_header


class Part(NamedTuple):
    """A part as the server has it."""

    name: str
    file_name: str | None
    media_type: str | None
    content: bytes


def field(name: str, text: str, media_type: str | None = None) -> Part:
    """A part that is no file."""
    return Part(name, None, media_type, text.encode())


class Reader:
    """A server's parser; every part has a disposition ``form-data``, and no field twice."""

    def __init__(self, media_type: str) -> None:
        kind, options = parse_options_header(media_type)
        assert kind == b"multipart/form-data"
        boundary = options[b"boundary"]
        assert re.fullmatch(
            rb"[0-9A-Za-z'()+_,./:=?-]{1,70}", boundary
        )  # RFC 2046, 5.1.1
        self.parts: list[Part] = []
        self.ended = False
        self._header: list[bytes] = []
        self._headers: dict[bytes, bytes] = {}
        self._data: list[bytes] = []
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_begin": lambda: self._header.clear(),
                "on_header_field": lambda data, at, end: self._name(data[at:end]),
                "on_header_value": lambda data, at, end: self._value(data[at:end]),
                "on_part_data": lambda data, at, end: self._data.append(data[at:end]),
                "on_part_end": self._end,
                "on_end": self._finish,
            },
        )
        self._last = b""

    def _begin(self) -> None:
        self._headers, self._data, self._last = {}, [], b""

    def _name(self, piece: bytes) -> None:
        self._header.append(piece)
        self._last = b"".join(self._header).lower()

    def _value(self, piece: bytes) -> None:
        self._headers[self._last] = self._headers.get(self._last, b"") + piece

    def _end(self) -> None:
        kind, options = parse_options_header(self._headers[b"content-disposition"])
        assert kind == b"form-data"
        file_name, media_type = options.get(b"filename"), self._headers.get(
            b"content-type"
        )
        self.parts.append(
            Part(
                _unescaped(options[b"name"]),
                None if file_name is None else _unescaped(file_name),
                None if media_type is None else media_type.decode(),
                b"".join(self._data),
            )
        )

    def _finish(self) -> None:
        self.ended = True

    def read(self, pieces: Iterable[bytes]) -> list[Part]:
        """All parts."""
        for piece in pieces:
            assert self._parser.write(piece) == len(piece)
        self._parser.finalize()
        assert self.ended
        return self.parts


def _unescaped(name: bytes) -> str:
    """A name without the escapes of browsers (HTML, 4.10.21.8), which no parser undoes."""
    pairs = (("%22", '"'), ("%0D", "\r"), ("%0A", "\n"))
    text = name.decode()
    for escaped, sign in pairs:
        text = text.replace(escaped, sign)
    return text
