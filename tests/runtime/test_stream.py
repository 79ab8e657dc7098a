"""Streams: opened late, read in odd pieces, closed however they are left, with errors inside."""

from __future__ import annotations

import gc
import pickle
from typing import Any

import pytest
from runtime.errors import (
    ApiError,
    DecodeError,
    RateLimitError,
    TimeoutError,
    TransportError,
)
from runtime.request import Operation, StreamRequest

from tests.runtime import example
from tests.runtime.example import Chunk
from tests.support.colours import Colour
from tests.support.server import (
    HalfClose,
    Hang,
    Pause,
    Reset,
    Server,
    Stall,
    Wait,
    answer,
    cut,
    head,
    stream,
)

# The HTTP library walks through async generators of its own, and trio tells when one is not
# walked to its end, as no stream that is left early can be.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Async generator 'http:ResourceWarning",
)

REQUEST = example.stream(model="small", messages=["hi"])

TWO = b'data: {"text":"a"}\n\nevent: more\nid: 7\nretry: 50\ndata: {"text":"b"}\n\n'
DONE = b"data: [DONE]\n\n"


def test_what_is_sent_and_what_comes_back(server: Server, colour: Colour) -> None:
    server.will(stream(TWO, DONE))
    client = colour.client(server.url)
    with colour.open(client, REQUEST) as events:
        assert list(events) == [Chunk(text="a"), Chunk(text="b")]
    sent = server.last
    assert sent.json == {"model": "small", "messages": ["hi"], "stream": True}
    assert sent.header("Accept") == "text/event-stream"
    assert sent.header("Authorization") == "Bearer sk-secret"
    colour.close(client)
    assert server.all_closed()


@pytest.mark.parametrize("sizes", [(1,), (3, 1), (40, 2)])
def test_odd_pieces(server: Server, colour: Colour, sizes: tuple[int, ...]) -> None:
    server.will(stream(*cut(TWO.replace(b"\n", b"\r\n") + DONE, *sizes)))
    client = colour.client(server.url)
    events = colour.open(client, REQUEST)
    assert list(events) == [Chunk(text="a"), Chunk(text="b")]
    colour.close(client)
    assert server.all_closed()


def test_an_event_is_given_out_when_it_is_there(server: Server, colour: Colour) -> None:
    more = Wait()
    server.will(stream(TWO[:20], more, TWO[20:], DONE))
    client = colour.client(server.url)
    with colour.open(client, REQUEST) as events:
        assert next(events) == Chunk(text="a")
        more.event.set()
        assert next(events) == Chunk(text="b")
        assert next(events, None) is None
    colour.close(client)


def test_the_envelope(server: Server, colour: Colour) -> None:
    server.will(stream(TWO, DONE))
    client = colour.client(server.url)
    first, second = colour.open(client, REQUEST).raw()
    assert (first.event, first.id, first.retry) == ("message", "", None)
    assert (second.event, second.id, second.retry) == ("more", "7", 50)
    assert (second.data, second.text) == (Chunk(text="b"), '{"text":"b"}')
    colour.close(client)


def test_nothing_is_sent_before_it_is_read(server: Server, colour: Colour) -> None:
    client = colour.client(server.url)
    events = colour.open(client, REQUEST)
    with pytest.raises(RuntimeError, match="not open"):
        _ = events.stream.response
    assert server.connections == 0
    server.will(stream(DONE, headers={"X-Id": "r1"}))
    with events:
        assert events.stream.response.status == 200
        assert events.stream.response.headers["x-id"] == "r1"
        assert events.stream.response.attempts == 1
    colour.close(client)


def test_leaving_early_closes_the_connection(server: Server, colour: Colour) -> None:
    server.will(stream(TWO, Stall()), stream(TWO, Stall()))
    client = colour.client(server.url)
    with colour.open(client, REQUEST) as events:
        assert next(events) == Chunk(text="a")
    assert server.all_closed()
    for _ in colour.open(client, REQUEST):
        break
    gc.collect()
    assert server.all_closed()
    colour.close(client)


def test_an_exception_in_the_block_closes(server: Server, colour: Colour) -> None:
    server.will(stream(TWO, Stall()))
    client = colour.client(server.url)
    with (
        pytest.raises(ZeroDivisionError),
        colour.open(client, REQUEST) as events,
    ):
        next(events)
        _ = 1 / 0
    assert server.all_closed()
    colour.close(client)


