"""Answers that are not what they say: lengths, chunks, compression, encodings, sizes."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from typing import Any

import pytest
from runtime.errors import DecodeError, TransportError
from runtime.unpacking import FREE, DecodingError, Unpacker

from tests.faults import acme
from tests.faults.users import LIBRARIES, User
from tests.support.server import LAST, Hang, Server, answer, chunk, head

OK = answer(200, {"id": "1"})
BODY = b'{"id":"1"}'
JSON = {"Content-Type": "application/json"}


def test_a_length_that_is_too_long(who: User, server: Server) -> None:
    server.will([head(200, {**JSON, "Content-Length": "11"}) + BODY, Hang()])
    client = who.client(server.url)
    assert who.fails(client, acme.save(), TransportError).sent
    assert len(server.received) == 1


def test_a_length_that_is_too_short(who: User, server: Server) -> None:
    """What is left over belongs to nothing, and never becomes the next answer."""
    if who.way in LIBRARIES:
        pytest.skip("a whole client of a library takes it for the next answer")
    more = head(200, {"Content-Length": "12"}) + b'{"id":"bad"}'
    server.will([head(200, {**JSON, "Content-Length": "10"}) + BODY + more], OK, OK)
    client = who.client(server.url)
    assert who.send(client, acme.save()).value.id == "1"
    assert who.send(client, acme.save()).value.id == "1"
    assert len(server.received) == 2


def test_a_length_that_cuts_the_body(who: User, server: Server) -> None:
    server.will([head(200, {**JSON, "Content-Length": "9"}) + BODY], OK)
    client = who.client(server.url)
    error = who.fails(client, acme.save(), DecodeError)
    assert error.text == '{"id":"1"'
    if who.way in LIBRARIES:
        pytest.skip("a whole client of a library takes the rest for the next answer")
    assert who.send(client, acme.save()).value.id == "1"
    assert len(server.received) == 2


@pytest.mark.parametrize("length", ["-1", "ten", "10, 11", "1e1", "0x0a", "9" * 30])
def test_a_length_that_is_none(who: User, server: Server, length: str) -> None:
    server.will([head(200, {**JSON, "Content-Length": length}) + BODY, Hang()])
    client = who.client(server.url)
    assert who.fails(client, acme.save(), TransportError).sent
    assert len(server.received) == 1


def test_two_lengths(who: User, server: Server) -> None:
    two = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Length: 2\r\n\r\n"
    server.will([two + BODY, Hang()])
    client = who.client(server.url)
    assert who.fails(client, acme.save(), TransportError).sent


@pytest.mark.parametrize(
    "body",
    [
        b"x\r\n" + BODY,
        b"-a\r\n" + BODY + b"\r\n" + LAST,
        b"a" + BODY,
        b"b\r\n" + BODY + b"\r\n" + LAST,
        b"9\r\n" + BODY + b"\r\n" + LAST,
        b"f" * 30 + b"\r\n" + BODY,
        b"a;" + b"x" * 200_000 + b"\r\n" + BODY,
        chunk(BODY) + b"0\r\nbad field\r\n\r\n",
        chunk(BODY) + b"\r\n",
    ],
)
def test_chunks_that_are_none(who: User, server: Server, body: bytes) -> None:
    server.will([head(200, {**JSON, "Transfer-Encoding": "chunked"}), body, Hang()])
    client = who.client(server.url)
    assert who.fails(client, acme.save(), TransportError).sent
    assert len(server.received) == 1


@pytest.mark.parametrize(
    "said",
    [
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 two hundred\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-\xff: 1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: \x00\r\n\r\n",
        b"\x16\x03\x01\x02\x00",
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 1_000_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 200_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: magic\r\n\r\n" + BODY,
    ],
    ids=range(9),
)
def test_a_head_that_is_none(who: User, server: Server, said: bytes) -> None:
    server.will([said, Hang()])
    client = who.client(server.url)
    error = who.fails(client, acme.save(), TransportError)
    assert error.sent
    assert len(str(error)) < 1000
    assert len(server.received) == 1


def test_ten_thousand_answers_that_are_none_yet(who: User, server: Server) -> None:
    """Informational answers may come in any number before the answer (RFC 9110, 15.2)."""
    early = b"HTTP/1.1 103 Early\r\nLink: </x>\r\n\r\n" * 500
    server.will([early, *OK])
    client = who.client(server.url)
    assert who.send(client, acme.save()).value.id == "1"


def test_a_header_of_a_megabyte_is_sent(who: User, server: Server) -> None:
    server.will(OK)
    client = who.client(server.url)
    who.send(client, acme.save().with_(headers={"X-Long": "x" * 1_000_000}))
    assert len(server.last.header("X-Long") or "") == 1_000_000


def test_header_fields_in_no_encoding(who: User, server: Server) -> None:
    start = b"HTTP/1.1 200 OK\r\nX-Name: \xff\xfe\xc3\r\nContent-Length: 10\r\n\r\n"
    server.will([start + BODY])
    client = who.client(server.url)
    assert who.send(client, acme.save()).headers["x-name"] == "\xff\xfe\xc3"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (b'{"id":"\xff"}', '{"id":"\ufffd"}'),
        (b'{"id":"\xc3', '{"id":"\ufffd'),
        (b"\xff\xfe{", None),
        (b"\x00", None),
    ],
)
def test_json_in_no_encoding(
    who: User, server: Server, body: bytes, shown: str | None
) -> None:
    server.will(answer(200, body, JSON))
    client = who.client(server.url)
    error = who.fails(client, acme.save(), DecodeError)
    assert shown is None or error.text == shown
    assert len(server.received) == 1


def test_text_in_no_encoding(who: User, server: Server) -> None:
    for charset in ("utf-8", "no-such", "ascii"):
        kind = {"Content-Type": f"text/plain; charset={charset}"}
        server.will(answer(200, b"a\xffb", kind))
    client = who.client(server.url)
    for _ in range(3):
        assert who.send(client, acme.text()).value == "a\ufffdb"


PACKED = gzip.compress(b'{"id":"' + bytes(range(65, 91)) * 9 + b'"}')


def test_gzip_that_breaks_off(who: User, server: Server) -> None:
    client = who.client(server.url)
    for end in range(len(PACKED) - 14 * (who.way in LIBRARIES)):
        server.will(answer(200, PACKED[:end], {**JSON, "Content-Encoding": "gzip"}))
        if who.way not in LIBRARIES:
            kind = TransportError if end else DecodeError
            who.fails(client, acme.save(), kind)
        else:
            # A whole client takes what there is of a body, and does not ask for its sum.
            who.fails(client, acme.save(), DecodeError)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "gzip, gzip", "deflate, gzip"])
@pytest.mark.parametrize("body", [b"no gzip at all", PACKED[:10] + b"\xff" * 50])
def test_gzip_that_is_none(who: User, server: Server, coding: str, body: bytes) -> None:
    server.will(answer(200, body, {**JSON, "Content-Encoding": coding}))
    client = who.client(server.url)
    error = who.fails(client, acme.save(), TransportError)
    assert error.sent
    assert len(server.received) == 1


@pytest.fixture(scope="module")
def bombs() -> list[bytes]:
    """A hundred megabytes of spaces in a hundred kilobytes, and that in one."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = b" " * 1_000_000
    once = b"".join(packer.compress(piece) for _ in range(100)) + packer.flush()
    return [once, gzip.compress(once, 9)]


