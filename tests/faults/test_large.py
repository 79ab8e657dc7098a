"""Bodies and events that are large: memory within a stated factor, time in proportion."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from typing import Any

import pytest
from runtime.errors import DecodeError

from tests.faults import acme
from tests.faults.users import User
from tests.faults.wires import Wire, take_request
from tests.runtime.example import ROOT
from tests.support.server import chunk

MEGA = 1_000_000
BODY = 200 * MEGA
FACTOR = 4.5
"""Times its size that a body of one long text may take: its bytes, their text for the
parser, the value, and its pieces, whose memory the system may not have taken back (3.1
where it has), with some room for what they were wrapped in.
"""

PROGRAM = """\
import asyncio, sys
from tests.faults import acme
def peak():
    with open("/proc/self/status") as lines:
        return next(int(one.split()[1]) for one in lines if one.startswith("VmHWM"))
async def read(url):
    async with acme.AsyncClient(url, timeout=60) as client:
        return (await client.send(acme.save())).value
before = peak()
if sys.argv[2] == "sync":
    with acme.Client(sys.argv[1], timeout=60) as client:
        value = client.send(acme.save()).value
elif sys.argv[2] == "asyncio":
    value = asyncio.run(read(sys.argv[1]))
else:
    import trio
    value = trio.run(read, sys.argv[1])
print(len(value.id), peak() - before)
"""


def _flood(connection: socket.socket) -> None:
    take_request(connection)
    size = BODY + len(b'{"id":""}')
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size)
    connection.sendall(b'{"id":"')
    piece = b"x" * MEGA
    for _ in range(BODY // MEGA):
        connection.sendall(piece)
    connection.sendall(b'"}')


@pytest.mark.parametrize("colour", ["sync", "asyncio", "trio"])
def test_a_body_of_200_megabytes(colour: str) -> None:
    with Wire(_flood) as wire:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, wire.url, colour],
            env={"PYTHONPATH": f"{ROOT / 'templates'}:{ROOT}"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    size, kilobytes = map(int, done.stdout.split())
    assert size == BODY
    print(f"{colour}: {kilobytes * 1024 / BODY:.2f} times the body")
    assert kilobytes * 1024 < FACTOR * BODY


def _events(size: int) -> Any:
    def serve(connection: socket.socket) -> None:
        take_request(connection)
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
            b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        connection.sendall(chunk(b"data: "))
        for _ in range(size // 50_000):
            connection.sendall(chunk(b"x" * 50_000))
        connection.sendall(chunk(b"\n\n") + b"0\r\n\r\n")

    return serve


def test_an_event_of_50_megabytes(who: User) -> None:
    """Four times the size takes about four times the time."""
    took: list[float] = []
    for size in (50 * MEGA // 4, 50 * MEGA):
        with Wire(_events(size)) as wire:
            client = who.client(wire.url)
            begun = time.process_time()
            with who.open(client, acme.watch()) as events:
                assert [len(event) for event in events] == [size]
            took.append(time.process_time() - begun)
    assert took[1] < 12 * took[0] + 0.5


def test_an_event_that_never_ends(who: User) -> None:
    def serve(connection: socket.socket) -> None:
        take_request(connection)
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
        )
        while True:
            connection.sendall(b"data: " + b"x" * MEGA)

    with Wire(serve) as wire:
        client, request = who.client(wire.url), acme.watch()
        with pytest.raises(DecodeError) as caught, who.open(client, request) as events:
            list(events)
        who.checked(caught.value, request, DecodeError)
        assert wire.connections == 1
