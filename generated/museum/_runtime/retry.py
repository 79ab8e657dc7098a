"""When a request is sent again, and after how long; the decision alone.

The rules, and why: what was certainly not processed may be sent again whatever it is;
what may have been processed only if doing it twice is doing it once (RFC 9110, 9.2.2)
or the server is told how to know (an ``Idempotency-Key``).
"""

from collections.abc import Mapping

from .clock import Clock
from .errors import ApiError, SdkError, TransportError
from .headers import Headers

IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"})

FIRST = 0.5
"""Seconds: the longest wait before the second attempt; it doubles with each further
one.
"""
LONGEST = 8.0
"""Seconds: where the doubling stops."""
BUDGET = 60.0
"""Seconds from the first attempt to the beginning of the last."""


def wait(
    error: SdkError,
    method: str,
    headers: Mapping[str, str],
    *,
    attempt: int,
    elapsed: float,
    clock: Clock,
) -> float | None:
    """Seconds until the request is to be sent again; ``None``: not at all.

    ``attempt`` (from 1) has failed with ``error``; ``elapsed`` seconds have passed
    since the first began. What the server asks for is obeyed where the budget allows
    it; otherwise the wait is a random part of a bound that doubles (full jitter).
    """
    safe = method.upper() in IDEMPOTENT or "idempotency-key" in {
        name.lower() for name in headers
    }
    asked: float | None = None
    match error:
        case TransportError():
            again = safe or not error.sent
        case ApiError():
            asked = retry_after(error.headers, clock.now())
            again = _again(error.status, safe=safe, asked=asked is not None)
        case _:
            again = False
    if not again:
        return None
    bound = min(LONGEST, FIRST * 2.0 ** (attempt - 1))
    seconds = clock.random() * bound if asked is None else asked
    return seconds if elapsed + seconds <= BUDGET else None


def _again(status: int, *, safe: bool, asked: bool) -> bool:
    if status == 429 or (status == 503 and asked):
        return True
    return safe and status in (408, 500, 502, 503, 504)


def retry_after(headers: Headers, now: float) -> float | None:
    """What the server asks to wait, in seconds: ``retry-after-ms``, else
    ``Retry-After``.

    The latter in seconds or as a date (RFC 9110, 10.2.3). ``None`` where it asks
    nothing, or what cannot be read.
    """
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        text = headers.get(name, "").strip()
        if text.replace(".", "", 1).isdecimal() and text.isascii():
            return float(text) * unit
    return _until(headers.get("retry-after", ""), now)


def _until(date: str, now: float) -> float | None:
    if not date:
        return None
    import datetime as dt
    from email.utils import parsedate_to_datetime

    try:
        then = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return None
    if then.tzinfo is None:  # the old form of asctime(), which is in UTC too
        then = then.replace(tzinfo=dt.UTC)
    return max(0.0, then.timestamp() - now)
