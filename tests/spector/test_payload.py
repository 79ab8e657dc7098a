"""What a body is made of, and what the two sides say of its media type."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.spector.sdks import Sdks

Connect = Callable[..., Any]


class TestContentNegotiation:
    """Who wants another kind of answer than the usual one says so in ``Accept``."""

    @pytest.fixture
    def client(self, connect: Connect, sdks: Sdks) -> Any:
        return connect(sdks.of("payload_content-negotiation"))

    def test_same_body(self, client: Any, png: Path, jpg: Path) -> None:
        get = client.same_body.get_avatar_as_png_same_body_get_avatar_as_jpeg
        assert get() == png.read_bytes()

        other = client.with_options(headers={"Accept": "image/jpeg"}).same_body
        get = other.get_avatar_as_png_same_body_get_avatar_as_jpeg
        assert get() == jpg.read_bytes()

    def test_different_body(self, client: Any, png: Path) -> None:
        group = client.different_body
        made = group.get_avatar_as_png_different_body_get_avatar_as_json()
        assert made.content == png.read_bytes()

        group = client.with_options(headers={"Accept": "image/png"}).different_body
        raw = group.get_avatar_as_png_different_body_get_avatar_as_json()
        assert raw == png.read_bytes()


class TestJsonMergePatch:
    """``None`` removes; what is not given stays as it is."""

    @pytest.fixture
    def sdk(self, sdks: Sdks) -> ModuleType:
        return sdks.of("payload_json-merge-patch")

    @pytest.fixture
    def client(self, connect: Connect, sdk: ModuleType) -> Any:
        return connect(sdk).json_merge_patch

    def test_create(self, client: Any, sdk: ModuleType) -> None:
        inner = sdk.models.InnerModel(name="InnerMadge", description="innerDesc")
        made = client.create_resource(
            name="Madge",
            description="desc",
            map={"key": inner},
            array=[inner],
            int_value=1,
            float_value=1.25,
            inner_model=inner,
            int_array=[1, 2, 3],
        )
        assert made.name == "Madge"
        assert made.map == {"key": inner}
        assert made.array == [inner]
        assert made.int_array == [1, 2, 3]

    @pytest.mark.parametrize("name", ["update_resource", "update_optional_resource"])
    def test_update(self, client: Any, name: str) -> None:
        made = getattr(client, name)(
            description=None,
            map={"key": {"description": None}, "key2": None},
            array=None,
            int_value=None,
            float_value=None,
            inner_model=None,
            int_array=None,
        )
        assert made.name == "Madge"
        assert made.map is not None
        assert made.map["key"].name == "InnerMadge"
        assert made.array is None


def test_media_type(connect: Connect, sdks: Sdks) -> None:
    client = connect(sdks.of("payload_media-type")).string_body
    client.send_as_text("{cat}")
    assert client.get_as_text() == "{cat}"
    client.send_as_json("foo")
    assert client.get_as_json() == "foo"
