"""Documents of one version of an API, which have its variable in their server."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from tests.spector.sdks import Sdks

Versioned = Callable[..., tuple[Any, ModuleType]]


@pytest.fixture
def versioned(connect: Callable[..., Any], sdks: Sdks, url: str) -> Versioned:
    """A client of one version of a group, and the models that it takes and gives."""

    def made(group: str, version: str) -> tuple[Any, ModuleType]:
        sdk = sdks.of(f"versioning_{group}/{version}")
        return connect(sdk, None, endpoint=url, version=version), sdk.models

    return made


def test_added(versioned: Versioned) -> None:
    client, m = versioned("added", "v2")
    made = client.api.v1(
        header_v2="bar", prop="foo", enum_prop="enumMemberV2", union_prop=10
    )
    assert made == m.ModelV1(prop="foo", enum_prop="enumMemberV2", union_prop=10)

    second = m.ModelV2(prop="foo", union_prop="bar")
    assert client.api.v2(prop="foo", union_prop="bar") == second
    made = client.interface_v2.v2_in_interface(prop="foo", union_prop="bar")
    assert made == second


def test_made_optional(versioned: Versioned) -> None:
    client, m = versioned("madeOptional", "v2")
    assert client.test.test(prop="foo") == m.TestModel(prop="foo")


def test_removed(versioned: Versioned) -> None:
    client, m = versioned("removed", "v2")
    made = client.api.v2(prop="foo", union_prop="bar")
    assert made == m.ModelV2(prop="foo", enum_prop="enumMemberV2", union_prop="bar")
    third = m.ModelV3(id="123", enum_prop="enumMemberV1")
    assert client.api.model_v3(id="123", enum_prop="enumMemberV1") == third

    client, m = versioned("removed", "v1")
    third = m.ModelV3(id="123", enum_prop="enumMemberV1")
    assert client.api.model_v3(id="123", enum_prop="enumMemberV1") == third

    client, m = versioned("removed", "v2preview")
    assert client.api.model_v3(id="123") == m.ModelV3(id="123")


def test_renamed(versioned: Versioned) -> None:
    client, m = versioned("renamedFrom", "v2")
    new = m.NewModel(new_prop="foo", enum_prop="newEnumMember", union_prop=10)
    assert client.test.new_op(new_query="bar", new_prop="foo", union_prop=10) == new
    made = client.new_interface.new_op_in_new_interface(new_prop="foo", union_prop=10)
    assert made == new


def test_return_type_changed(versioned: Versioned) -> None:
    client, _ = versioned("returnTypeChangedFrom", "v2")
    assert client.test.test("test") == "test"


def test_type_changed(versioned: Versioned) -> None:
    client, m = versioned("typeChangedFrom", "v2")
    made = client.test.test(param="baz", prop="foo", changed_prop="bar")
    assert made == m.TestModel(prop="foo", changed_prop="bar")
