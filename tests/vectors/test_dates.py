"""Dates of HTTP (RFC 9110, 5.6.7) and what servers ask to wait (10.2.3), as data.

How long a wait may be is the business of ``tests/runtime/test_retry.py``.
"""

from __future__ import annotations

import datetime as dt

import pytest
from runtime.headers import Headers
from runtime.retry import retry_after


def at(text: str) -> float:
    """Seconds since 1970."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC).timestamp()


NOW = at("1994-11-06T08:49:37")
"""The moment of the RFC's own examples."""


def asked(*fields: tuple[str, str], now: float = NOW) -> float | None:
    return retry_after(Headers(fields), now)


@pytest.mark.parametrize(
    "text",
    [
        "Sun, 06 Nov 1994 08:49:47 GMT",
        "Sunday, 06-Nov-94 08:49:47 GMT",
        "Sun Nov  6 08:49:47 1994",
    ],
)
@pytest.mark.parametrize("ago", [-3600.0, 0.0, 9.5, 10.0, 10.5, 1e9])
def test_the_three_forms(text: str, ago: float) -> None:
    """Ten seconds after the RFC's moment, seen from before and from after it."""
    assert asked(("Retry-After", text), now=NOW + ago) == max(0.0, 10.0 - ago)


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]
MONTHS += ["Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_in_every_form(month: int) -> None:
    then = dt.datetime(2026, month, month, 23, 5, 9, tzinfo=dt.UTC)
    day, name = DAYS[then.weekday()], MONTHS[month - 1]
    for text in (
        f"{day[:3]}, {month:02} {name} 2026 23:05:09 GMT",
        f"{day}, {month:02}-{name}-26 23:05:09 GMT",
        f"{day[:3]} {name} {month:2} 23:05:09 2026",
    ):
        assert asked(("Retry-After", text), now=then.timestamp() - 1.5) == 1.5


@pytest.mark.parametrize(
    ("now", "text", "then"),
    [
        ("1994-11-06", "Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37"),
        ("2026-11-22", "Friday, 06-Nov-99 08:49:37 GMT", None),
        ("2026-11-22", "Wednesday, 06-Nov-75 08:49:37 GMT", "2075-11-06T08:49:37"),
        ("2026-11-22", "Sunday, 06-Nov-77 08:49:37 GMT", None),
        ("1999-12-31", "Saturday, 01-Jan-00 00:00:10 GMT", "2000-01-01T00:00:10"),
        ("2099-12-31", "Friday, 01-Jan-00 00:00:10 GMT", "2100-01-01T00:00:10"),
        ("2024-01-01", "Thursday, 29-Feb-24 12:00:00 GMT", "2024-02-29T12:00:00"),
        ("2090-01-01", "Monday, 29-Feb-00 12:00:00 GMT", "unread"),  # 2100 leaps none
    ],
)
def test_a_year_of_two_digits(now: str, text: str, then: str | None) -> None:
    """At most 50 years ahead; else it is past, and there is nothing to wait for."""
    seconds = asked(("Retry-After", text), now=at(now))
    if then == "unread":
        assert seconds is None
    else:
        assert seconds == (0.0 if then is None else at(then) - at(now))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Sun, 06 Nov 1994 08:49:60 GMT", 23.0),  # a leap second
        ("Sunday, 06-Nov-94 08:49:60 GMT", 23.0),
        ("Sun Nov  6 08:49:60 1994", 23.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", at("9999-12-31T23:59:59") - NOW),
        # What no server should send, and what some do: read all the same.
        ("Sun, 6 Nov 1994 08:49:47 GMT", 10.0),
        ("sun, 06 nov 1994 08:49:47 gmt", 10.0),
        ("Mon, 06 Nov 1994 08:49:47 GMT", 10.0),
        ("06 Nov 1994 08:49:47 GMT", 10.0),
        ("Sun, 06 Nov 1994 08:49:47 UTC", 10.0),
        ("Sun, 06 Nov 1994 08:49:47 +0000", 10.0),
        ("Sun, 06 Nov 1994 09:49:47 +0100", 10.0),
        ("Sun, 06 Nov 1994 08:49:47", 10.0),
        ("  Sun, 06 Nov 1994 08:49:47 GMT\t", 10.0),
    ],
)
def test_other_dates(text: str, seconds: float) -> None:
    assert asked(("Retry-After", text)) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "Sun, 31 Feb 1994 08:49:47 GMT",
        "Sun, 00 Nov 1994 08:49:47 GMT",
        "Sun, 06 Foo 1994 08:49:47 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:00 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Fri, 31 Dec 10000 23:59:59 GMT",
        "Sun, 06 Nov 1994 08:49:47 +9999",
        "Sun, 06 Nov 1994",
        "08:49:47 GMT",
        "1994-11-06T08:49:47Z",
        "1994-11-06 08:49:47",
        "soon",
        "Sun",
        ",",
        "\x00",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert asked(("Retry-After", text)) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        ("007", 7.0),
        (" 3 ", 3.0),
        ("\t3", 3.0),
        ("2.5", 2.5),
        ("0.001", 0.001),
        (".5", 0.5),
        ("5.", 5.0),
        ("9" * 20, 1e20),
        ("9" * 5000, float("inf")),
        ("-1", None),
        ("+1", None),
        ("-0", None),
        ("1e3", None),
        ("0x10", None),
        ("1_000", None),
        ("1,000", None),
        ("1.2.3", None),
        (".", None),
        ("5s", None),
        ("5 seconds", None),
        ("nan", None),
        ("inf", None),
        ("Infinity", None),
        ("٣", None),
        ("²", None),
        ("", None),
        (" ", None),
    ],
)
def test_seconds(text: str, seconds: float | None) -> None:
    """Whole ones in the RFC; fractions are what some servers send."""
    assert asked(("Retry-After", text)) == seconds


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ((("retry-after-ms", "1500"),), 1.5),
        ((("Retry-After-Ms", "0.5"),), 0.0005),
        ((("Retry-After", "7"), ("retry-after-ms", "1500")), 1.5),
        ((("retry-after-ms", "1500"), ("Retry-After", "7")), 1.5),
        ((("retry-after-ms", "soon"), ("Retry-After", "7")), 7.0),
        ((("retry-after-ms", ""), ("RETRY-AFTER", "7")), 7.0),
        ((("retry-after-ms", "-5"), ("Retry-After", "7")), 7.0),
        ((("retry-after-ms", "20"), ("Retry-After", "soon")), 0.02),
        ((("retry-after-ms", "x"), ("Retry-After", "x")), None),
        (
            (
                ("retry-after-ms", "x"),
                ("Retry-After", "Sun, 06 Nov 1994 08:49:47 GMT"),
            ),
            10.0,
        ),
        # A date in milliseconds is none.
        ((("retry-after-ms", "Sun, 06 Nov 1994 08:49:47 GMT"),), None),
        # A field that may come once came twice: nobody can say which one holds.
        ((("Retry-After", "5"), ("Retry-After", "7")), None),
        ((), None),
    ],
)
def test_both_headers(
    fields: tuple[tuple[str, str], ...], seconds: float | None
) -> None:
    assert asked(*fields) == seconds
