"""A hostile OpenAPI document ends in an error, or gives code that says what it says and no more."""

from __future__ import annotations

import itertools
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plainsdk.diagnostics import Pointer
from runtime.model import Pattern

from tests.properties.hostile import (
    CLASSICS,
    HOSTILE,
    Outcome,
    api_of,
    decode_anything,
    fields,
    literals,
    marks,
    operations,
    survived,
)

_SCHEMAS = Pointer("#/components/schemas")


def _slot(usual: str) -> st.SearchStrategy[str]:
    """A text that is mostly the usual one, so that most documents are hostile in few places."""
    return st.one_of(st.just(usual), st.just(usual), HOSTILE)


@st.composite
def _property(draw: st.DrawFn) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "string", "description": draw(_slot("Words."))}
    match draw(st.integers(0, 6)):
        case 0:
            made["enum"] = draw(st.lists(HOSTILE, min_size=2, max_size=4, unique=True))
        case 1:
            made["const"] = draw(HOSTILE)
        case 2:
            made["pattern"] = draw(HOSTILE)
        case 3:
            made["default"] = draw(HOSTILE)
        case 4:
            made["examples"] = [draw(HOSTILE), {draw(HOSTILE): 1}]
        case 5:
            made = {"$ref": "#/components/schemas/Other", "description": draw(HOSTILE)}
        case _:
            pass
    return made


@st.composite
def _document(draw: st.DrawFn) -> dict[str, Any]:
    names = draw(st.lists(HOSTILE, min_size=1, max_size=5, unique=True))
    thing = {
        "type": "object",
        "description": draw(_slot("A thing.")),
        "required": names[:1],
        "properties": {name: draw(_property()) for name in names},
    }
    title = draw(_slot("Thing"))
    media = draw(st.one_of(st.just("application/json"), HOSTILE))
    content = {media: {"schema": {"$ref": str(_SCHEMAS / title)}}}
    operation = {
        "tags": [draw(_slot("things"))],
        "operationId": draw(_slot("change")),
        "summary": draw(_slot("Change a thing")),
        "description": draw(_slot("")),
        "parameters": [
            {"name": name, "in": "query", "schema": {"type": "string"}}
            for name in draw(st.lists(HOSTILE, max_size=2, unique=True))
        ],
        "requestBody": {"content": content},
        "responses": {
            "200": {"content": content},
            draw(_slot("422")): {"content": content},
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": draw(_slot("Title")),
            "version": draw(_slot("1")),
            "description": draw(_slot("")),
        },
        "servers": [{"url": draw(_slot("https://x.test")), "name": draw(_slot("x"))}],
        "tags": [{"name": "things", "description": draw(_slot("Things."))}],
        "security": [{"Key": []}],
        "paths": {f"/{draw(_slot('things'))}": {"post": operation}},
        "components": {
            "schemas": {
                title: thing,
                "Other": {"enum": ["a", draw(HOSTILE)]},
                draw(_slot("More")): {"type": "array", "items": thing},
            },
            "securitySchemes": {
                "Key": {
                    "type": "http",
                    "scheme": "bearer",
                    "x-plainsdk-env": draw(_slot("KEY")),
                }
            },
        },
    }


def _run(document: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "spec.json")
        file.write_text(json.dumps(document), "utf-8")
        with survived(file) as outcome:
            if outcome is not None:
                _check(outcome, document)


_FALLBACKS = ("application/json", "application/octet-stream", "text/plain")


def _check(outcome: Outcome, document: dict[str, Any]) -> None:
    """Compare what the code says with what the document says."""
    schemas = document["components"]["schemas"]
    for title, schema in schemas.items():
        if "properties" in schema:
            _check_class(outcome.declared(_SCHEMAS / title), schema)
    decode_anything(outcome)
    path, item = next(iter(document["paths"].items()))
    for made in operations(outcome):
        assert made.method == "POST"
        assert made.path == path.split("#")[0]
        content = item["post"]["requestBody"]["content"]
        assert made.body in (*content, *_FALLBACKS)  # for what is no media type
    url = document["servers"][0]["url"]
    client = api_of(outcome)
    assert [one.url for one in client.servers] == [url] * bool(url)
    assert set(client.security) == set(document["components"]["securitySchemes"])


def _check_class(class_: Any, schema: dict[str, Any]) -> None:
    found = fields(class_)
    assert list(found) == list(schema["properties"])
    for hint, property_ in zip(
        found.values(), schema["properties"].values(), strict=True
    ):
        if "const" in property_:
            assert literals(hint) == {property_["const"]}
        if "enum" in property_:
            assert literals(hint) == set(property_["enum"])
        if "pattern" in property_:
            assert [one.regex for one in marks(hint, Pattern)] == [property_["pattern"]]


