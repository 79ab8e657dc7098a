"""The generated client at work, in microseconds, as JSON; ``json`` alone beside it."""

from __future__ import annotations

import json
from typing import Any

import data

from generated.mistral import Client, models, requests, to_json
from generated.mistral._runtime.body import to_json as to_bytes
from generated.mistral._runtime.codec import decode

try:
    import httpx2 as httpx
except ModuleNotFoundError:
    import httpx


def encode() -> bytes:
    """From arguments to the bytes of the body."""
    return to_bytes(requests.chat.complete(**data.OPTIONS).body)


def encode_objects() -> bytes:
    """The same from objects, which are made too."""
    system, user, assistant = data.MESSAGES
    request = requests.chat.complete(
        model="mistral-small-latest",
        messages=[
            models.SystemMessage(content=system["content"]),
            models.UserMessage(content=user["content"]),
            models.AssistantMessage(content=assistant["content"], prefix=True),
        ],
        temperature=0.7,
        max_tokens=64,
    )
    return to_bytes(request.body)


def build() -> bytes | None:
    """From arguments to all that goes on the wire."""
    return requests.chat.complete(**data.OPTIONS).build("https://x").content


def streamed(pieces: list[bytes]) -> None:
    """From the bytes of an answer to typed events."""
    headers = {"Content-Type": "text/event-stream"}

    def handle(request: Any) -> Any:
        return httpx.Response(200, headers=headers, content=iter(pieces))

    http = httpx.Client(transport=httpx.MockTransport(handle))
    with Client("http://x", api_key="x", http=http) as client:
        count = 0
        with client.chat.stream(**data.OPTIONS) as events:
            for event in events:
                count += event.choices[0].delta.content == " painter"
    assert count == data.MANY_EVENTS


def main() -> None:
    """Measure all, and print it."""
    response = models.ChatCompletionResponse
    value = decode(response, json.loads(data.RESPONSE), strict=True)
    assert json.loads(to_json(value)) == json.loads(data.RESPONSE)
    body, pieces = json.loads(encode()), data.pieces(data.MANY_EVENTS)
    assert encode() == build()
    assert body == json.loads(encode_objects())
    print(
        json.dumps(
            {
                "json.loads": data.best(lambda: json.loads(data.RESPONSE)),
                "decode": data.best(
                    lambda: decode(response, json.loads(data.RESPONSE))
                ),
                "json.dumps": data.best(lambda: json.dumps(body)),
                "encode": data.best(encode),
                "encode objects": data.best(encode_objects),
                "build": data.best(build),
                "json.loads of events": data.best(data.loads_all, 1) / data.MANY_EVENTS,
                "events": data.best(lambda: streamed(pieces), 1) / data.MANY_EVENTS,
            }
        )
    )


if __name__ == "__main__":
    main()
