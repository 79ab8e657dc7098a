"""Each operation sends the credential that it needs, and no other."""

from __future__ import annotations

import pytest
from golden.security_none import Client, errors, requests

from tests.support.server import Server, answer


def test_each_sends_its_own(server: Server) -> None:
    server.will(*(answer(204) for _ in range(4)))
    with Client(server.url, token="t", admin="a") as client:
        client.pages.public()
        client.pages.private()
        client.pages.admin()
        client.pages.either()
    assert [r.header("Authorization") for r in server.received[:3]] == [
        None,
        "Bearer t",
        "Bearer a",
    ]


def test_from_the_environment(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USUAL_KEY", "u")
    monkeypatch.setenv("BOSS_KEY", "b")
    server.will(answer(204), answer(204))
    with Client(server.url) as client:
        client.pages.private()
        client.pages.admin()
    assert [r.header("Authorization") for r in server.received] == [
        "Bearer u",
        "Bearer b",
    ]


def test_a_credential_that_is_missing(server: Server) -> None:
    with (
        Client(server.url) as client,
        pytest.raises(errors.SdkError, match="USUAL_KEY"),
    ):
        client.pages.private()
    assert not server.received


def test_no_secret_is_shown() -> None:
    client = Client("https://x.test", token="t0p-secret")
    shown = client.as_curl(requests.pages.private())
    assert "$USUAL_KEY" in shown
    assert "t0p-secret" not in shown + repr(client)
