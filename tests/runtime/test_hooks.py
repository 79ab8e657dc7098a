"""Who watches a client: hooks, the log, and OpenTelemetry where a program has it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from runtime.client import Api, SyncClient
from runtime.errors import ApiError, NotFoundError, ServerError, TransportError
from runtime.hooks import AsyncHooks, Attempt, Hooks
from runtime.schemes import HeaderKey, QueryKey
from runtime.sending import Head

from tests.runtime import example
from tests.support.colours import Colour
from tests.support.server import Reset, Server, answer, stream

OK = {"id": "c1"}


class Told(Hooks):
    """Writes down what it is told, and adds a header field."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def before(self, attempt: Attempt) -> None:
        self.said.append(f"before {attempt.number} {attempt.sent.method}")
        attempt.sent.headers["X-Trace"] = str(attempt.number)

    def after(self, attempt: Attempt, answer: Head) -> None:
        self.said.append(f"after {attempt.number} {answer.status}")

    def failed(self, attempt: Attempt, error: TransportError) -> None:
        self.said.append(f"failed {attempt.number} {type(error).__name__}")

    def retry(
        self, attempt: Attempt, error: ApiError | TransportError, seconds: float
    ) -> None:
        self.said.append(f"retry {attempt.number} {type(error).__name__} {seconds}")


def test_hooks_are_told_in_order(server: Server, colour: Colour) -> None:
    server.will(answer(503), [Reset()], answer(200, OK), answer(404))
    told = Told()
    client = colour.client(server.url, hooks=[told])
    colour.send(client, example.retrieve("f"))
    assert told.said == [
        "before 1 GET",
        "after 1 503",
        "retry 1 ServerError 0.5",
        "before 2 GET",
        "failed 2 TransportError",
        "retry 2 TransportError 1.0",
        "before 3 GET",
        "after 3 200",
    ]
    assert [one.header("X-Trace") for one in server.received] == ["1", "2", "3"]
    del told.said[:]
    with pytest.raises(NotFoundError):
        colour.send(client.with_options(timeout=1), example.retrieve("f"))
    assert told.said == ["before 1 GET", "after 1 404"]
    colour.close(client)


def test_streams_are_watched_too(server: Server, colour: Colour) -> None:
    server.will(stream(b"data: a\n\n"))
    told = Told()
    client = colour.client(server.url, hooks=[told])
    with colour.open(client, example.lines()) as events:
        assert list(events) == ["a"]
    assert told.said == ["before 1 GET", "after 1 200"]
    colour.close(client)


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_error_of_a_hook_ends_the_call_and_leaves_nothing_open(
    server: Server, colour: Colour, when: str
) -> None:
    class Failing(Hooks):
        """Fails at one point."""

        def before(self, attempt: Attempt) -> None:
            if when == "before":
                raise LookupError

        def after(self, attempt: Attempt, answer: Head) -> None:
            if when == "after":
                raise LookupError

    server.will(answer(200, OK))
    client = colour.client(server.url, hooks=[Failing()])
    with pytest.raises(LookupError):
        colour.send(client, example.retrieve("f"))
    assert len(server.received) == (when == "after")
    assert server.all_closed()
    colour.close(client)


def test_hooks_may_wait_where_the_client_does(server: Server, colour: Colour) -> None:
    import anyio

    class Waiting(AsyncHooks):
        """Waits before it says anything."""

        said = 0

        async def before(self, attempt: Attempt) -> None:
            await anyio.lowlevel.checkpoint()
            self.said += 1

    hook = Waiting()
    server.will(answer(200, OK))
    client = colour.client(server.url, hooks=[hook])
    if colour.name == "sync":
        with pytest.raises(RuntimeError):
            colour.send(client, example.retrieve("f"))
    else:
        colour.send(client, example.retrieve("f"))
    assert hook.said == (colour.name != "sync")
    colour.close(client)


def test_the_log_shows_no_secret_and_no_body(
    server: Server, colour: Colour, caplog: pytest.LogCaptureFixture
) -> None:
    server.will(answer(503), answer(200, OK, {"Set-Cookie": "sid=s3cret"}))
    client = colour.client(server.url)
    request = example.retrieve("f").with_(query={"token": "s3cret"})
    with caplog.at_level(logging.DEBUG, logger=example.__name__):
        colour.send(client, request)
    ours = [one for one in caplog.records if one.name == example.__name__]
    assert [one.levelname for one in ours] == [
        "DEBUG",
        "DEBUG",
        "INFO",
        "DEBUG",
        "DEBUG",
    ]
    text = "\n".join(one.getMessage() for one in ours)
    url = f"{server.url}/v1/files/f?token=***"
    assert f"GET {url}, attempt 1, " in text
    assert f"503 to GET {url} after 0.000 s" in text
    assert f"GET {url} again in 0.500 s: ServerError 503" in text
    assert "'Authorization': '***'" in text
    for secret in ("sk-secret", "s3cret", "c1"):
        assert secret not in text
    colour.close(client)


