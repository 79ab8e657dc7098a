"""Calls that are cancelled at any wait, and calls that Ctrl-C ends."""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
import time
from collections.abc import Callable, Generator
from typing import Any

import pytest
import trio
from runtime import connections

from tests.faults import acme
from tests.faults.wires import Wire, take_request
from tests.support.server import LAST, Server, Stall, answer, chunk, head, stream

OK = answer(200, {"id": "1"})
SAID = OK[0]
assert isinstance(SAID, bytes)
EVENT = chunk(b"data: x\n\n")
EVENTS = head(200, {"Transfer-Encoding": "chunked"}) + EVENT
SLOWLY = {
    b"POST /accounts": [SAID[:30], SAID[30:-2], SAID[-2:]],
    b"POST /watch": [EVENTS[:20], EVENTS[20:], EVENT, LAST],
}


class Steps:
    """Runs a coroutine, and does something just before one of its waits."""

    def __init__(self, steps: Any, place: int, act: Callable[[], object]) -> None:
        self._steps = steps
        self._place = place
        self._act = act
        self.waits = 0

    def __await__(self) -> Generator[Any, Any, None]:
        go_on, said = self._steps.send, None
        while True:
            try:
                asked = go_on(said)
            except StopIteration:
                return
            if self.waits == self._place:
                self._act()
            self.waits += 1
            try:
                said = yield asked
                go_on = self._steps.send
            except BaseException as error:  # noqa: BLE001 - it is handed on
                go_on, said = self._steps.throw, error


async def call(client: acme.AsyncClient, name: str) -> None:
    """A call with an answer that comes in pieces."""
    assert (await client.send(acme.save(name))).value.id == "1"


async def read(client: acme.AsyncClient, name: str) -> None:
    """A stream whose events come one by one."""
    request = acme.watch().with_(headers={"X-Name": name})
    async with client.send(request) as events:
        assert [event async for event in events] == ["x", "x"]


async def cut_by_asyncio(work: Any, place: int) -> int:
    """Cancel the task at one of its waits; how many there were."""
    task = asyncio.current_task()
    assert task is not None
    steps = Steps(work, place, task.cancel)
    try:
        await steps
    except asyncio.CancelledError:
        task.uncancel()
    assert asyncio.all_tasks() == {task}
    return steps.waits


async def cut_by_trio(work: Any, place: int) -> int:
    """Cancel the scope at one of its waits; how many there were."""
    with trio.CancelScope() as scope:
        steps = Steps(work, place, scope.cancel)
        await steps
    return steps.waits


LOOPS = {"asyncio": (asyncio.run, cut_by_asyncio), "trio": (trio.run, cut_by_trio)}


@pytest.mark.parametrize("work", [call, read])
@pytest.mark.parametrize("loop", LOOPS)
def test_at_any_wait(
    nothing_left: None, monkeypatch: pytest.MonkeyPatch, loop: str, work: Any
) -> None:
    """The next call finds the only connection that there may be, and its own answer."""
    monkeypatch.setitem(connections.LIMITS, "max_connections", 1)
    run: Any = LOOPS[loop][0]
    cut = LOOPS[loop][1]
    got: list[bytes] = []

    def serve(connection: socket.socket) -> None:
        while data := take_request(connection):
            got.append(data)
            slowly = SLOWLY[b" ".join(data.split(b"?")[0].split(b" ")[:2])]
            for piece in [SAID] if b"after-" in data else slowly:
                connection.sendall(piece)
                time.sleep(0.003)

    async def main(url: str) -> int:
        place = 0
        async with acme.AsyncClient(url, timeout=5.0, retries=0) as client:
            while True:
                waits = await cut(work(client, f"cut-{place:03}"), place)
                await call(client, f"after-{place:03}")
                if waits <= place:
                    return place
                place += 1

    with Wire(serve) as wire:
        places = run(main, wire.url) if loop == "trio" else run(main(wire.url))
    assert places > 4
    for place in range(places + 1):
        for name, most in (("cut", 1), ("after", 1)):
            word = f"{name}-{place:03}".encode()
            assert sum(word in data for data in got) <= most


@pytest.mark.parametrize(
    "said", [b"", SAID[:20], SAID[:-1]], ids=["head", "in", "body"]
)
def test_ctrl_c(server: Server, said: bytes) -> None:
    """The connection that a call was at is closed, and the client goes on."""
    server.will([said, Stall()], OK)
    main = threading.main_thread().ident
    assert main is not None
    with acme.Client(server.url, timeout=5.0) as client:
        hit = threading.Timer(0.15, signal.pthread_kill, (main, signal.SIGINT))
        hit.start()
        with pytest.raises(KeyboardInterrupt):
            client.send(acme.save())
        hit.join()
        assert server.all_closed()
        assert client.send(acme.save()).value.id == "1"
        assert len(server.received) == 2


def test_ctrl_c_in_a_stream(server: Server) -> None:
    server.will(stream(b"data: x\n\n", Stall(), end=[]), OK)
    main = threading.main_thread().ident
    assert main is not None
    with acme.Client(server.url, timeout=5.0) as client:
        hit = threading.Timer(0.15, signal.pthread_kill, (main, signal.SIGINT))
        hit.start()
        with pytest.raises(KeyboardInterrupt), client.send(acme.watch()) as events:
            list(events)
        hit.join()
        assert server.all_closed()
        assert client.send(acme.save()).value.id == "1"
        assert len(server.received) == 2


def test_ctrl_c_in_a_pause(server: Server) -> None:
    server.will(answer(429, b"", {"Retry-After": "30"}), OK)
    main = threading.main_thread().ident
    assert main is not None
    with acme.Client(server.url, timeout=5.0) as client:
        hit = threading.Timer(0.15, signal.pthread_kill, (main, signal.SIGINT))
        hit.start()
        with pytest.raises(KeyboardInterrupt):
            client.send(acme.save())
        hit.join()
        assert client.send(acme.save()).value.id == "1"
        assert len(server.received) == 2
