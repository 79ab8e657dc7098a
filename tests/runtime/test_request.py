"""Requests as values: compared, copied, pickled, shown, and built for any HTTP client."""

from __future__ import annotations

import copy
import http.client
import pickle
import urllib.parse
import warnings
from typing import Any

import pytest
from runtime.building import join
from runtime.built import BuiltRequest
from runtime.model import UNSET
from runtime.request import Operation, Request, StreamRequest

from tests.runtime import example
from tests.support.server import Server, answer

HELLO = example.complete(model="small", messages=["hi"], temperature=None)


def test_equal_requests_are_equal() -> None:
    assert HELLO == example.complete_request(
        {"model": "small", "messages": ["hi"], "temperature": None}
    )
    assert HELLO == example.complete_request(
        example.ChatRequest(model="small", messages=["hi"], temperature=None)
    )
    assert HELLO != example.complete(model="small", messages=["hi"])
    assert example.lines() != Request(example.LINES)
    assert HELLO != "POST /v1/chat"


def test_the_body_of_a_stream_has_its_switch() -> None:
    body = example.ChatRequest(model="small", messages=["hi"])
    request = example.stream_request(body)
    assert request == example.stream(model="small", messages=["hi"])
    assert request.body["stream"] is True
    assert body.stream is None


def test_a_request_is_immutable() -> None:
    with pytest.raises(AttributeError, match="immutable"):
        HELLO.body = {}
    with pytest.raises(AttributeError, match="immutable"):
        del HELLO.body
    with pytest.raises(TypeError, match="unhashable"):
        hash(HELLO)


def test_with_makes_another() -> None:
    first = example.retrieve("f", page=1, trace="t")
    more = first.with_(
        headers={"x-trace": "u", "X-New": True}, query={"page": 2, "tags": ["a", "b"]}
    )
    assert first == example.retrieve("f", page=1, trace="t")
    assert more.headers == {"x-trace": "u", "X-New": "true"}
    assert more.query == {"page": "2", "tags": ["a", "b"]}
    assert type(more) is Request
    assert type(example.lines().with_()) is StreamRequest

    extra = HELLO.with_(extra={"seed": 7, "model": "large"})
    assert extra.body == {**HELLO.body, "seed": 7, "model": "large"}
    assert "seed" not in HELLO.body
    assert first.with_(extra={"a": 1}).body == {"a": 1}
    with pytest.raises(TypeError, match="not an object"):
        Request[Any](example.COMPLETE, body=[1]).with_(extra={"a": 1})


@pytest.mark.parametrize(
    "request_",
    [
        HELLO,
        example.stream(model="small", messages=["hi"]),
        example.retrieve("f", purpose="train").with_(headers={"X-A": "b"}),
    ],
)
def test_copies_and_pickles(request_: Any) -> None:
    assert pickle.loads(pickle.dumps(request_)) == request_
    assert copy.copy(request_) == request_
    assert copy.deepcopy(request_) == request_
    assert copy.deepcopy(request_).operation is request_.operation
    assert request_ == request_.with_()


def test_an_operation_is_pickled_by_reference() -> None:
    assert pickle.loads(pickle.dumps(example.COMPLETE)) is example.COMPLETE
    stray = Operation(__name__, "GET", "/stray")
    with pytest.raises(TypeError, match="not a constant of the module"):
        pickle.dumps(stray)


def test_repr_shows_what_is_sent_and_no_secret() -> None:
    request = HELLO.with_(
        headers={"Authorization": "Bearer sk-1", "X-Trace": "t1"},
        query={"api_key": "sk-2", "page": 3},
    )
    assert repr(request) == (
        "Request(POST /v1/chat, query={'api_key': '***', 'page': '3'},"
        " headers={'Authorization': '***', 'X-Trace': 't1'},"
        " body={'model': 'small', 'messages': ['hi'], 'temperature': None})"
    )
    built = request.build("https://user:sk-3@acme.test")
    assert repr(built) == (
        "<BuiltRequest POST https://acme.test/v1/chat?api_key=***&page=3"
        " {'Accept': 'application/json', 'Content-Type': 'application/json',"
        " 'Authorization': '***', 'X-Trace': 't1'} 54 bytes>"
    )


def test_repr_shows_no_secret_of_a_body() -> None:
    body = {"user": {"Password": "p"}, "keys": [{"client_secret": "s", "n": 1}]}
    counted = {**body, "max_tokens": 5, "token": "a word"}
    assert repr(HELLO.with_(extra=counted)).endswith(
        "'user': {'Password': '***'}, 'keys': [{'client_secret': '***', 'n': 1}],"
        " 'max_tokens': 5, 'token': 'a word'})"
    )


