"""Parameters of one operation each: in the path, the query, the headers and the body."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from tests.spector.sdks import Sdks

COLORS = ["blue", "red", "green"]

Connect = Callable[..., Any]


def test_basic(connect: Connect, sdks: Sdks) -> None:
    client = connect(sdks.of("parameters_basic"))
    client.explicit_body.simple(name="foo")
    client.implicit_body.simple(name="foo")


class TestBodyOptionality:
    @pytest.fixture
    def sdk(self, sdks: Sdks) -> ModuleType:
        return sdks.of("parameters_body-optionality")

    @pytest.fixture
    def client(self, connect: Connect, sdk: ModuleType) -> Any:
        return connect(sdk)

    def test_required(self, client: Any) -> None:
        client.parameters.required_explicit(name="foo")
        client.parameters.required_implicit(name="foo")

    def test_optional(self, client: Any, sdk: ModuleType) -> None:
        client.optional_explicit.set(name="foo")
        client.send(sdk.requests.optional_explicit.omit_request())


def test_collection_format(connect: Connect, sdks: Sdks) -> None:
    client = connect(sdks.of("parameters_collection-format"))
    client.query.multi(colors=COLORS)
    client.query.csv(colors=COLORS)
    client.query.ssv(colors=COLORS)
    client.query.pipes(colors=COLORS)
    client.header.csv(colors=COLORS)


def test_path(connect: Connect, sdks: Sdks) -> None:
    client = connect(sdks.of("parameters_path"))
    client.parameters.normal("foo")


def test_query(connect: Connect, sdks: Sdks) -> None:
    client = connect(sdks.of("parameters_query"))
    client.constant.post()
