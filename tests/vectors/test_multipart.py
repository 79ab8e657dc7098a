"""Bodies of ``multipart/form-data`` (RFC 7578), read back by ``python-multipart``.

From builders: small ones as bytes, large ones as the pieces that an upload is sent in.
"""

from __future__ import annotations

import asyncio
import io
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from runtime.uploads import Awaited

from tests.vectors.made import Json, Made, made
from tests.vectors.multipart_reader import Part, Reader, field

BINARY = "application/octet-stream"


def read(built: Any, *sizes: int) -> list[Part]:
    """The parts of what was built: as it comes, or in pieces of some sizes."""
    content = built.content
    if isinstance(content, bytes):
        pieces = _cut(content, sizes or (len(content),))
    else:
        assert built.headers["Content-Length"] == str(len(bytes(content)))
        pieces = iter(content)
    return Reader(built.headers["Content-Type"]).read(pieces)


def _cut(data: bytes, sizes: tuple[int, ...]) -> Iterator[bytes]:
    at = number = 0
    while at < len(data):
        size = sizes[number % len(sizes)]
        yield data[at : at + size]
        at, number = at + size, number + 1


_FILE = {"type": "string", "format": "binary"}


def _form(schema: Json, encoding: Json | None = None) -> Json:
    media = {"schema": {"type": "object", **schema}, "encoding": encoding or {}}
    return {
        "method": "post",
        "requestBody": {"content": {"multipart/form-data": media}},
    }


_PROPERTIES = {
    "title": {"type": "string"},
    "count": {"type": "integer"},
    "ok": {"type": "boolean"},
    "day": {"type": "string", "format": "date"},
    "tags": {"type": "array", "items": {"type": "string"}},
    "meta": {"type": "object", "additionalProperties": True},
    "metas": {"type": "array", "items": {"type": "object"}},
    "rows": {"type": "array", "items": {"type": "integer"}},
    "note": {"type": "string"},
    "file": _FILE,
    "picture": _FILE,
    "files": {"type": "array", "items": _FILE},
}


@pytest.fixture(scope="module")
def sdk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """A package with forms of known fields, of any texts and of any files."""
    encoding = {
        "note": {"contentType": "text/markdown; charset=utf-8"},
        "rows": {"contentType": "application/json"},
        "picture": {"contentType": "image/png"},
    }
    operations = {
        "known": {"path": "/known", **_form({"properties": _PROPERTIES}, encoding)},
        "texts": {
            "path": "/texts",
            **_form({"additionalProperties": {"type": "string"}}),
        },
        "blobs": {"path": "/blobs", **_form({"additionalProperties": _FILE})},
    }
    yield from made(tmp_path_factory.mktemp("multipart"), operations)


def test_fields_of_every_kind(sdk: Made) -> None:
    built = sdk.built(
        "known",
        title="Grüße 😀",
        count=-7,
        ok=True,
        day="2024-02-29",
        tags=["a", "", None, "b,c"],
        file=None,
        meta={"k": ["ü", None]},
        metas=[{"a": 1}, {}],
        rows=[1, 2],
        note="# x",
    )
    assert read(built) == [
        field("title", "Grüße 😀"),
        field("count", "-7"),
        field("ok", "true"),
        field("day", "2024-02-29"),
        field("tags", "a"),
        field("tags", ""),
        field("tags", "b,c"),
        field("meta", '{"k":["ü",null]}', "application/json"),
        field("metas", '{"a":1}', "application/json"),
        field("metas", "{}", "application/json"),
        field("rows", "[1,2]", "application/json"),
        field("note", "# x", "text/markdown; charset=utf-8"),
    ]


def test_nothing_given_is_no_body(sdk: Made) -> None:
    built = sdk.built("known")
    assert built.content is None
    assert "Content-Type" not in built.headers


NAMES = [
    "plain",
    "with space",
    "naïve",
    "日本語",
    "😀",
    'say "hi"',
    "line\r\nbreak",
    "cr\ronly",
    "lf\nonly",
    '"; filename="x',
    "a;b=c",
    "100% & +",
    "back\\slash",
    "it's",
    "\r\n\r\n--boundary--\r\n",
    "e\u0301",
    "",
    "x" * 1000,
]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_fields(sdk: Made, name: str) -> None:
    built = sdk.built("texts", body={name: "x", "other": "y"})
    assert read(built) == [field(name, "x"), field("other", "y")]
    assert read(built, 1) == read(built)


@pytest.mark.parametrize("name", [name for name in NAMES if name])
def test_names_of_files(sdk: Made, name: str) -> None:
    built = sdk.built("known", file=(name, b"x", "text/x"), count=1)
    assert read(built) == [field("count", "1"), Part("file", name, "text/x", b"x")]


