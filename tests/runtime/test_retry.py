"""When a request is sent again: the table, the waits, and the connections that are let go."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from runtime.clock import Clock
from runtime.errors import (
    ApiError,
    DecodeError,
    RateLimitError,
    ServerError,
    TimeoutError,
    TransportError,
)
from runtime.request import Request

from tests.runtime import example
from tests.support.colours import Colour
from tests.support.server import Reset, Server, Stall, answer, stream

OK = answer(200, {"id": "c1"})
GET = example.retrieve("f")
POST = example.complete(model="small", messages=[])
KEYED = POST.with_(headers={"idempotency-key": "k1"})
AFTER = {"Retry-After": "3"}


@pytest.mark.parametrize(
    ("request_", "status", "headers", "again"),
    [
        (POST, 429, {}, True),
        (POST, 503, AFTER, True),
        (POST, 503, {}, False),
        (POST, 500, AFTER, False),
        (POST, 408, {}, False),
        *[(GET, status, {}, True) for status in (408, 429, 500, 502, 503, 504)],
        *[(KEYED, status, {}, True) for status in (408, 500, 502, 503, 504)],
        *[(GET, status, AFTER, False) for status in (400, 401, 404, 409, 422, 501)],
        (KEYED, 409, {}, False),
    ],
)
def test_which_status_is_tried_again(
    server: Server,
    request_: Request[example.ChatResponse],
    status: int,
    headers: dict[str, str],
    again: bool,
) -> None:
    colour = Colour("sync", None)
    server.will(answer(status, b"no", headers), OK)
    client = colour.client(server.url)
    if again:
        response = colour.send(client, request_)
        assert (response.value.id, response.attempts) == ("c1", 2)
    else:
        with pytest.raises(ApiError) as caught:
            colour.send(client, request_)
        assert caught.value.status == status
    assert len(server.received) == 1 + again
    colour.close(client)


@pytest.mark.parametrize("fault", [Reset(), Stall()])
@pytest.mark.parametrize(
    ("request_", "again"), [(GET, True), (KEYED, True), (POST, False)]
)
def test_what_may_have_been_done_is_not_done_twice(
    server: Server,
    colour: Colour,
    request_: Request[example.ChatResponse],
    again: bool,
    fault: Any,
) -> None:
    server.will([fault], OK)
    client = colour.client(server.url, timeout=0.2)
    if again:
        assert colour.send(client, request_).attempts == 2
    else:
        with pytest.raises(TransportError) as caught:
            colour.send(client, request_)
        assert caught.value.sent
        assert isinstance(caught.value, TimeoutError) == isinstance(fault, Stall)
    assert len(server.received) == 1 + again
    colour.close(client)


@contextlib.contextmanager
def deaf_port() -> Iterator[int]:
    """A port of this machine where nobody listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


def test_a_refused_connection_is_tried_again_whatever_it_is(colour: Colour) -> None:
    with deaf_port() as port:
        client = colour.client(f"http://127.0.0.1:{port}", retries=3)
        with pytest.raises(TransportError) as caught:
            colour.send(client, POST)
    assert not caught.value.sent
    assert colour.clock.waits == [0.5, 1.0, 2.0]
    colour.close(client)


def test_a_server_without_tls_has_got_nothing(server: Server, colour: Colour) -> None:
    client = colour.client(server.url.replace("http:", "https:"), retries=1)
    with pytest.raises(TransportError) as caught:
        colour.send(client, POST)
    assert not caught.value.sent
    assert len(colour.clock.waits) == 1
    colour.close(client)


def test_the_waits_double_up_to_a_bound(server: Server, colour: Colour) -> None:
    server.will(*[answer(429)] * 8)
    client = colour.client(server.url, retries=7)
    with pytest.raises(RateLimitError):
        colour.send(client, POST)
    assert colour.clock.waits == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]
    assert server.connections == 1
    colour.close(client)


def test_the_server_says_how_long(server: Server, colour: Colour) -> None:
    server.will(
        answer(429, headers={"Retry-After": "7"}),
        answer(429, headers={"Retry-After": "7", "retry-after-ms": "1500"}),
        OK,
    )
    client = colour.client(server.url)
    response = colour.send(client, POST)
    assert colour.clock.waits == [7.0, 1.5]
    assert (response.attempts, response.elapsed) == (3, 8.5)
    colour.close(client)


@pytest.mark.parametrize("seconds", ["61", "86400", "9" * 400])
def test_more_than_the_budget_is_not_waited_for(
    server: Server, colour: Colour, seconds: str
) -> None:
    server.will(answer(429, b"slow down", {"Retry-After": seconds}))
    client = colour.client(server.url)
    with pytest.raises(RateLimitError, match="slow down"):
        colour.send(client, POST)
    assert colour.clock.waits == []
    colour.close(client)


def test_the_budget_is_for_all_attempts(server: Server, colour: Colour) -> None:
    server.will(*[answer(429, headers={"Retry-After": "25"})] * 3)
    client = colour.client(server.url, retries=9)
    with pytest.raises(RateLimitError):
        colour.send(client, POST)
    assert colour.clock.waits == [25.0, 25.0]
    colour.close(client)


def test_retries_are_counted(server: Server, colour: Colour) -> None:
    server.will(*[answer(500)] * 3)
    client = colour.client(server.url)
    with pytest.raises(ServerError):
        colour.send(client.with_options(retries=0), GET)
    assert len(server.received) == 1
    with pytest.raises(ServerError):
        colour.send(client.with_options(retries=1), GET)
    assert len(server.received) == 3
    colour.close(client)


def test_a_stream_is_opened_again_but_not_begun_again(
    server: Server, colour: Colour
) -> None:
    server.will(answer(429), stream(b'data: {"text":"a"}\n\n', end=[Reset()]), stream())
    client = colour.client(server.url)
    with colour.open(client, example.stream(model="m", messages=[])) as events:
        assert next(events).text == "a"
        with pytest.raises(TransportError):
            next(events)
    assert len(server.received) == 2
    colour.close(client)
    assert server.all_closed()


def test_what_cannot_be_read_is_not_tried_again(server: Server, colour: Colour) -> None:
    server.will(answer(200, b"<html>"), OK)
    client = colour.client(server.url)
    with pytest.raises(DecodeError):
        colour.send(client, GET)
    assert len(server.received) == 1
    colour.close(client)


def test_the_real_clock_goes() -> None:
    clock = Clock()
    before = clock.monotonic()
    clock.sleep(0.01)
    assert clock.monotonic() - before >= 0.01
    assert 0 <= clock.random() < 1
    assert clock.now() > 1.6e9


def test_the_real_clock_waits_under_every_loop(server: Server, colour: Colour) -> None:
    server.will(answer(429, headers={"retry-after-ms": "20"}), OK)
    client = colour.client(server.url, clock=Clock())
    assert colour.send(client, POST).elapsed >= 0.02
    colour.close(client)
