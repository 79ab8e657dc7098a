"""Operation pages and the facts beside them, to paths."""

from __future__ import annotations

from pathlib import Path

import pytest
from plainsdk.diagnostics import Pointer, Severity
from plainsdk.fieldtable import parse_operations

from tests.load.shop import RETRIES, THING, facts, group, only, operation, ref, shop
from tests.load.support import (
    CHECK,
    MINUS,
    folder,
    line,
    page,
    row,
    union,
)


def test_an_operation_from_its_page_and_its_facts(tmp_path: Path) -> None:
    known = "| models.Fault | 409,422 | application/json |"
    other = "| models.SDKError | 4XX, 5XX | \\*/\\* |"
    text = operation(
        "create",
        row("a", "*str*", required=True),
        row("b", "*Optional[int]*"),
        RETRIES,
        returns="[models.Thing](../../models/thing.md)",
        errors=(known, other),
        about="Makes one.\n\n## Errors\n\nMany.",
    )
    http = facts("things.create", "POST", "/things")
    found = shop(tmp_path, group("Things", text), http)
    assert found.remarks == []
    content = {"application/json": {"schema": ref("Thing")}}
    error = {
        "description": "Error.",
        "content": {"application/json": {"schema": ref("Fault")}},
    }
    assert only(found) == {
        "operationId": "things.create",
        "tags": ["things"],
        "x-plainsdk-name": "create",
        "summary": "Does create",
        "description": "Makes one.\n\n## Errors\n\nMany.",
        "requestBody": {
            "required": True,
            "content": content,
            "x-plainsdk-guess": ["body"],
        },
        "responses": {
            "2XX": {"description": "Success.", "content": content},
            "409": error,
            "422": error,
        },
    }
    assert found.root["tags"] == [{"name": "things", "description": "All of it."}]


def test_the_group_of_a_page(tmp_path: Path) -> None:
    files = {
        "README.md": "## R\n\n### [Batch.Jobs](docs/b/README.md)\n\n* [list](x)\n",
        "docs/a/README.md": group("FooBar", operation("list"), named="(*batch.runs*)"),
        "docs/b/README.md": group("FooBar", operation("list")),
        "docs/c/README.md": group("FooBar", operation("list")),
    }
    found = folder(tmp_path, files)
    assert found.codes(Severity.WARNING) == ["operation-without-http"] * 3
    assert found.at("operation-without-http") == [
        "spec/docs/a/README.md:12",
        "spec/docs/b/README.md:12",
        "spec/docs/c/README.md:12",
    ]
    said = [m.message for m in found.remarks if m.code == "operation-without-http"]
    names = ("batch.runs.list", "batch.jobs.list", "foo_bar.list")
    assert all(n in text for n, text in zip(names, said, strict=True))
    assert found.root["paths"] == {}


MARKER = (
    '<!-- UsageSnippet language="python" operationID="x" method="get" '
    'path="/things/{thingId}#one" -->'
)


def test_a_marker_says_method_and_path(tmp_path: Path) -> None:
    rows = (row("thing_id", "*str*", required=True), row("page_", "*Optional[int]*"))
    found = shop(tmp_path, group("Things", operation("get", *rows, marker=MARKER)))
    assert list(found.root["paths"]) == ["/things/{thingId}"]
    assert only(found)["parameters"] == [
        {
            "name": "thingId",
            "in": "path",
            "required": True,
            "schema": {"type": "string"},
            "x-plainsdk-name": "thing_id",
        },
        {
            "name": "page",
            "in": "query",
            "schema": {"type": "integer"},
            "x-plainsdk-name": "page_",
            "x-plainsdk-guess": ["location", "wire-name"],
        },
    ]


def test_a_fact_that_contradicts_a_marker(tmp_path: Path) -> None:
    rows = (row("thing_id", "*str*", required=True),)
    text = group("Things", operation("get", *rows, marker=MARKER))
    http = facts("things.get", "POST", "/things/{thingId}")
    found = shop(tmp_path, text, http)
    assert found.at("http-contradiction") == ["spec/http.yaml:5"]
    assert "README.md:16" in found.message("http-contradiction")


def test_one_path_and_method_for_two(tmp_path: Path) -> None:
    text = group("Things", operation("a"), operation("b"))
    http = facts("things.a", "POST", "/x") + facts("things.b", "POST", "/x#y").replace(
        "operations:\n", ""
    )
    found = shop(tmp_path, text, http)
    assert list(found.root["paths"]) == ["/x", "/x#b"]


