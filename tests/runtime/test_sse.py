"""Event streams as bytes: the algorithm of the WHATWG, wherever the bytes are cut."""

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


def texts(data: bytes) -> list[str]:
    return [text for *_, text in parse(data)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"data: a\n\ndata: b\n\n", ["a", "b"]),
        (b"data:a\n\ndata:  b\n\n", ["a", " b"]),
        (b"data: a\r\n\r\ndata: b\r\rdata: c\n\r\n", ["a", "b", "c"]),
        (b"data: YHOO\ndata: +2\ndata: 10\n\n", ["YHOO\n+2\n10"]),
        (b"data\n\ndata\ndata\n\ndata:", ["", "\n"]),
        (b": comment\n\n:\n\ndata: a\n: more\n\n", ["a"]),
        (b"\xef\xbb\xbfdata: a\n\n", ["a"]),
        (b"data: a\n\n\xef\xbb\xbfdata: b\n\n", ["a"]),
        (b"Data: a\n\n data: b\n\ndatum: c\n\n", []),
        (
            "data: a\u2028b\u2029c\x85d\x0be\x0c\n\n".encode(),
            ["a\u2028b\u2029c\x85d\x0be\x0c"],
        ),
        (b"data: a:b: c\n\n", ["a:b: c"]),
        (b"data: \xff\xc3\n\n", ["\ufffd\ufffd"]),
        (b"data: lost", []),
        (b"data: lost\n", []),
        (b"\n\n\n", []),
        (b"", []),
    ],
)
def test_data(data: bytes, expected: list[str]) -> None:
    assert texts(data) == expected


def test_the_envelope() -> None:
    assert parse(
        b"event: add\nid: 1\nretry: 1000\ndata: a\n\n",
        b"data: b\n\n",
        b"id\ndata: c\n\n",
        b"id: x\0y\nretry: 1s\nevent: \ndata: d\n\n",
        b"event: lost\n\ndata: e\n\n",
        b"retry: " + b"9" * 5000 + b"\ndata: f\n\n",
    ) == [
        ("add", "1", 1000, "a"),
        ("message", "1", None, "b"),
        ("message", "", None, "c"),
        ("message", "", None, "d"),
        ("message", "", None, "e"),
        ("message", "", None, "f"),
    ]


LONG = (
    '\ufeffevent: größe\r\nid: 7\r\ndata: {"a":\r\ndata:  \u2028}\r\n\r\n'
    ": ping\r\rdata: b\n\nretry: 5\ndata\n\ndata: [DONE]\r\n\r\n"
).encode()
WHOLE = parse(LONG)


@pytest.mark.parametrize("at", range(len(LONG) + 1))
def test_cut_in_two(at: int) -> None:
    assert parse(LONG[:at], LONG[at:]) == WHOLE
    assert parse(LONG[:at], b"", LONG[at:]) == WHOLE


@pytest.mark.parametrize("sizes", [(1,), (2,), (3,), (1, 2, 5), (7, 1)])
def test_cut_small(sizes: tuple[int, ...]) -> None:
    assert parse(*cut(LONG, *sizes)) == WHOLE


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
