"""An API that anybody may call: no keyword for a key, and none is sent."""

from __future__ import annotations

import inspect

from golden.no_security import Client, requests

from tests.support.server import Server, answer


def test_no_key_is_asked_for_or_sent(server: Server) -> None:
    server.will(answer(200, b"pong", {"Content-Type": "text/plain"}))
    assert "api_key" not in inspect.signature(Client).parameters
    with Client(server.url) as client:
        assert client.health.ping() == "pong"
    assert server.last.header("Authorization") is None
    assert server.last.header("User-Agent") == "no_security/2.0beta"


def test_the_first_server_is_the_one() -> None:
    assert (
        Client()
        .as_curl(requests.health.ping())
        .count("https://eu.example.test/v1/ping")
    )
