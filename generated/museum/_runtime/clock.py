"""Time and chance, in the one place where tests change them."""

import sys
import time


class Clock:
    """Time and chance as retries see them.

    The one place to change them: tests give the client's base class a subclass of this,
    and nothing sleeps.
    """

    __slots__ = ()

    def monotonic(self) -> float:
        """Seconds from some fixed point."""
        return time.monotonic()

    def now(self) -> float:
        """Seconds since 1970 in UTC."""
        return time.time()

    def random(self) -> float:
        """A number from 0 up to 1."""
        import random

        return random.random()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    async def sleep_async(self, seconds: float) -> None:
        """Wait, under asyncio or trio, whichever runs."""
        import asyncio

        try:
            asyncio.get_running_loop()
        except RuntimeError:
            await sys.modules["trio"].sleep(seconds)
        else:
            await asyncio.sleep(seconds)