def test_a_credential_is_known_whatever_its_name(
    server: Server, caplog: pytest.LogCaptureFixture, spans: Any
) -> None:
    api = Api(
        user_agent="acme/1",
        security={
            "App": QueryKey("appid"),
            "Team": HeaderKey("X-Team", argument="team"),
        },
        required=(("App", "Team"),),
    )
    server.will(answer(200, OK))
    given = {"App": "a b/c", "Team": "blue"}
    seen: list[str] = []

    class Seen(Hooks):
        """Notes what an attempt looks like."""

        def before(self, attempt: Attempt) -> None:
            seen.append(repr(attempt))

    with (
        SyncClient(api, server.url, credentials=given, hooks=[Seen()]) as client,
        caplog.at_level(logging.DEBUG, logger=example.__name__),
    ):
        client.send(example.retrieve("f"))
    assert "appid=a%20b%2Fc" in server.last.target
    assert server.last.header("X-Team") == "blue"
    (span,) = spans.get_finished_spans()
    for text in (caplog.text, str(dict(span.attributes)), *seen):
        assert "appid=***" in text
        assert "a%20b" not in text
        assert "blue" not in text


def test_the_log_is_of_the_package() -> None:
    from runtime.request import Operation

    assert Operation("my.acme.requests.chat", "GET", "/").package == "my.acme"
    assert Operation("my.requests.requests.x", "GET", "/").package == "my.requests"


@pytest.fixture(name="spans")
def _spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The spans that are recorded; the provider of a process can be set only once."""
    trace = pytest.importorskip("opentelemetry.trace")
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import (
        InMemorySpanExporter,
    )

    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", provider)
    yield exporter
    provider.shutdown()


def test_spans_follow_the_conventions(
    server: Server, colour: Colour, spans: Any
) -> None:
    server.will(answer(503), answer(200, OK), [Reset()])
    client = colour.client(server.url)
    request = example.retrieve("f").with_(query={"api_key": "s3cret"})
    colour.send(client, request)
    with pytest.raises(TransportError):
        colour.send(client.with_options(retries=0), request)
    first, second, third = spans.get_finished_spans()
    assert first.name == "GET /v1/files/{file_id}"
    assert first.kind.name == "CLIENT"
    assert first.instrumentation_scope.name == example.__name__
    common = {
        "http.request.method": "GET",
        "url.full": f"{server.url}/v1/files/f?api_key=***",
        "url.template": "/v1/files/{file_id}",
        "server.address": "127.0.0.1",
        "server.port": server.port,
    }
    assert dict(first.attributes) == {
        **common,
        "http.response.status_code": 503,
        "error.type": "503",
    }
    assert first.status.status_code.name == "ERROR"
    assert dict(second.attributes) == {
        **common,
        "http.request.resend_count": 1,
        "http.response.status_code": 200,
    }
    assert dict(third.attributes) == {**common, "error.type": "TransportError"}
    for sent, span in zip(server.received, (first, second, third), strict=True):
        parent = sent.header("traceparent") or ""
        assert parent.split("-")[2] == f"{span.context.span_id:016x}"
    colour.close(client)


def test_a_span_ends_however_the_call_does(
    server: Server, colour: Colour, spans: Any
) -> None:
    class Failing(Hooks):
        """Fails when the answer comes."""

        def after(self, attempt: Attempt, answer: Head) -> None:
            raise LookupError

    server.will(answer(200, OK))
    client = colour.client(server.url, hooks=[Failing()])
    with pytest.raises(LookupError):
        colour.send(client, example.retrieve("f"))
    assert len(spans.get_finished_spans()) == 1
    colour.close(client)


def test_errors_are_as_ever(server: Server, colour: Colour) -> None:
    server.will(answer(500, {"reason": "x"}))
    client = colour.client(server.url, hooks=[Hooks()])
    with pytest.raises(ServerError) as caught:
        colour.send(client, example.complete(model="m", messages=[]))
    assert caught.value.value == example.Overload(reason="x")
    colour.close(client)