@pytest.mark.parametrize("name", ["a\\", "a\\\\b", "\\\\host\\f.txt", "C:\\f.txt"])
def test_backslashes_are_sent_bare(sdk: Made, name: str) -> None:
    """As browsers do; servers differ in which of them are escapes, or folders of Windows."""
    built = sdk.built("known", file=(name, b"x"))
    assert f'filename="{name}"\r\n'.encode() in built.content
    assert [part.content for part in read(built)] == [b"x"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_file_whose_name_is_no_utf_8(sdk: Made, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_bytes(b"x")
    with path.open("rb") as opened:
        built = sdk.built("known", file=path, files=[opened])
    wanted = ("caf\ufffd.txt", "text/plain", b"x")
    assert read(built) == [Part("file", *wanted), Part("files", *wanted)]


@pytest.mark.parametrize("media_type", ["text/x\r\nX: y", "text/x\n", "\r"])
def test_no_media_type_ends_its_header(sdk: Made, media_type: str) -> None:
    with pytest.raises(ValueError, match="line break"):
        sdk.built("known", file=("f", b"", media_type))


TEXTS = [
    "",
    " ",
    "\r\n",
    "\n",
    "a\rb\nc\r\nd",
    "--",
    "\r\n--",
    "\x00\x1f\x7f",
    'name="x"',
    "é\u2028😀\ufeff",
    '\r\nContent-Disposition: form-data; name="y"\r\n\r\nz',
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("sizes", [(), (1,), (3, 1, 7)])
def test_texts_come_as_they_are(sdk: Made, text: str, sizes: tuple[int, ...]) -> None:
    """A browser would make CRLF of every line break (HTML); an API wants its text."""
    built = sdk.built("texts", body={"a": text, "b": "end"})
    assert read(built, *sizes) == [field("a", text), field("b", "end")]


def test_files_of_every_kind(sdk: Made, tmp_path: Path) -> None:
    path = tmp_path / "fichier é.json"
    path.write_bytes(b"{}")
    with path.open("rb") as opened:
        built = sdk.built(
            "known",
            file=path,
            picture=b"\x89PNG",
            files=[
                opened,
                io.BytesIO(b"memory"),
                ("same.txt", b"1"),
                ("same.txt", b""),
                ("typed", io.BytesIO(b"2"), "image/webp"),
                ("two", "text ü"),
                bytearray(b"\x00"),
            ],
        )
    assert read(built) == [
        Part("file", path.name, "application/json", b"{}"),
        Part("picture", "picture", "image/png", b"\x89PNG"),
        Part("files", path.name, "application/json", b"{}"),
        Part("files", "files", BINARY, b"memory"),
        Part("files", "same.txt", "text/plain", b"1"),
        Part("files", "same.txt", "text/plain", b""),
        Part("files", "typed", "image/webp", b"2"),
        Part("files", "two", BINARY, "text ü".encode()),
        Part("files", "files", BINARY, b"\x00"),
    ]


def test_content_that_looks_like_a_boundary(sdk: Made) -> None:
    first = sdk.built("blobs", body={"a": b""})
    boundary = first.headers["Content-Type"].partition("boundary=")[2].encode()
    contents = [
        b"--",
        b"\r\n--",
        b"\r\n--" + boundary[:-1],
        b"\r\n--" + boundary,
        b"\r\n--" + boundary + b"--\r\n",
        b"\r\n--" * 50 + b"\r",
        b"\r\n" * 3,
        b"\r",
        b"-",
    ]
    body = {f"f{number}": content for number, content in enumerate(contents)}
    built = sdk.built("blobs", body=body)
    wanted = [Part(name, name, BINARY, content) for name, content in body.items()]
    for sizes in ((), (1,), (2, 3), (64,)):
        assert read(built, *sizes) == wanted


def test_no_boundary_comes_twice(sdk: Made) -> None:
    request = sdk.request("blobs", body={"a": b""})
    types = {request.build().headers["Content-Type"] for _ in range(100)}
    assert len(types) == 100


@pytest.mark.parametrize("size", [1 << 20, 5 << 20])
def test_megabytes_of_chance_in_pieces(sdk: Made, tmp_path: Path, size: int) -> None:
    data = random.Random(size).randbytes(size)
    path = tmp_path / "chance.bin"
    path.write_bytes(data)
    wanted = [
        field("title", "t"),
        Part("file", "chance.bin", BINARY, data),
        Part("files", "files", BINARY, data[7:]),
        Part("files", "small", BINARY, data[:9]),
    ]
    stream = io.BytesIO(data)
    stream.seek(7)
    files = [stream, ("small", data[:9])]
    built = sdk.built("known", title="t", file=path, files=files)
    assert not isinstance(built.content, bytes)
    assert max(map(len, built.content)) <= 1 << 16
    assert read(built) == wanted
    assert asyncio.run(_awaited(built)) == wanted  # another attempt, from the start
    whole = sdk.built("known", title="t", file=("chance.bin", data), files=files[1:])
    assert isinstance(whole.content, bytes)
    assert read(whole) == [wanted[0], wanted[1], wanted[3]]


async def _awaited(built: Any) -> list[Part]:
    pieces = [piece async for piece in Awaited(built.content)]
    return Reader(built.headers["Content-Type"]).read(pieces)


class Pipe(io.RawIOBase):
    """A file of which nobody knows the size."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def read(self, size: int = -1) -> bytes:
        return self._data.read(size)

    def seekable(self) -> bool:
        return False


def test_a_pipe_is_read_once(sdk: Made) -> None:
    data = random.Random(3).randbytes(300_000)
    built = sdk.built("known", file=("p.bin", Pipe(data)), title="after")
    assert built.headers["Transfer-Encoding"] == "chunked"
    assert "Content-Length" not in built.headers
    parts = Reader(built.headers["Content-Type"]).read(built.content)
    assert parts == [field("title", "after"), Part("file", "p.bin", BINARY, data)]
    assert not built.content.repeatable
