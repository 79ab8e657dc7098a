"""Each kind of credential goes where the API wants it, and is shown nowhere."""

from __future__ import annotations

import asyncio
import base64
import subprocess
from typing import Any

import pytest
from golden.security_kinds import AsyncClient, Client, errors, requests

from tests.support.server import Server, answer

CALLS = requests.calls


def _sent(server: Server, call: str, **given: Any) -> None:
    server.will(answer(204))
    with Client(server.url, retries=0, **given) as client:
        getattr(client.calls, call)()


def test_a_key_in_a_header(server: Server) -> None:
    _sent(server, "default", header="h-secret", query="q")
    assert server.last.header("X-Secret") == "h-secret"
    assert server.last.target == "/default"


def test_two_together_and_none(server: Server) -> None:
    _sent(server, "default", username="me", password="pw", query="q-secret")
    assert server.last.target == "/default?api_key=q-secret"
    token = base64.b64encode(b"me:pw").decode()
    assert server.last.header("Authorization") == f"Basic {token}"
    _sent(server, "default", username="me", password="pw")
    assert server.last.header("Authorization") is None
    _sent(server, "open", header="h")
    assert server.last.header("X-Secret") is None


def test_a_user_with_an_empty_password(server: Server) -> None:
    _sent(server, "login", username="key", password="")
    assert server.last.header("Authorization") == "Basic a2V5Og=="
    with pytest.raises(errors.CredentialError, match=r"username=\.\.\. and password"):
        Client(server.url, username="key").calls.login()


def test_a_cookie_beside_the_cookies_of_the_call(server: Server) -> None:
    server.will(answer(204))
    with Client(server.url, cookie="c-secret") as client:
        client.calls.cookie(theme="dark")
    assert server.last.header("Cookie") == "sid=c-secret; theme=dark"


def test_a_credential_that_is_taken_whole(server: Server) -> None:
    _sent(server, "digest", digest='username="me"')
    assert server.last.header("Authorization") == 'Digest username="me"'


def test_tokens_of_persons(server: Server) -> None:
    _sent(server, "person", person="t-1")
    assert server.last.header("Authorization") == "Bearer t-1"
    _sent(server, "person", connect="t-2")
    assert server.last.header("Authorization") == "Bearer t-2"


def test_from_the_environment(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECURITY_KINDS_USERNAME", "me")
    monkeypatch.setenv("SECURITY_KINDS_PASSWORD", "pw ")
    _sent(server, "login")
    assert server.last.header("Authorization") == "Basic bWU6cHc="


def _token(text: str, **more: Any) -> Any:
    return answer(200, {"access_token": text, "token_type": "bearer", **more})


def test_a_token_is_fetched_once_and_again_when_it_is_refused(server: Server) -> None:
    server.will(_token("t-1", expires_in=3600), answer(204), answer(204))
    with Client(server.url, client_id="a b", client_secret="s/") as client:
        client.calls.machine()
        client.with_options(retries=0).calls.machine()
        asked, *calls = server.received
        assert (asked.method, asked.target) == ("POST", "/oauth/token")
        assert asked.body == b"grant_type=client_credentials&scope=read+write"
        token = base64.b64encode(b"a+b:s%2F").decode()
        assert asked.header("Authorization") == f"Basic {token}"
        assert [one.header("Authorization") for one in calls] == ["Bearer t-1"] * 2
        server.will(answer(401), _token("t-2"), answer(204))
        client.calls.machine()
    assert server.last.header("Authorization") == "Bearer t-2"
    assert len(server.received) == 6


def test_a_server_that_wants_the_client_in_the_body(server: Server) -> None:
    server.will(
        answer(401, {"error": "invalid_client"}), _token("t", expires_in=1), answer(204)
    )
    with Client(server.url, client_id="a", client_secret="s") as client:
        client.calls.machine()
    assert server.received[1].body.endswith(b"client_id=a&client_secret=s")


def test_a_client_that_is_refused(server: Server) -> None:
    server.will(*[answer(400, {"error": "invalid_scope"})] * 2)
    with (
        Client(server.url, client_id="a", client_secret="s-secret") as client,
        pytest.raises(errors.CredentialError, match="invalid_scope") as raised,
    ):
        client.calls.machine()
    assert "secret" not in str(raised.value)


def test_a_token_endpoint_that_is_down_for_a_moment(server: Server) -> None:
    server.will(answer(503, b"", {"Retry-After": "0"}), _token("t"), answer(204))
    with Client(server.url, client_id="a", client_secret="s") as client:
        client.calls.machine()
    assert server.last.header("Authorization") == "Bearer t"


def test_many_calls_at_once_fetch_one_token(server: Server) -> None:
    server.will(_token("t"), *[answer(204)] * 5)

    async def calls() -> None:
        async with AsyncClient(server.url, client_id="a", client_secret="s") as client:
            await asyncio.gather(*(client.calls.machine() for _ in range(5)))

    asyncio.run(calls())
    assert [one.target for one in server.received].count("/oauth/token") == 1


def test_a_token_of_the_users_own_is_not_fetched(server: Server) -> None:
    _sent(server, "machine", machine="own")
    assert server.last.header("Authorization") == "Bearer own"


def test_commands_hold_variables(server: Server) -> None:
    client = Client(server.url, username="me", password="pw-secret", query="q-secret")
    assert '-u "$SECURITY_KINDS_USERNAME:$SECURITY_KINDS_PASSWORD"' in client.as_curl(
        CALLS.login()
    )
    assert "api_key=$SECURITY_KINDS_QUERY" in client.as_curl(CALLS.query())
    assert '"Authorization: Bearer $SECURITY_KINDS_MACHINE"' in client.as_curl(
        CALLS.machine()
    )
    assert "secret" not in repr(client) + client.as_curl(CALLS.cookie(theme="a"))


def test_a_command_runs(server: Server) -> None:
    server.will(answer(204))
    command = Client(server.url).as_curl(CALLS.login())
    environment = {
        "SECURITY_KINDS_USERNAME": "me",
        "SECURITY_KINDS_PASSWORD": "p$w",
        "PATH": "/usr/bin:/bin",
    }
    subprocess.run(["sh", "-c", command], env=environment, check=True, timeout=10)
    token = base64.b64encode(b"me:p$w").decode()
    assert server.last.header("Authorization") == f"Basic {token}"


def test_what_a_server_echoes_is_masked(server: Server) -> None:
    server.will(answer(403, {"you said": ["user-name:long-password", "long-password"]}))
    with (
        Client(server.url, username="user-name", password="long-password") as client,
        pytest.raises(errors.ForbiddenError) as raised,
    ):
        client.calls.login()
    assert "long-password" not in raised.value.text + str(raised.value)
