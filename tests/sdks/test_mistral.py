"""What the generated client of Mistral's API sends, to a real server, from objects and from dicts."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from generated import mistral
from generated.mistral import UNSET, requests
from generated.mistral import models as m
from tests.sdks import said
from tests.sdks.colours import Colour
from tests.support.server import Received, Server, answer, stream

# trio says that httpx leaves a generator behind where a stream ends before its body does.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Async generator 'http:ResourceWarning",
)

MODEL = "mistral-small-latest"
HELLO: list[dict[str, Any]] = [{"role": "user", "content": "Hello"}]

Send = Callable[..., Received]


@pytest.fixture(name="send", params=["complete", "stream"])
def _send(request: pytest.FixtureRequest, server: Server, colour: Colour) -> Send:
    """Call one of the two operations; what came to the server."""
    operation: str = request.param

    def send(**arguments: Any) -> Received:
        client = colour.client(mistral, server.url)
        if operation == "complete":
            server.will(answer(body=said.CHAT))
            colour.call(client.chat.complete, **arguments)
        else:
            server.will(stream(said.DONE))
            with colour.reading(client.chat.stream(**arguments)) as events:
                assert list(events) == []
        return server.last

    return send


@pytest.fixture(name="body")
def _body(send: Send) -> Callable[..., dict[str, Any]]:
    """The same; the JSON that came, without the model, the messages and the switch."""

    def body(**arguments: Any) -> dict[str, Any]:
        sent: dict[str, Any] = send(model=MODEL, messages=HELLO, **arguments).json
        streams = sent.pop("stream", None)
        assert streams in (None, True)
        assert (sent.pop("model"), sent.pop("messages")) == (MODEL, HELLO)
        return sent

    return body


def test_the_head_of_a_call(server: Server, colour: Colour) -> None:
    server.will(answer(body=said.CHAT), stream(said.DONE))
    client = colour.client(mistral, server.url)
    colour.call(client.chat.complete, model=MODEL, messages=HELLO)
    with colour.reading(client.chat.stream(model=MODEL, messages=HELLO)) as events:
        assert list(events) == []
    whole, streamed = server.received
    for sent, accept in ((whole, "application/json"), (streamed, "text/event-stream")):
        assert (sent.method, sent.target) == ("POST", "/v1/chat/completions")
        assert sent.header("Accept") == accept
        assert sent.header("Authorization") == "Bearer sk-secret"
        assert sent.header("Content-Type") == "application/json"
        assert sent.header("User-Agent") == "mistral/1.5.1"
        assert sent.header("Content-Length") == str(len(sent.body))
    assert whole.json == {"model": MODEL, "messages": HELLO}
    assert streamed.json == {"model": MODEL, "messages": HELLO, "stream": True}


def test_the_server_of_the_api_is_the_default() -> None:
    client = mistral.Client(api_key="sk-secret")
    shown = client.as_curl(requests.chat.complete(model=MODEL, messages=HELLO))
    assert "https://api.mistral.ai/v1/chat/completions" in shown


def test_null_is_told_from_left_out(body: Callable[..., dict[str, Any]]) -> None:
    nothing = body(temperature=UNSET, max_tokens=UNSET, top_p=None, tools=None)
    assert nothing == {}
    nulls = body(temperature=None, max_tokens=None, random_seed=None, n=None)
    assert nulls == dict.fromkeys(("temperature", "max_tokens", "random_seed", "n"))
    assert body(temperature=0, top_p=0, n=0) == {"temperature": 0, "top_p": 0, "n": 0}


def test_every_option(body: Callable[..., dict[str, Any]]) -> None:
    options: dict[str, Any] = {
        "temperature": 0.25,
        "top_p": 0.5,
        "max_tokens": 64,
        "stop": ["\n", "END"],
        "random_seed": 7,
        "response_format": {"type": "json_object"},
        "tools": [{"type": "function", "function": {"name": "f", "parameters": {}}}],
        "tool_choice": "any",
        "presence_penalty": 1.5,
        "frequency_penalty": -1,
        "n": 2,
        "prediction": {"type": "content", "content": "Claude"},
        "safe_prompt": False,
    }
    assert body(**options) == options


@pytest.mark.parametrize("stop", ["END", ["END", "\n"], ("END", "\n"), []])
def test_stop_is_a_text_or_texts(
    body: Callable[..., dict[str, Any]], stop: Any
) -> None:
    assert body(stop=stop) == {"stop": stop if isinstance(stop, str) else list(stop)}


PARAMETERS = {
    "type": "object",
    "properties": {
        "city": {"type": "string", "description": "Größe « é »"},
        "days": {"type": "array", "items": {"type": "integer", "minimum": 1}},
        "none": {"const": None, "default": None},
    },
    "required": ["city"],
    "additionalProperties": False,
}


def test_nested_tools_as_objects_and_as_dicts(
    body: Callable[..., dict[str, Any]],
) -> None:
    function = m.Function(
        name="weather", parameters=PARAMETERS, description="It rains.", strict=True
    )
    wire = {
        "type": "function",
        "function": {
            "name": "weather",
            "parameters": PARAMETERS,
            "description": "It rains.",
            "strict": True,
        },
    }
    for tool in (m.Tool(function=function), {**wire, "function": function}, wire):
        assert body(tools=[tool]) == {"tools": [wire]}
        assert body(tools=(tool, wire)) == {"tools": [wire, wire]}


def test_a_schema_of_the_answer_has_its_name_on_the_wire(
    body: Callable[..., dict[str, Any]],
) -> None:
    schema = m.JSONSchema(name="city", schema_definition=PARAMETERS, description=None)
    wire = {"name": "city", "schema": PARAMETERS, "description": None}
    whole = {"response_format": {"type": "json_schema", "json_schema": wire}}
    made = m.ResponseFormat(type="json_schema", json_schema=schema)
    assert body(response_format=made) == whole
    half = {"type": "json_schema", "json_schema": schema}
    assert body(response_format=half) == whole
    assert body(response_format=whole["response_format"]) == whole


def test_the_choice_of_a_tool(body: Callable[..., dict[str, Any]]) -> None:
    assert body(tool_choice="required") == {"tool_choice": "required"}
    named = {"type": "function", "function": {"name": "weather"}}
    choice = m.ToolChoice(function=m.FunctionName(name="weather"))
    assert body(tool_choice=choice) == body(tool_choice=named) == {"tool_choice": named}


CONVERSATION = [
    {"role": "system", "content": [{"type": "text", "text": "Be brief."}]},
    {
        "role": "user",
        "content": [
            {"type": "text", "text": "What is on it?"},
            {"type": "image_url", "image_url": {"url": "https://x/a.png"}},
            {"type": "image_url", "image_url": "https://x/b.png"},
            {"type": "document_url", "document_url": "https://x/c.pdf"},
            {"type": "reference", "reference_ids": [1, 2]},
        ],
    },
    {
        "role": "assistant",
        "content": None,
        "tool_calls": [
            {
                "id": "call-1",
                "type": "function",
                "index": 0,
                "function": {"name": "look", "arguments": {"at": "a"}},
            },
            {"type": "function", "function": {"name": "look", "arguments": "{}"}},
        ],
    },
    {"role": "tool", "content": "A lily.", "tool_call_id": "call-1", "name": "look"},
    {"role": "assistant", "content": "It is", "prefix": True},
    {"role": "user", "content": None},
]
AS_OBJECTS: list[Any] = [
    m.SystemMessage(content=[m.TextChunk(text="Be brief.")]),
    m.UserMessage(
        content=[
            m.TextChunk(text="What is on it?"),
            m.ImageURLChunk(image_url=m.ImageURL(url="https://x/a.png")),
            m.ImageURLChunk(image_url="https://x/b.png"),
            m.DocumentURLChunk(document_url="https://x/c.pdf"),
            m.ReferenceChunk(reference_ids=[1, 2]),
        ]
    ),
    m.AssistantMessage(
        content=None,
        tool_calls=[
            m.ToolCall(
                id="call-1",
                index=0,
                function=m.FunctionCall(name="look", arguments={"at": "a"}),
            ),
            m.ToolCall(function=m.FunctionCall(name="look", arguments="{}")),
        ],
    ),
    m.ToolMessage(content="A lily.", tool_call_id="call-1", name="look"),
    m.AssistantMessage(content="It is", prefix=True),
    m.UserMessage(content=None),
]


def test_a_conversation_as_objects_and_as_dicts(send: Send) -> None:
    mixed = [*AS_OBJECTS[:2], *CONVERSATION[2:4], *AS_OBJECTS[4:]]
    for messages in (AS_OBJECTS, tuple(CONVERSATION), mixed):
        sent = send(model=MODEL, messages=messages).json
        assert sent["messages"] == CONVERSATION


def test_the_form_with_one_value(server: Server, colour: Colour) -> None:
    client = colour.client(mistral, server.url)
    options: dict[str, Any] = {"temperature": None, "n": 2}
    expected = {"model": MODEL, "messages": CONVERSATION, **options}
    whole = m.ChatCompletionRequest(model=MODEL, messages=AS_OBJECTS, **options)
    wholes: list[Any] = [whole, expected, {**expected, "messages": AS_OBJECTS}]
    for body in wholes:
        server.will(answer(body=said.CHAT))
        response = colour.call(client.send, requests.chat.complete_request(body))
        assert (response.status, response.attempts) == (200, 1)
        assert server.last.json == expected
    streamed = m.ChatCompletionStreamRequest(
        model=MODEL, messages=AS_OBJECTS, stream=False, **options
    )
    streams: list[Any] = [streamed, expected]
    for body in streams:
        server.will(stream(said.DONE))
        events = client.send(requests.chat.stream_request(body))
        with colour.reading(events) as reading:
            assert list(reading) == []
        assert server.last.json == {**expected, "stream": True}
    assert streamed.stream is False
    assert "stream" not in expected


def test_what_the_sdk_does_not_know_can_be_sent(server: Server, colour: Colour) -> None:
    client = colour.client(mistral, server.url)
    request = requests.chat.complete(model=MODEL, messages=HELLO).with_(
        extra={"guardrails": [1]}, headers={"X-Trace": "t"}, query={"beta": True}
    )
    server.will(answer(body=said.CHAT))
    colour.call(client.send, request)
    assert server.last.json == {"model": MODEL, "messages": HELLO, "guardrails": [1]}
    assert server.last.header("X-Trace") == "t"
    assert server.last.target == "/v1/chat/completions?beta=true"


def test_the_body_is_utf_8(send: Send) -> None:
    text = "Größe ✓ 🦀 \u2028 \x00"
    sent = send(model=MODEL, messages=[m.UserMessage(content=text)])
    assert sent.json["messages"][0]["content"] == text
    assert "✓ 🦀".encode() in sent.body


@pytest.mark.parametrize(
    ("arguments", "error", "where"),
    [
        ({"messages": "Hello"}, TypeError, "$.messages"),
        ({"messages": [object()]}, TypeError, "$.messages[0]"),
        ({"messages": HELLO, "tool": []}, TypeError, "tool"),
        ({"messages": HELLO, "stop": {1, 2}}, TypeError, "$.stop"),
    ],
)
def test_what_cannot_be_sent_is_refused_before_it_is(
    arguments: dict[str, Any], error: type[Exception], where: str
) -> None:
    with pytest.raises(error) as caught:
        requests.chat.complete(model=MODEL, **arguments)
    assert where in str(caught.value)


def test_the_command_for_a_shell_sends_the_same(
    server: Server, colour: Colour, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = colour.client(mistral, server.url)
    tools = [m.Tool(function=m.Function(name="it's", parameters=PARAMETERS))]
    request = requests.chat.stream(model=MODEL, messages=HELLO, tools=tools)
    command = client.as_curl(request)
    assert "sk-secret" not in command
    assert '"Authorization: Bearer $MISTRAL_API_KEY"' in command
    server.will(stream(said.DONE), stream(said.DONE))
    with colour.reading(client.send(request)) as events:
        assert list(events) == []
    monkeypatch.setenv("MISTRAL_API_KEY", "sk-secret")
    subprocess.run(["sh", "-c", command], check=True, capture_output=True)
    ours, curls = server.received
    assert curls.json == ours.json == request.body
    assert (curls.method, curls.target) == (ours.method, ours.target)
    for name in ("Accept", "Authorization", "Content-Type"):
        assert curls.header(name) == ours.header(name)
