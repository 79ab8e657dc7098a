"""What comes back from Mistral's API is typed, and what goes wrong is an error that says all."""

from __future__ import annotations

import inspect
import pickle
import time
from typing import Any

import pytest

from generated import mistral
from generated.mistral import errors, extra, requests
from generated.mistral import models as m
from tests.sdks import said
from tests.sdks.colours import Colour
from tests.support.server import Hang, Received, Server, Stall, answer, cut, stream

# trio says that httpx leaves a generator behind where a stream ends before its body does.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Async generator 'http:ResourceWarning",
)

CALL: dict[str, Any] = {
    "model": "mistral-small-latest",
    "messages": [{"role": "user", "content": "Hello"}],
}


def test_a_completion_is_typed(server: Server, colour: Colour) -> None:
    call = {"function": {"name": "f", "arguments": '{"a": 1}'}, "id": "c1"}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    choice = {"index": 1, "message": message, "finish_reason": "tool_calls"}
    server.will(answer(body={**said.CHAT, "choices": [choice], "new": [1]}))
    client = colour.client(mistral, server.url)
    made = colour.call(client.chat.complete, **CALL)
    assert type(made) is m.ChatCompletionResponse
    assert made.usage == m.UsageInfo(
        prompt_tokens=9, completion_tokens=12, total_tokens=21
    )
    (first,) = made.choices or []
    assert type(first) is m.ChatCompletionChoice
    assert first.finish_reason == "tool_calls"
    assert first.message.content is None
    (tool,) = first.message.tool_calls or []
    function = m.FunctionCall(name="f", arguments='{"a": 1}')
    assert tool.function == function
    assert tool.id == "c1"
    # What did not come is not made up, whatever a new object would begin with.
    assert tool.type is None
    assert m.ToolCall(function=function).type == "function"
    assert extra(made) == {"new": [1]}


def test_a_stream_is_typed(server: Server, colour: Colour) -> None:
    texts = ["Claude", " Monet", "."]
    chunks = [said.chat_chunk(text) for text in texts[:2]]
    chunks.append(said.chat_chunk(texts[2], "stop") | {"usage": said.USAGE})
    server.will(stream(*map(said.event, chunks), said.DONE))
    client = colour.client(mistral, server.url)
    with colour.reading(client.chat.stream(**CALL)) as events:
        made = list(events)
    assert {type(event) for event in made} == {m.CompletionChunk}
    assert [event.choices[0].delta.content for event in made] == texts
    assert {type(event.choices[0].delta) for event in made} == {m.DeltaMessage}
    assert [event.choices[0].finish_reason for event in made] == [None, None, "stop"]
    assert [event.usage for event in made[:2]] == [None, None]
    assert made[2].usage.total_tokens == 21


def test_the_envelope(server: Server, colour: Colour) -> None:
    one = said.event(said.chat_chunk("a"), "id: 7", "event: chunk", "retry: 50")
    server.will(stream(b": hello\n\n", one, said.event(said.chat_chunk("b"))))
    client = colour.client(mistral, server.url)
    with colour.reading(client.chat.stream(**CALL)) as events:
        first, second = events.raw()
        assert events.stream.response.status == 200
    assert (first.event, first.id, first.retry) == ("chunk", "7", 50)
    assert (second.event, second.id, second.retry) == ("message", "7", None)
    assert type(first.data) is m.CompletionChunk
    assert first.data.choices[0].delta.content == "a"
    assert first.text.startswith('{"id": "cmpl-1"')


@pytest.mark.parametrize("sizes", [(1,), (2, 3, 1), (64,), (1_000_000,)])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_stream_in_odd_pieces(
    server: Server, colour: Colour, sizes: tuple[int, ...], end: str
) -> None:
    text = "Größe ✓ \u2028 \\n\n"
    data = b"\xef\xbb\xbf" + said.event(said.chat_chunk(text)) * 2 + said.DONE
    server.will(stream(*cut(data.replace(b"\n", end.encode()), *sizes)))
    client = colour.client(mistral, server.url)
    with colour.reading(client.chat.stream(**CALL)) as events:
        assert [e.choices[0].delta.content for e in events] == [text, text]


def test_leaving_early_closes_the_connection(server: Server, colour: Colour) -> None:
    server.will(stream(*map(said.event, map(said.chat_chunk, "ab")), Stall(), end=()))
    client = colour.client(mistral, server.url)
    with colour.reading(client.chat.stream(**CALL)) as events:
        assert events.first().choices[0].delta.content == "a"
    assert server.all_closed()


