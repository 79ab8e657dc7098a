"""What a document says becomes facts; what cannot be read is said, with where it stands."""

from __future__ import annotations

import pytest
from plainsdk import ir
from plainsdk.diagnostics import Diagnostics, Pointer, Stopped
from plainsdk.document import Document, Json
from plainsdk.lower import lower
from plainsdk.resolve import resolve

STRING = ir.Scalar(ir.ScalarKind.STRING)
NULL = ir.Scalar(ir.ScalarKind.NULL)
INTEGER = ir.Scalar(ir.ScalarKind.INTEGER)


def _document(
    schemas: dict[str, Json], paths: dict[str, Json] | None = None
) -> Document:
    root: dict[str, Json] = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "components": {"schemas": schemas},
        "paths": paths or {},
    }
    return Document(root, "spec/t", (), lambda pointer: None)


def _api(schemas: dict[str, Json], paths: dict[str, Json] | None = None) -> ir.Api:
    report = Diagnostics()
    api = lower(resolve(_document(schemas, paths), report), report)
    assert not report.failed
    return api


def _type(schema: Json, **others: Json) -> ir.Type:
    api = _api({"It": {"properties": {"it": schema}}, **others})
    declared = api.declarations[Pointer("#/components/schemas/It")]
    assert isinstance(declared, ir.Object)
    return declared.fields[0].type


def _faults(
    schemas: dict[str, Json], paths: dict[str, Json] | None = None
) -> list[str]:
    report = Diagnostics()
    with pytest.raises(Stopped):
        lower(resolve(_document(schemas, paths), report), report)
    return [f"{one.code} {one.where}" for one in report]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": ["string", "null"]},
        {"type": "string", "nullable": True},
        {"anyOf": [{"type": "string"}, {"type": "null"}]},
        {"oneOf": [{"type": "null"}, {"type": "string"}]},
        {"anyOf": [{"type": ["string", "null"]}]},
    ],
)
def test_null_is_one_fact_however_it_is_spelt(schema: Json) -> None:
    assert _type(schema) == ir.Nullable(STRING)


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({}, ir.Anything()),
        (True, ir.Anything()),
        ({"type": "object"}, ir.MapOf(ir.Anything())),
        ({"type": "array"}, ir.ListOf(ir.Anything())),
        ({"additionalProperties": {"type": "integer"}}, ir.MapOf(INTEGER)),
        ({"items": {"type": "integer"}}, ir.ListOf(INTEGER)),
        ({"const": "a"}, ir.Constant("a")),
        ({"enum": ["a"]}, ir.Constant("a")),
        ({"enum": ["a", None]}, ir.Nullable(ir.Constant("a"))),
        ({"type": "null"}, NULL),
        ({"type": "object", "nullable": True, "enum": [None]}, NULL),
        ({"anyOf": [{"type": "null"}]}, NULL),
        ({"type": ["string", "integer"]}, ir.Union((STRING, INTEGER))),
        ({"type": "string", "format": "uuid"}, ir.Scalar(ir.ScalarKind.UUID)),
        ({"type": "string", "format": "no-such"}, STRING),
        (
            {"type": "number", "minimum": 0, "exclusiveMaximum": 2},
            ir.Constrained(
                ir.Scalar(ir.ScalarKind.NUMBER), (ir.Range(low=0, below=2),)
            ),
        ),
        (
            {"type": "number", "minimum": 0, "exclusiveMinimum": True},
            ir.Constrained(ir.Scalar(ir.ScalarKind.NUMBER), (ir.Range(above=0),)),
        ),
        (
            {
                "type": "array",
                "items": {"type": "string"},
                "maxItems": 3,
                "uniqueItems": True,
            },
            ir.Constrained(ir.ListOf(STRING), (ir.Length(high=3, unique=True),)),
        ),
    ],
)
def test_schemas_become_types(schema: Json, expected: ir.Type) -> None:
    assert _type(schema) == expected


