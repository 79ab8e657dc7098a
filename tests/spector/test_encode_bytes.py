"""Bytes: as base64 and base64url in every place, and as they are in bodies."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

DOCUMENT = "encode_bytes"


def test_query(client: Any) -> None:
    client.query.default(value=b"test")
    client.query.base64(value=b"test")
    client.query.base64url(value=b"test")
    client.query.base64url_array(value=[b"test", b"test"])


def test_header(client: Any) -> None:
    client.header.default(value=b"test")
    client.header.base64(value=b"test")
    client.header.base64url(value=b"test")
    client.header.base64url_array(value=[b"test", b"test"])


def test_property(client: Any) -> None:
    assert client.property.default(value=b"test").value == b"test"
    assert client.property.base64(value=b"test").value == b"test"
    assert client.property.base64url(value=b"test").value == b"test"
    made = client.property.base64url_array(value=[b"test", b"test"])
    assert made.value == [b"test", b"test"]


def test_request_body(client: Any, png: Path) -> None:
    client.request_body.base64(b"test")
    client.request_body.base64url(b"test")
    client.request_body.default(png)
    client.request_body.octet_stream(png)
    client.request_body.custom_content_type(png.read_bytes())


def test_response_body(client: Any, png: Path, sdk: ModuleType) -> None:
    assert client.response_body.base64() == b"test"
    assert client.response_body.base64url() == b"test"
    assert client.response_body.default() == png.read_bytes()
    assert client.response_body.octet_stream() == png.read_bytes()
    made = client.send(sdk.requests.response_body.custom_content_type())
    assert made.headers["content-type"] == "image/png"
    assert made.value == png.read_bytes()
