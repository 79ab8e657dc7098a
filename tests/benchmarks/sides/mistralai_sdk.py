"""mistralai at work, in microseconds, as JSON; run by an interpreter that has it."""

from __future__ import annotations

import json
from typing import Any

import data
import httpx
from mistralai import Mistral, models, utils


def encode() -> Any:
    """From arguments to bytes, by the steps of ``chat.complete``."""
    request = models.ChatCompletionRequest(
        model=data.OPTIONS["model"],
        temperature=data.OPTIONS["temperature"],
        max_tokens=data.OPTIONS["max_tokens"],
        messages=utils.get_pydantic_model(data.MESSAGES, list[models.Messages]),
    )
    return utils.serialize_request_body(
        request, False, False, "json", models.ChatCompletionRequest
    ).content


def streamed() -> None:
    """From the bytes of an answer to typed events."""
    headers = {"Content-Type": "text/event-stream"}

    def handle(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers=headers, content=iter(data.pieces()))

    http = httpx.Client(transport=httpx.MockTransport(handle))
    client = Mistral(server_url="http://x", api_key="x", client=http)
    count = 0
    with client.chat.stream(**data.OPTIONS) as events:
        for event in events:
            count += event.data.choices[0].delta.content == " painter"
    assert count == data.EVENTS


def main() -> None:
    """Measure all, and print it."""
    assert json.loads(encode())["messages"] == data.MESSAGES
    response = models.ChatCompletionResponse
    print(
        json.dumps(
            {
                "decode": data.best(
                    lambda: utils.unmarshal_json(data.RESPONSE, response)
                ),
                "encode": data.best(encode),
                "events": data.best(streamed, 1) / data.EVENTS,
            }
        )
    )


if __name__ == "__main__":
    main()