def test_an_inline_object_and_an_inline_enumeration_are_declared_where_they_stand() -> (
    None
):
    api = _api(
        {
            "Job": {
                "properties": {"owner": {"properties": {"kind": {"enum": ["a", "b"]}}}}
            }
        }
    )
    made = [one.origin for one in api.declarations.values()]
    assert made == [
        ir.Given("Job"),
        ir.Made(("Job", "owner")),
        ir.Made(("Job", "owner", "kind")),
    ]
    assert {one.home for one in api.declarations.values()} == {
        Pointer("#/components/schemas/Job")
    }


def _member(tag: str) -> Json:
    return {"properties": {"role": {"const": tag}, "text": {"type": "string"}}}


def test_a_constant_that_all_members_have_is_the_tag() -> None:
    members: list[Json] = [
        {"$ref": "#/components/schemas/A"},
        {"$ref": "#/components/schemas/B"},
    ]
    union = _type({"anyOf": members}, A=_member("a"), B=_member("b"))
    assert isinstance(union, ir.Union)
    assert union.tag == ir.Tag("role")


def test_members_with_the_same_constant_have_no_tag() -> None:
    members: list[Json] = [
        {"$ref": "#/components/schemas/A"},
        {"$ref": "#/components/schemas/B"},
    ]
    union = _type({"anyOf": members}, A=_member("a"), B=_member("a"))
    assert isinstance(union, ir.Union)
    assert union.tag is None


def test_a_discriminator_leads_to_its_members() -> None:
    names = ("A", "B")
    at = {name: Pointer(f"#/components/schemas/{name}") for name in names}
    union: Json = {
        "oneOf": [{"$ref": str(at[name])} for name in names],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {"x": "A", "y": str(at["B"])},
        },
    }
    kind: Json = {"properties": {"kind": {"type": "string"}}}
    api = _api({"It": {"properties": {"it": union}}, "A": kind, "B": kind})
    declared = api.declarations[Pointer("#/components/schemas/It/properties/it")]
    assert isinstance(declared, ir.Alias)
    assert declared.type == ir.Union(
        (ir.Reference(at["A"]), ir.Reference(at["B"])),
        ir.Tag("kind", (("x", at["A"]), ("y", at["B"]))),
    )


def test_the_parts_of_an_allof_are_one_object() -> None:
    api = _api(
        {
            "Base": {"properties": {"id": {"type": "string"}}, "required": ["id"]},
            "Deep": {
                "allOf": [
                    {"$ref": "#/components/schemas/Base"},
                    {"properties": {"more": {"type": "integer"}}},
                ],
                "required": ["more"],
            },
            "Named": {
                "allOf": [{"$ref": "#/components/schemas/Base"}],
                "description": "x",
            },
        }
    )
    deep = api.declarations[Pointer("#/components/schemas/Deep")]
    assert isinstance(deep, ir.Object)
    assert [(one.wire, one.required) for one in deep.fields] == [
        ("id", True),
        ("more", True),
    ]
    named = api.declarations[Pointer("#/components/schemas/Named")]
    assert isinstance(named, ir.Alias)
    assert named.type == ir.Reference(Pointer("#/components/schemas/Base"))