@pytest.mark.parametrize(
    ("method", "more", "body"),
    [
        ("POST", (), {"application/json": {"schema": ref("Thing")}}),
        ("GET", (), None),
        ("POST", ("body: null",), None),
        ("POST", ("body: Fault",), {"application/json": {"schema": ref("Fault")}}),
        (
            "PUT",
            ("body: List[models.Thing]", "body_type: text/x-list"),
            {"text/x-list": {"schema": {"type": "array", "items": ref("Thing")}}},
        ),
    ],
)
def test_where_rows_go(
    tmp_path: Path, method: str, more: tuple[str, ...], body: object
) -> None:
    rows = (row("a", "*str*", required=True), row("b", "*Optional[int]*"))
    http = facts("things.make", method, "/things", *more)
    found = only(shop(tmp_path, group("Things", operation("make", *rows)), http))
    assert (found["requestBody"]["content"] if body else None) == body
    assert ("requestBody" in found) == (body is not None)
    queries = [p["name"] for p in found.get("parameters", [])]
    in_body = method == "POST" and not more
    assert queries == ([] if in_body else ["a", "b"])


def test_a_body_of_its_own(tmp_path: Path) -> None:
    rows = (row("id", "*str*", required=True), row("c", "*OptionalNullable[str]*"))
    http = facts("things.put", "PUT", "/things/{id}", "optional_body: true")
    found = shop(tmp_path, group("Things", operation("put", *rows)), http)
    body = only(found)["requestBody"]
    assert body == {
        "required": False,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {"c": {"type": ["string", "null"]}},
                    "required": [],
                }
            }
        },
        "x-plainsdk-guess": ["body"],
    }
    assert found.document is not None
    at = Pointer("#/paths") / "/things/{id}" / "put"
    schema = at / "requestBody" / "content" / "application/json" / "schema"
    line_ = found.document.locate(schema / "properties" / "c")
    assert str(line_) == "spec/docs/sdks/things/README.md:25"
    assert str(found.document.locate(at / "parameters" / 0)).endswith("README.md:24")
    assert str(found.document.locate(at / "responses")) == "spec/http.yaml:4"


def test_a_page_that_a_body_names_comes_first(tmp_path: Path) -> None:
    rows = (row("a", "*str*", required=True), row("b", "*Optional[int]*"))
    twin = THING.replace("# Thing", "# Twin")
    text = group("Things", operation("x", *rows), operation("y", *rows))
    http = facts("things.x", "POST", "/x") + "  things.y: {method: POST, path: /y"
    found = shop(tmp_path, text, f"{http}, body: Twin}}\n", twin=twin)
    schema = found.root["paths"]["/x"]["post"]["requestBody"]["content"]
    assert schema == {"application/json": {"schema": ref("Twin")}}
    found = shop(tmp_path, text, f"{http}}}\n", twin=twin)
    content = found.root["paths"]["/x"]["post"]["requestBody"]["content"]
    assert content["application/json"]["schema"]["type"] == "object"


@pytest.mark.parametrize(
    ("cell", "schema"),
    [
        ("[models.Thing](../../models/thing.md)", ref("Thing")),
        (
            "List[[models.Thing](../../models/thing.md)]",
            {"type": "array", "items": ref("Thing")},
        ),
    ],
)
def test_the_request_row(tmp_path: Path, cell: str, schema: object) -> None:
    text = operation("make", row("request", cell, required=True), RETRIES)
    found = shop(tmp_path, group("Things", text), facts("things.make", "POST", "/t"))
    content = only(found)["requestBody"]["content"]
    assert content == {"application/json": {"schema": schema}}
    given = only(
        shop(
            tmp_path,
            group("Things", text),
            facts("things.make", "POST", "/t", "body: Thing"),
        )
    )
    assert "parameters" not in given


def test_the_request_row_of_a_read(tmp_path: Path) -> None:
    cell = "[models.Thing](../../models/thing.md)"
    text = operation("get", row("request", cell, required=True))
    http = facts("things.get", "GET", "/things/{a}")
    found = only(shop(tmp_path, group("Things", text), http))
    assert [(p["name"], p["in"]) for p in found["parameters"]] == [
        ("a", "path"),
        ("b", "query"),
    ]


def test_parameters_from_a_page(tmp_path: Path) -> None:
    asked = page(
        "Asked",
        row("id", "*str*", required=True),
        row("x_request_id", "*Optional[str]*"),
        row("content_type", "*Optional[str]*"),
        row("filter_", "*Optional[str]*"),
    )
    names = "names:\n  things.list.content_type: Content-Type\n  Asked.filter_: 'filter[]'\n"
    http = facts(
        "things.list",
        "GET",
        "/t/{id}",
        "parameters: Asked",
        "headers: [x_request_id, content_type]",
    )
    found = shop(tmp_path, "# Nothing\n", names + http, asked=asked)
    assert [
        (p["name"], p["in"], p.get("x-plainsdk-guess"))
        for p in only(found)["parameters"]
    ] == [
        ("id", "path", None),
        ("x-request-id", "header", ["wire-name"]),
        ("Content-Type", "header", None),
        ("filter[]", "query", None),
    ]


