"""Headers that HTTP and its extensions give a meaning: conditions, and repeated requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.spector.sdks import Sdks

DATE = "Fri, 26 Aug 2022 14:38:00 GMT"

Connect = Callable[..., Any]


def test_conditional_request(connect: Connect, sdks: Sdks) -> None:
    sdk = sdks.of("special-headers_conditional-request")
    client = connect(sdk).special_headers
    client.post_if_match(if_match='"valid"')
    client.post_if_none_match(if_none_match='"invalid"')
    client.head_if_modified_since(if_modified_since=DATE)
    client.post_if_unmodified_since(if_unmodified_since=DATE)


def test_repeatability(connect: Connect, sdks: Sdks) -> None:
    sdk = sdks.of("special-headers_repeatability")
    made = connect(sdk).send(
        sdk.requests.special_headers.immediate_success(
            repeatability_request_id="2378d9bc-1726-11ee-be56-0242ac120002",
            repeatability_first_sent="Tue, 15 Nov 2022 12:45:26 GMT",
        )
    )
    assert made.status == 204
    assert made.headers["repeatability-result"] == "accepted"
