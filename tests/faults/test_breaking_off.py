"""Connections that are broken off at every byte of a request and of an answer."""

from __future__ import annotations

import itertools
import socket
from collections.abc import Callable
from typing import Any

import pytest
from runtime.errors import ApiError, NotFoundError, TransportError

from tests.faults import acme
from tests.faults.users import OWN, User
from tests.faults.wires import Wire, reset, take, take_request
from tests.support.server import Hang, Reset, Server, answer

OK = answer(200, {"id": "1"})
CHUNKED = (
    b"HTTP/1.1 200 OK\r\nConnection: close\r\n"
    b'Transfer-Encoding: chunked\r\n\r\n4\r\n{"id\r\n5;x=y\r\n":1}\n\r\n0\r\n\r\n'
)
SIZED = b'HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{"id":1}'
TAILED = CHUNKED[:-2] + b"X-Sum: 1\r\n\r\n"
"""A chunked answer with a field behind its body."""

Break = Callable[[socket.socket], None]
BREAKS = {"reset": reset, "end": socket.socket.close}


def _step(who: User) -> int:
    """Each colour breaks at every byte; the other ways to the network at some."""
    return 1 if (who.name, who.way) in OWN else 11


@pytest.mark.parametrize("break_", BREAKS.values(), ids=BREAKS)
def test_at_every_byte_of_a_request(who: User, break_: Break) -> None:
    sizes: list[int] = []
    with Wire(lambda connection: _measure(connection, sizes)) as wire:
        client = who.client(wire.url)
        who.fails(client, acme.save(), TransportError)
        places = range(1, sizes[0], _step(who))
        ends = iter(places)

        def serve(connection: socket.socket) -> None:
            take(connection, next(ends))
            break_(connection)

        wire.serve, wire.connections = serve, 0
        for _ in places:
            error = who.fails(client, acme.save(), TransportError)
            assert error.sent
        assert wire.connections == len(places)
        assert who.clock.waits == []


@pytest.mark.parametrize("break_", BREAKS.values(), ids=BREAKS)
def test_before_the_first_byte(who: User, break_: Break) -> None:
    """Where the client sees that nothing was sent, it may try again."""
    with Wire(break_) as wire:
        error = who.fails(who.client(wire.url), acme.save(), TransportError)
        assert wire.connections == 1 + len(who.clock.waits)
        assert error.sent or who.clock.waits


def _measure(connection: socket.socket, sizes: list[int]) -> None:
    sizes.append(len(take_request(connection)))


@pytest.mark.parametrize("break_", BREAKS.values(), ids=BREAKS)
@pytest.mark.parametrize(
    "said", [CHUNKED, TAILED, SIZED], ids=["chunks", "tail", "size"]
)
def test_at_every_byte_of_an_answer(who: User, break_: Break, said: bytes) -> None:
    places = range(0, len(said), _step(who))
    ends = iter(places)

    def serve(connection: socket.socket) -> None:
        assert take_request(connection).endswith(b'"}')
        connection.sendall(said[: next(ends)])
        break_(connection)

    with Wire(serve) as wire:
        client = who.client(wire.url)
        for _ in places:
            error = who.fails(client, acme.save(), TransportError)
            assert error.sent
        assert wire.connections == len(places)
    assert who.clock.waits == []


@pytest.mark.parametrize("break_", BREAKS.values(), ids=BREAKS)
def test_what_does_no_harm_is_sent_again(who: User, break_: Break) -> None:
    places = range(0, len(CHUNKED), 13)
    ends = iter(sorted([*places, *[len(CHUNKED)] * len(places)], key=_alternately()))

    def serve(connection: socket.socket) -> None:
        take_request(connection)
        end = next(ends)
        connection.sendall(CHUNKED[:end])
        if end < len(CHUNKED):
            break_(connection)

    with Wire(serve) as wire:
        client = who.client(wire.url)
        for _ in places:
            who.send(client, acme.find())
        assert wire.connections == 2 * len(places)


def _alternately() -> Callable[[Any], int]:
    """Broken answers at even places, whole ones between them."""
    broken, whole = itertools.count(0, 2), itertools.count(1, 2)
    return lambda end: next(whole if end == len(CHUNKED) else broken)


@pytest.mark.parametrize("end", [Reset(), Hang()], ids=["reset", "end"])
def test_the_status_counts_more_than_a_body_that_breaks_off(
    who: User, server: Server, end: Any
) -> None:
    server.will([b"HTTP/1.1 404 No\r\nContent-Length: 99\r\n\r\n{", end])
    client = who.client(server.url)
    error = who.fails(client, acme.save(), NotFoundError)
    assert error.status == 404
    assert isinstance(error, ApiError)
    assert len(server.received) == 1


def test_an_answer_before_the_request_is_whole(who: User) -> None:
    """A server that refuses at once, and closes, is heard."""

    def serve(connection: socket.socket) -> None:
        take(connection, 100)
        connection.sendall(b"HTTP/1.1 413 No\r\nContent-Length: 2\r\n\r\nno")
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass

    with Wire(serve) as wire:
        client = who.client(wire.url)
        error = who.fails(client, acme.save("a" * 1_000_000), ApiError)
        assert (error.status, error.text) == (413, "no")
        assert wire.connections == 1