@pytest.mark.parametrize(
    ("schemas", "fault"),
    [
        (
            {"A": {"$ref": "#/components/schemas/Nobody"}},
            "broken-reference #/components/schemas/A",
        ),
        (
            {"A": {"$ref": "other.yaml#/A"}},
            "broken-reference #/components/schemas/A",
        ),
        (
            {"A": {"type": "array", "items": {"$ref": 3}}},
            "broken-reference #/components/schemas/A/items",
        ),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(
    schemas: dict[str, Json], fault: str
) -> None:
    assert fault in _faults(schemas)


_OK: Json = {"200": {"content": {"application/json": {"schema": {"type": "string"}}}}}


def test_an_operation_has_its_group_name_and_answer() -> None:
    (operation,) = _api(
        {},
        {
            "/a#stream": {
                "post": {"tags": ["x.y"], "operationId": "go", "responses": _OK}
            }
        },
    ).operations
    assert (operation.group, operation.name, operation.path) == (("x", "y"), "go", "/a")
    assert operation.success == ir.Content("application/json", STRING)


def test_json_or_a_stream_is_two_operations() -> None:
    content: Json = {
        "application/json": {"schema": {"type": "string"}},
        "text/event-stream": {
            "schema": {"type": "integer"},
            "x-plainsdk-stream": {"shape": "payload", "sentinel": "END"},
        },
    }
    value: Json = {
        "post": {"operationId": "go", "responses": {"200": {"content": content}}}
    }
    plain, stream = _api({}, {"/a": value}).operations
    assert (plain.name, plain.success) == ("go", ir.Content("application/json", STRING))
    assert stream.name == "go_stream"
    assert stream.success == ir.Events("text/event-stream", INTEGER, "END")


@pytest.mark.parametrize("place", ["body", "formData", ""])
def test_parameters_that_cannot_be_sent_are_said(place: str) -> None:
    value: Json = {"get": {"parameters": [{"name": "id", "in": place}]}}
    assert "bad-parameter #/paths/~1a/get/parameters/0" in _faults({}, {"/a": value})


def _manner(schema: Json, **facts: Json) -> ir.Manner | None:
    parameter: Json = {"name": "p", "schema": schema, **facts}
    value: Json = {"get": {"parameters": [parameter], "responses": _OK}}
    (operation,) = _api(
        {}, {"/a/{p}" if facts["in"] == "path" else "/a": value}
    ).operations
    return operation.parameters[0].manner


_LIST: Json = {"type": "array", "items": {"type": "string"}}
_MAP: Json = {"type": "object"}
_ONE: Json = {"type": "string"}


@pytest.mark.parametrize(
    ("where", "style", "explode", "schema", "manner"),
    [
        ("path", "simple", True, _LIST, None),
        ("path", "simple", True, _MAP, ir.Manner(ir.Style.SIMPLE, True)),
        ("path", "label", False, _ONE, ir.Manner(ir.Style.LABEL)),
        ("path", "form", False, _LIST, None),
        ("query", "form", True, _LIST, None),
        ("query", "form", False, _ONE, None),
        ("query", "form", False, _LIST, ir.Manner(ir.Style.FORM)),
        ("query", "pipeDelimited", True, _LIST, None),
        ("query", "pipeDelimited", False, _MAP, ir.Manner(ir.Style.PIPES)),
        ("query", "deepObject", False, _MAP, ir.Manner(ir.Style.DEEP)),
        ("query", "deepObject", True, _ONE, None),
        ("header", "simple", False, _MAP, None),
        ("cookie", "cookie", True, _LIST, None),
        ("cookie", "form", False, _MAP, ir.Manner(ir.Style.FORM)),
    ],
)
def test_a_style_is_a_fact_where_it_changes_something(
    where: str, style: str, explode: bool, schema: Json, manner: ir.Manner | None
) -> None:
    facts: dict[str, Json] = {"in": where, "style": style, "explode": explode}
    assert _manner(schema, **facts) == manner


def test_errors_are_typed_by_status_range_and_default() -> None:
    responses: dict[str, Json] = {
        status: {"content": {"application/json": {"schema": {"type": "string"}}}}
        for status in ("200", "422", "5xx", "default")
    }
    (operation,) = _api({}, {"/a": {"get": {"responses": responses}}}).operations
    assert [one.status for one in operation.failures] == ["422", "5XX", "default"]


def test_a_reference_may_lead_into_a_list() -> None:
    shared: Json = [{"name": "page", "in": "query", "schema": {"type": "integer"}}]
    paths: dict[str, Json] = {
        "/a": {"get": {"parameters": shared, "responses": _OK}},
        "/b": {
            "get": {
                "parameters": [{"$ref": "#/paths/~1a/get/parameters/0"}],
                "responses": _OK,
            }
        },
    }
    _, second = _api({}, paths).operations
    assert [one.wire for one in second.parameters] == ["page"]


@pytest.mark.parametrize("index", ["1", "-1", "\N{SUPERSCRIPT TWO}", "x"])
def test_a_reference_past_a_list_leads_nowhere(index: str) -> None:
    schema: Json = {"anyOf": [{"type": "string"}]}
    target: Json = {"$ref": f"#/components/schemas/A/anyOf/{index}"}
    faults = _faults({"A": schema, "B": target})
    assert faults == ["broken-reference #/components/schemas/B"]
