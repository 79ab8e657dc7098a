"""Properties that may be null: got, and changed by a merge patch."""

from __future__ import annotations

import datetime as dt
from types import ModuleType
from typing import Any

import pytest

DOCUMENT = "type_property_nullable"

VALUES: dict[str, Any] = {
    "string": "hello",
    "bytes": b"hello, world!",
    "datetime": dt.datetime(2022, 8, 26, 18, 38, tzinfo=dt.UTC),
    "duration": "P123DT22H14M12.011S",
    "collections_byte": [b"hello, world!", b"hello, world!"],
    "collections_string": ["hello", "world"],
}


@pytest.mark.parametrize("name", VALUES)
def test_values(client: Any, name: str) -> None:
    group, value = getattr(client, name), VALUES[name]
    got = group.get_non_null()
    assert (got.required_property, got.nullable_property) == ("foo", value)
    group.patch_non_null(required_property="foo", nullable_property=value)


@pytest.mark.parametrize("name", [*VALUES, "collections_model"])
def test_null(client: Any, name: str) -> None:
    group = getattr(client, name)
    got = group.get_null()
    assert (got.required_property, got.nullable_property) == ("foo", None)
    group.patch_null(required_property="foo", nullable_property=None)


def test_models(client: Any, m: ModuleType) -> None:
    values = [m.InnerModel(property="hello"), m.InnerModel(property="world")]
    got = client.collections_model.get_non_null()
    assert got.nullable_property == values
    client.collections_model.patch_non_null(
        required_property="foo", nullable_property=values
    )
