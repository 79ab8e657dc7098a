"""A call from beginning to end: what is sent, what comes back, what is opened and closed."""

from __future__ import annotations

import json
import logging
import pickle
from typing import Any

import pytest
from runtime.errors import (
    ApiError,
    CredentialError,
    DecodeError,
    NotFoundError,
    ServerError,
    TimeoutError,
    TransportError,
    UnprocessableEntityError,
    ValidationError,
)
from runtime.mismatch import Mismatch
from runtime.request import Request

from tests.runtime import example
from tests.support.colours import Colour
from tests.support.server import LAST, Reset, Server, Stall, answer, chunk, head

OK = {"id": "c1", "count": 2}


def hello() -> Request[example.ChatResponse]:
    return example.complete(model="small", messages=["hi"])


def test_what_is_sent_and_what_comes_back(server: Server, colour: Colour) -> None:
    server.will(answer(200, OK))
    client = colour.client(server.url + "/base/")
    response = colour.send(client, hello())
    assert response.value == example.ChatResponse(id="c1", count=2)
    assert response.status == 200
    assert response.attempts == 1
    assert response.headers["content-type"] == "application/json"
    assert response.request == hello()
    assert pickle.loads(pickle.dumps(response)).value == response.value

    sent = server.last
    assert (sent.method, sent.target) == ("POST", "/base/v1/chat")
    assert sent.body == b'{"model":"small","messages":["hi"]}'
    assert sent.header("Accept") == "application/json"
    assert sent.header("Content-Type") == "application/json"
    assert sent.header("Authorization") == "Bearer sk-secret"
    assert sent.header("User-Agent") == "acme/1.2.3"
    colour.close(client)


def test_a_path_and_a_query_arrive_as_they_are_meant(
    server: Server, colour: Colour
) -> None:
    server.will(answer(200, OK))
    client = colour.client(server.url)
    request = example.retrieve("a/b ?#%é'(~", page=2).with_(query={"q": ["ä b", "+&'"]})
    colour.send(client, request)
    assert server.last.target == (
        "/v1/files/a%2Fb%20%3F%23%25%C3%A9%27%28~?page=2&q=%C3%A4%20b&q=%2B%26%27"
    )
    colour.close(client)


def test_later_headers_win_in_any_case(server: Server, colour: Colour) -> None:
    server.will(answer(200, OK), answer(200, OK))
    client = colour.client(server.url, headers={"X-A": "client", "user-agent": "mine"})
    other = client.with_options(headers={"x-a": "options", "X-B": "options"})
    colour.send(other, hello().with_(headers={"X-b": "request", "X-C": "größer"}))
    sent = server.last
    assert sent.header("X-A") == "options"
    assert sent.header("X-B") == "request"
    assert sent.header("X-C") == "größer"
    assert sent.header("User-Agent") == "mine"
    colour.send(client, hello())
    assert server.last.header("X-A") == "client"
    colour.close(client)


def test_a_connection_is_kept_and_shared(server: Server, colour: Colour) -> None:
    server.will(*[answer(200, OK)] * 3)
    client = colour.client(server.url)
    colour.send(client, hello())
    colour.send(client.with_options(timeout=1), hello())
    colour.send(client.with_options(retries=0), hello())
    assert server.connections == 1
    colour.close(client)
    assert server.all_closed()
    with pytest.raises(RuntimeError, match="closed"):
        colour.send(client, hello())


def test_other_kinds_of_answer(server: Server, colour: Colour) -> None:
    server.will(answer(200, b"\x00\xff"), answer(204), answer(200, b"whatever"))
    client = colour.client(server.url)
    assert colour.send(client, example.content("f")).value == b"\x00\xff"
    assert colour.send(client, example.delete("f")).value is None
    assert server.last.header("Content-Type") is None
    assert colour.send(client, example.delete("f")).value is None
    colour.close(client)


