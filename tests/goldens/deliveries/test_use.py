"""What an API sends by itself is verified, and told apart by what it says of itself."""

from __future__ import annotations

from typing import assert_never, assert_type

import pytest
from golden.deliveries import errors, webhooks
from golden.deliveries import models as m

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
PAID = b'{"type": "order.paid", "total": 7}'


def handle(event: m.WebhookEvent) -> str:
    """What a program would do with an event."""
    match event:
        case m.OrderPaid(total=total):
            return f"paid {total}"
        case m.OrderSentWebhook(parcel=parcel):
            return f"sent {parcel}"
        case m.Unknown(tag=tag):
            return f"{tag}?"
        case _:
            assert_never(event)


def test_any_of_them() -> None:
    headers = webhooks.event.sign(PAID, secret=SECRET)
    event = webhooks.event.parse(PAID, headers, secret=["whsec_b2xk", SECRET])
    assert handle(event) == "paid 7"
    with pytest.raises(errors.WebhookError):
        webhooks.event.parse(PAID, headers, secret="whsec_b2xk")


def test_one_that_this_version_does_not_know() -> None:
    event = webhooks.event.parse('{"type": "order.lost"}', {}, secret=None)
    assert handle(event) == "order.lost?"


def test_one_of_a_kind() -> None:
    paid = webhooks.order_paid.parse(PAID, {}, secret=None)
    assert_type(paid, m.OrderPaid)
    assert paid.total == 7
    sent = webhooks.order_sent.parse(b'{"parcel": "p"}', {}, secret=None)
    assert sent.parcel == "p"
