"""Bodies of ``multipart/form-data`` as bytes, beside what ``tests/vectors`` reads back."""

from __future__ import annotations

import email.message
import email.parser
import email.policy
from typing import Any

import pytest
from runtime.model import UNSET
from runtime.multipart import encode

from tests.runtime import example
from tests.support.colours import Colour
from tests.support.server import Server, answer


def parts(fields: dict[str, Any]) -> list[tuple[str, str | None, str | None, bytes]]:
    """Name, file name, media type and content of every part."""
    body, media_type = encode(fields)
    return read(body, media_type)


def read(
    body: bytes, media_type: str
) -> list[tuple[str, str | None, str | None, bytes]]:
    parser = email.parser.BytesParser(policy=email.policy.HTTP)
    message = parser.parsebytes(f"Content-Type: {media_type}\r\n\r\n".encode() + body)
    found: list[tuple[str, str | None, str | None, bytes]] = []
    for part in message.iter_parts():
        assert isinstance(part, email.message.EmailMessage)
        disposition = part["Content-Disposition"]
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        found.append(
            (
                disposition.params["name"],
                disposition.params.get("filename"),
                part.get("Content-Type"),
                content,
            )
        )
    return found


def test_what_is_not_given_is_no_part() -> None:
    assert parts({"a": None, "b": UNSET, "c": [None, 1.5]}) == [
        ("c", None, None, b"1.5")
    ]


def test_the_bytes() -> None:
    body, media_type = encode({"a": "b", "f": b"\x00\r\n"})
    boundary = media_type.removeprefix("multipart/form-data; boundary=")
    assert body == (
        b"--%(b)s\r\n"
        b'Content-Disposition: form-data; name="a"\r\n\r\n'
        b"b\r\n"
        b"--%(b)s\r\n"
        b'Content-Disposition: form-data; name="f"; filename="f"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n"
        b"\x00\r\n\r\n"
        b"--%(b)s--\r\n"
    ) % {b"b": boundary.encode()}


@pytest.mark.parametrize("name_key", ["file_name", "fileName", "filename"])
def test_an_object_around_a_file_is_that_file(name_key: str) -> None:
    value = {name_key: "a.jsonl", "content": b"{}", "content_type": "text/x"}
    assert parts({"file": value}) == [("file", "a.jsonl", "text/x", b"{}")]
    assert parts({"file": {name_key: "a.html", "content": b""}}) == [
        ("file", "a.html", "text/html", b"")
    ]


def test_names_cannot_break_out() -> None:
    body, _ = encode({'a"\r\nX: y': ('f"\r\n\r\nz', b"")})
    assert b'name="a%22%0D%0AX: y"; filename="f%22%0D%0A%0D%0Az"' in body


def test_the_boundary_is_not_in_the_content(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [b"\1" * 16, b"\2" * 16]
    monkeypatch.setattr("os.urandom", lambda size: words.pop(0))
    body, media_type = encode({"f": b"--" + (b"\1" * 16).hex().encode()})
    assert media_type.endswith((b"\2" * 16).hex())
    assert read(body, media_type)[0][3].startswith(b"--01")


def test_an_upload(server: Server, colour: Colour) -> None:
    server.will(answer(200, {"id": "f1"}))
    client = colour.client(server.url)
    colour.send(client, example.upload(file=b"\x00\xff", purpose="train"))
    sent = server.last
    assert read(sent.body, sent.header("Content-Type") or "") == [
        ("file", "file", "application/octet-stream", b"\x00\xff"),
        ("purpose", None, None, b"train"),
    ]
    colour.close(client)
