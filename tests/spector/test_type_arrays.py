"""Arrays and dictionaries of everything, both ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from tests.spector.sdks import Sdks

Connect = Callable[..., Any]

MOMENT = dt.datetime(2022, 8, 26, 18, 38, tzinfo=dt.UTC)
DURATION = "P123DT22H14M12.011S"
SAFE = 2**53 - 1

ARRAYS: dict[str, list[Any]] = {
    "int32_value": [1, 2],
    "int64_value": [SAFE, -SAFE],
    "boolean_value": [True, False],
    "string_value": ["hello", ""],
    "float32_value": [43.125],
    "datetime_value": [MOMENT],
    "duration_value": [DURATION],
    "unknown_value": [1, "hello", None],
    "nullable_float_value": [1.25, None, 3.0],
    "nullable_int32_value": [1, None, 3],
    "nullable_boolean_value": [True, None, False],
    "nullable_string_value": ["hello", None, "world"],
}

DICTIONARIES: dict[str, dict[str, Any]] = {
    "int32_value": {"k1": 1, "k2": 2},
    "int64_value": {"k1": SAFE, "k2": -SAFE},
    "boolean_value": {"k1": True, "k2": False},
    "string_value": {"k1": "hello", "k2": ""},
    "float32_value": {"k1": 43.125},
    "datetime_value": {"k1": MOMENT},
    "duration_value": {"k1": DURATION},
    "unknown_value": {"k1": 1, "k2": "hello", "k3": None},
    "nullable_float_value": {"k1": 1.25, "k2": 0.5, "k3": None},
}


class TestArrays:
    @pytest.fixture
    def sdk(self, sdks: Sdks) -> ModuleType:
        return sdks.of("type_array")

    @pytest.fixture
    def client(self, connect: Connect, sdk: ModuleType) -> Any:
        return connect(sdk)

    @pytest.mark.parametrize("name", ARRAYS)
    def test_values(self, client: Any, name: str) -> None:
        group = getattr(client, name)
        assert group.get() == ARRAYS[name]
        group.put(ARRAYS[name])

    def test_models(self, client: Any, sdk: ModuleType) -> None:
        hello = sdk.models.InnerModel(property="hello")
        world = sdk.models.InnerModel(property="world")
        assert client.model_value.get() == [hello, world]
        client.model_value.put([hello, {"property": "world"}])

        assert client.nullable_model_value.get() == [hello, None, world]
        client.nullable_model_value.put([hello, None, world])


class TestDictionaries:
    @pytest.fixture
    def sdk(self, sdks: Sdks) -> ModuleType:
        return sdks.of("type_dictionary")

    @pytest.fixture
    def client(self, connect: Connect, sdk: ModuleType) -> Any:
        return connect(sdk)

    @pytest.mark.parametrize("name", DICTIONARIES)
    def test_values(self, client: Any, name: str) -> None:
        group = getattr(client, name)
        assert group.get() == DICTIONARIES[name]
        group.put(DICTIONARIES[name])

    def test_models(self, client: Any, sdk: ModuleType) -> None:
        inner = sdk.models.InnerModel
        values = {"k1": inner(property="hello"), "k2": inner(property="world")}
        assert client.model_value.get() == values
        client.model_value.put(values)

    def test_recursive_models(self, client: Any, sdk: ModuleType) -> None:
        inner = sdk.models.InnerModel
        values = {
            "k1": inner(property="hello", children={}),
            "k2": inner(
                property="world", children={"k2.1": inner(property="inner world")}
            ),
        }
        assert client.recursive_model_value.get() == values
        client.recursive_model_value.put(values)
