"""What a user may watch and replace of sending: hooks, transports, calls on record."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import assert_type

from golden.streams import AsyncClient, Client, errors, hooks, requests, transports
from golden.streams import models as m

from tests.support.server import Server, answer


class Trace(hooks.Hooks):
    """Numbers what is sent."""

    def __init__(self) -> None:
        self.seen: list[int] = []

    def before(self, attempt: hooks.Attempt) -> None:
        attempt.sent.headers["X-Trace"] = f"job-{attempt.number}"

    def after(self, attempt: hooks.Attempt, answer: hooks.Head) -> None:
        self.seen.append(answer.status)

    def retry(
        self,
        attempt: hooks.Attempt,
        error: errors.ApiError | errors.TransportError,
        seconds: float,
    ) -> None:
        self.seen.append(attempt.number)


class Pause(hooks.AsyncHooks):
    """Waits before each attempt."""

    async def before(self, attempt: hooks.Attempt) -> None:
        await asyncio.sleep(0)


class Canned(transports.Transport):
    """Answers by itself."""

    def handle(
        self, request: transports.BuiltRequest, timeout: float | None
    ) -> transports.Reply:
        if request.method != "POST":
            return transports.Reply(405)
        kind = {"Content-Type": "application/json"}
        return transports.Reply(200, kind, b'{"texts": ["canned"]}')


class AsyncCanned(transports.AsyncTransport):
    """Answers by itself, awaited."""

    async def handle(
        self, request: transports.BuiltRequest, timeout: float | None
    ) -> transports.Reply:
        return Canned().handle(request, timeout)


def test_hooks(server: Server) -> None:
    server.will(answer(429, headers={"Retry-After": "0"}), answer(200, {"texts": []}))
    trace = Trace()
    with Client(server.url, hooks=[trace]) as client:
        client.chat.both(prompt="hi")
    assert trace.seen == [429, 1, 200]
    assert server.last.header("X-Trace") == "job-2"


def test_hooks_that_wait(server: Server) -> None:
    server.will(answer(200, {"texts": []}))

    async def call() -> m.Whole:
        async with AsyncClient(server.url, hooks=[Pause(), Trace()]) as client:
            return await client.chat.both(prompt="hi")

    assert asyncio.run(call()).texts == []
    assert server.last.header("X-Trace") == "job-1"


def test_a_transport() -> None:
    with Client("https://acme.test", http=Canned()) as client:
        assert client.chat.both(prompt="hi").texts == ["canned"]

    async def call() -> m.Whole:
        async with AsyncClient("https://acme.test", http=AsyncCanned()) as client:
            return await client.chat.both(prompt="hi")

    assert asyncio.run(call()).texts == ["canned"]


def test_calls_on_record(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "calls.json"
    server.will(answer(200, {"texts": ["once"]}))
    with (
        transports.Recording(path) as http,
        Client(server.url, http=http) as client,
    ):
        client.chat.both(prompt="hi")
    with Client(server.url, http=transports.Replaying(path)) as client:
        response = client.send(requests.chat.both(prompt="hi"))
    assert_type(response.value, m.Whole)
    assert response.value.texts == ["once"]
