"""Points in time: RFC 3339, RFC 9110 (once RFC 7231), and seconds since 1970."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime
from types import ModuleType
from typing import Any

DOCUMENT = "encode_datetime"

EVENING = dt.datetime(2022, 8, 26, 18, 38, tzinfo=dt.UTC)
AFTERNOON = dt.datetime(2022, 8, 26, 14, 38, tzinfo=dt.UTC)
HTTP_DATE = format_datetime(AFTERNOON, usegmt=True)
SECONDS, LATER = 1686566864, 1686734256


def test_query(client: Any) -> None:
    client.query.default(value=EVENING)
    client.query.rfc3339(value=EVENING)
    client.query.rfc7231(value=HTTP_DATE)
    client.query.unix_timestamp(value=SECONDS)
    client.query.unix_timestamp_array(value=[SECONDS, LATER])


def test_header(client: Any) -> None:
    client.header.default(value=HTTP_DATE)
    client.header.rfc3339(value=EVENING)
    client.header.rfc7231(value=HTTP_DATE)
    client.header.unix_timestamp(value=SECONDS)
    client.header.unix_timestamp_array(value=[SECONDS, LATER])


def test_property(client: Any) -> None:
    assert client.property.default(value=EVENING).value == EVENING
    assert client.property.rfc3339(value=EVENING).value == EVENING
    assert client.property.rfc7231(value=HTTP_DATE).value == HTTP_DATE
    assert client.property.unix_timestamp(value=SECONDS).value == SECONDS
    made = client.property.unix_timestamp_array(value=[SECONDS, LATER])
    assert made.value == [SECONDS, LATER]


def test_response_header(client: Any, sdk: ModuleType) -> None:
    requests = sdk.requests.response_header
    assert client.send(requests.default()).headers["value"] == HTTP_DATE
    made = client.send(requests.rfc3339())
    assert dt.datetime.fromisoformat(made.headers["value"]) == EVENING
    assert client.send(requests.rfc7231()).headers["value"] == HTTP_DATE
    assert int(client.send(requests.unix_timestamp()).headers["value"]) == SECONDS