def test_build() -> None:
    assert HELLO.build("https://acme.test") == BuiltRequest(
        "POST",
        "https://acme.test/v1/chat",
        {"Accept": "application/json", "Content-Type": "application/json"},
        b'{"model":"small","messages":["hi"],"temperature":null}',
    )
    built = example.retrieve("a b", page=2, trace="t").build()
    assert built.url == "/v1/files/a%20b?page=2"
    assert built.headers == {"Accept": "application/json", "X-Trace": "t"}
    assert built.content is None


def test_an_operations_own_server() -> None:
    operation = Operation(__name__, "GET", "/x", servers=("https://own.test/v2",))
    assert Request[Any](operation).build().url == "https://own.test/v2/x"
    assert Request[Any](operation).build("http://other").url == "http://other/x"


def test_what_is_built_goes_through_any_client(server: Server) -> None:
    server.will(answer(200, {"id": "c1"}))
    built = HELLO.build(server.url)
    parts = urllib.parse.urlsplit(built.url)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.request(built.method, parts.path, built.content, built.headers)
    assert connection.getresponse().read() == b'{"id": "c1"}'
    connection.close()
    assert server.last.body == built.content


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("https://a.test", "https://a.test/v1/x?q=1"),
        ("https://a.test/", "https://a.test/v1/x?q=1"),
        ("https://a.test/base", "https://a.test/base/v1/x?q=1"),
        ("https://a.test/base/", "https://a.test/base/v1/x?q=1"),
        ("HTTP://[::1]:80", "HTTP://[::1]:80/v1/x?q=1"),
        ("", "/v1/x?q=1"),
    ],
)
def test_a_path_below_a_base_url(base: str, url: str) -> None:
    assert join(base, "/v1/x", "q=1") == url
    assert join(base, "/v1/x", "") == url.removesuffix("?q=1")


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_json_has_no_nan(number: float) -> None:
    request = HELLO.with_(extra={"deep": [{"a": 1.0}, {"b": number}]})
    with pytest.raises(ValueError, match=r"\$\.deep\[1\]\.b"):
        request.build()


def test_text_of_any_kind_is_sent() -> None:
    text = "ä\u2028\U0001f600"
    assert HELLO.with_(extra={"t": text}).build().content == (
        b'{"model":"small","messages":["hi"],"temperature":null,"t":"'
        + text.encode()
        + b'"}'
    )
    half = HELLO.with_(extra={"t": "\ud800"}).build().content
    assert half is not None
    assert half.endswith(b'"t":"\\ud800"}')


@pytest.mark.parametrize(
    "headers",
    [{"X-A": "a\r\nX-B: b"}, {"X-A": "a\0"}, {"X A": "a"}, {"": "a"}, {"X:": "a"}],
)
def test_no_header_is_smuggled(headers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="header") as caught:
        HELLO.with_(headers=headers).build()
    assert "X-B" not in str(caught.value)


@pytest.mark.parametrize("body", [None, UNSET])
def test_no_body_is_not_sent(body: Any) -> None:
    built = Request[Any](example.COMPLETE, body=body).build()
    assert built.content is None
    assert "Content-Type" not in built.headers


@pytest.mark.parametrize(
    ("media_type", "body", "content"),
    [
        ("application/merge-patch+json; charset=utf-8", {"a": None}, b'{"a":null}'),
        (
            "application/x-www-form-urlencoded",
            {"a": "b c&", "d": [1, 2]},
            b"a=b+c%26&d=1&d=2",
        ),
        ("application/octet-stream", b"\x00\xff", b"\x00\xff"),
        ("text/plain", "größe", "größe".encode()),
    ],
)
def test_bodies_by_media_type(media_type: str, body: Any, content: bytes) -> None:
    operation = Operation(__name__, "POST", "/x", body=media_type, takes=lambda: Any)
    built = Request[Any](operation, body=operation.encode(body)).build()
    assert built.content == content
    assert built.headers == {"Content-Type": media_type}


def test_a_body_of_the_wrong_kind_is_refused() -> None:
    operation = Operation(__name__, "POST", "/x", body="application/octet-stream")
    with pytest.raises(TypeError, match="dict is no file"):
        Request[Any](operation, body={}).build()
    with pytest.raises(TypeError, match="takes no body"):
        operation.encode({})


def test_a_deprecated_operation_says_so_once_and_where() -> None:
    with pytest.warns(DeprecationWarning, match="GET /v1/old is deprecated") as caught:
        request = example.old()
    assert caught[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        example.old()
        pickle.loads(pickle.dumps(request))
