"""What a client that is ready may have loaded: claims without a clock, for tests and benchmarks."""

from __future__ import annotations

HTTP = ("httpx", "httpx2", "httpcore", "httpcore2", "h11", "http", "ssl", "socket")
SLOW = (
    "asyncio",
    "base64",
    "dataclasses",
    "decimal",
    "email",
    "inspect",
    "logging",
    "random",
    "urllib",
    "uuid",
)
"""What costs more to import than the package itself, and is not needed before a call."""


def heavy(names: list[str]) -> list[str]:
    """The modules among these that a client must not load: HTTP libraries, slow ones, models."""
    return [
        name
        for name in names
        if name.partition(".")[0] in HTTP + SLOW or ".models." in name
    ]
