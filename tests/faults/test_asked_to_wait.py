"""Servers that refuse for now: 429 and 503 in storms, with every kind of ``Retry-After``."""

from __future__ import annotations

from email.utils import formatdate

import pytest
from runtime.errors import ApiError, RateLimitError, ServerError

from tests.faults import acme
from tests.faults.users import User
from tests.support.server import Server, answer

OK = answer(200, {"id": "1"})
NOW = 1_000_000.0
FAR = "9" * 400


def test_a_storm_ends(who: User, server: Server) -> None:
    """Attempts are counted, and so is the time: nothing is sent for ever."""
    server.will(*[answer(429, b"later")] * 50)
    client = who.client(server.url, retries=3)
    error = who.fails(client, acme.save(), RateLimitError)
    assert error.text == "later"
    assert len(server.received) == 4
    assert who.clock.waits == [0.5, 1.0, 2.0]
    assert {one.body for one in server.received} == {server.last.body}


def test_a_storm_of_attempts_ends_by_the_clock(who: User, server: Server) -> None:
    server.will(*[answer(429, b"", {"Retry-After": "20"})] * 50)
    client = who.client(server.url, retries=1000)
    who.fails(client, acme.save(), RateLimitError)
    assert who.clock.waits == [20.0] * 3
    assert len(server.received) == 4


def test_a_storm_passes(who: User, server: Server) -> None:
    server.will(*[answer(429, b"", {"retry-after-ms": "50"})] * 20, OK)
    client = who.client(server.url, retries=100)
    assert who.send(client, acme.save()).attempts == 21
    assert who.clock.waits == [0.05] * 20
    assert server.connections == 1


WAITS: list[tuple[dict[str, str], list[float]]] = [
    ({"Retry-After": "3"}, [3.0]),
    ({"Retry-After": "0"}, [0.0]),
    ({"Retry-After": "1.5"}, [1.5]),
    ({"Retry-After": formatdate(NOW + 7, usegmt=True)}, [7.0]),
    ({"Retry-After": formatdate(NOW - 7, usegmt=True)}, [0.0]),
    ({"retry-after-ms": "1200", "Retry-After": "9"}, [1.2]),
    ({"retry-after-ms": "-1", "Retry-After": "9"}, [9.0]),
    ({"retry-after-ms": "soon"}, [0.5]),
    # More than the budget: the error comes at once, and says when.
    ({"Retry-After": "61"}, []),
    ({"Retry-After": FAR}, []),
    ({"retry-after-ms": FAR}, []),
    ({"Retry-After": formatdate(NOW + 10**8, usegmt=True)}, []),
    # What nobody can read is no wish.
    ({"Retry-After": "-5"}, [0.5]),
    ({"Retry-After": ""}, [0.5]),
    ({"Retry-After": "soon"}, [0.5]),
    ({"Retry-After": "1e3"}, [0.5]),
    ({"Retry-After": "nan"}, [0.5]),
    ({"Retry-After": "inf"}, [0.5]),
    ({"Retry-After": "٣"}, [0.5]),
    ({"Retry-After": "3, 4"}, [0.5]),
    ({"Retry-After": "Wed, 99 Foo 99999 99:99:99 GMT"}, [0.5]),
    ({"Retry-After": "Mon, 01 Jan 2024 00:00:00 +9999"}, [0.5]),
]


def test_how_long(who: User, server: Server) -> None:
    client = who.client(server.url)
    for headers, waits in WAITS:
        who.clock.time = NOW
        who.clock.waits.clear()
        server.answers[:] = [answer(429, b"later", headers), OK]
        before = len(server.received)
        if waits:
            assert who.send(client, acme.save()).value.id == "1"
        else:
            error = who.fails(client, acme.save(), RateLimitError)
            assert all(name in error.headers for name in headers)
        assert who.clock.waits == pytest.approx(waits), headers
        assert len(server.received) - before == 1 + len(waits)


def test_other_refusals_of_what_must_not_be_sent_twice(
    who: User, server: Server
) -> None:
    client = who.client(server.url)
    statuses = (500, 502, 503, 504, 408, 409, 425, 501)
    for status in statuses:
        server.will(answer(status, {"at": "fault"}))
        with pytest.raises(ApiError) as caught:
            who.send(client, acme.save())
        kind = ServerError if status >= 500 else type(caught.value)
        who.checked(caught.value, acme.save(), kind)
        assert (caught.value.status, caught.value.value) == (status, {"at": "fault"})
    assert len(server.received) == len(statuses)


def test_secrets_that_the_server_sends_back(who: User, server: Server) -> None:
    echo = {"you": [*acme.SECRETS.values()], "sent": list(acme.SHOWN[1:])}
    server.will(
        answer(401, echo, {"X-Api-Key": acme.CANARY, "Set-Cookie": acme.CANARY})
    )
    client = who.client(server.url)
    with pytest.raises(ApiError) as caught:
        who.send(client, acme.save())
    who.shows(caught.value, caught.value.text, caught.value.headers, caught.value.value)
