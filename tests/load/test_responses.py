"""What operations answer: values, streams of events, and either."""

from __future__ import annotations

from pathlib import Path

from tests.load.shop import facts, group, only, operation, ref, shop
from tests.load.support import (
    row,
    union,
)

STREAM = (
    "[Union[eventstreaming.EventStream[models.Event], "
    "eventstreaming.EventStreamAsync[models.Event]]](../../models/.md)"
)


def test_a_stream_that_the_page_says(tmp_path: Path) -> None:
    rows = (row("stream", "*Optional[bool]*"), row("c", "*str*", required=True))
    text = group("Things", operation("watch", *rows, returns=STREAM))
    http = facts("things.watch", "POST", "/w")
    found = only(shop(tmp_path, text, http))
    assert found["responses"]["2XX"]["content"] == {
        "text/event-stream": {
            "schema": ref("Event"),
            "x-plainsdk-stream": {"shape": "envelope", "switch": "stream"},
            "x-plainsdk-guess": ["stream-shape", "stream-switch"],
        }
    }


def test_a_stream_that_the_facts_say(tmp_path: Path) -> None:
    stream = "stream: {event: Thing, shape: payload, sentinel: '[DONE]', switch: a}"
    returns = "[models.Fault](../../models/fault.md)"
    text = group("Things", operation("watch", returns=returns))
    http = facts("things.watch", "POST", "/w", stream, "body: Thing")
    content = only(shop(tmp_path, text, http))["responses"]["2XX"]["content"]
    events = {
        "schema": ref("Thing"),
        "x-plainsdk-stream": {"shape": "payload", "sentinel": "[DONE]", "switch": "a"},
    }
    assert content == {"text/event-stream": events}
    http = facts("things.watch", "POST", "/w", stream, "body: Thing", "returns: Fault")
    content = only(shop(tmp_path, text, http))["responses"]["2XX"]["content"]
    assert list(content) == ["application/json", "text/event-stream"]


def test_a_response_of_either_kind(tmp_path: Path) -> None:
    inner = STREAM[1 : STREAM.rindex("](")]
    either = union("Either", "models.Thing", inner)
    text = operation("ask", returns="[models.Either](../../models/either.md)")
    http = facts("things.ask", "POST", "/ask")
    found = shop(tmp_path, group("Things", text), http, either=either)
    content = only(found)["responses"]["2XX"]["content"]
    assert content["application/json"] == {"schema": ref("Thing")}
    assert content["text/event-stream"]["schema"] == ref("Event")
    assert found.schemas["Either"] == {"anyOf": [ref("Thing")]}
