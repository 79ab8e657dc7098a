"""Enumerations, whose servers may know more values than the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.spector.sdks import Sdks

Connect = Callable[..., Any]


def test_extensible(connect: Connect, sdks: Sdks) -> None:
    sdk = sdks.of("type_enum_extensible")
    client = connect(sdk).string
    assert client.get_known_value() == "Monday"
    client.put_known_value("Monday")

    got = client.get_unknown_value()
    assert isinstance(got, sdk.models.Unlisted)
    assert got == "Weekend"
    client.put_unknown_value(sdk.models.Unlisted("Weekend"))


def test_fixed(connect: Connect, sdks: Sdks) -> None:
    sdk = sdks.of("type_enum_fixed")
    client = connect(sdk).string
    assert client.get_known_value() == "Monday"
    client.put_known_value("Monday")

    with pytest.raises(sdk.errors.ServerError) as refused:
        client.put_unknown_value(sdk.models.Unlisted("Weekend"))
    assert refused.value.status == 500
