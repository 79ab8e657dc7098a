"""Names in JSON that are not the names in Python."""

from __future__ import annotations

from typing import Any

DOCUMENT = "serialization_encoded-name_json"


def test_property(client: Any, sdk: Any) -> None:
    client.property.send(wire_name=True)
    assert client.property.get().wire_name is True