@pytest.mark.parametrize("layers", [1, 2])
def test_a_bomb(who: User, server: Server, bombs: list[bytes], layers: int) -> None:
    coding = {"Content-Encoding": ", ".join(["gzip"] * layers)}
    server.will(answer(200, bombs[layers - 1], {**JSON, **coding}))
    client = who.client(server.url)
    error = who.fails(client, acme.save(), TransportError)
    assert error.sent
    assert "more than 256 times" in str(error)
    assert len(server.received) == 1


@pytest.mark.parametrize("coding", ["gzip", "gzip, gzip", "gzip, gzip, gzip"])
def test_a_bomb_does_not_fill_the_memory(bombs: list[bytes], coding: str) -> None:
    data = bombs[0]
    for _ in range(coding.count(",")):
        data = gzip.compress(data, 9)
    tracemalloc.start()
    unpacker = Unpacker(coding)
    with pytest.raises(DecodingError):
        unpacker.feed(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2.5 * FREE


def test_what_is_packed_well_is_no_bomb(who: User, server: Server) -> None:
    data = gzip.compress(b'{"id":"1","more":[' + b'"abcdefgh",' * 500_000 + b"1]}")
    server.will(answer(200, data, {**JSON, "Content-Encoding": "gzip"}))
    assert who.send(who.client(server.url), acme.save()).value.id == "1"


def test_compressed_nothing(who: User, server: Server) -> None:
    server.will(answer(204, b"", {"Content-Encoding": "gzip"}))
    client = who.client(server.url)
    value: Any = who.send(client, acme.find()).value
    assert value is None
