"""Many calls, one after another and at once: each has its own answer, and nothing piles up."""

from __future__ import annotations

import asyncio
import gc
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import trio
from runtime import connections

from tests.faults import acme
from tests.faults.users import held
from tests.faults.wires import Wire

SEQUENTIAL = 10_000
CONCURRENT = 500
HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
)


class Echo:
    """Answers each call with the name that it asks for, and counts them."""

    def __init__(self) -> None:
        self.calls = 0
        self.most = 0
        self._open = 0
        self._lock = threading.Lock()

    def __call__(self, connection: socket.socket) -> None:
        with self._lock:
            self._open += 1
            self.most = max(self.most, self._open)
        while data := connection.recv(65536):
            while not data.endswith(b"\r\n\r\n"):
                data += connection.recv(65536)
            name = data[: data.index(b"?")].rpartition(b"/")[2]
            with self._lock:
                self.calls += 1
            body = b'{"id":"%s"}' % name
            connection.sendall(HEAD % (len(body), body))
        with self._lock:
            self._open -= 1


@pytest.fixture
def echo(nothing_left: None) -> Iterator[tuple[Echo, str]]:
    """A server of names, and its URL."""
    made = Echo()
    with Wire(made) as wire:
        yield made, wire.url


def _objects() -> int:
    gc.collect()
    return len(gc.get_objects())


@pytest.mark.slow
def test_sequential(echo: tuple[Echo, str]) -> None:
    made, url = echo
    with acme.Client(url, retries=0) as client:
        grown: list[int] = []
        for number in range(SEQUENTIAL):
            if number in (100, SEQUENTIAL - 1):
                grown.append(_objects())
            assert client.send(acme.find(str(number))).value.id == str(number)
    assert (made.calls, made.most) == (SEQUENTIAL, 1)
    assert grown[1] - grown[0] < SEQUENTIAL / 20


async def _sequential(url: str, most: float = SEQUENTIAL / 20) -> None:
    async with acme.AsyncClient(url, retries=0) as client:
        grown: list[int] = []
        for number in range(SEQUENTIAL):
            if number in (100, SEQUENTIAL - 1):
                grown.append(_objects())
            assert (await client.send(acme.find(str(number)))).value.id == str(number)
    assert grown[1] - grown[0] < most


@pytest.mark.slow
def test_sequential_under_asyncio(echo: tuple[Echo, str]) -> None:
    made, url = echo
    asyncio.run(_sequential(url))
    assert (made.calls, made.most) == (SEQUENTIAL, 1)


@pytest.mark.slow
def test_sequential_under_trio(echo: tuple[Echo, str]) -> None:
    made, url = echo
    # trio keeps up to 1,000 scopes whose deadlines are no more, of a few objects each.
    trio.run(_sequential, url, SEQUENTIAL / 3)
    assert (made.calls, made.most) == (SEQUENTIAL, 1)


def test_concurrent_threads(echo: tuple[Echo, str]) -> None:
    made, url = echo
    with (
        acme.Client(url, retries=0) as client,
        ThreadPoolExecutor(CONCURRENT) as threads,
    ):
        names = [str(number) for number in range(CONCURRENT)]
        answers = threads.map(lambda name: client.send(acme.find(name)), names)
        assert [answer.value.id for answer in answers] == names
    assert made.calls == CONCURRENT
    assert made.most <= connections.LIMITS["max_connections"]


async def _call(client: acme.AsyncClient, name: str, into: dict[str, str]) -> None:
    into[name] = (await client.send(acme.find(name))).value.id


async def _concurrent_asyncio(url: str, into: dict[str, str]) -> None:
    async with acme.AsyncClient(url, retries=0) as client, asyncio.TaskGroup() as group:
        for number in range(CONCURRENT):
            group.create_task(_call(client, str(number), into))


async def _concurrent_trio(url: str, into: dict[str, str]) -> None:
    async with acme.AsyncClient(url, retries=0) as client, trio.open_nursery() as group:
        for number in range(CONCURRENT):
            group.start_soon(_call, client, str(number), into)


def _run_asyncio(url: str, into: dict[str, str]) -> None:
    asyncio.run(_concurrent_asyncio(url, into))


def _run_trio(url: str, into: dict[str, str]) -> None:
    trio.run(_concurrent_trio, url, into)


@pytest.mark.parametrize("run", [_run_asyncio, _run_trio])
def test_concurrent_tasks(echo: tuple[Echo, str], run: Any) -> None:
    made, url = echo
    into: dict[str, str] = {}
    run(url, into)
    assert into == {name: name for name in into}
    assert (len(into), made.calls) == (CONCURRENT, CONCURRENT)
    assert made.most <= connections.LIMITS["max_connections"]


def test_clients_that_come_and_go(echo: tuple[Echo, str]) -> None:
    """One client a call is no way to work, and leaks nothing all the same."""
    made, url = echo
    before = held()
    for number in range(200):
        with acme.Client(url, retries=0) as client:
            assert client.send(acme.find(str(number))).value.id == str(number)
    assert made.calls == 200
    assert held()[0] <= before[0] + 2
