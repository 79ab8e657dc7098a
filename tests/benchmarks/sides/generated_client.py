"""What openapi-python-client makes of ``chat.yaml`` at work, in microseconds, as JSON.

Run by an interpreter that has its dependencies, with the package beside it in the path. It
streams nothing.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

import data


def main() -> None:
    """Measure all, and print it; ``sys.argv[1]`` is the package's name."""
    models: Any = import_module(f"{sys.argv[1]}.models")
    kinds = {
        "system": models.SystemMessage,
        "user": models.UserMessage,
        "assistant": models.AssistantMessage,
    }

    def encode() -> bytes:
        messages = [kinds[one["role"]].from_dict(one) for one in data.MESSAGES]
        rest = {key: data.OPTIONS[key] for key in data.OPTIONS if key != "messages"}
        request = models.ChatCompletionRequest(messages=messages, **rest)
        return json.dumps(request.to_dict()).encode()

    def decode() -> Any:
        return models.ChatCompletionResponse.from_dict(json.loads(data.RESPONSE))

    assert json.loads(encode())["messages"] == data.MESSAGES
    assert decode().choices[0].message.tool_calls
    print(
        json.dumps({"decode": data.best(decode), "encode": data.best(encode)}),
    )


if __name__ == "__main__":
    main()
