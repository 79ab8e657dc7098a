"""Numbers that travel as texts."""

from __future__ import annotations

from typing import Any

DOCUMENT = "encode_numeric"


def test_property(client: Any) -> None:
    made = client.property.safeint_as_string(value="10000000000")
    assert made.value == "10000000000"
    assert client.property.uint32_as_string_optional(value="1").value == "1"
    assert client.property.uint8_as_string(value="255").value == "255"
