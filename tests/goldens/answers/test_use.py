"""What comes back is read by its status and its kind."""

from __future__ import annotations

from typing import Any

import pytest
from golden.answers import Client, errors, requests
from golden.answers import models as m

from tests.support.server import Answer, Server, answer, head

DONE = m.Done(result=1)
JSON = b'{"result": 1}'


def _lines(data: bytes, kind: str) -> Answer:
    fields = {"Content-Type": kind, "Content-Length": str(len(data))}
    return [head(200, fields) + data]


@pytest.mark.parametrize(
    ("status", "body", "value"),
    [
        (200, {"result": 1}, DONE),
        (202, {"ticket": "t"}, m.Queued(ticket="t")),
        (204, b"", None),
        (206, {"result": 1}, DONE),
    ],
)
def test_each_success_by_its_status(
    server: Server, status: int, body: Any, value: Any
) -> None:
    server.will(answer(status, body))
    with Client(server.url) as client:
        response = client.send(requests.answers.several())
    assert response.value == value
    assert response.mismatches == []


@pytest.mark.parametrize(
    ("call", "kind", "body", "value"),
    [
        ("only_default", "application/json", JSON, DONE),
        ("range", "application/json", JSON, DONE),
        ("any_text", "application/json", b'"a"', "a"),
        ("any_text", "text/plain", b'"a"', '"a"'),
        ("image", "image/png", b"\x89", b"\x89"),
        ("csv", "text/csv; charset=latin-1", b"\xe9", "é"),
        ("xml", "application/xml", b"<a/>", "<a/>"),
        ("silent", "text/plain", b"x", None),
    ],
)
def test_each_kind(
    server: Server, call: str, kind: str, body: bytes, value: Any
) -> None:
    server.will(answer(200, body, {"Content-Type": kind}))
    with Client(server.url) as client:
        assert getattr(client.answers, call)() == value


def test_a_head_has_no_body(server: Server) -> None:
    server.will(
        [head(200, {"Content-Type": "application/json", "Content-Length": "9"})]
    )
    with Client(server.url) as client:
        client.answers.exists()
    assert server.last.method == "HEAD"


def test_a_redirect_is_an_error(server: Server) -> None:
    server.will(answer(302, b"", {"Location": "https://x.test/y"}))
    with Client(server.url) as client, pytest.raises(errors.ApiError) as raised:
        client.answers.moved()
    assert raised.value.headers["location"] == "https://x.test/y"


def test_errors_that_are_shared(server: Server) -> None:
    server.will(*[answer(404, {"title": "t"})] * 2)
    with Client(server.url) as client:
        for call in (client.answers.several, client.answers.replace):
            with pytest.raises(errors.NotFoundError) as raised:
                call()
            assert raised.value.value == m.ProblemResponse(title="t")


@pytest.mark.parametrize(
    ("call", "kind", "data"),
    [
        ("lines", "application/x-ndjson", b'{"result": 1}\r\n\n{"result": 1}'),
        ("lines", "application/json", b'{"result": 1}\n{"result": 1}\n'),
        ("sequence", "application/json-seq", b'\x1e{"result": 1}\n\x1e{"result": 1}\n'),
        ("events", "text/event-stream", b'data: {"result": 1}\n\n' * 2),
    ],
)
def test_streams(server: Server, call: str, kind: str, data: bytes) -> None:
    server.will(_lines(data, kind))
    with Client(server.url) as client, getattr(client.answers, call)() as events:
        assert list(events) == [DONE, DONE]


def test_the_switch_is_set_and_not_taken(server: Server) -> None:
    assert requests.answers.both(ask="a").body == {"ask": "a", "stream": False}
    streamed = requests.answers.both_stream_request({"ask": "a"})
    assert streamed.body == {"ask": "a", "stream": True}
    server.will(_lines(b'{"ticket": "t"}\n', "application/x-ndjson"))
    with Client(server.url) as client, client.send(streamed) as events:
        assert list(events) == [m.Queued(ticket="t")]
