"""What the servers of the tests say: chat completions and text completions, whole and as events."""

from __future__ import annotations

import json
from typing import Any

USAGE = {"prompt_tokens": 9, "completion_tokens": 12, "total_tokens": 21}

CHAT = {
    "id": "cmpl-1",
    "object": "chat.completion",
    "model": "mistral-small-latest",
    "created": 1700000000,
    "usage": USAGE,
    "choices": [
        {
            "index": 0,
            "message": {"role": "assistant", "content": "Claude Monet."},
            "finish_reason": "stop",
        }
    ],
}

COMPLETION = {
    "id": "cmpl-2",
    "object": "text_completion",
    "model": "llama",
    "created": 1700000000,
    "system_fingerprint": "fp",
    "choices": [{"index": 0, "text": " world", "finish_reason": "stop"}],
    "usage": {
        **USAGE,
        "prompt_tokens_details": {"audio_tokens": 0, "cached_tokens": 3},
        "completion_tokens_details": {
            "accepted_prediction_tokens": 1,
            "audio_tokens": 0,
            "reasoning_tokens": 2,
            "rejected_prediction_tokens": 0,
        },
    },
}

DONE = b"data: [DONE]\n\n"


def chat_chunk(content: str, finish_reason: str | None = None) -> dict[str, Any]:
    """One piece of a streamed chat completion."""
    delta = {"role": "assistant", "content": content}
    return {
        "id": "cmpl-1",
        "object": "chat.completion.chunk",
        "created": 1700000000,
        "model": "mistral-small-latest",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish_reason}],
    }


def text_chunk(text: str) -> dict[str, Any]:
    """One piece of a streamed text completion."""
    choice = {"index": 0, "text": text, "finish_reason": "", "logprobs": None}
    kept = ("id", "object", "model", "created", "system_fingerprint")
    return {**{name: COMPLETION[name] for name in kept}, "choices": [choice]}


def event(data: Any, *fields: str) -> bytes:
    """An event with JSON data, and with other fields before it."""
    lines = [*fields, f"data: {json.dumps(data, ensure_ascii=False)}", "", ""]
    return "\n".join(lines).encode()