FAULT = {"loc": ["body", "messages", 0], "msg": "Field required", "type": "missing"}


def failing(
    server: Server, colour: Colour, operation: str, **options: Any
) -> errors.ApiError:
    """The error of a call that the server refuses."""
    client = colour.client(mistral, server.url, retries=0, **options)
    with pytest.raises(errors.ApiError) as caught:
        if operation == "complete":
            colour.call(client.chat.complete, **CALL)
        else:
            with colour.reading(client.chat.stream(**CALL)):
                pass
    return caught.value


@pytest.mark.parametrize("operation", ["complete", "stream"])
def test_a_request_at_fault(server: Server, colour: Colour, operation: str) -> None:
    server.will(answer(422, {"detail": [FAULT]}, {"X-Request-Id": "r1"}))
    error = failing(server, colour, operation)
    assert type(error) is errors.UnprocessableEntityError
    assert type(error.value) is m.HTTPValidationError
    (fault,) = error.value.detail or []
    assert fault == m.ValidationError(
        loc=["body", "messages", 0], msg="Field required", type="missing"
    )
    assert error.headers["x-request-id"] == "r1"
    assert error.request.body["model"] == CALL["model"]
    assert "Field required" in error.text
    assert "sk-secret" not in f"{error!r} {error} {error.request!r}"
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.status, copy.value, copy.text) == (422, error.value, error.text)


@pytest.mark.parametrize("operation", ["complete", "stream"])
@pytest.mark.parametrize(
    ("status", "kind", "body", "value"),
    [
        (401, errors.UnauthorizedError, {"message": "no"}, {"message": "no"}),
        (403, errors.ForbiddenError, b"<html>", None),
        (404, errors.NotFoundError, b"", None),
        (500, errors.ServerError, {"detail": 1}, {"detail": 1}),
        (307, errors.ApiError, b"elsewhere", None),
    ],
)
def test_a_status_is_a_class(
    server: Server,
    colour: Colour,
    operation: str,
    status: int,
    kind: type[errors.ApiError],
    body: Any,
    value: Any,
) -> None:
    server.will(answer(status, body))
    error = failing(server, colour, operation)
    assert (type(error), error.status, error.value) == (kind, status, value)


def test_an_error_in_mid_stream(server: Server, colour: Colour) -> None:
    said_first = said.event(said.chat_chunk("a"))
    broken = said.event({"error": {"message": "overloaded"}}, "event: error")
    server.will(stream(said_first, broken, said_first, Stall(), end=()))
    client = colour.client(mistral, server.url)
    with colour.reading(client.chat.stream(**CALL)) as events:
        walk = iter(events)
        assert next(walk).choices[0].delta.content == "a"
        with pytest.raises(errors.ApiError) as caught:
            next(walk)
    assert caught.value.status == 200
    assert "overloaded" in caught.value.text
    assert caught.value.value == {"error": {"message": "overloaded"}}
    assert len(server.received) == 1
    assert server.all_closed()


def test_a_stream_that_breaks_off(server: Server, colour: Colour) -> None:
    server.will(stream(said.event(said.chat_chunk("a")), end=[Hang()]))
    client = colour.client(mistral, server.url)
    with colour.reading(client.chat.stream(**CALL)) as events:
        walk = iter(events)
        assert next(walk).choices[0].delta.content == "a"
        with pytest.raises(errors.TransportError):
            next(walk)
    assert len(server.received) == 1


@pytest.mark.parametrize("operation", ["complete", "stream"])
def test_it_waits_as_long_as_it_is_told(
    server: Server, colour: Colour, operation: str
) -> None:
    server.will(
        answer(429, {"message": "slow down"}, {"Retry-After": "1"}),
        answer(503, b"", {"retry-after-ms": "5"}),
    )
    client = colour.client(mistral, server.url)
    begun = time.monotonic()
    if operation == "complete":
        server.will(answer(body=said.CHAT))
        response = colour.call(client.send, requests.chat.complete(**CALL))
    else:
        server.will(stream(said.DONE))
        with colour.reading(client.chat.stream(**CALL)) as events:
            response = events.stream.response
            assert list(events) == []
    assert time.monotonic() - begun >= 1
    assert (response.status, response.attempts) == (200, 3)
    bodies = [sent.body for sent in server.received]
    assert len(bodies) == 3
    assert len(set(bodies)) == 1


