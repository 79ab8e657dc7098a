"""Redirects: none is followed, so that no credential and no body goes where it must not."""

from __future__ import annotations

import pytest
from runtime.errors import ApiError

from tests.faults import acme
from tests.faults.users import User
from tests.support.server import Server, answer

OK = answer(200, {"id": "1"})


STATUSES = (301, 302, 303, 307, 308)
ELSEWHERE = ("http://localhost:{}/x", "https://127.0.0.1:{}/", "//127.0.0.1:{}/")


def test_to_another_host_scheme_or_port(who: User, server: Server) -> None:
    client, sent = who.client(server.url), 0
    with Server() as other:
        for status in STATUSES:
            for where in (form.format(other.port) for form in ELSEWHERE):
                server.will(answer(status, b"", {"Location": where}))
                error = who.fails(client, acme.save(), ApiError)
                found = (error.status, error.headers["Location"])
                assert found == (status, where)
                sent += 1
        assert len(server.received) == sent
        assert other.connections == 0


@pytest.mark.parametrize("location", ["/again", "", "?x=1", "http://[", "a" * 9000])
def test_to_the_same_host_or_nowhere(who: User, server: Server, location: str) -> None:
    server.will(answer(307, {"id": "1"}, {"Location": location}), OK)
    client = who.client(server.url)
    error = who.fails(client, acme.find(), ApiError)
    assert error.status == 307
    assert error.value == {"id": "1"}
    assert len(server.received) == 1
    assert who.send(client, acme.save()).value.id == "1"


def test_in_a_circle(who: User, server: Server) -> None:
    server.will(*[answer(302, b"", {"Location": server.url})] * 3)
    client = who.client(server.url)
    who.fails(client, acme.find(), ApiError)
    assert len(server.received) == 1


def test_a_stream_elsewhere(who: User, server: Server) -> None:
    with Server() as other:
        server.will(answer(307, b"", {"Location": other.url}))
        request = acme.watch()
        client = who.client(server.url)
        with pytest.raises(ApiError) as caught, who.open(client, request) as events:
            list(events)
        who.checked(caught.value, request, ApiError)
        assert other.connections == 0


@pytest.mark.parametrize("status", [100, 300, 304, 305, 399, 600, 999])
def test_statuses_that_are_no_answer(who: User, server: Server, status: int) -> None:
    early = [b"HTTP/1.1 100 Continue\r\n\r\n"] if status == 100 else []
    server.will([*early, *(OK if status == 100 else answer(status))])
    client = who.client(server.url)
    if status == 100:
        assert who.send(client, acme.save()).value.id == "1"
    else:
        assert who.fails(client, acme.save(), ApiError).status == status
    assert len(server.received) == 1
