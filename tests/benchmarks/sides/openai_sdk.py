"""openai at work, in microseconds, as JSON; run by an interpreter that has it."""

from __future__ import annotations

import json
from typing import Any

import data
import httpx2
from openai import OpenAI
from openai._models import FinalRequestOptions, construct_type
from openai._utils import maybe_transform
from openai.types.chat import ChatCompletion
from openai.types.chat.completion_create_params import (
    CompletionCreateParamsNonStreaming as Params,
)


def _handle(request: httpx2.Request) -> httpx2.Response:
    headers = {"Content-Type": "text/event-stream"}
    return httpx2.Response(200, headers=headers, content=iter(data.pieces()))


def _client() -> OpenAI:
    http = httpx2.Client(transport=httpx2.MockTransport(_handle))
    return OpenAI(base_url="http://x", api_key="x", http_client=http)


def main() -> None:
    """Measure all, and print it; the steps are those of ``chat.completions.create``."""
    client = _client()

    def encode() -> bytes:
        body: Any = maybe_transform(data.OPTIONS, Params)
        options = FinalRequestOptions.construct(
            method="post", url="/chat/completions", json_data=body
        )
        return client._build_request(options).content

    def decode() -> Any:
        return construct_type(type_=ChatCompletion, value=json.loads(data.RESPONSE))

    def streamed() -> None:
        count = 0
        with client.chat.completions.create(**data.OPTIONS, stream=True) as events:
            for event in events:
                count += event.choices[0].delta.content == " painter"
        assert count == data.EVENTS

    assert json.loads(encode())["messages"] == data.MESSAGES
    assert decode().choices[0].message.tool_calls
    print(
        json.dumps(
            {
                "decode": data.best(decode),
                "encode": data.best(encode),
                "events": data.best(streamed, 1) / data.EVENTS,
            }
        )
    )


if __name__ == "__main__":
    main()
