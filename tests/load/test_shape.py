"""One shape for every version: names of schemas, words beside references, loose documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from plainsdk.diagnostics import Diagnostics, Pointer, Severity
from plainsdk.load.texts.json_text import json_lines
from plainsdk.load.texts.yaml_text import read_yaml, yaml_lines
from plainsdk.resolve.references import check_references

from tests.load.support import Loaded, folder

INFO = "info: {title: Shop, version: '1'}\n"
NULL = {"type": "null"}
REF = {"$ref": "#/components/schemas/B"}


def schema(tmp_path: Path, version: str, value: object) -> Any:
    """What becomes of a schema."""
    schemas = {"A": value, "B": {"type": "object"}}
    root = {
        "openapi": version,
        "info": {"title": "Shop", "version": "1"},
        "components": {"schemas": schemas},
    }
    return folder(tmp_path, {"openapi.json": json.dumps(root)}).schemas["A"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({**REF, "nullable": True}, {"anyOf": [REF, NULL]}),
        (
            {**REF, "nullable": True, "description": "W", "x-a": 1, "default": None},
            {"anyOf": [REF, NULL], "description": "W", "x-a": 1, "default": None},
        ),
        (
            {"type": "object", "allOf": [REF], "nullable": True},
            {"anyOf": [{"type": "object", "allOf": [REF]}, NULL]},
        ),
        ({"anyOf": [REF], "nullable": True}, {"anyOf": [REF, NULL]}),
        ({"anyOf": [REF, {"nullable": True}]}, {"anyOf": [REF, NULL]}),
        ({"allOf": [REF, {"nullable": True}]}, {"allOf": [REF, {}]}),
        (
            {"oneOf": [REF, {"type": "string", "nullable": True}], "nullable": True},
            {"oneOf": [REF, {"type": ["string", "null"]}]},
        ),
        (
            {"type": "object", "oneOf": [REF], "nullable": True},
            {"type": ["object", "null"], "oneOf": [REF, NULL]},
        ),
        ({"enum": ["a"], "nullable": True}, {"enum": ["a", None]}),
        ({"enum": ["a", None], "nullable": True}, {"enum": ["a", None]}),
        (
            {"properties": {"a": {"type": "string"}}, "nullable": True},
            {
                "type": ["object", "null"],
                "properties": {"a": {"type": "string"}},
            },
        ),
        ({"items": {}, "nullable": "true"}, {"type": ["array", "null"], "items": {}}),
        (
            {**REF, "title": "T", "readOnly": True},
            {**REF, "title": "T", "readOnly": True},
        ),
        ({**REF, "type": "object", "minProperties": 1}, REF),
        ({"type": "file"}, {"type": "string", "format": "binary"}),
        ({"maximum": 1, "exclusiveMaximum": True}, {"exclusiveMaximum": 1}),
        ({"items": [REF, {}]}, {"prefixItems": [REF, {}], "items": True}),
    ],
    ids=str,
)
def test_schemas_of_3_0(tmp_path: Path, old: object, new: object) -> None:
    assert schema(tmp_path, "3.0.3", old) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({**REF, "description": "W"}, {**REF, "description": "W"}),
        ({**REF, "$defs": {"C": {}}}, {**REF, "$defs": {"C": {}}}),
        (
            {**REF, "description": "W", "type": "object", "required": ["a"]},
            {
                "description": "W",
                "allOf": [REF, {"type": "object", "required": ["a"]}],
            },
        ),
        (
            {**REF, "allOf": [{"minProperties": 1}]},
            {"allOf": [REF, {"minProperties": 1}]},
        ),
        (
            {**REF, "unevaluatedProperties": False},
            {"allOf": [REF], "unevaluatedProperties": False},
        ),
        ({**REF, "nullable": True}, {"anyOf": [REF, NULL]}),
    ],
    ids=str,
)
def test_words_beside_a_reference_count_in_3_1(
    tmp_path: Path, old: object, new: object
) -> None:
    assert schema(tmp_path, "3.1.0", old) == new


def test_what_does_not_count_is_said(tmp_path: Path) -> None:
    text = f"openapi: 3.0.0\n{INFO}components:\n  schemas:\n    B: {{}}\n    A:\n"
    text += "      $ref: '#/components/schemas/B'\n      minLength: 1\n"
    found = folder(tmp_path, {"openapi.yaml": text})
    assert found.at("beside-reference") == ["spec/openapi.yaml:6"]
    assert "'minLength' beside $ref" in found.message("beside-reference")


IDS = """
A:
  $id: https://example.test/a/b.json
  $defs:
    one: {$anchor: one, type: string}
    two: {$id: two, $defs: {three: {type: integer}}, properties: {p: {$ref: "#/$defs/three"}}}
  properties:
    a: {$ref: "#one"}
    b: {$ref: two}
    c: {$ref: "two#/$defs/three"}
    d: {$ref: "#/$defs/one"}
    e: {$ref: "#/components/schemas/B"}
    f: {$ref: "https://example.test/a/two"}
    g: {$ref: "urn:example:c"}
