"""Ways to send that are not the network: one's own, and calls on record."""

from __future__ import annotations

import asyncio
import builtins
import json
from pathlib import Path
from typing import Any

import pytest
from runtime.built import BuiltRequest
from runtime.errors import NotFoundError, TimeoutError, TransportError
from runtime.transports import (
    AsyncRecording,
    AsyncReplaying,
    AsyncTransport,
    NotRecorded,
    Recording,
    Replaying,
    Reply,
    Transport,
)

from tests.runtime import example
from tests.runtime.example import AsyncClient, Client
from tests.support.colours import Colour
from tests.support.server import Server, answer, stream


class Echo(Transport):
    """Answers with the address that is asked for."""

    def handle(self, request: BuiltRequest, timeout: float | None) -> Reply:
        return Reply(
            200,
            {"Content-Type": "application/json"},
            json.dumps({"id": f"{request.method} {request.url} {timeout}"}).encode(),
        )


class AsyncEcho(AsyncTransport):
    """The same, awaited, in two pieces."""

    async def handle(self, request: BuiltRequest, timeout: float | None) -> Reply:
        await asyncio.sleep(0)
        whole = Echo().handle(request, timeout)
        return Reply(
            200,
            {},
            [b"".join(whole.iter_bytes())[:5], b"".join(whole.iter_bytes())[5:]],
        )


def test_a_transport_of_ones_own() -> None:
    expected = "GET https://acme.test/v1/files/f 5.0"
    with Client("https://acme.test", api_key="k", timeout=5.0, http=Echo()) as client:
        assert client.send(example.retrieve("f")).value.id == expected

    async def awaited() -> str:
        client = AsyncClient(
            "https://acme.test", api_key="k", timeout=5.0, http=AsyncEcho()
        )
        async with client:
            return (await client.send(example.retrieve("f"))).value.id

    assert asyncio.run(awaited()) == expected


def test_an_error_and_a_stream_of_ones_own() -> None:
    class Canned(Transport):
        """Streams, or refuses."""

        def handle(self, request: BuiltRequest, timeout: float | None) -> Reply:
            if request.method == "GET":
                return Reply(404, {}, b'{"a": 1}')
            return Reply(200, {}, [b'data: {"text":"a"}\n', b"\ndata: [DONE]\n\n"])

    with Client("https://acme.test", api_key="k", http=Canned()) as client:
        with pytest.raises(NotFoundError):
            client.send(example.retrieve("f"))
        with client.chat.stream(model="m", messages=[]) as events:
            assert [event.text for event in events] == ["a"]


@pytest.mark.parametrize(
    ("kind", "method", "attempts"),
    [
        (ConnectionRefusedError, "POST", 3),
        (ConnectionResetError, "POST", 1),
        (ConnectionResetError, "GET", 3),
        (builtins.TimeoutError, "GET", 3),
        (FileNotFoundError, "GET", 1),
    ],
)
def test_its_errors_are_those_of_a_network(
    colour: Colour, kind: type[OSError], method: str, attempts: int
) -> None:
    asked: list[str] = []

    class Failing(Transport):
        """Is never there."""

        def handle(self, request: BuiltRequest, timeout: float | None) -> Reply:
            asked.append(request.method)
            raise kind

    class AsyncFailing(AsyncTransport):
        """The same."""

        async def handle(self, request: BuiltRequest, timeout: float | None) -> Reply:
            return Failing().handle(request, timeout)

    http = Failing() if colour.name == "sync" else AsyncFailing()
    client = colour.client("https://acme.test", http=http)
    posted = example.complete(model="m", messages=[])
    expected = TransportError if issubclass(kind, ConnectionError) else kind
    with pytest.raises(expected) as caught:
        colour.send(client, posted if method == "POST" else example.retrieve("f"))
    if kind is builtins.TimeoutError:
        assert type(caught.value) is TimeoutError
    assert asked == [method] * attempts


