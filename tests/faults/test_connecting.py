"""No connection comes about: nothing was sent, so anything may be sent again."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from runtime.errors import TimeoutError, TransportError

from tests.faults import acme
from tests.faults.users import User
from tests.faults.wires import take_request
from tests.support.server import answer

OK = answer(200, {"id": "1"})


@pytest.fixture
def nowhere() -> Iterator[str]:
    """The URL of a port on which nobody listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"


def test_refused(who: User, nowhere: str) -> None:
    client = who.client(nowhere, retries=2)
    error = who.fails(client, acme.save(), TransportError)
    assert not error.sent
    assert who.clock.waits == [0.5, 1.0]


def test_refused_and_then_not(who: User) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        client = who.client(f"http://127.0.0.1:{port}", retries=0)
        assert not who.fails(client, acme.save(), TransportError).sent
        bound.listen()
        listening = threading.Thread(target=_answer_once, args=(bound,))
        listening.start()
        assert who.send(client, acme.save()).value.id == "1"
        listening.join()


def _answer_once(bound: socket.socket) -> None:
    connection, _ = bound.accept()
    with connection:
        take_request(connection)
        body = b'{"id":"1"}'
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
            % (len(body), body)
        )


def test_a_name_that_nobody_has(who: User) -> None:
    client = who.client("http://nobody.invalid", retries=1)
    error = who.fails(client, acme.save(), TransportError)
    assert not error.sent
    assert who.clock.waits == [0.5]


def test_a_name_that_is_too_long(who: User) -> None:
    client = who.client(f"http://{'x' * 64}.test")
    with pytest.raises((ValueError, TransportError)) as caught:
        who.send(client, acme.save())
    who.shows(caught.value)
    assert who.clock.waits in ([], [0.5])


def test_a_listener_that_never_accepts(who: User) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        client = who.client(f"http://127.0.0.1:{port}", timeout=0.2, retries=0)
        error = who.fails(client, acme.save(), TimeoutError)
        assert not error.sent
        for one in waiting:
            one.close()
