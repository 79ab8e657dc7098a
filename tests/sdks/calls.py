"""Calls that two SDKs are to send alike: written once, for the classes of either.

The interpreter of the other SDK runs this file too, so it imports the standard library alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

Call: TypeAlias = Callable[[Any], dict[str, Any]]
"""From a module of models to the keywords of ``chat.complete`` and ``chat.stream``."""

MODEL = "mistral-small-latest"
ASK: dict[str, Any] = {"role": "user", "content": "Größe?"}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "none": {"default": None}},
    "required": ["city"],
}
WEATHER: dict[str, Any] = {
    "type": "function",
    "function": {"name": "weather", "parameters": SCHEMA},
}
ANSWER: dict[str, Any] = {
    "role": "assistant",
    "content": "",
    "tool_calls": [
        {
            "id": "c1",
            "type": "function",
            "function": {"name": "weather", "arguments": {"city": "Oslo"}},
        },
        {"function": {"name": "weather", "arguments": '{"city": "Rome"}'}},
    ],
}
CHUNKS: list[dict[str, Any]] = [
    {"type": "text", "text": "What is on it?"},
    {"type": "image_url", "image_url": "https://x/a.png"},
    {"type": "image_url", "image_url": {"url": "https://x/b.png", "detail": "low"}},
    {"type": "document_url", "document_url": "https://x/c.pdf"},
    {"type": "reference", "reference_ids": [1, 2]},
]


def _with(**more: Any) -> Call:
    """One question as a dict, and these keywords."""
    return lambda m: {"messages": [ASK], **more}


def _objects(m: Any) -> dict[str, Any]:
    return {"messages": [m.SystemMessage(content="Be brief."), m.UserMessage(**ASK)]}


def _tool(m: Any, **more: Any) -> Any:
    return m.Tool(function=m.Function(name="weather", parameters=SCHEMA, **more))


def _tools(m: Any) -> dict[str, Any]:
    return {"messages": [ASK], "tools": [_tool(m)]}


def _tools_in_full(m: Any) -> dict[str, Any]:
    return {"messages": [ASK], "tools": [_tool(m, description="It.", strict=True)]}


def _tool_calls(m: Any) -> dict[str, Any]:
    calls = [
        m.ToolCall(
            id="c1",
            function=m.FunctionCall(name="weather", arguments={"city": "Oslo"}),
        ),
        m.ToolCall(
            index=1, function=m.FunctionCall(name="weather", arguments='{"city": 1}')
        ),
    ]
    messages = [
        m.UserMessage(**ASK),
        m.AssistantMessage(content=None, tool_calls=calls),
        m.ToolMessage(content="rain", tool_call_id="c1", name=None),
        m.AssistantMessage(content="It", prefix=True),
    ]
    return {"messages": messages, "tools": [_tool(m)]}


def _chunks(m: Any) -> dict[str, Any]:
    chunks = [
        m.TextChunk(text="What is on it?"),
        m.ImageURLChunk(image_url="https://x/a.png"),
        m.ImageURLChunk(image_url=m.ImageURL(url="https://x/b.png", detail=None)),
        m.DocumentURLChunk(document_url="https://x/c.pdf", document_name="c"),
        m.ReferenceChunk(reference_ids=[]),
    ]
    system = m.SystemMessage(content=[m.TextChunk(text="Be brief.")])
    return {"messages": [system, m.UserMessage(content=chunks)]}


def _schema(m: Any) -> dict[str, Any]:
    schema = m.JSONSchema(name="city", schema_definition=SCHEMA)
    form = m.ResponseFormat(type="json_schema", json_schema=schema)
    return {"messages": [ASK], "response_format": form}


def _schema_in_full(m: Any) -> dict[str, Any]:
    schema = m.JSONSchema(
        name="city", schema_definition=SCHEMA, description=None, strict=True
    )
    form = m.ResponseFormat(type="json_schema", json_schema=schema)
    return {"messages": [ASK], "response_format": form}


def _named_tool(m: Any) -> dict[str, Any]:
    choice = m.ToolChoice(function=m.FunctionName(name="weather"))
    return {"messages": [ASK], "tools": [_tool(m)], "tool_choice": choice}


def _prediction(m: Any) -> dict[str, Any]:
    return {"messages": [ASK], "prediction": m.Prediction(content="Oslo")}


def _empty_prediction(m: Any) -> dict[str, Any]:
    return {"messages": [ASK], "prediction": m.Prediction()}


_NULLS = ("temperature", "max_tokens", "random_seed", "n")
_OPTIONAL = ("top_p", "stop", "tool_choice", "presence_penalty", "frequency_penalty")
_RESULT = {"role": "tool", "content": "rain", "tool_call_id": "c1"}

CALLS: dict[str, Call] = {
    "minimal": _with(),
    "messages as objects": _objects,
    "numbers": _with(
        temperature=0.25,
        top_p=0.5,
        max_tokens=64,
        random_seed=7,
        presence_penalty=1.5,
        frequency_penalty=-1.0,
        n=2,
        safe_prompt=True,
    ),
    "nothing is not zero": _with(temperature=0.0, n=0, safe_prompt=False, stop=""),
    "nulls": _with(**dict.fromkeys(_NULLS)),
    "none where null means nothing": _with(**dict.fromkeys(_OPTIONAL)),
    "stop as a text": _with(stop="END"),
    "stop as texts": _with(stop=["END", "\n"]),
    "tools as objects": _tools,
    "tools as objects in full": _tools_in_full,
    "tools as dicts": _with(tools=[WEATHER]),
    "tools as dicts without a type": _with(tools=[{"function": WEATHER["function"]}]),
    "tool calls as objects": _tool_calls,
    "tool calls as dicts": lambda m: {"messages": [ASK, ANSWER, _RESULT]},
    "chunks as objects": _chunks,
    "chunks as dicts": lambda m: {"messages": [{"role": "user", "content": CHUNKS}]},
    "a schema as an object": _schema,
    "a schema as an object in full": _schema_in_full,
    "a form as a dict": _with(response_format={"type": "json_object"}),
    "a mode of choosing tools": _with(tools=[WEATHER], tool_choice="required"),
    "one tool by its name": _named_tool,
    "one tool by its name in a dict": _with(
        tools=[WEATHER], tool_choice={"function": {"name": "weather"}}
    ),
    "a prediction": _prediction,
    "a prediction of nothing": _empty_prediction,
    "a prediction as a dict": _with(prediction={"type": "content", "content": "Oslo"}),
    "a prediction as a dict without a type": _with(prediction={"content": "Oslo"}),
    "a message of null": lambda m: {"messages": [{"role": "user", "content": None}]},
}
"""By name, without ``model``, which all of them have."""
