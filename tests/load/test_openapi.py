"""OpenAPI files to documents: YAML, JSON, 3.0 and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from plainsdk.diagnostics import Diagnostics, Place, Pointer, Severity
from plainsdk.load.texts.faults import BadText
from plainsdk.load.texts.json_text import as_ascii, line_of_json, read_json
from plainsdk.load.texts.reading import read_source, source_of

from tests.load.support import Loaded, folder, page, read, row, shared

INFO = "info:\n  title: Shop\n  version: '1'\n"
YAML = f"openapi: 3.1.0\n{INFO}paths: {{}}\n"


def file(tmp_path: Path, name: str, text: str) -> Loaded:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read(path, shown=name)


def test_yaml_and_json_are_one_document(tmp_path: Path) -> None:
    first = file(tmp_path, "shop.yaml", YAML)
    text = json.dumps(first.root, indent=2)
    second = file(tmp_path, "shop.json", text)
    third = folder(tmp_path / "x", {"openapi.json": text, "notes.md": "# Notes"})
    assert first.root == second.root == third.root
    assert first.root["info"] == {"title": "Shop", "version": "1"}
    assert third.document is not None
    assert [item.path for item in third.document.inputs] == ["openapi.json"]
    at = Pointer("#/info/version")
    places = [str(f.document.locate(at)) for f in (first, second, third) if f.document]
    assert places == ["shop.yaml:4", "shop.json:5", "spec/openapi.json:5"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (INFO, 1, "'openapi' is missing"),
        (f"{INFO}openapi: 4.0.0\n", 4, "openapi: 4.0.0 is not read"),
        (f"{INFO}openapi: 3.10.0\n", 4, "openapi: 3.10.0 is not read"),
        (f"{INFO}openapi: true\n", 4, "openapi: True is not read"),
        (f"{INFO}swagger: '1.2'\n", 4, "swagger: 1.2 is not read"),
        (f"{INFO}arazzo: 1.0.0\n", 4, "Arazzo"),
        (f"{INFO}openrpc: 1.0.0\n", 4, "OpenRPC"),
        ("- openapi\n", 1, "is a mapping"),
        (f"{YAML}components: []\n", 6, "is a mapping"),
    ],
)
def test_what_is_no_openapi(tmp_path: Path, text: str, line: int, words: str) -> None:
    found = file(tmp_path, "shop.yaml", text)
    assert found.codes() == ["bad-openapi"]
    assert found.at("bad-openapi") == [f"shop.yaml:{line}"]
    assert words in found.message("bad-openapi")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "nullable": False}, {"type": "string"}),
        (
            {"type": "string", "enum": ["a"], "nullable": True},
            {"type": ["string", "null"], "enum": ["a", None]},
        ),
        (
            {"allOf": [{"$ref": "#/x"}], "nullable": True, "description": "Words"},
            {
                "anyOf": [{"allOf": [{"$ref": "#/x"}]}, {"type": "null"}],
                "description": "Words",
            },
        ),
        ({"nullable": True}, {}),
        (
            {"type": "integer", "minimum": 1, "exclusiveMinimum": True},
            {"type": "integer", "exclusiveMinimum": 1},
        ),
        (
            {"type": "integer", "maximum": 1, "exclusiveMaximum": False},
            {"type": "integer", "maximum": 1},
        ),
        (
            {"properties": {"nullable": {"type": "string", "nullable": True}}},
            {"properties": {"nullable": {"type": ["string", "null"]}}},
        ),
        (
            {
                "items": {"type": "string", "nullable": True},
                "example": {"nullable": True},
            },
            {"items": {"type": ["string", "null"]}, "example": {"nullable": True}},
        ),
    ],
)
def test_schemas_of_3_0(tmp_path: Path, old: dict[str, Any], new: object) -> None:
    root: dict[str, Any] = {
        "openapi": "3.0.3",
        "info": {"title": "Shop", "version": "1"},
        "paths": {"/x": {"get": {"responses": {"200": _answer(old)}}}},
        "components": {"schemas": {"A": old}},
    }
    made = file(tmp_path, "shop.json", json.dumps(root)).root
    assert made["openapi"] == "3.1.0"
    assert made["components"]["schemas"]["A"] == new
    response = made["paths"]["/x"]["get"]["responses"]["200"]
    assert response["content"]["application/json"]["schema"] == new


def _answer(schema: object) -> object:
    return {"content": {"application/json": {"schema": schema}}}


def test_nullable_has_no_place_in_3_1_but_is_meant(tmp_path: Path) -> None:
    more = "components: {schemas: {A: {type: string, nullable: true}}}\n"
    found = file(tmp_path, "shop.yaml", YAML + more)
    assert found.schemas["A"] == {"type": ["string", "null"]}
    assert found.codes(Severity.NOTE) == ["loose-schema"]
    old = file(tmp_path, "old.yaml", (YAML + more).replace("3.1.0", "3.0.0"))
    assert old.schemas["A"] == {"type": ["string", "null"]}
    assert old.remarks == []


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ('{"a": 1,\n"a": 2}', "'a' stands twice", 2),
        ('{"b": {"a": 1},\n "a": [1, {"x": 1,\n"x": 2}]}', "'x' stands twice", 3),
        ('{"a": 1,}', "not JSON", 1),
        ("", "not JSON", 1),
        ('{"a":\n NaN}', "NaN is not a number", 2),
        ('{"a":\n 1e999}', "1e999 is not a number", 2),
        (f'{{"a": {"9" * 5000}}}', "too many digits", 1),
        ("[" * 100_000, "200 levels", 1),
        ("[\n" * 300 + "]" * 300, "200 levels", 201),
        ('["a",\n"\\ud800"]', "surrogate", 2),
        ('["\\ud83d\\ude00",\n"\\ude00"]', "surrogate", 2),
        ('["\\ud83d x"]', "surrogate", 1),
    ],
    ids=lambda value: str(value)[:20],
)
def test_json_that_is_refused(text: str, words: str, line: int) -> None:
    with pytest.raises(BadText, match=words) as caught:
        read_json(text)
    assert caught.value.line == line


def test_json_that_is_not_refused() -> None:
    assert read_json('["\\ud83d\\ude00", "\\\\ud800", 1.5]') == ["😀", "\\ud800", 1.5]


@pytest.mark.parametrize(
    "text",
    [
        "ab",
        "é€😀",
        "a\\n😀\\\\",
        "\\\\\\u00e9é\\ud83d\\ude00",
        f"{'é' * 9_999} 日本 {'😀' * 3}",
        "日本語 " * 20_000,
    ],
    ids=lambda text: ascii(text)[:20],
)
def test_json_means_the_same_in_ascii(text: str) -> None:
    whole = f'{{"é": ["{text}", "{text}"]}}'
    source = source_of("a.json", "a.json", whole)
    assert "".join(source.pieces()) == whole
    found = as_ascii(source.pieces())
    assert (found is None) == (len(text) > 20_000)
    if found is not None:
        assert found.isascii()
        assert read_json(found) == json.loads(whole)


def test_json_with_a_backslash_before_another_sign_is_not_made_valid() -> None:
    for pieces in (['["\\é"]'], ['["\\', 'é"]']):
        assert as_ascii(pieces) is None


@pytest.mark.parametrize("before", [0, 10, 65_534, 65_535, 65_536, 200_000])
def test_bytes_that_are_not_utf_8_are_refused(tmp_path: Path, before: int) -> None:
    file = tmp_path / "api.json"
    for fault in (b"\xff", b"\xc3", b"\xf0\x9f\x98 ", b"\xed\xa0\x80"):
        file.write_bytes("é\n".encode() + b"a" * before + b"\n" + fault)
        report = Diagnostics()
        assert read_source(file, "api.json", "api.json", report) is None
        (said,) = report
        assert said.message.endswith("is not UTF-8; save the file as UTF-8")
        assert said.where == Place("api.json", 3)


def test_lines_of_json() -> None:
    text = '{\n"a": [\n1,\n{"b/c": {\n"d": 2}}],\n"e": "a"}'
    for parts, line in (
        ((), 1),
        (("a",), 2),
        (("a", "0"), 3),
        (("a", "1", "b/c", "d"), 5),
        (("a", "1", "z"), 4),
        (("e", "f"), 6),
        (("z",), 1),
    ):
        assert line_of_json(text, parts) == line


@pytest.mark.parametrize("name", ["shop.txt", "gone", "gone.yaml", "gone.md", ""])
def test_what_is_no_source(tmp_path: Path, name: str) -> None:
    (tmp_path / "shop.txt").write_text("x")
    found = read(tmp_path / name, shown=name or "empty")
    assert found.codes() in (["no-source"], ["unreadable"])


def test_a_folder_says_one_thing(tmp_path: Path) -> None:
    files = {
        "openapi.yaml": YAML,
        "http.yaml": "title: x\nversion: '1'\n",
        "a.md": page("A", row("a", "*str*")),
    }
    found = folder(tmp_path, files)
    assert found.codes() == ["no-source"]
    assert "openapi.yaml, http.yaml" in found.message("no-source")


def test_a_folder_of_nothing_but_notes(tmp_path: Path) -> None:
    assert folder(tmp_path, {"notes.md": "# Notes\n"}).codes() == ["no-pages"]


REAL = ("mistral.yaml", "openai.yaml", "github.json", "ollama.yaml", "discord.json")


@pytest.mark.parametrize("name", REAL)
def test_published_documents(name: str) -> None:
    found = read(shared("corpus", "real", name), shown=name)
    assert set(found.codes(Severity.NOTE)) <= {"loose-schema"}
    assert len(found.codes(Severity.NOTE)) == len(found.remarks)
    assert found.document is not None
    name = next(iter(found.schemas))
    place = found.document.locate(Pointer("#/components/schemas") / name)
    assert place is not None
    assert place.line > 1
