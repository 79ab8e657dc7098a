"""Patterns select operations; one that selects nothing is an error with what is near."""

from __future__ import annotations

import pytest
from plainsdk.diagnostics import Diagnostics
from plainsdk.document import Document, Json
from plainsdk.resolve.operations import calls
from plainsdk.resolve.selection import selected

from tests.resolve.support import document, ref, remarks

SHOP: dict[str, Json] = {
    "paths": {
        "/pets": {
            "get": {"operationId": "pets/list", "tags": ["pets"]},
            "post": {"operationId": "pets/add", "tags": ["pets", "write"]},
            "additionalOperations": {"COPY": {"operationId": "copy"}},
        },
        "/pets/{id}/toys": ref("#/components/pathItems/Toys"),
        "/pets#stream": {"get": {"operationId": "watch"}},
    },
    "webhooks": {"pets": {"post": {"tags": ["pets"]}}},
    "components": {
        "pathItems": {"Toys": {"get": {"tags": ["toys"]}, "put": {"tags": ["write"]}}}
    },
}


def titles(document: Document) -> list[str]:
    return [call.title for call in calls(document.root)]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("tag:toys", ["GET /pets/{id}/toys"]),
        ("tag:*s", ["GET /pets", "POST /pets", "GET /pets/{id}/toys", "webhook pets"]),
        ("/pets/**", ["GET /pets/{id}/toys", "PUT /pets/{id}/toys"]),
        ("/*", ["GET /pets", "POST /pets", "COPY /pets", "GET /pets#stream"]),
        ("GET /pets", ["GET /pets", "GET /pets#stream"]),
        ("* /pets/*/toys", ["GET /pets/{id}/toys", "PUT /pets/{id}/toys"]),
        ("pets/*", ["GET /pets", "POST /pets"]),
        ("copy", ["COPY /pets"]),
        ("webhook:*", ["webhook pets"]),
    ],
)
def test_what_a_pattern_selects(pattern: str, expected: list[str]) -> None:
    report = Diagnostics()
    shop = document(**SHOP)
    assert titles(selected(shop, (pattern,), (), report)) == expected
    rest = [one for one in titles(shop) if one not in expected]
    assert titles(selected(shop, (), (pattern,), report)) == rest
    assert not list(report)


def test_a_pattern_that_selects_nothing_names_what_is_near() -> None:
    report = Diagnostics()
    selected(document(**SHOP), ("tag:pet", "xyzzy"), (), report)
    first, second = remarks(report)
    assert (
        "include has 'tag:pet', which selects no operation; near it are tag:pets"
        in first
    )
    assert "'xyzzy', which selects no operation; a pattern is" in second


def test_a_selection_that_leaves_nothing_is_an_error() -> None:
    report = Diagnostics()
    selected(document(**SHOP), ("copy",), ("copy",), report)
    assert [line.split(" ")[1] for line in remarks(report)] == ["empty-selection"]


def kept(**schemas: Json) -> list[str]:
    """The schemas that are left where one operation refers to ``It``."""
    body: Json = {"content": {"application/json": {"schema": ref(f"{AT}/It")}}}
    answers: Json = {"default": {"content": {"*/*": {"schema": ref(f"{AT}/Fault")}}}}
    shop = document(
        paths={
            "/a": {"post": {"requestBody": body, "responses": answers}},
            "/b": {"get": {}},
        },
        components={"schemas": {"Fault": {}, "Other": {}, **schemas}, "x-kept": 1},
    )
    components = selected(shop, ("/a",), (), Diagnostics()).root["components"]
    assert isinstance(components, dict)
    assert components["x-kept"] == 1
    names = components["schemas"]
    assert isinstance(names, dict)
    return list(names)


AT = "#/components/schemas"


def test_what_a_mapping_or_a_reference_inside_leads_to_is_kept() -> None:
    union: Json = {
        "oneOf": [{}],
        "discriminator": {"propertyName": "k", "mapping": {"a": "A", "z": f"{AT}/Z"}},
    }
    inside: Json = {"properties": {"default": ref(f"{AT}/B/properties/c")}}
    assert kept(
        It=union,
        A=inside,
        B={"properties": {"c": {}}},
        C={},
        Z={"items": ref(f"{AT}/It")},
    ) == ["Fault", "It", "A", "B", "Z"]


def test_what_is_an_allof_of_a_schema_with_a_discriminator_is_kept() -> None:
    parent: Json = {"discriminator": {"propertyName": "k"}}
    assert kept(
        It=parent,
        Heir={"allOf": [ref(f"{AT}/It"), {"properties": {"a": ref(f"{AT}/Part")}}]},
        Part={"example": ref(f"{AT}/Other")},
    ) == ["Fault", "It", "Heir", "Part"]
