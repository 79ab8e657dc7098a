"""Requests as ``curl`` commands: read by eye, and run against a server."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from runtime.request import Request

from tests.runtime import example
from tests.support.server import Server, answer, stream

HELLO = example.complete(model="small", messages=['it\'s $HOME `x` "é"\n@\\'])


def test_a_call() -> None:
    client = example.Client(api_key="sk-secret")
    assert client.as_curl(example.complete(model="small", messages=["it's"])) == (
        "curl \\\n"
        "  -H 'Accept: application/json' \\\n"
        "  -H 'Content-Type: application/json' \\\n"
        "  -H 'User-Agent: acme/1.2.3' \\\n"
        '  -H "Authorization: Bearer $ACME_API_KEY" \\\n'
        """  --data-raw '{"model":"small","messages":["it'"'"'s"]}' \\\n"""
        "  https://api.acme.test/base/v1/chat"
    )


def test_other_forms() -> None:
    client = example.Client()
    streamed = client.as_curl(example.stream(model="m", messages=[]))
    assert streamed.startswith("curl -N \\\n")
    assert "curl \\\n  -X DELETE \\\n" in client.as_curl(example.delete("f"))
    assert "-X" not in client.as_curl(example.retrieve("f", page=1))


def test_no_secret_of_the_user_is_printed() -> None:
    client = example.Client(
        "https://me:pw-secret@acme.test", headers={"X-Api-Key": "h-secret$!"}
    )
    request = HELLO.with_(query={"token": "q-secret"}, headers={"Cookie": "c-secret"})
    shown = client.as_curl(request)
    assert "secret" not in shown
    assert '"X-Api-Key: $X_API_KEY"' in shown
    assert '"Cookie: $COOKIE"' in shown
    assert '"https://$USERINFO@acme.test/v1/chat?token=$TOKEN"' in shown


def run(command: str) -> str:
    done = subprocess.run(
        ["sh", "-c", command],
        env={"ACME_API_KEY": "sk-$ecret", "PATH": "/usr/bin:/bin", "TOKEN": "t%20t"},
        capture_output=True,
        check=True,
        timeout=10,
    )
    return done.stdout.decode()


needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")


@needs_curl
@pytest.mark.parametrize(
    "request_",
    [
        HELLO,
        HELLO.with_(
            headers={"X-Empty": "", "X-Odd": "a'b\"c$d`e\\f!"}, query={"q": "'&"}
        ),
        example.retrieve("a/b [c]{d}", page=1),
        example.delete("f"),
        Request(example.COMPLETE),
        example.upload(file=b"\x00\xff\r\n'", purpose="train"),
    ],
)
def test_curl_sends_what_the_client_sends(
    server: Server, request_: Request[object]
) -> None:
    server.will(answer(200, {"id": "curl"}), answer(200, {"id": "client"}))
    with example.Client(server.url, api_key="sk-$ecret") as client:
        assert run(client.as_curl(request_)) == '{"id": "curl"}'
        client.send(request_)
    by_curl, by_client = server.received
    assert (by_curl.method, by_curl.target) == (by_client.method, by_client.target)
    ours = ("accept", "authorization", "user-agent", "x-empty", "x-odd")
    for name in ours:
        assert by_curl.header(name) == by_client.header(name), name
    if request_.operation is not example.UPLOAD:  # whose boundary is another each time
        assert by_curl.body == by_client.body
        assert by_curl.header("content-type") == by_client.header("content-type")
    else:
        assert b"\x00\xff\r\n'" in by_curl.body


@needs_curl
def test_curl_streams(server: Server) -> None:
    server.will(stream(b"data: a\n\n", b"data: b\n\n"))
    client = example.Client(server.url)
    assert run(client.as_curl(example.lines())) == "data: a\n\ndata: b\n\n"
