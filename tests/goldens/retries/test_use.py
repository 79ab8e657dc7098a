"""What the API says of sending again holds; how often is the client's to say."""

from __future__ import annotations

from uuid import UUID

import pytest
from golden.retries import Client, errors, requests

from tests.support.server import Reset, Server, answer


def test_what_is_said_of_all_does_not_make_a_post_repeatable(server: Server) -> None:
    server.will(answer(501), answer(204), answer(503))
    with Client(server.url) as client:
        client.jobs.list()
        with pytest.raises(errors.ServerError):
            client.jobs.start()
    assert len(server.received) == 3


def test_what_is_said_of_an_operation_does(server: Server) -> None:
    server.will(answer(409), answer(500), answer(204), answer(429), [Reset()])
    with Client(server.url) as client:
        assert client.send(requests.jobs.run()).attempts == 3
        with pytest.raises(errors.RateLimitError):  # no status that it names
            client.jobs.run()
        with pytest.raises(errors.TransportError):
            client.jobs.run()
    assert len(server.received) == 5


def test_never(server: Server) -> None:
    server.will(answer(503, headers={"Retry-After": "0"}))
    with Client(server.url) as client, pytest.raises(errors.ServerError):
        client.jobs.stop()
    assert len(server.received) == 1


def test_the_client_says_how_often(server: Server) -> None:
    server.will(answer(500), answer(500))
    with (
        Client(server.url, retries=1) as client,
        pytest.raises(errors.ServerError),
    ):
        client.jobs.run()
    assert len(server.received) == 2


def test_all_attempts_of_a_call_have_one_key(server: Server) -> None:
    server.will([Reset()], answer(500), answer(204), answer(204))
    with Client(server.url) as client:
        client.payments.pay()
        client.payments.pay()
    keys = [one.header("Idempotency-Key") or "" for one in server.received]
    assert keys[0] == keys[1] == keys[2] != keys[3]
    assert UUID(keys[3]).version == 4


def test_a_key_of_ones_own(server: Server) -> None:
    key = UUID(int=7)
    server.will(answer(204), answer(204))
    request = requests.payments.pay(idempotency_key=key)
    assert request == requests.payments.pay(idempotency_key=key)
    with Client(server.url, headers={"x-once": "mine"}) as client:
        client.send(request)
        assert server.last.header("Idempotency-Key") == str(key)
        client.payments.change()
        assert server.last.header("X-Once") == "mine"
        assert "Idempotency-Key: " in client.as_curl(requests.payments.pay())
