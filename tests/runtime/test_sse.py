"""Event streams as bytes: no cut changes anything, and no event is endless.

The cases of the algorithm stand in ``tests/vectors``.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.sse import Parser, RawEvent, TooLong

from tests.support.server import cut


def parse(*pieces: bytes) -> list[tuple[str, str, int | None, str]]:
    """Event type, id, retry and data of all events."""
    parser = Parser()
    events: list[RawEvent] = []
    for piece in pieces:
        events += parser.feed(piece)
    return [(event.event, event.id, event.retry, event.text) for event in events]


@given(
    st.lists(
        st.sampled_from(
            [b"\r", b"\n", b"\r\n", b"data", b":", b" ", b"id", b"x", b"\xef\xbb\xbf"]
        ),
        max_size=30,
    ),
    st.lists(st.integers(1, 6), min_size=1, max_size=5),
)
def test_no_cut_changes_anything(words: list[bytes], sizes: list[int]) -> None:
    data = b"".join(words)
    assert parse(*cut(data, *sizes)) == parse(data)
    assert parse(data) == naive(data)


def naive(data: bytes) -> list[tuple[str, str, int | None, str]]:
    """The standard's own words, line by line, for a whole stream."""
    text = data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found: list[tuple[str, str, int | None, str]] = []
    last_id, lines = "", list[str]()
    for line in text.split("\n")[:-1]:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not line:
            if lines:
                found.append(("message", last_id, None, "\n".join(lines)))
            lines = []
        elif name == "data":
            lines.append(value)
        elif name == "id":
            last_id = value
    return found


@pytest.mark.parametrize("line", [b"data: ", b": ", b"x"])
def test_a_line_without_end_is_refused(line: bytes) -> None:
    parser = Parser(limit=1000)
    parser.feed(line)
    with pytest.raises(TooLong):
        for _ in range(1001):
            parser.feed(b"x")


def test_an_event_without_end_is_refused() -> None:
    parser = Parser(limit=1000)
    with pytest.raises(TooLong):
        for _ in range(1001):
            parser.feed(b"data: x\n")
    with pytest.raises(TooLong):
        Parser(limit=1000).feed(b"data: " + b"x" * 1001 + b"\n\n")


def test_many_short_events_and_comments_are_no_long_one() -> None:
    parser = Parser(limit=100)
    for _ in range(1000):
        parser.feed(b": ping\n")
        assert len(parser.feed(b"data: 0123456789\n\n" * 10)) == 10