def test_who_asks_for_another_kind_of_answer_gets_it(
    server: Server, colour: Colour
) -> None:
    kinds = (("image/png", b"\x89"), ("text/csv; charset=latin-1", b"\xe9"))
    png, csv = (answer(200, data, {"Content-Type": kind}) for kind, data in kinds)
    server.will(png, csv, answer(200, OK))
    client = colour.client(server.url)
    asking = client.with_options(headers={"accept": "image/png, text/csv"})
    assert colour.send(asking, hello()).value == b"\x89"
    request = hello().with_(headers={"Accept": "text/csv"})
    assert colour.send(client, request).value == "é"
    assert server.last.header("Accept") == "text/csv"

    value = colour.send(client, request).value
    assert value == example.ChatResponse(
        id="c1", count=2
    )  # it came as JSON all the same
    colour.close(client)


@pytest.mark.parametrize(
    ("status", "body", "kind", "value"),
    [
        (422, {"detail": "x"}, UnprocessableEntityError, example.Problem(detail="x")),
        (503, {"reason": "x"}, ServerError, example.Overload(reason="x")),
        (404, {"message": "x"}, NotFoundError, {"message": "x"}),
        (418, b"<h1>teapot</h1>", ApiError, None),
        (307, b"", ApiError, None),
    ],
)
def test_errors_are_typed(
    server: Server,
    colour: Colour,
    status: int,
    body: Any,
    kind: type[ApiError],
    value: Any,
) -> None:
    server.will(answer(status, body, {"Location": "http://127.0.0.1:1/"}))
    client = colour.client(server.url)
    with pytest.raises(ApiError) as caught:
        colour.send(client, hello())
    error = caught.value
    assert type(error) is kind
    assert (error.status, error.value) == (status, value)
    assert error.text == (body if isinstance(body, str) else server_text(body))
    assert error.request == hello()
    assert "POST /v1/chat" in str(error)
    assert len(server.received) == 1
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), copy.value, str(copy)) == (kind, value, str(error))
    colour.close(client)


def server_text(body: Any) -> str:
    return body.decode() if isinstance(body, bytes) else json.dumps(body)


def test_an_error_whose_body_breaks_off_is_still_that_error(
    server: Server, colour: Colour
) -> None:
    server.will([head(404, {"Content-Length": "100"}) + b"only this", Reset()])
    client = colour.client(server.url)
    with pytest.raises(NotFoundError) as caught:
        colour.send(client, hello())
    assert caught.value.text in ("only this", "")  # a reset may overtake the data
    colour.close(client)


def test_no_secret_in_any_message(server: Server, colour: Colour) -> None:
    server.will(answer(401, {"message": "Incorrect key sk-secret"}))
    client = colour.client(server.url)
    request = hello().with_(
        headers={"Cookie": "c-secret"}, query={"api_key": "q-secret"}
    )
    with pytest.raises(ApiError) as caught:
        colour.send(client, request)
    shown = f"{caught.value} {caught.value!r} {caught.value.request!r} {client!r}"
    assert "secret" not in shown + caught.value.text + repr(caught.value.value)
    assert "Incorrect key" in shown
    colour.close(client)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/html", b"<html>proxy</html>"),
        ("application/json", b'{"id": '),
        ("application/json", b""),
        ("application/json", b"[" * 100_000),
    ],
)
def test_a_body_that_is_no_json(
    server: Server, colour: Colour, content_type: str, body: bytes
) -> None:
    server.will(answer(200, body, {"Content-Type": content_type}))
    client = colour.client(server.url)
    with pytest.raises(DecodeError) as caught:
        colour.send(client, hello())
    assert caught.value.text == body.decode()
    assert caught.value.path is None
    assert content_type in str(caught.value)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    colour.close(client)