def test_an_operation_of_facts_alone(tmp_path: Path) -> None:
    http = facts("a.b.get", "GET", "/t/{id}", "returns: bytes", "security: none")
    found = shop(tmp_path, "# Nothing\n", f"security: {{K: {{type: bearer}}}}\n{http}")
    made = only(found)
    assert made["parameters"] == [
        {
            "name": "id",
            "in": "path",
            "required": True,
            "schema": {"type": "string"},
            "x-plainsdk-guess": ["path-parameter"],
        }
    ]
    assert made["tags"] == ["a.b"]
    assert made["security"] == []
    assert list(made["responses"]["2XX"]["content"]) == ["application/octet-stream"]


@pytest.mark.parametrize(
    ("fact", "code", "at"),
    [
        ("body: Gone", "unknown-page", 7),
        ("returns: 'List[models.Gone]'", "unknown-page", 7),
        ("returns: string", "unknown-page", 7),
        ("parameters: Gone", "unknown-page", 7),
        ("parameters: Either", "unknown-page", 7),
        ("errors: {422: Gone}", "unknown-page", 7),
        ("stream: {event: Gone}", "unknown-page", 7),
        ("stream: {sentinel: x}", "bad-http", 7),
        ("stream: {event: Thing, shape: envelope}", "bad-http", 7),
        ("body: Thing\n    stream: {event: Thing, switch: z}", "bad-http", 8),
        ("headers: [gone]", "bad-http", 7),
        ("security: [Gone]", "bad-http", 7),
    ],
)
def test_facts_that_lead_nowhere(tmp_path: Path, fact: str, code: str, at: int) -> None:
    http = facts("things.do", "POST", "/do", fact)
    either = union("Either", "str", "int")
    found = shop(tmp_path, group("Things", operation("do")), http, either=either)
    assert found.at(code) == [f"spec/http.yaml:{at}"]
    assert found.codes() == [code]


def test_a_path_parameter_without_a_row(tmp_path: Path) -> None:
    text = group("Things", operation("get", row("b", "*Optional[int]*")))
    found = shop(tmp_path, text, facts("things.get", "GET", "/t/{id}"))
    assert found.at("bad-http") == ["spec/http.yaml:6"]
    assert "{id}" in found.message("bad-http")


def test_a_group_without_operations(tmp_path: Path) -> None:
    found = shop(tmp_path, "# Nothing\n", "groups: {gone: Words.}\n")
    assert found.at("bad-http") == ["spec/http.yaml:3"]


def test_a_listed_operation_without_a_heading(tmp_path: Path) -> None:
    found = shop(tmp_path, group("Things", operation("a"), listed="* [b](#b)"))
    assert found.at("no-heading") == ["spec/docs/sdks/things/README.md:10"]


def test_a_deprecated_operation() -> None:
    text = operation("~~old~~", about="> :warning: **DEPRECATED** Go on.\n\nWords.")
    (entry,) = parse_operations(group("Things", text)).operations
    assert (entry.name, entry.deprecated) == ("old", True)
    assert entry.description == "Go on.\n\nWords."


def test_pseudo_parameters_are_not_sent(tmp_path: Path) -> None:
    rows = (
        RETRIES,
        row("security", "[operations.DoSecurity](../../models/dosecurity.md)"),
    )
    text = group("Things", operation("do", *rows))
    found = only(shop(tmp_path, text, facts("things.do", "POST", "/do")))
    assert "parameters" not in found
    assert "requestBody" not in found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("## do\n\n### Parameters\n\nnone\n", "bad-header"),
        ("## do\n\n### Parameters\n\n| A |\n| --- |\n", "bad-header"),
        ("## do\n\n### Errors\n\n| A |\n| --- |\n", "bad-header"),
        ("## do\n\n### Response\n\nplain\n", "unknown-type"),
        ("## do\n\n### Response\n\n**strng**\n", "unknown-type"),
        (operation("do", line("`a`", "*strng*", CHECK, "x")), "unknown-type"),
        (operation("do", line("`a`", "*str*", MINUS)), "cell-count"),
        (operation("do", errors=("| models.Fault | 4a | */* |",)), "bad-row"),
        (operation("do", errors=("| models.Fault | 422 |",)), "cell-count"),
        (operation("do", errors=("| strng | 422 | a/b |",)), "unknown-type"),
        (operation("do", errors=("| models.Gone | 422 | a/b |",)), "dangling-link"),
    ],
)
def test_faults_of_operation_pages(tmp_path: Path, text: str, code: str) -> None:
    http = facts("things.do", "POST", "/do")
    found = shop(tmp_path, group("Things", text), http)
    assert found.codes() == [code]
    assert found.at(code)[0].startswith("spec/docs/sdks/things/README.md:")
