"""Kept connections that the server has closed, and clients that come of a fork."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from typing import Any

import pytest
from runtime.errors import TransportError

from tests.faults import acme
from tests.faults.users import User
from tests.faults.wires import Wire, reset, take_request
from tests.runtime.example import ROOT
from tests.support.server import Hang, Pause, Reset, Server, answer

OK = answer(200, {"id": "1"})
SAID = OK[0]
assert isinstance(SAID, bytes)


@pytest.mark.parametrize("end", [Hang(), Reset()], ids=["end", "reset"])
def test_a_connection_that_the_server_has_closed(
    who: User, server: Server, end: Any
) -> None:
    """Seen before anything is sent: the next call opens another."""
    server.will(*[[*OK, Pause(0.02), end]] * 3)
    client = who.client(server.url, retries=0)
    for _ in range(3):
        assert who.send(client, acme.save()).value.id == "1"
        assert server.all_closed()
    assert (len(server.received), server.connections) == (3, 3)


@pytest.mark.parametrize("end", ["close", "reset"])
def test_a_connection_that_is_closed_while_a_call_is_on_its_way(
    who: User, end: str
) -> None:
    """The server may have done what it was asked: only what does no harm is repeated."""
    got: list[bytes] = []

    def serve(connection: Any) -> None:
        while data := take_request(connection):
            got.append(data)
            if len(got) in (2, 4):
                break
            connection.sendall(SAID)
        if end == "reset":
            reset(connection)

    with Wire(serve) as wire:
        client = who.client(wire.url)
        assert who.send(client, acme.save()).value.id == "1"
        error = who.fails(client, acme.save(), TransportError)
        assert error.sent
        assert [one[:4] for one in got] == [b"POST"] * 2
        assert who.send(client, acme.find()).attempts == 1
        assert who.send(client, acme.find()).attempts == 2
    assert [one[:4] for one in got] == [b"POST"] * 2 + [b"GET "] * 3


@pytest.mark.parametrize("delay", [0.0, 0.0002, 0.001])
def test_the_race_of_a_call_and_an_end(who: User, delay: float) -> None:
    """However it ends, the server has the request once, or it is not said to be sent."""
    got: list[bytes] = []

    def serve(connection: Any) -> None:
        got.append(take_request(connection))
        connection.sendall(SAID)
        time.sleep(delay)

    with Wire(serve) as wire:
        client = who.client(wire.url, retries=0)
        for number in range(20):
            name = f"n-{number:02}"
            try:
                who.send(client, acme.save(name))
            except TransportError as error:
                who.checked(error, acme.save(name), TransportError)
        whole = [one for one in got if one]
        for number in range(20):
            assert sum(f"n-{number:02}".encode() in one for one in whole) <= 1


PROGRAM = """\
import asyncio, os, sys
from tests.faults import acme
client = acme.Client(sys.argv[1], timeout=10.0, retries=0)
other = acme.AsyncClient(sys.argv[1], timeout=10.0, retries=0)
def calls(who):
    for number in range(30):
        name = f"{who}-{number}"
        assert client.send(acme.find(name)).value.id == name
    asyncio.run(awaited(f"{who}-awaited"))
async def awaited(who):
    async with other:
        for number in range(10):
            name = f"{who}-{number}"
            assert (await other.send(acme.find(name))).value.id == name
calls("before")
children = []
for child in range(3):
    pid = os.fork()
    if not pid:
        try:
            calls(f"child{child}")
            client.close()
        except BaseException as error:
            print(repr(error), file=sys.stderr)
            os._exit(1)
        os._exit(0)
    children.append(pid)
calls("parent")
print([os.waitpid(pid, 0)[1] for pid in children], client.send(acme.find("z")).value.id)
"""


def test_after_a_fork_each_process_has_its_own_connections() -> None:
    lock, got = threading.Lock(), list[bytes]()

    def serve(connection: Any) -> None:
        while data := take_request(connection):
            name = data.split(b"?")[0].rpartition(b"/")[2]
            with lock:
                got.append(name)
            body = b'{"id":"%s"}' % name
            connection.sendall(
                b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body)
            )
            connection.sendall(body)

    with Wire(serve) as wire:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", PROGRAM, wire.url],
            env={"PYTHONPATH": f"{ROOT / 'templates'}:{ROOT}"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout == "[0, 0, 0] z\n", done.stderr
        assert wire.connections == 4 + 5
    assert len(got) == len(set(got)) == 40 * 5 + 1
