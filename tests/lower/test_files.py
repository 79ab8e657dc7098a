"""What is binary is a file in a form, a text in JSON, and either where both hold it."""

from __future__ import annotations

import pytest
from plainsdk import ir
from plainsdk.diagnostics import Diagnostics, Pointer
from plainsdk.document import Document, Json
from plainsdk.lower import lower
from plainsdk.resolve import resolve

FILE = ir.Scalar(ir.ScalarKind.BINARY)
TEXT = ir.Scalar(ir.ScalarKind.STRING)
REFERENCE: Json = {"schema": {"$ref": "#/components/schemas/Upload"}}


def _api(media: dict[str, Json]) -> ir.Api:
    upload: Json = {
        "type": "object",
        "properties": {
            "one": {"type": "string", "format": "binary"},
            "some": {"type": "array", "items": {"type": "string", "format": "binary"}},
            "other": {
                "anyOf": [{"type": "string", "format": "binary"}, {"type": "string"}]
            },
        },
    }
    root: dict[str, Json] = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "components": {"schemas": {"Upload": upload}},
        "paths": {
            "/u": {"post": {"requestBody": {"content": media}, "responses": {}}},
        },
    }
    report = Diagnostics()
    document = Document(root, "spec/t", (), lambda pointer: None)
    api = lower(resolve(document, report), report)
    assert not report.failed
    return api


@pytest.mark.parametrize(
    ("media", "one", "other"),
    [
        (["multipart/form-data"], FILE, ir.Union((FILE, TEXT))),
        (["application/json"], TEXT, TEXT),
        (["application/x-www-form-urlencoded"], TEXT, TEXT),
        (
            ["application/json", "multipart/form-data"],
            ir.Union((FILE, TEXT)),
            ir.Union((FILE, TEXT)),
        ),
        ([], TEXT, TEXT),
    ],
)
def test_the_media_types_that_hold_it_decide(
    media: list[str], one: ir.Type, other: ir.Type
) -> None:
    api = _api(dict.fromkeys(media, REFERENCE))
    found = api.declarations[Pointer("#/components/schemas/Upload")]
    assert isinstance(found, ir.Object)
    assert [field.type for field in found.fields] == [one, ir.ListOf(one), other]


def test_a_part_of_a_form_that_stands_in_it_is_a_file() -> None:
    properties: Json = {"one": {"type": "string", "format": "binary"}}
    schema: Json = {"schema": {"type": "object", "properties": properties}}
    for media, type_ in (("multipart/form-data", FILE), ("application/json", TEXT)):
        (operation,) = _api({media: schema}).operations
        body = _api({media: schema}).body_of(operation)
        assert body is not None
        assert [field.type for field in body.fields] == [type_]
