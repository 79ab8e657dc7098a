"""What both sides decode, encode and stream; each imports it, and it knows neither.

Times are in microseconds.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

RESPONSE = json.dumps(
    {
        "id": "cmpl-e5cc70bb28c444948073e77776eb30ef",
        "object": "chat.completion",
        "created": 1702256327,
        "model": "mistral-small-latest",
        "choices": [
            {
                "index": 0,
                "message": {
                    "role": "assistant",
                    "content": "Claude Monet is often called the best French painter.",
                    "tool_calls": [
                        {
                            "id": "call-1",
                            "type": "function",
                            "function": {"name": "look", "arguments": '{"a": 1}'},
                            "index": 0,
                        }
                    ],
                    "prefix": False,
                },
                "finish_reason": "stop",
            }
        ],
        "usage": {"prompt_tokens": 16, "completion_tokens": 34, "total_tokens": 50},
    }
)

MESSAGES: list[dict[str, Any]] = [
    {"role": "system", "content": "Answer in one short sentence."},
    {"role": "user", "content": "Who is the best French painter?"},
    {"role": "assistant", "content": "It may be", "prefix": True},
]
OPTIONS: dict[str, Any] = {
    "model": "mistral-small-latest",
    "messages": MESSAGES,
    "temperature": 0.7,
    "max_tokens": 64,
}

EVENTS = 2_000
MANY_EVENTS = 100_000
CHUNK = json.dumps(
    {
        "id": "cmpl-1",
        "object": "chat.completion.chunk",
        "created": 1702256327,
        "model": "mistral-small-latest",
        "choices": [
            {
                "index": 0,
                "delta": {"role": "assistant", "content": " painter"},
                "finish_reason": None,
            }
        ],
    }
)


def pieces(events: int = EVENTS, size: int = 4096) -> list[bytes]:
    """A stream as a network brings it."""
    stream = f"data: {CHUNK}\n\n".encode() * events + b"data: [DONE]\n\n"
    return [stream[at : at + size] for at in range(0, len(stream), size)]


def best(function: Callable[[], object], seconds: float = 0.2) -> float:
    """Microseconds of one call: the best of some rounds, so that other work disturbs less."""
    times: list[float] = []
    count, until = 1, time.perf_counter() + seconds
    while len(times) < 5 or time.perf_counter() < until:
        begun = time.perf_counter()
        for _ in range(count):
            function()
        took = time.perf_counter() - begun
        if took < 0.002:
            count *= 2
            continue
        times.append(took / count)
    return min(times) * 1e6


def loads_all() -> None:
    """Parse the data of all events and do nothing else."""
    for _ in range(MANY_EVENTS):
        json.loads(CHUNK)
