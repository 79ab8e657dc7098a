"""``http.yaml``: what it may say, and that its published schema says the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from plainsdk.diagnostics import Diagnostics
from plainsdk.load import tables
from plainsdk.load.tables.http import HttpFile, read_http
from plainsdk.load.texts.faults import BadText
from plainsdk.load.texts.reading import source_of
from plainsdk.load.texts.yaml_text import line_of_yaml, read_yaml

from tests.load.support import HTTP, folder, page, row

SCHEMA = Path(tables.__file__).with_name("http.schema.json")
DO = "operations:\n  a.do:\n    method: POST\n    path: /do\n"


def check(text: str) -> tuple[HttpFile, Diagnostics]:
    report = Diagnostics()
    return read_http(source_of("http.yaml", "spec/http.yaml", text), report), report


GOOD = [
    HTTP,
    f"{HTTP}description: Words.\nservers:\n  - url: https://x.test\n    name: eu\n",
    f"{HTTP}servers: [{{url: /v1, description: Here}}]\n",
    f"{HTTP}security:\n  ApiKey: {{type: bearer, env: SHOP_KEY}}\n",
    f"{HTTP}dates: literal\nwire_case: camel\n",
    f"{HTTP}names:\n  A.b: c\n  a.do.x: Content-Type\n",
    f"{HTTP}groups: {{a.b: Words}}\n",
    HTTP + DO,
    f"{HTTP}{DO}    body: null\n    returns: null\n    deprecated: true\n",
    f"{HTTP}{DO}    errors: {{422: A, 4XX: B, default: C}}\n",
    f"{HTTP}{DO}    stream: {{event: A, shape: payload, sentinel: x, switch: y}}\n",
    f"{HTTP}{DO}    headers: [x]\n    optional_body: true\n    security: none\n",
    f"{HTTP}{DO}    body_type: multipart/form-data\n    returns_type: text/csv\n",
]

BAD = [
    ("[]", "()"),
    ("title: Shop\n", "()"),
    ("title: Shop\nversion: 1.5\n", "version"),
    ("title: ''\nversion: '1'\n", "title"),
    (f"{HTTP}colour: red\n", "colour"),
    (f"{HTTP}servers: {{url: /x}}\n", "servers"),
    (f"{HTTP}servers: [{{name: x}}]\n", "servers.0"),
    (f"{HTTP}servers: [{{url: x.test}}]\n", "servers.0.url"),
    (f"{HTTP}servers: [text]\n", "servers.0"),
    (f"{HTTP}security: {{K: {{type: basic}}}}\n", "security.K.type"),
    (f"{HTTP}security: {{K: {{env: A}}}}\n", "security.K"),
    (f"{HTTP}security: {{K K: {{type: bearer}}}}\n", "security.K K"),
    (f"{HTTP}security: {{K: {{type: bearer, env: 1A}}}}\n", "security.K.env"),
    (f"{HTTP}dates: right\n", "dates"),
    (f"{HTTP}wire_case: 1\n", "wire_case"),
    (f"{HTTP}names: {{A: b}}\n", "names.A"),
    (f"{HTTP}names: {{A.b: 1}}\n", "names.A.b"),
    (f"{HTTP}groups: {{'a-b': Words}}\n", "groups.a-b"),
    (f"{HTTP}operations: {{do: {{method: GET, path: /x}}}}\n", "operations.do"),
    (f"{HTTP}operations: {{a.do: {{method: GET}}}}\n", "operations.a.do"),
    (f"{HTTP}operations: {{a.do: {{method: get, path: /x}}}}\n", "a.do.method"),
    (f"{HTTP}operations: {{a.do: {{method: GET, path: x}}}}\n", "a.do.path"),
    (f"{HTTP}operations: {{a.do: {{method: GET, path: '/{{x'}}}}\n", "a.do.path"),
    (f"{HTTP}operations: {{a.do: {{method: GET, path: '/x?y'}}}}\n", "a.do.path"),
    (f"{HTTP}{DO}    body: 3\n", "a.do.body"),
    (f"{HTTP}{DO}    body_type: json\n", "a.do.body_type"),
    (f"{HTTP}{DO}    optional_body: 'no'\n", "a.do.optional_body"),
    (f"{HTTP}{DO}    headers: x\n", "a.do.headers"),
    (f"{HTTP}{DO}    headers: []\n", "a.do.headers"),
    (f"{HTTP}{DO}    headers: [1]\n", "a.do.headers"),
    (f"{HTTP}{DO}    stream: A\n", "a.do.stream"),
    (f"{HTTP}{DO}    stream: {{shape: round}}\n", "a.do.stream.shape"),
    (f"{HTTP}{DO}    stream: {{end: x}}\n", "a.do.stream.end"),
    (f"{HTTP}{DO}    errors: {{600: A}}\n", "a.do.errors.600"),
    (f"{HTTP}{DO}    errors: {{422: null}}\n", "a.do.errors.422"),
    (f"{HTTP}{DO}    security: []\n", "a.do.security"),
    (f"{HTTP}{DO}    security: other\n", "a.do.security"),
]


@pytest.mark.parametrize("text", GOOD)
def test_good_files(text: str) -> None:
    _, report = check(text)
    assert list(report) == []
    jsonschema.validate(read_yaml(text), json.loads(SCHEMA.read_text()))


@pytest.mark.parametrize(("text", "where"), BAD)
def test_bad_files(text: str, where: str) -> None:
    _, report = check(text)
    assert {item.code for item in report} == {"bad-http"}
    first = next(iter(report))
    parts = tuple(part for part in where.split(".") if part != "()")
    if parts[:1] == ("a",):
        parts = ("operations", "a.do", *parts[2:])
    elif parts[:2] == ("operations", "a"):
        parts = ("operations", "a.do")
    elif parts[:1] == ("names",) and len(parts) == 3:
        parts = ("names", "A.b")
    assert str(first.where) == f"spec/http.yaml:{line_of_yaml(text, parts)}"
    if parts:
        assert first.message.startswith(".".join(parts))
    schema: Any = json.loads(SCHEMA.read_text())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(read_yaml(text), schema)


def test_the_schema_describes_every_key() -> None:
    schema: Any = json.loads(SCHEMA.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    operation = schema["$defs"]["operation"]
    parts = [schema, operation, operation["properties"]["stream"]]
    parts.append(schema["properties"]["servers"]["items"])
    parts.append(schema["properties"]["security"]["additionalProperties"])
    for part in parts:
        assert part["additionalProperties"] is False
        for name, key in part["properties"].items():
            assert key["description"], name


def test_all_faults_of_a_file_at_once() -> None:
    text = f"{HTTP}dates: x\nservers: 1\n{DO}    body: 1\n    wrong: 2\n"
    _, report = check(text)
    places = {f"spec/http.yaml:{line}" for line in (3, 4, 9, 10)}
    assert {str(item.where) for item in report} == places


def test_a_file_that_is_no_yaml(tmp_path: Path) -> None:
    files = {"http.yaml": "title: a: b\n", "a.md": page("A", row("a", "*str*"))}
    found = folder(tmp_path, files)
    assert found.at("bad-yaml") == ["spec/http.yaml:1"]
    assert found.codes() == ["bad-yaml"]


def test_what_the_facts_make_of_a_document(tmp_path: Path) -> None:
    http = (
        f"{HTTP}description: Words.\nservers:\n  - {{url: https://x.test, name: eu}}\n"
    )
    http += (
        "security:\n  ApiKey: {type: bearer, env: SHOP_KEY}\n  Other: {type: bearer}\n"
    )
    found = folder(tmp_path, {"http.yaml": http, "a.md": page("A", row("a", "*str*"))})
    root = found.root
    assert root["openapi"] == "3.1.0"
    assert root["info"] == {"title": "Shop", "version": "2", "description": "Words."}
    assert root["servers"] == [{"url": "https://x.test", "name": "eu"}]
    assert root["security"] == [{"ApiKey": []}, {"Other": []}]
    bearer = {"type": "http", "scheme": "bearer"}
    assert root["components"]["securitySchemes"] == {
        "ApiKey": {**bearer, "x-plainsdk-env": "SHOP_KEY"},
        "Other": bearer,
    }


def test_pages_without_facts(tmp_path: Path) -> None:
    found = folder(tmp_path, {"a.md": page("A", row("a", "*str*"))})
    assert found.root["info"]["x-plainsdk-guess"] == ["title", "version"]


CORE = """
word: on
no: no
time: 12:30
date: 2020-01-01
int: 010
hex: 0x1F
oct: 0o17
plus: +5
under: 1_000
float: 1e3
dot: .5
null: ~
empty:
quoted: "1"
bang: ! 1
str: !!str 1
block: |
  1
