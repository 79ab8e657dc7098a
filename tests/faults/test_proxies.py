"""Proxies: what is between client and server sees what it must, and fails as a connection does."""

from __future__ import annotations

import pytest
from runtime.errors import ApiError, TransportError

from tests.faults import acme
from tests.faults.users import OWN, User
from tests.support.server import Hang, Server, answer

OK = answer(200, {"id": "1"})
everybody = pytest.mark.parametrize("who", OWN, ids="-".join, indirect=True)


@everybody
def test_no_log_shows_a_secret(
    who: User,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Through a proxy goes a whole client, which writes of its own calls to its own log."""
    monkeypatch.setenv("HTTP_PROXY", server.url)
    server.will(OK)
    assert who.send(who.client("http://api.test/v1"), acme.save()).value.id == "1"
    assert "HTTP Request: POST http://api.test/v1/accounts?key=***" in caplog.text
    assert acme.CANARY not in caplog.text
    assert f"key={acme.CANARY}-query" in server.last.target


@everybody
def test_a_proxy_that_refuses(
    who: User, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of what is for the server, a proxy of TLS gets nothing."""
    monkeypatch.setenv("HTTPS_PROXY", server.url)
    server.will(answer(407, b"no"), answer(502, b"no"))
    client = who.client("https://api.test", retries=0)
    for _ in range(2):
        assert not who.fails(client, acme.save(), TransportError).sent
        assert server.last.target == "api.test:443"
        assert acme.CANARY not in str(server.last.headers)


@everybody
def test_a_proxy_that_fails(
    who: User, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url)
    server.will([Hang()], answer(504, b"late"))
    client = who.client("http://api.test")
    assert who.fails(client, acme.save(), TransportError).sent
    with pytest.raises(ApiError) as caught:
        who.send(client, acme.save())
    assert caught.value.status == 504
    assert len(server.received) == 2
