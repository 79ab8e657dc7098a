"""Files as whole bodies, both ways: of one media type, of several, of any."""

from __future__ import annotations

from pathlib import Path
from typing import Any

DOCUMENT = "type_file"

JSON = {"message": "test file content"}


def test_of_one_media_type(client: Any, png: Path) -> None:
    client.body.upload_file_specific_content_type(png)
    assert client.body.download_file_specific_content_type() == png.read_bytes()


def test_of_several_media_types(client: Any, png: Path) -> None:
    client.body.upload_file_multiple_content_types(png.read_bytes())
    assert client.body.download_file_multiple_content_types() == png.read_bytes()


def test_of_any_media_type(client: Any, png: Path) -> None:
    client.body.upload_file_default_content_type(("image.png", png, "image/png"))
    assert client.body.download_file_default_content_type() == png.read_bytes()


def test_json(client: Any) -> None:
    client.body.upload_file_json_content_type(JSON)
    assert client.body.download_file_json_content_type() == JSON
