"""Events as they come, typed; the switch in the body is the builder's own business."""

from __future__ import annotations

from typing import assert_type

from golden.streams import Client, requests
from golden.streams import models as m

from tests.support.server import Server, answer, cut, stream

EVENTS = b'event: piece\r\ndata: {"text":\r\ndata: "a"}\r\n\r\n: ping\n\ndata: {"text":"b"}\n\ndata: [DONE]\n\n'


def test_an_envelope_gives_its_payload(server: Server) -> None:
    server.will(stream(*cut(EVENTS, 1, 7, 3)))
    texts: list[str] = []
    with (
        Client(server.url) as client,
        client.chat.envelope(prompt="hi", seed=None) as events,
    ):
        for event in events:
            assert_type(event, m.Piece)
            texts.append(event.text)
    assert texts == ["a", "b"]
    assert server.last.json == {"prompt": "hi", "seed": None, "stream": True}
    assert server.last.header("Accept") == "text/event-stream"


def test_the_envelope_can_be_seen(server: Server) -> None:
    server.will(stream(EVENTS))
    with Client(server.url) as client, client.chat.payload() as events:
        first = next(events.raw())
    assert (first.event, first.data) == ("piece", m.Piece(text="a"))


def test_one_operation_that_answers_either_way(server: Server) -> None:
    server.will(answer(200, {"texts": ["a"]}), stream(EVENTS))
    with Client(server.url) as client:
        whole = client.chat.both(prompt="hi")
        assert_type(whole, m.Whole)
        assert whole.texts == ["a"]
        assert server.last.json == {"prompt": "hi"}
        with client.chat.both_stream(prompt="hi") as events:
            assert [event.text for event in events] == ["a", "b"]
        assert server.last.json == {"prompt": "hi", "stream": True}


def test_a_body_as_one_value_is_copied_with_the_switch_on() -> None:
    ask = m.Ask(prompt="hi", stream=False)
    request = requests.chat.both_stream_request(ask)
    assert request.body == {"prompt": "hi", "stream": True}
    assert ask.stream is False
    assert requests.chat.both_request(ask).body == {"prompt": "hi", "stream": False}
