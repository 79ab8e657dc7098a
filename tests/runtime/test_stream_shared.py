"""Streams of clients that others use too: cancelled tasks, and many threads."""

from __future__ import annotations

import asyncio
import threading

import pytest
import trio

from tests.runtime import example
from tests.support.server import Server, Stall, stream

# The HTTP library walks through async generators of its own, and trio tells when one is not
# walked to its end, as no stream that is left early can be.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Async generator 'http:ResourceWarning",
)

REQUEST = example.stream(model="small", messages=["hi"])

TWO = b'data: {"text":"a"}\n\ndata: {"text":"b"}\n\n'
DONE = b"data: [DONE]\n\n"


def test_cancelling_closes_the_connection_under_asyncio(server: Server) -> None:
    server.will(stream(TWO, Stall()))

    async def main() -> None:
        async with example.AsyncClient(server.url, api_key="k") as client:
            with pytest.raises(asyncio.TimeoutError):
                async with asyncio.timeout(0.1), client.send(REQUEST) as events:
                    async for _ in events:
                        pass

            assert await asyncio.to_thread(server.all_closed)

    asyncio.run(main())


def test_cancelling_closes_the_connection_under_trio(server: Server) -> None:
    server.will(stream(TWO, Stall()))

    async def main() -> None:
        async with example.AsyncClient(server.url, api_key="k") as client:
            with trio.move_on_after(0.1) as scope:
                async with client.send(REQUEST) as events:
                    async for _ in events:
                        pass
            assert scope.cancelled_caught
            assert await trio.to_thread.run_sync(server.all_closed)

    trio.run(main)


def test_many_threads_share_one_client(server: Server) -> None:
    server.will(*[stream(TWO, DONE) for _ in range(16)])
    client = example.Client(server.url, api_key="k")
    got: list[int] = []

    def read() -> None:
        with client.send(REQUEST) as events:
            got.append(len(list(events)))

    threads = [threading.Thread(target=read) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [2] * 16
    client.close()
    assert server.all_closed()