422: x
"""


def test_scalars_are_those_of_the_core_schema() -> None:
    assert read_yaml(CORE) == {
        "word": "on",
        "no": "no",
        "time": "12:30",
        "date": "2020-01-01",
        "int": 10,
        "hex": 31,
        "oct": 15,
        "plus": 5,
        "under": "1_000",
        "float": 1000.0,
        "dot": 0.5,
        "null": None,
        "empty": None,
        "quoted": "1",
        "bang": "1",
        "str": "1",
        "block": "1\n",
        "422": "x",
    }


def test_anchors_and_merges() -> None:
    text = "a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: [*a]\nd: {<<: [*a, {z: 4}]}\n"
    assert read_yaml(text) == {
        "a": {"x": 1, "y": 2},
        "b": {"y": 3, "x": 1},
        "c": [{"x": 1, "y": 2}],
        "d": {"x": 1, "y": 2, "z": 4},
    }


BOMB = "a0: &a0 [x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)
CHAIN = "a0: &a0 [x]\n" + "".join(
    f"a{n}: &a{n} {'[' * 30}*a{n - 1}{']' * 30}\n" for n in range(1, 12)
)


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("a: 1\nb: 2\na: 3\n", "'a' stands twice", 3),
        ("1: 1\n'1': 2\n", "'1' stands twice", 2),
        ("a: 1\n---\nb: 2\n", "second document", 2),
        ("a: *b\n", "has no &b", 1),
        ("a: &a [*a]\n", "without end", 1),
        ("[a]: 1\n", "a key is a text", 1),
        ("? {a: 1}\n: 1\n", "a key is a text", 1),
        ("a: &a x\n*a : 1\n", "alias cannot be a key", 2),
        ("a: .inf\n", "not a number of JSON", 1),
        ("a: 1e999\n", "too large", 1),
        (f"a: {'9' * 5000}\n", "too many digits", 1),
        ("a: !!binary x\n", "not one of JSON's", 1),
        ("a: !x 1\n", "not one of JSON's", 1),
        ("a: !!set {a}\n", "not one of JSON's", 1),
        ("a: {<<: 1}\n", "takes a mapping", 1),
        ("a: b: c\n", "not YAML", 1),
        ("a: 1\nb: \x01\n", "not YAML", 2),
        ('a: "\\ud800"\n', "not YAML", 1),
        ("[" * 100_000, "200 levels", 1),
        ("- " * 100_000 + "x", "200 levels", 1),
        (BOMB, "aliases written out", 8),
        (CHAIN, "200 levels", 8),
    ],
    ids=lambda value: str(value)[:20],
)
def test_yaml_that_is_refused(text: str, words: str, line: int) -> None:
    with pytest.raises(BadText, match=words) as caught:
        read_yaml(text)
    assert caught.value.line == line


def test_lines_of_values() -> None:
    text = "a:\n  - x\n  - b: 1\n    c:\n      - {d: 2}\ne: 3\n"
    for parts, line in (
        ((), 1),
        (("a",), 1),
        (("a", "1"), 3),
        (("a", "1", "c", "0", "d"), 5),
        (("a", "1", "c", "9"), 4),
        (("e", "x"), 6),
        (("z",), 1),
    ):
        assert line_of_yaml(text, parts) == line