def _filled(text: str) -> dict[str, Any]:
    """A document with one text in every place that takes any."""
    schema = {
        "type": "object",
        "title": text,
        "description": text,
        "properties": {
            text: {"type": "string", "description": text, "examples": [text]},
            "values": {"enum": ["a", text], "default": text, "description": text},
            "constant": {"const": text},
            "pattern": {"type": "string", "pattern": text},
        },
    }
    content = {"application/json": {"schema": {"$ref": str(_SCHEMAS / text)}}}
    operation = {
        "tags": [text],
        "operationId": text,
        "summary": text,
        "description": text,
        "requestBody": {"content": content},
        "responses": {"200": {"content": content}, "default": {"content": content}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": text, "version": text, "description": text},
        "servers": [{"url": text or "/", "name": text}],
        "tags": [{"name": text, "description": text}],
        "paths": {"/x": {"post": operation}},
        "components": {
            "schemas": {text: schema},
            "securitySchemes": {
                text: {"type": "http", "scheme": "bearer", "x-plainsdk-env": text}
            },
        },
    }


@pytest.mark.parametrize("text", CLASSICS, ids=lambda text: ascii(text)[:40])
def test_one_text_in_every_place(text: str) -> None:
    _run(_filled(text))


_PROFILE = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
    derandomize=True,
    max_examples=200,
)


@_PROFILE
@given(_document())
def test_a_document_of_many_texts(document: dict[str, Any]) -> None:
    _run(document)


@pytest.mark.slow
@settings(_PROFILE, derandomize=False, max_examples=5_000)
@given(_document())
def test_a_great_many_documents(document: dict[str, Any]) -> None:
    _run(document)


def _deep(levels: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(levels):
        schema = {"type": "array", "items": schema}
    return schema


def _chain(length: int, last: dict[str, Any]) -> dict[str, Any]:
    names = [f"A{number}" for number in range(length)]
    return {
        **{a: {"$ref": str(_SCHEMAS / b)} for a, b in itertools.pairwise(names)},
        names[-1]: last,
    }


@pytest.mark.parametrize(
    "schemas",
    [
        {"Deep": _deep(90)},
        {"Deep": _deep(400)},
        _chain(2_000, {"type": "string"}),
        _chain(
            2_000,
            {"type": "object", "properties": {"a": {"$ref": str(_SCHEMAS / "A0")}}},
        ),
        {"Loop": {"$ref": str(_SCHEMAS / "Loop")}},
        {
            "A": {"allOf": [{"$ref": str(_SCHEMAS / "B")}]},
            "B": {"allOf": [{"$ref": str(_SCHEMAS / "A")}]},
        },
        {"A": {"anyOf": [{"$ref": str(_SCHEMAS / "A")}]}},
        {
            "A": {"anyOf": [{"$ref": str(_SCHEMAS / "B")}, {"type": "string"}]},
            "B": {"anyOf": [{"$ref": str(_SCHEMAS / "A")}, {"type": "integer"}]},
        },
        {
            "A": {
                "allOf": [
                    {"$ref": str(_SCHEMAS / "B")},
                    {
                        "properties": {
                            "a": {
                                "allOf": [{"$ref": str(_SCHEMAS / "A")}, {"title": "x"}]
                            }
                        }
                    },
                ]
            },
            "B": {"type": "object", "properties": {"b": {"type": "string"}}},
        },
        {"A": {"type": "array", "items": {"$ref": str(_SCHEMAS / "A")}}},
        {
            "A": {
                "type": "object",
                "properties": {str(n): {"type": "string"} for n in range(3_000)},
            }
        },
        {"A": {"enum": [str(n) for n in range(3_000)]}},
        {"A": {"anyOf": [{"const": n} for n in range(500)]}},
    ],
    ids=range(13),
)
def test_what_is_deep_or_long_or_in_a_circle(schemas: dict[str, Any]) -> None:
    content = {
        "application/json": {"schema": {"$ref": str(_SCHEMAS / next(iter(schemas)))}}
    }
    operation = {
        "requestBody": {"content": content},
        "responses": {"200": {"content": content}},
    }
    _run(
        {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "servers": [{"url": "/"}],
            "paths": {"/x": {"post": operation}},
            "components": {"schemas": schemas, "securitySchemes": {}},
        }
    )
