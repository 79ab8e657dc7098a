"""What an API says of pages, retries and keys: facts where it can be read, a word where not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from plainsdk import ir
from plainsdk.diagnostics import Diagnostics
from plainsdk.document import Document, Json
from plainsdk.lower import lower
from plainsdk.resolve import resolve

PAGE: Json = {
    "type": "object",
    "properties": {
        "data": {"type": ["array", "null"], "items": {"type": "string"}},
        "next": {"type": "string"},
    },
}


def lowered(
    words: Mapping[str, Json], method: str = "get", answer: Json = PAGE, **root: Json
) -> tuple[ir.Operation, list[str]]:
    """The only operation of an API, and what is said of it."""
    report = Diagnostics()
    headers: Json = words.get("headers", {})
    operation: dict[str, Json] = {
        "operationId": "list",
        "tags": ["things"],
        "parameters": [
            {"name": "page", "in": "query", "schema": {"default": 0}},
            {"name": "sid", "in": "cookie", "schema": {"type": "string"}},
        ],
        "responses": {
            "200": {
                "headers": headers,
                "content": {"application/json": {"schema": answer}},
            }
        },
        **{key: value for key, value in words.items() if key != "headers"},
    }
    whole: dict[str, Json] = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/things": {method: operation}},
        **root,
    }
    document = Document(whole, "spec/t", (), lambda pointer: None)
    api = lower(resolve(document, report), report)
    return api.operations[0], [
        one.message for one in report if one.severity.value != "note"
    ]


def pages(**said: Json) -> dict[str, Json]:
    return {"x-plainsdk-pagination": {**said}}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            {"kind": "page", "inputs": {"page": {"name": "page"}}},
            ir.Paging(ir.Way.PAGE, "page", first=0, items=("data",)),
        ),
        (
            {"kind": "url", "items": ["data"], "next": ["next"]},
            ir.Paging(ir.Way.URL, items=("data",), next=("next",)),
        ),
        ({"kind": "link"}, ir.Paging(ir.Way.LINK, items=("data",))),
        (
            {
                "kind": "cursor",
                "inputs": {"cursor": {"in": "body", "name": "after"}},
                "next": ["data", -1],
            },
            ir.Paging(ir.Way.CURSOR, "after", None, items=("data",), next=("data", -1)),
        ),
    ],
)
def test_ways(said: dict[str, Json], expected: ir.Paging) -> None:
    operation, remarks = lowered(pages(**said))
    assert operation.pages == ir.Pages(ir.Scalar(ir.ScalarKind.STRING), expected)
    assert remarks == []


@pytest.mark.parametrize(
    ("said", "remark"),
    [
        ({}, "the kind of pagination is one of"),
        ({"kind": "magic"}, "the kind of pagination is one of"),
        ({"kind": "cursor"}, "nothing says where an answer has"),
        ({"kind": "url"}, "nothing says where an answer has"),
        ({"kind": "offset"}, "nothing says which parameter is the offset"),
        ({"kind": "page", "inputs": {"page": {"name": "p"}}}, "no query parameter 'p'"),
        (
            {"kind": "page", "inputs": {"page": {"in": "cookie", "name": "sid"}}},
            "no cookie parameter 'sid'",
        ),
        ({"kind": "link", "items": ["next"]}, "no list of items at next"),
        ({"kind": "link", "items": ["a", "b"]}, "no list of items at a.b"),
    ],
)
def test_what_cannot_be_is_said(said: dict[str, Json], remark: str) -> None:
    operation, remarks = lowered(pages(**said))
    assert operation.pages is None
    assert len(remarks) == 1
    assert remark in remarks[0]


def test_a_declared_link_is_enough_where_there_is_one_list() -> None:
    link: dict[str, Json] = {"headers": {"Link": {"schema": {"type": "string"}}}}
    several: Json = {"properties": {"a": {"type": "array"}, "b": {"type": "array"}}}
    assert lowered(link)[0].pages is not None
    assert lowered(link, answer={"type": "array", "items": {}})[0].pages is not None
    for made in (
        lowered(link, answer=several),
        lowered(link, answer={"type": "string"}),
        lowered(link, method="post"),
        lowered({**link, "x-plainsdk-pagination": False}),
        lowered({}),
    ):
        assert made[0].pages is None
        assert made[1] == []


def header(name: str, **schema: Json) -> Json:
    whole: Json = {"type": "string", **schema}
    return [{"name": name, "in": "header", "required": True, "schema": whole}]


@pytest.mark.parametrize(
    ("parameters", "key"),
    [
        (header("Idempotency-Key"), "Idempotency-Key"),
        (header("X-Idempotency-Key", format="uuid"), "X-Idempotency-Key"),
        (header("idempotence-key", maxLength=36), "idempotence-key"),
        (header("Idempotency-Key", maxLength=32), ""),
        (header("Idempotency-Key", pattern="^a"), ""),
        (header("Idempotency-Key", type="integer"), ""),
        (header("X-Request-Id"), ""),
    ],
)
def test_a_header_that_is_a_key(parameters: Json, key: str) -> None:
    operation, remarks = lowered({"parameters": parameters}, method="post")
    assert (operation.key, remarks) == (key, [])
    assert operation.parameters[0].required == (not key)


def test_a_key_that_nothing_declares() -> None:
    word = "x-plainsdk-idempotency-key"
    assert lowered({word: "X-Once"})[0].key == "X-Once"
    whole: dict[str, Json] = {word: "X-Once"}
    assert lowered({}, "post", **whole)[0].key == "X-Once"
    assert lowered({}, "get", **whole)[0].key == ""
    assert lowered({word: False}, "post", **whole)[0].key == ""
    operation, remarks = lowered({word: "a: b\r\nc"}, "post")
    assert operation.key == ""
    assert "no header can be called" in remarks[0]


@pytest.mark.parametrize("time", [float("inf"), float("nan"), -1, True, "1", None])
def test_times_that_are_none_are_left_out(time: Json) -> None:
    said: Json = {"statuses": [429, "5xx"], "initial": time, "most": 3}
    operation, _ = lowered({"x-plainsdk-retries": said})
    assert operation.retries == ir.Retries(statuses=("429", "5XX"), longest=3.0)
