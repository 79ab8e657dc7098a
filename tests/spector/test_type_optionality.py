"""Properties that may be left out."""

from __future__ import annotations

import datetime as dt
from types import ModuleType
from typing import Any

import pytest

DOCUMENT = "type_property_optionality"

VALUES: dict[str, Any] = {
    "string": "hello",
    "bytes": b"hello, world!",
    "datetime": dt.datetime(2022, 8, 26, 18, 38, tzinfo=dt.UTC),
    "duration": "P123DT22H14M12.011S",
    "plain_date": dt.date(2022, 12, 12),
    "plain_time": dt.time(13, 6, 12),
    "collections_byte": [b"hello, world!", b"hello, world!"],
    "union_string_literal": "world",
    "union_int_literal": 2,
    "union_float_literal": 2.375,
}
LITERALS: dict[str, Any] = {
    "string_literal": "hello",
    "int_literal": 1,
    "float_literal": 1.25,
    "boolean_literal": True,
}


@pytest.mark.parametrize("name", VALUES)
def test_values(client: Any, name: str) -> None:
    group, value = getattr(client, name), VALUES[name]
    assert group.get_all().property == value
    group.put_all(property=value)

    assert group.get_default().property is None
    group.put_default()


@pytest.mark.parametrize("name", LITERALS)
def test_the_only_value(client: Any, name: str) -> None:
    """Where a property can have one value alone, that is sent unless told otherwise."""
    group = getattr(client, name)
    assert group.get_all().property == LITERALS[name]
    group.put_all()

    assert group.get_default().property is None
    group.put_default(property=None)


def test_models(client: Any, m: ModuleType) -> None:
    values = [m.StringProperty(property="hello"), m.StringProperty(property="world")]
    assert client.collections_model.get_all().property == values
    client.collections_model.put_all(property=values)

    assert client.collections_model.get_default().property is None
    client.collections_model.put_default()


def test_required_and_optional(client: Any, m: ModuleType) -> None:
    group, cls = client.required_and_optional, m.RequiredAndOptionalProperty
    both = cls(optional_property="hello", required_property=42)
    assert group.get_all() == both
    group.put_all(optional_property="hello", required_property=42)

    assert group.get_required_only() == cls(required_property=42)
    group.put_required_only(required_property=42)