def test_a_stream_can_be_read_in_parts(server: Server, colour: Colour) -> None:
    server.will(stream(TWO, DONE))
    client = colour.client(server.url)
    opened = colour.open(client, REQUEST)
    with opened:
        for event in opened:
            assert event == Chunk(text="a")
            break
        assert list(opened) == [Chunk(text="b")]
        assert list(opened) == []
    assert list(opened) == []
    colour.close(client)


def test_a_closed_stream_says_so(server: Server, colour: Colour) -> None:
    server.will(stream(TWO, Stall()))
    client = colour.client(server.url)
    opened = colour.open(client, REQUEST)
    with opened as events:
        next(events)
    with pytest.raises(RuntimeError, match="closed"):
        next(iter(opened))
    assert len(server.received) == 1
    colour.close(client)


def test_the_sentinel_ends_it_though_the_server_goes_on(
    server: Server, colour: Colour
) -> None:
    server.will(stream(TWO + b"data:[DONE]\n\n" + TWO, Stall()))
    client = colour.client(server.url)
    assert len(list(colour.open(client, REQUEST))) == 2
    assert server.all_closed()
    colour.close(client)


def test_a_stream_without_sentinel_ends_with_the_answer(
    server: Server, colour: Colour
) -> None:
    server.will(
        [head(200, {"Content-Type": "Text/Event-Stream; charset=utf-8"}), TWO, Hang()],
        [head(200, {"Connection": "close"}), TWO, HalfClose(), Stall()],
    )
    client = colour.client(server.url)
    assert len(list(colour.open(client, REQUEST))) == 2
    assert len(list(colour.open(client, REQUEST))) == 2
    colour.close(client)


def test_done_ends_a_stream_of_json_where_nothing_is_said_of_it(
    server: Server, colour: Colour
) -> None:
    said_nothing = Operation(
        example.__name__,
        "GET",
        "/v1/chat",
        accept="text/event-stream",
        returns=lambda: Chunk,
    )
    server.will(stream(TWO + b"data: [DONE]\n\n" + TWO, Stall()))
    client = colour.client(server.url)
    events = colour.open(client, StreamRequest(said_nothing))
    assert list(events) == [Chunk(text="a"), Chunk(text="b")]
    assert server.all_closed()
    colour.close(client)


def test_events_without_data_are_skipped(server: Server, colour: Colour) -> None:
    server.will(stream(b": ping\n\nevent: ping\n\ndata:\n\nid: 9\n\n", TWO, DONE))
    client = colour.client(server.url)
    assert len(list(colour.open(client, REQUEST))) == 2
    colour.close(client)


def test_a_payload_that_is_text(server: Server, colour: Colour) -> None:
    server.will(stream(b"data: a\ndata:  b\n\ndata\n\ndata: [DONE]\n\n"))
    client = colour.client(server.url)
    assert list(colour.open(client, example.lines())) == ["a\n b", "", "[DONE]"]
    assert server.last.header("Authorization") is None
    colour.close(client)


def test_an_error_status(server: Server, colour: Colour) -> None:
    problem = {"detail": "too fast"}
    server.will(*[answer(429, problem)] * 4)
    client = colour.client(server.url, retries=1)
    events = colour.open(client, REQUEST)
    with pytest.raises(RateLimitError) as caught:
        events.__enter__()
    assert caught.value.value == example.Problem(detail="too fast")
    assert caught.value.request == REQUEST
    with pytest.raises(RateLimitError):
        next(iter(colour.open(client, REQUEST)))
    assert len(server.received) == 4
    colour.close(client)
    assert server.all_closed()


def test_json_in_place_of_a_stream(server: Server, colour: Colour) -> None:
    server.will(answer(200, {"id": "c1"}))
    client = colour.client(server.url)
    with pytest.raises(DecodeError, match="application/json") as caught:
        list(colour.open(client, REQUEST))
    assert caught.value.text == '{"id": "c1"}'
    colour.close(client)
    assert server.all_closed()


