"""What OpenAPI 3.2 adds is read: its own address, and media types that have names."""

from __future__ import annotations

from golden.openapi32 import requests

BASE = "https://x.test"


def test_a_media_type_with_a_name() -> None:
    sent = requests.things.add(name="a").build(BASE)
    assert sent.content == b'{"name":"a"}'
    assert sent.headers["Content-Type"] == "application/json"
