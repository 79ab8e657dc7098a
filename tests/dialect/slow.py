"""Makes LiteLLM's proxy wait before each piece of a stream, and write down when it goes on.

The proxy loads this file, in its own environment; the tests do not import it.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from typing import Any

from litellm.integrations.custom_logger import CustomLogger

PAUSE = 0.1  # seconds


class Slow(CustomLogger):
    """A hook of the proxy."""

    async def async_post_call_streaming_iterator_hook(
        self, user_api_key_dict: Any, response: Any, request_data: dict[str, Any]
    ) -> AsyncIterator[Any]:
        """The same pieces, each after a pause."""
        async for piece in response:
            await asyncio.sleep(PAUSE)
            _note()
            yield piece


def _note() -> None:
    with open(os.environ["SENT_AT"], "a", encoding="utf-8") as log:
        log.write(f"{time.time()}\n")


slow = Slow()