def test_what_is_not_as_declared(server: Server, colour: Colour) -> None:
    choice = {**said.CHAT["choices"][0], "index": "0", "finish_reason": "tired"}  # type: ignore[index]  # a dict
    body = {**said.CHAT, "choices": [choice], "created": None}
    del body["object"]
    seen: list[Any] = []
    server.will(answer(body=body), answer(body=body))
    client = colour.client(mistral, server.url, on_mismatch=seen.append)
    response = colour.call(client.send, requests.chat.complete(**CALL))
    assert [x.path for x in response.mismatches] == ["$.object", "$.choices[0].index"]
    assert seen == response.mismatches
    assert response.value.object is mistral.UNSET
    assert response.value.choices[0].index == "0"
    assert type(response.value.choices[0].finish_reason) is m.Unlisted
    strict = colour.client(mistral, server.url, strict=True)
    with pytest.raises(errors.DecodeError) as caught:
        colour.call(strict.chat.complete, **CALL)
    assert caught.value.path == "$.object"
    assert '"tired"' in caught.value.text


def credential(server: Server) -> str | None:
    """The ``Authorization`` of the last request."""
    sent: Received = server.last
    return sent.header("Authorization")


def test_the_credential_of_the_environment(
    server: Server, colour: Colour, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = colour.client(mistral, server.url, api_key=None)
    monkeypatch.delenv("MISTRAL_API_KEY", raising=False)
    with pytest.raises(errors.CredentialError, match="MISTRAL_API_KEY"):
        colour.call(client.chat.complete, **CALL)
    assert server.received == []
    for key in ("sk-one", "sk-two"):
        monkeypatch.setenv("MISTRAL_API_KEY", key)
        server.will(answer(body=said.CHAT))
        colour.call(client.chat.complete, **CALL)
        assert credential(server) == f"Bearer {key}"
    given = colour.client(mistral, server.url, api_key="sk-given")
    server.will(answer(body=said.CHAT))
    colour.call(given.chat.complete, **CALL)
    assert credential(server) == "Bearer sk-given"


def test_options_for_one_call(server: Server, colour: Colour) -> None:
    client = colour.client(mistral, server.url, headers={"X-A": "1", "X-B": "1"})
    server.will(answer(body=said.CHAT), answer(429, b"", {"Retry-After": "0"}))
    colour.call(client.chat.complete, **CALL)
    other = client.with_options(retries=0, timeout=1.0, headers={"x-b": "2"})
    with pytest.raises(errors.RateLimitError):
        colour.call(other.chat.complete, **CALL)
    first, second = server.received
    assert (first.header("X-A"), first.header("X-B")) == ("1", "1")
    assert (second.header("X-A"), second.header("X-B")) == ("1", "2")
    assert (first.connection, second.connection) == (1, 1)
    server.will([Stall()])
    begun = time.monotonic()
    with pytest.raises(errors.TimeoutError):
        colour.call(other.with_options(timeout=0.1).chat.complete, **CALL)
    assert time.monotonic() - begun < 2


def test_requests_are_values(server: Server, colour: Colour) -> None:
    messages = [m.UserMessage(content="Hello")]
    for build in (requests.chat.complete, requests.chat.stream):
        request: Any = build(model="m", messages=messages, temperature=None)
        copy = pickle.loads(pickle.dumps(request))
        assert copy == request
        assert copy is not request
        assert copy != build(model="m", messages=messages)
        assert copy.operation is request.operation
        assert "temperature" in repr(copy)
    server.will(stream(said.event(said.chat_chunk("a")), said.DONE))
    client = colour.client(mistral, server.url)
    with colour.reading(client.send(copy)) as events:
        assert [event.choices[0].delta.content for event in events] == ["a"]
    assert server.last.json == request.body


def test_what_an_editor_shows(colour: Colour) -> None:
    client = colour.client(mistral, "http://127.0.0.1:1")
    complete = inspect.signature(client.chat.complete)
    builder = inspect.signature(requests.chat.complete)
    assert list(complete.parameters.items()) == list(builder.parameters.items())
    assert complete.return_annotation == "m.ChatCompletionResponse"
    returned = inspect.signature(client.chat.stream).return_annotation
    assert returned.endswith("Stream[m.CompletionChunk]")
    assert client.chat.stream.__doc__ == requests.chat.stream.__doc__