B: {type: boolean}
C: {$id: "urn:example:c", type: number}
"""


def named(tmp_path: Path, schemas: str) -> Loaded:
    """A document of 3.1 with these schemas."""
    lines = "".join(f"    {line}\n" for line in schemas.strip().splitlines())
    text = f"openapi: 3.1.0\n{INFO}components:\n  schemas:\n{lines}"
    return folder(tmp_path, {"openapi.yaml": text})


def test_names_that_schemas_give_themselves(tmp_path: Path) -> None:
    found = named(tmp_path, IDS)
    properties = found.schemas["A"]["properties"]
    two = "#/components/schemas/A/$defs/two"
    assert {key: value["$ref"] for key, value in properties.items()} == {
        "a": "#/components/schemas/A/$defs/one",
        "b": two,
        "c": f"{two}/$defs/three",
        "d": "#/components/schemas/A/$defs/one",
        "e": "#/components/schemas/B",
        "f": two,
        "g": "#/components/schemas/C",
    }
    inner = found.schemas["A"]["$defs"]["two"]["properties"]["p"]
    assert inner == {"$ref": f"{two}/$defs/three"}


@pytest.mark.parametrize(
    "reference",
    ["B", "#B", "/components/schemas/B", "#components/schemas/B", "#/properties/b"],
)
def test_references_that_are_meant_well(tmp_path: Path, reference: str) -> None:
    properties = f"{{a: {{items: {{$ref: '{reference}'}}}}, b: {{type: string}}}}"
    found = named(tmp_path, f"A: {{properties: {properties}}}\nB: {{type: string}}\n")
    meant = found.schemas["A"]["properties"]["a"]["items"]["$ref"]
    near = "#/components/schemas/A/properties/b"
    assert meant == (near if "/b" in reference else "#/components/schemas/B")
    assert found.codes(Severity.NOTE) == ["loose-reference"]


def test_dynamic_references(tmp_path: Path) -> None:
    tree = "Tree:\n  $id: tree\n  $dynamicAnchor: node\n"
    tree += "  properties: {children: {items: {$dynamicRef: '#node'}}}\n"
    found = named(tmp_path, tree)
    children = found.schemas["Tree"]["properties"]["children"]
    assert children["items"] == {"$ref": "#/components/schemas/Tree"}
    assert found.remarks == []
    strict = "Strict:\n  $id: strict\n  $dynamicAnchor: node\n  $ref: tree\n"
    found = named(tmp_path, tree + strict)
    children = found.schemas["Tree"]["properties"]["children"]
    assert children["items"] == {"$ref": "#/components/schemas/Tree"}
    assert found.codes(Severity.NOTE) == ["dynamic-reference"]


def test_discriminators(tmp_path: Path) -> None:
    mapping = "{a: B, b: '#/components/schemas/B', c: other.yaml#/C, d: gone}"
    found = folder(
        tmp_path,
        {
            "openapi.yaml": f"openapi: 3.1.0\n{INFO}components:\n  schemas:\n    B: {{}}\n"
            f"    A: {{discriminator: {{propertyName: k, mapping: {mapping}}}}}\n",
            "other.yaml": "C: {type: string, nullable: true}\n",
        },
    )
    assert found.schemas["A"]["discriminator"]["mapping"] == {
        "a": "#/components/schemas/B",
        "b": "#/components/schemas/B",
        "c": "#/x-plainsdk-files/other.yaml/C",
        "d": "gone",
    }
    kept = found.root["x-plainsdk-files"]["other.yaml"]
    assert kept == {"C": {"type": ["string", "null"]}}


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        (f"openapi: 3.1\n{INFO}paths: {{}}\n", 1),
        (f"openapi: '3.0'\n{INFO}paths: {{}}\n", 1),
        (f"openapi: 3.2.0\n{INFO}paths: {{}}\n", 0),
        (f"openapi: 3.1.0-rc1\n{INFO}paths: {{}}\n", 1),
        (f"swagger: 2.0\n{INFO}paths: {{}}\n", 1),
        (f"swagger: 2\n{INFO}paths: {{}}\n", 1),
        ("openapi: 3.1.0\npaths: {}\n", 1),
        ("openapi: 3.1.0\ninfo: Shop\npaths: {}\n", 1),
        ("openapi: 3.1.0\ninfo: {title: 1, version: 2024-01-01}\npaths: {}\n", 1),
        ("openapi: 3.1.0\ninfo: {title: Shop, version: 1.5}\npaths: {}\n", 1),
        (f"openapi: 3.1.0\n{INFO}", 1),
        (f"openapi: 3.1.0\n{INFO}paths: null\ntags: null\ncomponents: null\n", 0),
        (f"openapi: 3.1.0\n{INFO}paths: {{}}\ncomponents: {{schemas: null}}\n", 0),
        (f"openapi: 3.1.0\n{INFO}paths: {{}}\nauthor: me\nx-author: me\n", 1),
    ],
)
def test_what_harms_no_sdk_is_a_note(tmp_path: Path, text: str, notes: int) -> None:
    found = folder(tmp_path, {"openapi.yaml": text})
    assert found.codes(Severity.NOTE) == ["loose-document"] * notes
    assert len(found.remarks) == notes
    for key in ("title", "version"):
        assert isinstance(found.root["info"].get(key, ""), str)


def test_statuses(tmp_path: Path) -> None:
    text = f"openapi: 3.1.0\n{INFO}paths: {{/a: {{get: {{responses: "
    text += "{200: null, 4xx: {description: A}, Default: {description: B}}}}}\n"
    found = folder(tmp_path, {"openapi.yaml": text})
    assert found.root["paths"]["/a"]["get"]["responses"] == {
        "200": {},
        "4XX": {"description": "A"},
        "default": {"description": "B"},
    }
    assert found.codes(Severity.NOTE) == ["loose-status"] * 2


def test_what_nobody_needs_may_be_broken(tmp_path: Path) -> None:
    example = "examples: {a: {$ref: gone.yaml}}"
    answer = (
        "{description: A, links: {b: {$ref: '#/gone'}}, headers: {c: {$ref: '#/no'}}}"
    )
    text = f"openapi: 3.1.0\n{INFO}paths:\n  /a:\n    get:\n      parameters:\n"
    text += f"        - {{name: q, in: query, {example}, schema: {{$ref: '#/q'}}}}\n"
    text += f"      responses: {{200: {answer}}}\nx-more: {{$ref: gone.yaml}}\n"
    found = folder(tmp_path, {"openapi.yaml": text})
    assert found.document is not None
    report = Diagnostics()
    check_references(found.document, report)
    severities = [item.severity for item in report]
    assert severities == [Severity.ERROR, *[Severity.NOTE] * 3]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("openapi.json", f"openapi: 3.1.0\n{INFO}paths: {{}}\n"),
        ("openapi.json", '{"openapi": "3.1.0", "paths": {},}'),
        ("openapi.yaml", '{"openapi": "3.1.0",\n\t"paths": {}}'),
        ("openapi.yaml", f"%YAML 1.1\n---\nopenapi: 3.1.0\n{INFO}paths: {{}}\n...\n"),
        ("openapi.yaml", f"\ufeffopenapi: 3.1.0\r\n{INFO}paths: {{}}\r\n"),
    ],
)
def test_texts_that_call_themselves_something_else(
    tmp_path: Path, name: str, text: str
) -> None:
    assert folder(tmp_path, {name: text}).root["paths"] == {}


def test_what_is_wrong_in_json_is_not_read_as_yaml(tmp_path: Path) -> None:
    found = folder(tmp_path, {"openapi.json": '{"openapi": "3.1.0", "openapi": 1}'})
    assert found.codes() == ["bad-json"]
    found = folder(tmp_path, {"openapi.json": '{"openapi": "3.1.0"'})
    assert "this is not JSON" in found.message("bad-json")


def test_lines_of_yaml_and_json() -> None:
    text = 'a: &a\n  - 1\n  - {b: 2,\n     c: 3}\nd: *a\n"e/f":\n  ? g\n  : 4\n'
    lines = yaml_lines(text)
    for parts, line in (
        ((), 1),
        (("a", "1", "c"), 4),
        (("d",), 5),
        (("d", "0"), 5),
        (("e/f", "g"), 7),
        (("z",), 1),
    ):
        assert lines.at(parts) == line
    assert read_yaml(text) == {"a": [1, {"b": 2, "c": 3}], "d": [1, {"b": 2, "c": 3}],
                               "e/f": {"g": 4}}  # fmt: skip
    assert yaml_lines("a: 1\nb: c: d\n").at(("a",)) == 1
    assert json_lines('{"a": [1,\n{"b": 2}]}').at(("a", "1", "b")) == 2


def test_a_place_is_found_fast_the_second_time(tmp_path: Path) -> None:
    schemas = "\n".join(f"S{n}: {{type: string}}" for n in range(2000))
    found = named(tmp_path, schemas)
    assert found.document is not None
    for n in range(2000):  # without an index this would take minutes
        at = Pointer("#/components/schemas") / f"S{n}"
        assert str(found.document.locate(at)) == f"spec/openapi.yaml:{5 + n}"
