"""Single values: as a property of an object, as a whole body, as a parameter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from tests.spector.sdks import Sdks

Connect = Callable[..., Any]

PROPERTIES: dict[str, Any] = {
    "boolean": True,
    "string": "hello",
    "bytes": b"hello, world!",
    "int": 42,
    "float": 43.125,
    "decimal": 0.33333,
    "decimal128": 0.33333,
    "datetime": dt.datetime(2022, 8, 26, 18, 38, tzinfo=dt.UTC),
    "duration": "P123DT22H14M12.011S",
    "enum": "ValueOne",
    "collections_string": ["hello", "world"],
    "collections_int": [1, 2],
    "dictionary_string": {"k1": "hello", "k2": "world"},
    "unknown_string": "hello",
    "unknown_int": 42,
    "unknown_dict": {"k1": "hello", "k2": 42},
    "unknown_array": ["hello", "world"],
    "union_string_literal": "world",
    "union_int_literal": 42,
    "union_float_literal": 46.875,
    "union_enum_value": "value2",
}
LITERALS: dict[str, Any] = {
    "string_literal": "hello",
    "int_literal": 42,
    "float_literal": 43.125,
    "boolean_literal": True,
}


class TestProperties:
    @pytest.fixture
    def sdk(self, sdks: Sdks) -> ModuleType:
        return sdks.of("type_property_value-types")

    @pytest.fixture
    def client(self, connect: Connect, sdk: ModuleType) -> Any:
        return connect(sdk)

    @pytest.mark.parametrize("name", PROPERTIES)
    def test_values(self, client: Any, name: str) -> None:
        group, value = getattr(client, name), PROPERTIES[name]
        assert group.get().property == value
        group.put(property=value)

    @pytest.mark.parametrize("name", LITERALS)
    def test_the_only_value(self, client: Any, name: str) -> None:
        group = getattr(client, name)
        assert group.get().property == LITERALS[name]
        group.put()

    def test_an_unlisted_value(self, client: Any, sdk: ModuleType) -> None:
        value = sdk.models.Unlisted("UnknownValue")
        got = client.extensible_enum.get().property
        assert (type(got), got) == (type(value), value)
        client.extensible_enum.put(property=value)

    def test_models(self, client: Any, sdk: ModuleType) -> None:
        hello = sdk.models.InnerModel(property="hello")
        world = sdk.models.InnerModel(property="world")
        assert client.model.get().property == hello
        client.model.put(property=hello)
        assert client.collections_model.get().property == [hello, world]
        client.collections_model.put(property=[hello, world])

    def test_nothing(self, client: Any, sdk: ModuleType) -> None:
        assert client.never.get() == sdk.models.NeverProperty()
        client.never.put(sdk.models.NeverProperty())


class TestScalars:
    @pytest.fixture
    def client(self, connect: Connect, sdks: Sdks) -> Any:
        return connect(sdks.of("type_scalar"))

    def test_a_text(self, client: Any) -> None:
        assert client.string.get() == "test"
        client.string.put("test")

    def test_a_boolean(self, client: Any) -> None:
        assert client.boolean.get() is True
        client.boolean.put(True)

    def test_any_value(self, client: Any) -> None:
        assert client.unknown.get() == "test"
        client.unknown.put("test")

    @pytest.mark.parametrize("name", ["decimal", "decimal128"])
    def test_a_decimal(self, client: Any, name: str) -> None:
        group = getattr(client, f"{name}_type")
        assert group.response_body() == 0.33333
        group.request_body(0.33333)
        group.request_parameter(value=0.33333)

        group = getattr(client, f"{name}_verify")
        assert group.prepare_verify() == [0.1, 0.1, 0.1]
        group.verify(0.3)
