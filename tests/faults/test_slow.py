"""Servers that stall: ``timeout`` ends every wait for further bytes, and no call hangs."""

from __future__ import annotations

import socket
import time

import pytest
from runtime.errors import TimeoutError

from tests.faults import acme
from tests.faults.users import User
from tests.faults.wires import Wire
from tests.support.server import Pause, Server, Stall, answer, chunk, cut, head, stream

OK = answer(200, {"id": "1"})
ONE = OK[0]
assert isinstance(ONE, bytes)
SHORT = 0.15


@pytest.mark.parametrize("heard", [0, 5, 40, len(ONE) - 1])
def test_an_answer_that_stalls(who: User, server: Server, heard: int) -> None:
    server.will([ONE[:heard], Stall()])
    client = who.client(server.url, timeout=SHORT)
    begun = time.monotonic()
    error = who.fails(client, acme.save(), TimeoutError)
    assert error.sent
    assert SHORT <= time.monotonic() - begun < 3
    assert len(server.received) == 1


def test_a_stalled_answer_is_asked_for_again_where_that_is_safe(
    who: User, server: Server
) -> None:
    server.will([Stall()], OK)
    client = who.client(server.url, timeout=SHORT)
    assert who.send(client, acme.find()).attempts == 2


def test_header_fields_byte_by_byte(who: User, server: Server) -> None:
    """Each wait is shorter than the timeout at first, then one is longer."""
    pieces = [b"HTTP/1.1 200 OK\r\n", Pause(0.02), b"X", Pause(0.02), b"-", Pause(0.02)]
    server.will([*pieces, b"A", Pause(2), b":", Stall()])
    client = who.client(server.url, timeout=SHORT)
    assert who.fails(client, acme.save(), TimeoutError).sent
    assert len(server.received) == 1


def test_slow_but_steady_is_no_fault(who: User, server: Server) -> None:
    """The timeout is for each wait, as it says: together they may take longer."""
    slowly = [part for piece in cut(ONE, 9) for part in (piece, Pause(0.03))]
    server.will(slowly)
    client = who.client(server.url, timeout=SHORT)
    assert who.send(client, acme.save()).value.id == "1"
    assert len(slowly) * 0.03 / 2 > SHORT


@pytest.mark.parametrize("events", [0, 1, 3])
def test_a_stream_that_stalls(who: User, server: Server, events: int) -> None:
    server.will(stream(*[b"data: x\n\n"] * events, b"data: half", Stall(), end=[]))
    client = who.client(server.url, timeout=SHORT)
    got: list[str] = []
    request = acme.watch()
    with pytest.raises(TimeoutError) as caught, who.open(client, request) as walked:
        got.extend(walked) if events == 0 else [got.append(one) for one in walked]
    assert got == ["x"] * events
    who.checked(caught.value, request, TimeoutError)
    assert len(server.received) == 1


def test_a_stream_that_never_begins(who: User, server: Server) -> None:
    server.will([Stall()])
    client = who.client(server.url, timeout=SHORT)
    request = acme.watch()
    with pytest.raises(TimeoutError) as caught, who.open(client, request) as walked:
        list(walked)
    who.checked(caught.value, request, TimeoutError)
    assert len(server.received) == 1


def test_a_stream_of_comments_is_alive(who: User, server: Server) -> None:
    beats = [part for _ in range(8) for part in (b": beat\n", Pause(0.04))]
    server.will(stream(*beats, b"data: x\n\n"))
    client = who.client(server.url, timeout=SHORT)
    with who.open(client, acme.watch()) as walked:
        assert list(walked) == ["x"]


def test_a_server_that_does_not_read(who: User) -> None:
    """What is sent fills every buffer on the way, and then nothing moves."""

    def serve(connection: socket.socket) -> None:
        time.sleep(1)

    with Wire(serve) as wire:
        client = who.client(wire.url, timeout=SHORT)
        error = who.fails(client, acme.save("a" * 30_000_000), TimeoutError)
        assert error.sent
        assert wire.connections == 1


def test_the_one_connection_is_taken(who: User, server: Server) -> None:
    server.will(stream(b"data: x\n\n", Stall(), end=[]), OK)
    client = who.client(server.url, timeout=SHORT, retries=0)
    with who.open(client, acme.watch()) as walked:
        assert next(iter(walked)) == "x"
        assert not who.fails(client, acme.save(), TimeoutError).sent
    assert who.send(client, acme.save()).value.id == "1"
    assert len(server.received) == 2


def test_a_body_without_end_of_bytes(who: User, server: Server) -> None:
    """No length and no chunks: the end of the connection is the end of the body."""
    server.will(
        [head(200, {"Content-Type": "application/json"}), b'{"id":"1"', Stall()]
    )
    client = who.client(server.url, timeout=SHORT)
    assert who.fails(client, acme.save(), TimeoutError).sent


def test_chunks_that_stall_within_a_size(who: User, server: Server) -> None:
    start = head(200, {"Transfer-Encoding": "chunked"})
    server.will([start + chunk(b'{"id":')[:-3], Stall()])
    client = who.client(server.url, timeout=SHORT)
    assert who.fails(client, acme.save(), TimeoutError).sent
