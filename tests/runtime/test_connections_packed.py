"""Compressed answers: undone piece by piece, at once where a stream has paused, or refused."""

from __future__ import annotations

import gzip
import json
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from runtime.errors import TransportError
from runtime.unpacking import DecodingError, Unpacker

from tests.runtime import example
from tests.support.colours import Colour
from tests.support.server import (
    LAST,
    Server,
    Stall,
    Wait,
    answer,
    chunk,
    cut,
    head,
    stream,
)

# The HTTP library walks through async generators of its own, and trio tells when one is not
# walked to its end, as no body that is left early can be.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Async generator 'http:ResourceWarning",
)

GET = example.retrieve("f")
BODY = {"id": "größe" * 50, "count": 2}
DATA = json.dumps(BODY).encode()


def raw_deflate(data: bytes) -> bytes:
    """RFC 1951 without the header of RFC 1950."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def packed(data: bytes) -> bytes:
    """RFC 1952, the same bytes at any time."""
    return gzip.compress(data, mtime=0)


PACKED = [
    ("gzip", packed(DATA)),
    ("X-GZip", packed(DATA)),
    ("gzip", packed(DATA[:9]) + packed(b"") + packed(DATA[9:])),
    ("gzip", packed(DATA) + bytes(8)),
    ("deflate", zlib.compress(DATA)),
    ("deflate", raw_deflate(DATA)),
    ("deflate , GZIP", packed(zlib.compress(DATA))),
    ("identity", DATA),
    ("utf-8", DATA),
]


@pytest.mark.parametrize(("coding", "data"), PACKED, ids=range(len(PACKED)))
def test_bodies(server: Server, colour: Colour, coding: str, data: bytes) -> None:
    fields = {"Content-Encoding": coding, "Content-Type": "application/json"}
    chunked = {**fields, "Transfer-Encoding": "chunked"}
    pieces = [chunk(piece) for piece in cut(data, 1)]
    server.will(answer(200, data, fields), [head(200, chunked), *pieces, LAST])
    client = colour.client(server.url)
    for _ in range(2):
        value = colour.send(client, GET).value
        assert (value.id, value.count) == (BODY["id"], BODY["count"])
    assert server.connections == 1
    colour.close(client)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_no_body_is_none(server: Server, colour: Colour, coding: str) -> None:
    fields = {"Content-Encoding": coding}
    server.will([head(204, fields)], answer(200, b"", fields))
    client = colour.client(server.url)
    assert colour.send(client, example.delete("f")).value is None
    assert colour.send(client, example.content("f")).value == b""
    colour.close(client)


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("gzip", b"no gzip"),
        ("gzip", packed(DATA)[:-1]),
        ("gzip", packed(DATA)[:-5] + b"wrong"),
        ("gzip", packed(DATA) + packed(DATA)[:12]),
        ("deflate", b"no deflate"),
        ("deflate", b"\x78"),
        ("deflate", zlib.compress(DATA)[:-1]),
        ("deflate", raw_deflate(DATA)[:-1]),
        ("gzip, gzip", packed(DATA)),
        (", ".join(["gzip"] * 6), b""),
    ],
    ids=range(10),
)
def test_what_is_corrupt_or_breaks_off(
    server: Server, colour: Colour, coding: str, data: bytes
) -> None:
    server.will(answer(200, data, {"Content-Encoding": coding}))
    client = colour.client(server.url)
    with pytest.raises(TransportError, match="compressed") as caught:
        colour.send(client, example.complete(model="m", messages=[]))
    assert caught.value.sent
    assert isinstance(caught.value.__cause__, DecodingError)
    colour.close(client)
    assert server.all_closed()


@pytest.mark.parametrize(
    ("coding", "bits"), [("gzip", 31), ("deflate", 15), ("deflate", -15)]
)
def test_an_event_is_given_out_when_it_is_there(
    server: Server, colour: Colour, coding: str, bits: int
) -> None:
    packer = zlib.compressobj(wbits=bits)
    texts = [b'data: {"text":"a"}\n\n', b'data: {"text":"b"}\n\n']
    first, second = (
        packer.compress(t) + packer.flush(zlib.Z_SYNC_FLUSH) for t in texts
    )
    more = Wait()
    fields = {"Content-Encoding": coding}
    server.will(stream(first, more, second, Stall(), headers=fields))
    client = colour.client(server.url)
    with colour.open(client, example.stream(model="m", messages=[])) as events:
        assert next(events).text == "a"
        more.event.set()
        assert next(events).text == "b"
    assert server.all_closed()
    colour.close(client)


def test_a_stream_that_breaks_off(server: Server, colour: Colour) -> None:
    packer = zlib.compressobj(wbits=31)
    data = packer.compress(b'data: {"text":"a"}\n\n')
    data += packer.flush(zlib.Z_SYNC_FLUSH)
    server.will(stream(data, headers={"Content-Encoding": "gzip"}))
    client = colour.client(server.url)
    with colour.open(client, example.stream(model="m", messages=[])) as events:
        assert next(events).text == "a"
        with pytest.raises(TransportError, match="breaks off"):
            next(events)
    colour.close(client)


@settings(deadline=None)
@given(
    st.binary(max_size=200),
    st.lists(st.sampled_from(["gzip", "deflate"]), max_size=3),
    st.lists(st.integers(1, 40), min_size=1),
    st.booleans(),
)
def test_any_body_in_any_pieces(
    data: bytes, codings: list[str], sizes: list[int], raw: bool
) -> None:
    pack: dict[str, Any] = {
        "gzip": packed,
        "deflate": raw_deflate if raw else zlib.compress,
    }
    body = data
    for coding in codings:
        body = pack[coding](body)
    unpacker = Unpacker(",".join(codings))
    assert b"".join(unpacker.feed(piece) for piece in cut(body, *sizes)) == data
    unpacker.end()
    if codings:
        short = Unpacker(",".join(codings))
        with pytest.raises(DecodingError):
            short.feed(body[:-1])
            short.end()
            raise AssertionError("nothing was missing")
