"""Unions: of literals, of models, of anything, and those that a property tells apart."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from tests.spector.sdks import Sdks

Connect = Callable[..., Any]


class TestUnions:
    @pytest.fixture
    def sdk(self, sdks: Sdks) -> ModuleType:
        return sdks.of("type_union")

    @pytest.fixture
    def client(self, connect: Connect, sdk: ModuleType) -> Any:
        return connect(sdk)

    @pytest.mark.parametrize(
        ("name", "value"),
        [("strings_only", "b"), ("ints_only", 2), ("floats_only", 2.2)],
    )
    def test_literals(self, client: Any, name: str, value: Any) -> None:
        group = getattr(client, name)
        assert group.get().prop == value
        group.send(prop=value)

    @pytest.mark.parametrize("name", ["string_extensible", "string_extensible_named"])
    def test_open_literals(self, client: Any, sdk: ModuleType, name: str) -> None:
        group, value = getattr(client, name), "custom"
        got = group.get().prop
        assert got == value
        group.send(prop=sdk.models.Unlisted(value))

    def test_models(self, client: Any, sdk: ModuleType) -> None:
        cat = sdk.models.Cat(name="test")
        assert client.models_only.get().prop == cat
        client.models_only.send(prop=cat)

    def test_enumerations(self, client: Any, sdk: ModuleType) -> None:
        cases = sdk.models.EnumsOnlyCases(lr="right", ud="up")
        assert client.enums_only.get().prop == cases
        client.enums_only.send(prop=cases)

    def test_a_text_or_several(self, client: Any, sdk: ModuleType) -> None:
        cases = sdk.models.StringAndArrayCases(string="test", array=["test1", "test2"])
        assert client.string_and_array.get().prop == cases
        client.string_and_array.send(prop=cases)

    def test_mixed_literals(self, client: Any, sdk: ModuleType) -> None:
        cases = sdk.models.MixedLiteralsCases(
            string_literal="a", int_literal=2, float_literal=3.3, boolean_literal=True
        )
        assert client.mixed_literals.get().prop == cases
        client.mixed_literals.send(prop=cases)

    def test_mixed_types(self, client: Any, sdk: ModuleType) -> None:
        cat = sdk.models.Cat(name="test")
        cases = sdk.models.MixedTypesCases(
            model=cat, literal="a", int_=2, boolean=True, array=[cat, "a", 2, True]
        )
        assert client.mixed_types.get().prop == cases
        client.mixed_types.send(prop=cases)


class TestDiscriminated:
    @pytest.fixture
    def sdk(self, sdks: Sdks) -> ModuleType:
        return sdks.of("type_union_discriminated")

    @pytest.fixture
    def client(self, connect: Connect, sdk: ModuleType) -> Any:
        return connect(sdk)

    @pytest.mark.parametrize(
        ("name", "cls", "tag", "envelope"),
        [
            ("default", "PetWithEnvelope", "kind", "value"),
            ("custom_properties", "PetWithCustomNames", "pet_type", "pet_data"),
        ],
    )
    def test_in_an_envelope(
        self, client: Any, sdk: ModuleType, name: str, cls: str, tag: str, envelope: str
    ) -> None:
        group, m = getattr(client, name), sdk.models
        dog = getattr(m, f"{cls}Dog")(**{envelope: m.Dog(name="Rex", bark=False)})
        assert group.get(**{tag: "dog"}) == dog

        cat = getattr(m, f"{cls}Cat")(**{envelope: m.Cat(name="Whiskers", meow=True)})
        assert group.get() == cat
        assert group.put(cat) == cat

    def test_without_an_envelope(self, client: Any, sdk: ModuleType) -> None:
        m = sdk.models
        cat, dog = m.Cat(name="Whiskers", meow=True), m.Dog(name="Rex", bark=False)
        assert client.default.get_2(kind="dog") == dog
        assert client.default.get_2() == cat
        assert client.default.put_2(cat) == cat

        assert client.custom_discriminator.get(type="dog") == dog
        assert client.custom_discriminator.get() == cat
        assert client.custom_discriminator.put(cat) == cat