def test_mismatches_are_listed_and_logged_once(
    server: Server, colour: Colour, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = {"id": "c1", "count": "two"}
    server.will(*[answer(200, wrong)] * 2)
    told: list[Mismatch] = []
    client = colour.client(server.url, on_mismatch=told.append)
    with caplog.at_level(logging.WARNING):
        first = colour.send(client, hello())
        colour.send(client.with_options(timeout=1), hello())
    kept: object = first.value.count
    assert kept == "two"
    assert [mismatch.path for mismatch in first.mismatches] == ["$.count"]
    assert told == first.mismatches * 2
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "$.count" in caplog.text
    assert caplog.records[0].name == example.__name__
    colour.close(client)


def test_strict_makes_a_mismatch_an_error(server: Server, colour: Colour) -> None:
    server.will(answer(200, {"id": 1}))
    client = colour.client(server.url, strict=True)
    with pytest.raises(DecodeError) as caught:
        colour.send(client, hello())
    assert caught.value.path == "$.id"
    assert caught.value.text == '{"id": 1}'
    colour.close(client)


def test_loads_takes_the_place_of_json(server: Server, colour: Colour) -> None:
    server.will(answer(200, OK), answer(200, OK))
    seen: list[bytes] = []

    def loads(data: bytes) -> Any:
        seen.append(data)
        return json.loads(data)

    client = colour.client(server.url, loads=loads)
    assert colour.send(client, hello()).value.id == "c1"
    assert seen == [json.dumps(OK).encode()]
    colour.close(client)

    def broken(data: bytes) -> Any:
        raise RuntimeError("not mine")

    client = colour.client(server.url, loads=broken)
    with pytest.raises(DecodeError):
        colour.send(client, hello())
    colour.close(client)


def test_validate_checks_before_sending(server: Server, colour: Colour) -> None:
    client = colour.client(server.url, validate=True)
    request = example.complete(model="small", messages=[], temperature=2)
    with pytest.raises(ValidationError, match="temperature"):
        colour.send(client, request)
    assert server.connections == 0


def test_the_environment_gives_the_credential_when_it_is_needed(
    server: Server, colour: Colour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ACME_API_KEY", raising=False)
    client = colour.client(server.url, api_key=None)
    with pytest.raises(CredentialError, match="api_key=.*ACME_API_KEY"):
        colour.send(client, hello())
    assert server.connections == 0
    monkeypatch.setenv("ACME_API_KEY", "from-env\n")
    server.will(answer(200, OK))
    colour.send(client, hello())
    assert server.last.header("Authorization") == "Bearer from-env"
    colour.close(client)


def test_a_users_own_header_is_credential_enough(
    server: Server, colour: Colour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ACME_API_KEY", raising=False)
    server.will(answer(200, OK))
    client = colour.client(server.url, api_key=None, headers={"authorization": "Own x"})
    colour.send(client, hello())
    assert server.last.header("Authorization") == "Own x"
    colour.close(client)


def test_an_operation_without_security_sends_no_credential(
    server: Server, colour: Colour
) -> None:
    server.will(answer(204))
    client = colour.client(server.url)
    colour.send(client, Request(example.PING))
    assert server.last.header("Authorization") is None
    colour.close(client)


def test_a_timeout_is_a_typed_error(server: Server, colour: Colour) -> None:
    server.will([Stall()])
    client = colour.client(server.url, timeout=0.1)
    with pytest.raises(TimeoutError) as caught:
        colour.send(client, hello())
    assert caught.value.sent
    assert isinstance(caught.value, OSError)  # the builtin TimeoutError
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    colour.close(client)
    assert server.all_closed()


def test_a_body_that_breaks_off_is_a_transport_error(
    server: Server, colour: Colour
) -> None:
    fields = {"Content-Type": "application/json", "Transfer-Encoding": "chunked"}
    server.will([head(200, fields), chunk(b'{"id":'), Reset()])
    client = colour.client(server.url)
    with pytest.raises(TransportError) as caught:
        colour.send(client, hello())
    assert caught.value.sent
    assert caught.value.request == hello()
    colour.close(client)
    assert server.all_closed()


def test_a_body_in_odd_pieces(server: Server, colour: Colour) -> None:
    fields = {"Content-Type": "application/json", "Transfer-Encoding": "chunked"}
    data = json.dumps({"id": "größe"}, ensure_ascii=False).encode()
    server.will([head(200, fields), *(chunk(bytes([b])) for b in data), LAST])
    client = colour.client(server.url)
    assert colour.send(client, hello()).value.id == "größe"
    colour.close(client)


def test_a_base_url_must_be_one(colour: Colour) -> None:
    for url in ("api.acme.test", "http://x/?a=b", "http://x/#a", "http://x:port"):
        client = colour.client(url)
        with pytest.raises(ValueError):
            colour.send(client, hello())
        colour.close(client)


def test_the_methods_of_a_group(server: Server, colour: Colour) -> None:
    server.will(answer(200, OK))
    client = colour.client(server.url)
    value = colour.call(client.chat.complete, model="small", messages=["hi"])
    assert value == example.ChatResponse(id="c1", count=2)
    colour.close(client)