def calls(colour: Colour, url: str, http: Any) -> list[Any]:
    """What a client gets for the same few calls."""
    client = colour.client(url, http=http)
    request = example.retrieve("f").with_(query={"token": "q-secret"})
    found: list[Any] = [colour.send(client, request).value.id]
    found.append(colour.send(client, request).value.id)
    found.append(colour.send(client, example.content("f")).value)
    with colour.open(client, example.stream(model="m", messages=["ü"])) as events:
        found += [event.text for event in events]
    sent = example.upload(file=("a.bin", b"\xff\x00"), purpose="train")
    found.append(colour.send(client, sent).value.id)
    with pytest.raises(NotFoundError) as caught:
        colour.send(client, example.delete("f"))
    found.append(caught.value.text)
    colour.close(client)
    return found


def test_calls_on_record_are_played_back(
    server: Server, colour: Colour, tmp_path: Path
) -> None:
    path = tmp_path / "calls.json"
    echoed = {"id": "sk-secret"}
    server.will(
        answer(200, {"id": "1"}, {"Set-Cookie": "sid=c-secret"}),
        answer(200, {"id": "2"}),
        answer(200, b"\x00\xff"),
        stream(b'data: {"text": "\xc3\xa4"}\n\n', b"data: [DONE]\n\n"),
        answer(200, {"id": "u", "access_token": "t-secret"}),
        answer(404, echoed),
    )
    first: list[Any] = []
    if colour.name == "sync":
        with Recording(path) as http:
            first = calls(colour, server.url, http)
    else:
        recording = AsyncRecording(path)
        first = calls(colour, server.url, recording)
        colour.call(recording.aclose)
    assert server.all_closed()
    again = Replaying(path) if colour.name == "sync" else AsyncReplaying(path)
    second = calls(colour, server.url, again)
    assert first[:5] == second[:5] == ["1", "2", b"\x00\xff", "ä", "u"]
    assert len(server.received) == 6

    text = path.read_text("utf-8")
    for secret in ("sk-secret", "q-secret", "c-secret", "t-secret"):
        assert secret not in text
    kept = json.loads(text)["calls"]
    assert kept[0]["request"]["url"] == f"{server.url}/v1/files/f?token=***"
    assert kept[0]["request"]["headers"]["authorization"] == "***"
    assert kept[3]["request"]["json"]["messages"] == ["ü"]
    assert "ä" in text
    assert kept[2]["answer"]["base64"] == "AP8="
    assert [call["answer"]["status"] for call in kept] == [200] * 5 + [404]


def test_what_is_not_on_record_is_an_error(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "calls.json"
    server.will(answer(200, {"id": "1"}))
    with Recording(path) as http, Client(server.url, api_key="k", http=http) as client:
        client.send(example.retrieve("f"))
    with Client(server.url, api_key="k", http=Replaying(path)) as client:
        with pytest.raises(
            NotRecorded, match="files/g with .* left there: GET .*files/f"
        ):
            client.send(example.retrieve("g"))
        client.send(example.retrieve("f"))
        with pytest.raises(NotRecorded, match="nothing"):
            client.send(example.retrieve("f"))
    with pytest.raises(FileNotFoundError):
        Replaying(tmp_path / "none.json")


def test_a_form_keeps_no_secret(tmp_path: Path) -> None:
    path = tmp_path / "calls.json"
    with Recording(path, Echo()) as http:
        content = b"client_id=me&client_secret=s3cret&grant_type=x"
        sent = http.build_request(
            "POST", "https://acme.test/token", content=content, headers=[], timeout=1.0
        )
        http.send(sent, stream=True, follow_redirects=False).close()
    kept = json.loads(path.read_text("utf-8"))["calls"][0]["request"]
    assert kept["text"] == "client_id=me&client_secret=***&grant_type=x"


def test_names_that_do_not_look_secret_can_be(tmp_path: Path) -> None:
    path = tmp_path / "calls.json"
    request = example.retrieve("f").with_(
        headers={"X-App": "ab"}, query={"appid": "c7"}
    )
    with (
        Recording(path, Echo(), secret=("x-app", "AppId")) as http,
        Client("https://acme.test", api_key="k", http=http) as client,
    ):
        client.send(request)
    kept = json.loads(path.read_text("utf-8"))["calls"][0]["request"]
    assert kept["url"] == "https://acme.test/v1/files/f?appid=***"
    assert kept["headers"]["x-app"] == "***"
    with Client("https://acme.test", api_key="k", http=Replaying(path)) as client:
        client.send(request)
