"""Streams that are left, or that break, at any event."""

from __future__ import annotations

import gc

import pytest
from runtime.errors import TransportError

from tests.faults import acme
from tests.faults.users import OWN, User
from tests.support.server import Pause, Reset, Server, Stall, answer, stream

OK = answer(200, {"id": "1"})
EVENTS = [f"data: {number}\n\n".encode() for number in range(5)]


@pytest.mark.parametrize("left", range(6))
def test_a_stream_is_left_at_any_event(who: User, server: Server, left: int) -> None:
    server.will(stream(*EVENTS, Stall(), end=[]), OK)
    client = who.client(server.url)
    with who.open(client, acme.watch()) as events:
        for _, event in zip(range(left), events, strict=False):
            assert event
    assert server.all_closed()
    assert who.send(client, acme.save()).value.id == "1"
    assert len(server.received) == 2


@pytest.mark.parametrize("who", OWN[:2], ids="-".join, indirect=True)
def test_a_loop_without_a_block_is_left(who: User, server: Server) -> None:
    """What nobody holds any more is closed; trio alone says that this was not the way."""
    client = who.client(server.url)
    for _ in range(3):
        server.will(stream(*EVENTS, Stall(), end=[]), OK)
        assert next(iter(who.open(client, acme.watch()))) == "0"
        gc.collect()
        assert who.send(client, acme.save()).value.id == "1"
    assert len(server.received) == 6


@pytest.mark.parametrize("left", range(1, 6))
def test_an_error_in_the_loop_closes(who: User, server: Server, left: int) -> None:
    server.will(stream(*EVENTS, Stall(), end=[]), OK)
    client = who.client(server.url)
    with pytest.raises(ZeroDivisionError), who.open(client, acme.watch()) as events:
        for count, _ in enumerate(events, 1):
            if count == left:
                raise ZeroDivisionError
    assert server.all_closed()
    assert who.send(client, acme.save()).value.id == "1"


@pytest.mark.parametrize("whole", range(5))
def test_a_stream_breaks_at_any_event(who: User, server: Server, whole: int) -> None:
    """What came is given; the error comes behind it; nothing is asked for twice."""
    parts = [part for one in EVENTS[:whole] for part in (one, Pause(0.01))]
    server.will(stream(*parts, b"data: ha", Pause(0.02), end=[Reset()]))
    client = who.client(server.url)
    request, got = acme.watch(), list[str]()
    with pytest.raises(TransportError) as caught, who.open(client, request) as events:
        for event in events:
            got.append(event)
    assert got == [str(number) for number in range(whole)]
    assert who.checked(caught.value, request, TransportError).sent
    assert len(server.received) == 1


def test_a_stream_with_ids_goes_on(who: User, server: Server) -> None:
    first = stream(b"id: 1\ndata: a\n\n", b"data: b", Pause(0.02), end=[Reset()])
    server.will(first, stream(b"data: b\n\n"))
    client = who.client(server.url)
    with who.open(client, acme.follow()) as events:
        assert list(events) == ["a", "b"]
    assert server.last.header("Last-Event-ID") == "1"
