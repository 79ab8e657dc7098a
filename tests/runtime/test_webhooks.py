"""Deliveries: verified by Standard Webhooks, refused in time, and read as a type."""

from __future__ import annotations

import hmac
import pickle
import time
from typing import Any

import pytest
from runtime.errors import WebhookError
from runtime.webhooks import Webhook, verify

from tests.runtime.example import Chunk

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = b'{"test": 2432232314}'
HEADERS = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}
"""The example of the specification."""

CHUNK = Webhook[Chunk](__name__, lambda: Chunk)


@pytest.fixture(autouse=True)
def _then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 1614265330.0)


def test_the_example_of_the_specification() -> None:
    verify(BODY, HEADERS, SECRET)
    verify(BODY, {f"svix{n[7:]}": v for n, v in HEADERS.items()}, SECRET)
    verify(BODY, {n.title(): v for n, v in HEADERS.items()}, SECRET)


@pytest.mark.parametrize(
    "signatures",
    [
        "v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "v1a,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v2,x",
    ],
)
def test_one_of_several_signatures(signatures: str) -> None:
    verify(BODY, {**HEADERS, "webhook-signature": signatures}, SECRET)


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF="},
        {"webhook-signature": "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="},
        {"webhook-signature": "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="},
        {"webhook-signature": "v1,ü"},
        {"webhook-signature": "v1,"},
        {"webhook-signature": ""},
        {"webhook-id": "msg_other"},
        {"webhook-timestamp": "1614265331"},
        {"webhook-timestamp": ""},
    ],
)
def test_what_is_not_signed_is_refused(changed: dict[str, str]) -> None:
    with pytest.raises(WebhookError) as caught:
        verify(BODY, {**HEADERS, **changed}, SECRET)
    assert SECRET not in str(caught.value)
    assert "g0hM9" not in str(caught.value)
    assert pickle.loads(pickle.dumps(caught.value)).args == caught.value.args


def test_another_secret_is_refused_and_one_of_several_is_enough() -> None:
    with pytest.raises(WebhookError):
        verify(BODY, HEADERS, "whsec_b2xk")
    with pytest.raises(WebhookError):
        verify(BODY, HEADERS, [])
    verify(BODY, HEADERS, ["whsec_b2xk", SECRET, b"bytes"])
    with pytest.raises(ValueError, match="whsec_ and base64"):
        verify(BODY, HEADERS, "whsec_no base64!")


@pytest.mark.parametrize(("shift", "fits"), [(300, True), (301, False), (-301, False)])
def test_a_delivery_may_not_be_old(
    monkeypatch: pytest.MonkeyPatch, shift: int, fits: bool
) -> None:
    monkeypatch.setattr(time, "time", lambda: 1614265330.0 + shift)
    if fits:
        verify(BODY, HEADERS, SECRET)
    else:
        with pytest.raises(WebhookError, match="301 seconds (old|early)"):
            verify(BODY, HEADERS, SECRET)
    verify(BODY, HEADERS, SECRET, tolerance=1000)


def test_signatures_are_compared_in_constant_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[tuple[bytes, bytes]] = []
    real = hmac.compare_digest

    def noted(one: Any, other: Any) -> bool:
        compared.append((one, other))
        return real(one, other)

    monkeypatch.setattr(hmac, "compare_digest", noted)
    verify(
        BODY,
        {**HEADERS, "webhook-signature": HEADERS["webhook-signature"] + " v1,x"},
        SECRET,
    )
    assert len(compared) == 2  # the first one is right, and the second is looked at


def test_a_delivery_is_read() -> None:
    body = '{"text": "a", "more": 1}'
    headers = CHUNK.sign(body, secret=SECRET)
    assert CHUNK.parse(body, headers, secret=SECRET) == Chunk(text="a")
    assert CHUNK.parse(b'{"text": 1}', {}, secret=None) == Chunk(text=1)  # type: ignore[arg-type]  # kept as it came
    with pytest.raises(WebhookError, match=r"\$\.text"):
        CHUNK.parse(b'{"text": 1}', {}, secret=None, strict=True)
    with pytest.raises(WebhookError, match="not JSON"):
        CHUNK.parse(b"\xff", {}, secret=None)
