"""One builder for each media type of a body; forms and files are read back."""

from __future__ import annotations

import email.parser
import email.policy
import io
import urllib.parse
from email.message import EmailMessage, MIMEPart
from pathlib import Path
from typing import Any

import pytest
from golden.several_bodies import UNSET, requests
from golden.several_bodies import models as m

from tests.support.server import Server

NOTES = requests.notes


def test_json_has_the_plain_name() -> None:
    built = NOTES.add(title="a", about={"deep": True}).build()
    assert built.headers["Content-Type"] == "application/json"
    assert built.content == b'{"title":"a","about":{"deep":true}}'


def test_text_and_xml_and_bytes(tmp_path: Path) -> None:
    built = NOTES.add_as_text("é").build()
    assert (built.content, built.headers["Content-Type"]) == (b"\xc3\xa9", "text/plain")
    built = NOTES.add_as_xml("<a/>").build()
    assert built.headers["Content-Type"] == "application/xml"
    (tmp_path / "f").write_bytes(b"\x00")
    for given in (b"\x00", tmp_path / "f", io.BytesIO(b"\x00")):
        assert NOTES.add_as_bytes(given).build().content == b"\x00"


def test_a_file_says_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "f.png").write_bytes(b"\x89")
    built = NOTES.keep(("f.png", tmp_path / "f.png", "image/png")).build()
    assert (built.content, built.headers["Content-Type"]) == (b"\x89", "image/png")
    built = NOTES.keep(tmp_path / "f.png").build()
    assert built.headers["Content-Type"] == "application/octet-stream"


def test_lines_of_json() -> None:
    built = NOTES.add_as_ndjson([{"title": "a"}, m.Note(title="b")]).build()
    assert built.content == b'{"title":"a"}\n{"title":"b"}\n'


def test_a_form() -> None:
    built = NOTES.add_as_form(
        title="a b&c",
        tags=["x", "y"],
        where=m.Options(deep=True),
        about=m.Options(deep=False),
    ).build()
    content = bytes(built.content or b"")
    assert b"title=a+b%26c&tags=x,y&" in content
    assert urllib.parse.parse_qsl(content.decode()) == [
        ("title", "a b&c"),
        ("tags", "x,y"),
        ("where[deep]", "true"),
        ("about", '{"deep":false}'),
    ]


def _parts(content: bytes, kind: str) -> list[MIMEPart]:
    parser = email.parser.BytesParser(EmailMessage, policy=email.policy.HTTP)
    message = parser.parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + content)
    return list(message.iter_parts())


def test_a_multipart_body(tmp_path: Path) -> None:
    (tmp_path / "s.wav").write_bytes(b"sound")
    built = NOTES.add_as_multipart(
        image=b"\x89PNG",
        sound=tmp_path / "s.wav",
        files=[("a.txt", b"A"), ("b", io.BytesIO(b"B"), "x/y"), b"C"],
        note=m.Note(title="n"),
        caption="*c*",
        sizes=[1, 2],
        authors=[m.Note(title="a"), m.Note(title="b")],
        anything=b"\x00",
        scan=tmp_path / "s.wav",
        scans=[b"S", ("t.png", b"T")],
    ).build()
    parts = _parts(bytes(built.content or b""), built.headers["Content-Type"])
    assert [
        (
            part.get_param("name", header="content-disposition"),
            part.get_filename(),
            part.get_content_type() if part["content-type"] else None,
            part.get_payload(decode=True),
        )
        for part in parts
    ] == [
        ("image", "image", "image/png", b"\x89PNG"),
        ("sound", "s.wav", "audio/x-wav", b"sound"),
        ("files", "a.txt", "text/plain", b"A"),
        ("files", "b", "x/y", b"B"),
        ("files", "files", "application/octet-stream", b"C"),
        ("note", None, "application/json", b'{"title":"n"}'),
        ("caption", None, "text/markdown", b"*c*"),
        ("anything", "anything", "application/octet-stream", b"\x00"),
        ("authors", None, "application/json", b'[{"title":"a"},{"title":"b"}]'),
        ("sizes", None, None, b"1"),
        ("sizes", None, None, b"2"),
        ("scan", "s.wav", "audio/x-wav", b"sound"),
        ("scans", "scans", "application/octet-stream", b"S"),
        ("scans", "t.png", "image/png", b"T"),
    ]


def test_a_patch_tells_null_from_nothing() -> None:
    request = NOTES.change(tags=None, title="a", about=UNSET)
    assert request.body == {"title": "a", "tags": None}
    assert NOTES.change().build().content == b"{}"
    tags: Any = "a"  # a type checker refuses it too
    with pytest.raises(TypeError, match=r"\$\.tags"):
        NOTES.change(tags=tags)


def test_a_required_body_of_which_nothing_is_given_is_empty() -> None:
    assert NOTES.options().build().content == b"{}"


def test_a_body_that_may_be_left_out(server: Server) -> None:
    assert NOTES.clear().build().content is None
    built = NOTES.clear(["a"]).build()
    assert built.content == b'["a"]'
    assert built.headers["Content-Type"] == "application/json"
    assert NOTES.find().build().content is None
