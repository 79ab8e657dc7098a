"""Streams that break off and go on, and events of any size within bounds."""

from __future__ import annotations

import tracemalloc
from typing import Any

import pytest
from runtime.errors import DecodeError, NotFoundError, TimeoutError, TransportError
from runtime.hooks import Attempt, Hooks
from runtime.request import StreamRequest
from runtime.sse import LIMIT, Parser

from tests.runtime import example
from tests.support.colours import Colour
from tests.support.server import Reset, Server, Stall, answer, chunk, head, stream

pytestmark = pytest.mark.filterwarnings(
    "ignore:Async generator 'http:ResourceWarning",
)


def event(id: str, text: str = "", retry: int | None = None) -> bytes:
    said = f"retry: {retry}\n" if retry is not None else ""
    return f"{said}id: {id}\ndata: {text or id}\n\n".encode()


def broken(*events: bytes, end: Any = None) -> list[Any]:
    """A stream whose connection breaks."""
    return stream(*events, end=[end or Reset()])


def test_a_stream_goes_on_where_it_broke(server: Server, colour: Colour) -> None:
    server.will(
        broken(event("1"), event("2"), b"id: 3\ndata: half"),
        broken(event("3")),
        stream(event("4")),
    )
    client = colour.client(server.url)
    with colour.open(client, example.lines()) as events:
        assert list(events) == ["1", "2", "3", "4"]
    asked = [one.header("Last-Event-ID") for one in server.received]
    assert asked == [None, "2", "3"]
    assert colour.clock.waits == [0.5, 0.5]
    colour.close(client)
    assert server.all_closed()


def test_the_server_says_when(server: Server, colour: Colour) -> None:
    server.will(broken(event("ü", retry=70)), broken(), broken(), answer(204))
    client = colour.client(server.url)
    with pytest.raises(TransportError), colour.open(client, example.lines()) as events:
        list(events)
    assert colour.clock.waits == [0.07, 0.07]
    assert server.last.header("Last-Event-ID") == "ü"
    assert len(server.received) == 3
    colour.close(client)


def test_the_server_ends_it(server: Server, colour: Colour) -> None:
    server.will(broken(event("1")), [head(204, {})], broken(event("1")), answer(404))
    client = colour.client(server.url)
    with colour.open(client, example.lines()) as events:
        assert list(events) == ["1"]
    with pytest.raises(NotFoundError), colour.open(client, example.lines()) as events:
        list(events)
    colour.close(client)


@pytest.mark.parametrize(
    ("request_", "options", "sent"),
    [
        (example.stream(model="m", messages=[]), {}, event("1", '{"text": "a"}')),
        (example.lines(), {}, b"data: no id\n\n"),
        (example.lines(), {"retries": 0}, event("1")),
        (example.lines(), {}, event("1", retry=3_600_000)),
    ],
    ids=["POST", "no id", "no retries", "too late"],
)
def test_other_streams_do_not(
    server: Server,
    colour: Colour,
    request_: StreamRequest[Any],
    options: dict[str, Any],
    sent: bytes,
) -> None:
    server.will(broken(sent))
    client = colour.client(server.url, **options)
    found: list[Any] = []
    with pytest.raises(TransportError), colour.open(client, request_) as events:
        found.extend(iter(events))
    assert len(server.received) == 1
    colour.close(client)


def test_a_stalled_server_ends_in_a_timeout(server: Server, colour: Colour) -> None:
    server.will(*[broken(event(str(n)), end=Stall()) for n in range(1, 3)])
    server.will(*[broken(end=Stall()) for _ in range(2)])
    client = colour.client(server.url, timeout=0.2)
    found: list[str] = []
    with pytest.raises(TimeoutError), colour.open(client, example.lines()) as events:
        found.extend(iter(events))
    assert found == ["1", "2"]
    assert len(server.received) == 4
    colour.close(client)
    assert server.all_closed()


def test_hooks_see_each_connection(server: Server, colour: Colour) -> None:
    seen: list[str | None] = []

    class Seen(Hooks):
        """Notes what is sent."""

        def before(self, attempt: Attempt) -> None:
            seen.append(attempt.sent.headers.get("Last-Event-ID"))

    server.will(broken(event("1")), stream(event("2")))
    client = colour.client(server.url, hooks=[Seen()])
    with colour.open(client, example.lines()) as events:
        assert list(events) == ["1", "2"]
    assert seen == [None, "1"]
    colour.close(client)


MB = 1 << 20


def test_an_event_of_50_mb(server: Server, colour: Colour) -> None:
    line = b"x" * MB
    server.will(stream(b"data: ", *[line] * 50, b"\n\n", event("2")))
    client = colour.client(server.url)
    with colour.open(client, example.lines()) as events:
        assert [len(one) for one in events] == [50 * MB, 1]
    colour.close(client)


def test_a_line_without_end_does_not_eat_the_memory(
    server: Server, colour: Colour
) -> None:
    line = chunk(b"x" * MB)
    server.will([*stream(b"data: ", end=[line] * 300), b"0\r\n\r\n"])
    client = colour.client(server.url)
    tracemalloc.start()
    try:
        with (
            pytest.raises(DecodeError, match="longer than") as caught,
            colour.open(client, example.lines()) as events,
        ):
            list(events)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2 * LIMIT
    assert len(caught.value.text) < MB
    colour.close(client)
    assert server.all_closed()


def test_many_short_lines_of_one_event_take_no_square_of_time() -> None:
    parser = Parser()
    piece = b"data: abc\n" * 100
    for _ in range(5_000):  # half a million lines
        assert parser.feed(piece) == []
    (found,) = parser.feed(b"\n")
    assert len(found.text) == 4 * 500_000 - 1
