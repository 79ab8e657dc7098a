"""When a request is sent again, and after how long; the decision alone.

The rules, and why: what was certainly not processed may be sent again whatever it is;
what may have been processed only if doing it twice is doing it once (RFC 9110, 9.2.2)
or the server is told how to know (an ``Idempotency-Key``).
"""

from collections.abc import Mapping

from .clock import Clock
from .errors import ApiError, SdkError, TransportError
from .headers import Headers
from .policy import USUAL, Retries

IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"})


def wait(
    error: SdkError,
    method: str,
    headers: Mapping[str, str],
    *,
    attempt: int,
    elapsed: float,
    clock: Clock,
    policy: Retries = USUAL,
    own: bool = False,
    key: str = "",
) -> float | None:
    """Seconds until the request is to be sent again; ``None``: not at all.

    ``attempt`` (from 1) has failed with ``error``; ``elapsed`` seconds have passed
    since the first began. What the server asks for is obeyed where the budget allows
    it; otherwise the wait is a random part of a bound that grows (full jitter).
    ``policy`` is what the API says, ``own`` that it says so of this operation, ``key``
    the name of the header by which it knows a repetition.
    """
    if policy.never:
        return None
    keys = {"idempotency-key", key.lower()}
    safe = method.upper() in IDEMPOTENT or not keys.isdisjoint(
        name.lower() for name in headers
    )
    asked: float | None = None
    match error:
        case TransportError():
            again = policy.connection and (safe or not error.sent)
        case ApiError():
            asked = retry_after(error.headers, clock.now())
            if policy.statuses:
                # What is said of all operations does not make each of them repeatable.
                passes = own or safe or _refused(error.status, asked is not None)
                again = passes and policy.names(error.status)
            else:
                again = _again(error.status, safe=safe, asked=asked is not None)
        case _:
            again = False
    if not again:
        return None
    seconds = pause(clock, attempt, policy) if asked is None else asked
    return seconds if elapsed + seconds <= policy.total else None


def pause(clock: Clock, attempt: int, policy: Retries) -> float:
    """Seconds after an attempt (from 1), if the server asks for no time."""
    bound = min(policy.longest, policy.first * policy.factor ** (attempt - 1))
    return clock.random() * bound


def _again(status: int, *, safe: bool, asked: bool) -> bool:
    return _refused(status, asked) or (safe and status in (408, 500, 502, 503, 504))


def _refused(status: int, asked: bool) -> bool:
    """Whether the server certainly has not processed the request."""
    return status == 429 or (status == 503 and asked)


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
    """Seconds to a date in any of the three forms (RFC 9110, 5.6.7); none: it is past."""
    if not date:
        return None
    import datetime as dt
    import re
    from email.utils import parsedate_to_datetime

    text, leap = re.subn(r":60(?!:)", ":59", date)  # the second that some minutes have
    short = re.search(r"-(\d\d) ", date)
    try:
        then = parsedate_to_datetime(text)
        if short is not None:  # a year of two digits is at most 50 years ahead
            last = dt.datetime.fromtimestamp(now, dt.UTC).year + 50
            then = then.replace(year=last - (last - int(short[1])) % 100)
    except (ValueError, OverflowError):
        return None
    if then.tzinfo is None:  # the old form of asctime(), which is in UTC too
        then = then.replace(tzinfo=dt.UTC)
    return max(0.0, then.timestamp() + leap - now)