@pytest.mark.parametrize(
    ("event", "value"),
    [
        (b'data: {"error": {"message": "m"}}', None),
        (b'data: {"error": "m", "code": 1}', None),
        (b'data: {"text": "t", "error": {"code": 1}}', None),
        (b'data: {"text": "t", "error": "m", "code": 1}', None),
        (b'event: error\ndata: {"detail": "m"}', example.Problem(detail="m")),
        (b"event: error\ndata: something broke", None),
    ],
)
def test_an_error_in_the_stream(
    server: Server, colour: Colour, event: bytes, value: Any
) -> None:
    server.will(stream(b'data: {"text":"a"}\n\n' + event + b"\n\n" + TWO, Stall()))
    client = colour.client(server.url)
    with colour.open(client, REQUEST) as events:
        assert next(events) == Chunk(text="a")
        with pytest.raises(ApiError) as caught:
            next(events)
    assert type(caught.value) is ApiError
    assert caught.value.status == 200
    assert caught.value.text == event.rpartition(b"data: ")[2].decode()
    if value is not None:
        assert caught.value.value == value
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    assert server.all_closed()
    colour.close(client)


@pytest.mark.parametrize(
    "event",
    [
        b'data: {"text": "t", "error": "declared"}',
        b'data: {"text": "t", "error": null}',
        b'event: error\ndata: {"text": "t", "error": "declared"}',
    ],
)
def test_what_the_api_declares_is_no_error(
    server: Server, colour: Colour, event: bytes
) -> None:
    server.will(stream(event + b"\n\n", DONE))
    client = colour.client(server.url)
    (got,) = colour.open(client, REQUEST)
    assert got.text == "t"
    colour.close(client)


def test_a_payload_that_is_no_json(server: Server, colour: Colour) -> None:
    server.will(stream(b"data: {oops\n\n", TWO, Stall()))
    client = colour.client(server.url)
    with pytest.raises(DecodeError) as caught:
        list(colour.open(client, REQUEST))
    assert caught.value.text == "{oops"
    assert server.all_closed()
    colour.close(client)


def test_a_mismatch_and_strict(server: Server, colour: Colour) -> None:
    server.will(*[stream(b'data: {"text":1}\n\n' * 3, DONE)] * 2)
    told: list[Any] = []
    client = colour.client(server.url, on_mismatch=told.append)
    texts: list[object] = [event.text for event in colour.open(client, REQUEST)]
    assert texts == [1, 1, 1]
    assert [mismatch.path for mismatch in told] == ["$.text"] * 3
    colour.close(client)
    client = colour.client(server.url, strict=True)
    with pytest.raises(DecodeError) as caught:
        list(colour.open(client, REQUEST))
    assert caught.value.path == "$.text"
    colour.close(client)


@pytest.mark.parametrize("end", [Reset(), Hang()])
def test_a_stream_that_breaks_off(server: Server, colour: Colour, end: Any) -> None:
    server.will(stream(TWO, Pause(0.02), end=[end]))
    client = colour.client(server.url)
    with colour.open(client, REQUEST) as events:
        assert [next(events), next(events)] == [Chunk(text="a"), Chunk(text="b")]
        with pytest.raises(TransportError) as caught:
            next(events)
    assert caught.value.sent
    colour.close(client)
    assert server.all_closed()


def test_a_stream_that_stalls(server: Server, colour: Colour) -> None:
    server.will(stream(TWO, Stall()))
    client = colour.client(server.url, timeout=0.1)
    with colour.open(client, REQUEST) as events:
        assert [next(events), next(events)] == [Chunk(text="a"), Chunk(text="b")]
        with pytest.raises(TimeoutError):
            next(events)
    assert server.all_closed()
    colour.close(client)


def test_the_method_of_a_group(server: Server, colour: Colour) -> None:
    server.will(stream(TWO, DONE))
    client = colour.client(server.url)
    opened = client.chat.stream(model="small", messages=["hi"])
    assert opened.__class__.__name__ in ("Stream", "AsyncStream")
    assert server.connections == 0
    colour.call(opened.close)
    colour.close(client)


def test_an_open_payload_shows_errors_too(server: Server) -> None:
    colour = Colour("sync", None)
    server.will(stream(b'data: {"a": 1}\n\ndata: {"error": "m"}\n\n', DONE))
    client = colour.client(server.url)
    with colour.open(client, StreamRequest[Any](ANYTHING)) as events:
        assert next(events) == {"a": 1}
        with pytest.raises(ApiError):
            next(events)
    colour.close(client)


ANYTHING = Operation(
    __name__, "GET", "/v1/any", accept="text/event-stream", returns=lambda: Any
)
