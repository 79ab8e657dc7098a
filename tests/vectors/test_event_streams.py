"""Event streams by the algorithm of the WHATWG (HTML, 9.2.6), wherever the bytes are cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from runtime.errors import DecodeError, TransportError
from runtime.sse import Parser

from tests.runtime import example
from tests.support.colours import Colour
from tests.support.server import Reset, Server, answer, cut, stream
from tests.vectors.event_streams import (
    LINES,
    NOT_UTF_8,
    PLATFORM,
    STANDARD,
    Case,
    Given,
)

CASES = (*PLATFORM, *STANDARD, *LINES, *NOT_UTF_8)


def parsed(case: Case, pieces: Iterable[bytes]) -> Case:
    """The case as the parser has it."""
    parser = Parser()
    events = tuple(
        Given(one.text, one.event, one.id, one.retry)
        for piece in pieces
        for one in parser.feed(piece)
    )
    return Case(case.name, case.data, events, parser.last_id, parser.reconnection)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_whole(case: Case) -> None:
    assert parsed(case, [case.data]) == case


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cut_in_two_at_every_byte(case: Case) -> None:
    for at in range(len(case.data) + 1):
        assert parsed(case, [case.data[:at], case.data[at:]]) == case, at
        assert parsed(case, [case.data[:at], b"", case.data[at:]]) == case, at


@pytest.mark.parametrize("sizes", [(1,), (2,), (3,), (1, 2, 5), (7, 1)])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cut_small(case: Case, sizes: tuple[int, ...]) -> None:
    assert parsed(case, cut(case.data, *sizes)) == case


def test_the_cases_are_counted() -> None:
    families = [len(some) for some in (PLATFORM, STANDARD, LINES, NOT_UTF_8)]
    assert families == [25, 11, 15, 6]
    assert len({case.name for case in CASES}) == sum(families)


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that has no answers yet."""
    with Server() as made:
        yield made


@pytest.mark.parametrize(
    "case", [one for one in CASES if one.last_id], ids=lambda case: case.name
)
def test_the_last_id_is_asked_with(server: Server, case: Case) -> None:
    """What the browser's tests see in the second request, after the connection broke."""
    colour = Colour("sync", None)
    server.will(stream(case.data, end=[Reset()]), answer(204))
    client = colour.client(server.url, retries=1)
    with colour.open(client, example.lines()) as events:
        list(events)
    assert [one.header("Last-Event-ID") for one in server.received] == [
        None,
        case.last_id,
    ]
    if case.retry is not None:
        assert colour.clock.waits == [case.retry / 1000]
    colour.close(client)


@pytest.mark.parametrize("data", [b"id: a\x01b\ndata: x\n\n", b"id:\ndata: x\n\n"])
def test_an_id_that_no_header_can_hold_is_not_asked_with(
    server: Server, data: bytes
) -> None:
    colour = Colour("sync", None)
    server.will(stream(data, end=[Reset()]), answer(204))
    client = colour.client(server.url, retries=1)
    with pytest.raises(TransportError), colour.open(client, example.lines()) as events:
        list(events)
    assert len(server.received) == 1
    colour.close(client)


@pytest.mark.parametrize(
    ("media_type", "taken"),
    [
        ("text/event-stream", True),
        ("text/event-stream;", True),  # format-mime-trailing-semicolon
        ("text/event-stream;x bogus", True),  # format-mime-valid-bogus
        ("text/event-stream;charset=windows-1252", True),  # format-utf-8
        ("Text/Event-Stream", True),
        ("x bogus", False),  # format-mime-bogus
        ("text/plain", False),
    ],
)
def test_the_media_type(server: Server, media_type: str, taken: bool) -> None:
    colour = Colour("sync", None)
    headers = {"Content-Type": media_type}
    server.will(stream("data: ok…\n\n".encode(), headers=headers))
    client = colour.client(server.url)
    if taken:
        with colour.open(client, example.lines()) as events:
            assert list(events) == ["ok…"]
    else:
        with (
            pytest.raises(DecodeError, match="not an event stream"),
            colour.open(client, example.lines()) as events,
        ):
            list(events)
    assert server.last.header("Accept") == "text/event-stream"  # request-accept
    colour.close(client)
