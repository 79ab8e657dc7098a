"""Models: empty ones, recursive ones, those of one direction, and families of them."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from tests.spector.sdks import Sdks

Connect = Callable[..., Any]


def test_empty(connect: Connect, sdks: Sdks) -> None:
    sdk = sdks.of("type_model_empty")
    client = connect(sdk).type
    client.put_empty({})
    assert client.get_empty() == {}
    assert client.post_round_trip_empty({}) == {}


def test_usage(connect: Connect, sdks: Sdks) -> None:
    sdk = sdks.of("type_model_usage")
    client = connect(sdk).type
    client.input(required_prop="example-value")
    made = client.input_and_output(required_prop="example-value")
    assert made == sdk.models.InputOutputRecord(required_prop="example-value")
    assert client.output() == sdk.models.OutputRecord(required_prop="example-value")


def test_visibility(connect: Connect, sdks: Sdks) -> None:
    client = connect(sdks.of("type_model_visibility")).type
    assert client.get_model(query_prop=123).read_prop == "abc"
    client.head_model(query_prop=123)
    client.put_model(create_prop=["foo", "bar"], update_prop=[1, 2])
    client.patch_model(update_prop=[1, 2])
    client.post_model(create_prop=["foo", "bar"])
    client.delete_model(delete_prop=True)
    made = client.put_read_only_model()
    assert made.optional_nullable_int_list == [1, 2, 3]
    assert made.optional_string_record == {"k1": "value1", "k2": "value2"}


def test_recursive(connect: Connect, sdks: Sdks) -> None:
    sdk = sdks.of("type_model_inheritance_recursive")
    client, extension = connect(sdk).type, sdk.models.Extension
    below = [
        extension(level=1, extension=[extension(level=2)]),
        extension(level=1),
    ]
    assert client.get() == extension(level=0, extension=below)
    client.put(level=0, extension=below)


def test_not_discriminated(connect: Connect, sdks: Sdks) -> None:
    sdk = sdks.of("type_model_inheritance_not-discriminated")
    client = connect(sdk).type
    siamese = sdk.models.Siamese(name="abc", age=32, smart=True)
    client.post_valid(name="abc", age=32, smart=True)
    assert client.get_valid() == siamese
    assert client.put_valid(name="abc", age=32, smart=True) == siamese


class TestSingleDiscriminator:
    @pytest.fixture
    def sdk(self, sdks: Sdks) -> ModuleType:
        return sdks.of("type_model_inheritance_single-discriminator")

    @pytest.fixture
    def client(self, connect: Connect, sdk: ModuleType) -> Any:
        return connect(sdk).type

    def test_a_model(self, client: Any, sdk: ModuleType) -> None:
        sparrow = sdk.models.Sparrow(wingspan=1)
        assert client.get_model() == sparrow
        client.put_model(sparrow)

    def test_a_recursive_model(self, client: Any, sdk: ModuleType) -> None:
        m = sdk.models
        eagle = m.Eagle(
            wingspan=5,
            partner=m.Goose(wingspan=2),
            friends=[m.SeaGull(wingspan=2)],
            hate={"key3": m.Sparrow(wingspan=1)},
        )
        assert client.get_recursive_model() == eagle
        client.put_recursive_model(eagle)

    def test_an_older_model(self, client: Any, sdk: ModuleType) -> None:
        assert client.get_legacy_model() == sdk.models.TRex(size=20)

    def test_an_unknown_model(self, client: Any, sdk: ModuleType) -> None:
        unknown = sdk.models.Unknown
        wrong = {"wingspan": 1, "kind": "wrongKind"}
        assert client.get_wrong_discriminator() == unknown("wrongKind", wrong)
        missing = unknown(None, {"wingspan": 1})
        assert client.get_missing_discriminator() == missing


class TestNestedDiscriminator:
    @pytest.fixture
    def sdk(self, sdks: Sdks) -> ModuleType:
        return sdks.of("type_model_inheritance_nested-discriminator")

    @pytest.fixture
    def client(self, connect: Connect, sdk: ModuleType) -> Any:
        return connect(sdk).type

    def test_a_model(self, client: Any, sdk: ModuleType) -> None:
        shark = sdk.models.GoblinShark(age=1)
        assert client.get_model() == shark
        client.put_model(shark)

    def test_a_recursive_model(self, client: Any, sdk: ModuleType) -> None:
        m = sdk.models
        salmon = m.Salmon(
            age=1,
            partner=m.SawShark(age=2),
            friends=[
                m.Salmon(
                    age=2,
                    partner=m.Salmon(age=3),
                    hate={"key1": m.Salmon(age=4), "key2": m.GoblinShark(age=2)},
                ),
                m.GoblinShark(age=3),
            ],
            hate={
                "key3": m.SawShark(age=3),
                "key4": m.Salmon(
                    age=2, friends=[m.Salmon(age=1), m.GoblinShark(age=4)]
                ),
            },
        )
        assert client.get_recursive_model() == salmon
        client.put_recursive_model(salmon)

    def test_an_unknown_model(self, client: Any, sdk: ModuleType) -> None:
        unknown = sdk.models.Unknown
        wrong = {"age": 1, "kind": "wrongKind"}
        assert client.get_wrong_discriminator() == unknown("wrongKind", wrong)
        assert client.get_missing_discriminator() == unknown(None, {"age": 1})


class TestEnumDiscriminator:
    @pytest.fixture
    def sdk(self, sdks: Sdks) -> ModuleType:
        return sdks.of("type_model_inheritance_enum-discriminator")

    @pytest.fixture
    def client(self, connect: Connect, sdk: ModuleType) -> Any:
        return connect(sdk).type

    def test_models(self, client: Any, sdk: ModuleType) -> None:
        golden, cobra = sdk.models.Golden(weight=10), sdk.models.Cobra(length=10)
        assert client.get_extensible_model() == golden
        client.put_extensible_model(golden)
        assert client.get_fixed_model() == cobra
        client.put_fixed_model(cobra)

    def test_an_unknown_model(self, client: Any, sdk: ModuleType) -> None:
        unknown = sdk.models.Unknown
        wrong = {"weight": 8, "kind": "wrongKind"}
        got = client.get_extensible_model_wrong_discriminator()
        assert got == unknown("wrongKind", wrong)
        got = client.get_extensible_model_missing_discriminator()
        assert got == unknown(None, {"weight": 10})
        wrong = {"length": 8, "kind": "wrongKind"}
        got = client.get_fixed_model_wrong_discriminator()
        assert got == unknown("wrongKind", wrong)
        got = client.get_fixed_model_missing_discriminator()
        assert got == unknown(None, {"length": 10})
