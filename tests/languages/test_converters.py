"""What is relied on in datamodel-code-generator and the parsers that it brings.

An upgrade that breaks one of these breaks what is read: look at ``converters.py`` first.
"""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from plainsdk.load.languages.converters import Refused, convert
from plainsdk.load.languages.known import Language

from tests.languages.harness import HERE, make

_ROOT = HERE.parents[1]


def _asked(language: Language, text: str = "", given: Any = None, **more: Any) -> Any:
    return convert(language, text, given, more.get("file"), more.get("path", "a"))


def test_names_and_signatures() -> None:
    from datamodel_code_generator.parser import avro, xmlschema

    assert list(inspect.signature(avro.convert_avro_schema_data).parameters) == ["data"]
    found = inspect.signature(xmlschema.convert_xml_schema_data).parameters
    assert [*found][:2] == ["raw_schema", "base_path"]


def test_avro() -> None:
    schema = {
        "type": "record",
        "name": "A",
        "namespace": "n",
        "fields": [
            {"name": "x", "type": ["null", "long"], "default": None, "doc": "X"},
            {"name": "b", "type": "bytes"},
            {"name": "next", "type": ["null", "A"]},
        ],
    }
    made = _asked(Language.AVRO, given=schema)
    assert made["definitions"] == {
        "A": {
            "type": "object",
            "properties": {
                "x": {
                    "anyOf": [{"type": "null"}, {"type": "integer", "format": "int64"}],
                    "description": "X",
                    "default": None,
                },
                "b": {"type": "string", "format": "binary"},
                "next": {"anyOf": [{"type": "null"}, {"$ref": "#/definitions/A"}]},
            },
            "required": ["b", "next"],
            "x-avro-name": "A",
            "x-avro-namespace": "n",
            "x-avro-fullname": "n.A",
            "title": "A",
        }
    }


def test_protobuf() -> None:
    text = 'syntax = "proto3";\n// An A.\nmessage A { optional int64 my_id = 1; }'
    given = {"texts": {"a.proto": text}, "missing": []}
    made = _asked(Language.PROTOBUF, "a.proto", given)
    (found,) = made["file"]
    assert found["name"] == "a.proto"
    (message,) = found["messageType"]
    (field,) = message["field"]
    assert field["type"] == "TYPE_INT64"
    assert field["label"] == "LABEL_OPTIONAL"
    assert field["jsonName"] == "myId"
    assert field["proto3Optional"] is True
    places = {
        tuple(one["path"]): one
        for one in found["sourceCodeInfo"]["location"]
        if "path" in one
    }
    assert places[4, 0]["leadingComments"] == " An A.\n"
    assert places[4, 0]["span"][0] == 2


def test_graphql() -> None:
    made = _asked(
        Language.GRAPHQL, 'type A { "X" x(y: Int): [Int!] } input B { c: Int = 3 }', {}
    )
    assert made["homes"] == {"A": ["a", 1], "B": ["a", 1]}
    types = {one["name"]: one for one in made["schema"]["types"]}
    assert types["A"]["fields"][0]["type"]["kind"] == "LIST"
    assert types["A"]["fields"][0]["description"] == "X"
    assert types["B"]["inputFields"][0]["defaultValue"] == "3"


def test_xml_schema(tmp_path: Path) -> None:
    head = '<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema">'
    one = f'{head}<s:element name="plainsdk.e.a" type="s:string"/></s:schema>'
    made = _asked(Language.XML_SCHEMA, one, file=tmp_path / "a.xsd")
    assert made["title"] == "PlainsdkEA"
    two = one.replace("</s:schema>", '<s:element name="b" type="s:int"/></s:schema>')
    made = _asked(Language.XML_SCHEMA, two, file=tmp_path / "a.xsd")
    assert made["title"] == "Model"
    assert list(made["properties"]) == ["plainsdk.e.a", "b"]


def test_samples() -> None:
    made = _asked(Language.SAMPLES, given=[{"a": 1, "b": [1.5]}, {"a": None}])
    assert made == {
        "type": "object",
        "properties": {
            "a": {"type": ["integer", "null"]},
            "b": {"type": "array", "items": {"type": "number"}},
        },
        "required": ["a"],
    }


def test_a_parser_that_falls_over_is_no_traceback() -> None:
    with pytest.raises(Refused, match="Avro"):
        _asked(Language.AVRO, given={"type": "record", "name": 3})
    with pytest.raises(Refused):
        _asked(Language.AVRO, given=7)


@pytest.mark.parametrize(
    ("language", "missing", "file", "words"),
    [
        (
            "graphql",
            "graphql",
            "graphql/content.gql",
            "pip install 'plainsdk[graphql]'",
        ),
        ("protobuf", "grpc_tools", "protobuf/legacy.proto", "plainsdk[protobuf]"),
        ("avro", "datamodel_code_generator", "avro/change.avsc", "pip install"),
    ],
)
def test_a_parser_that_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, language: str, missing: str, file: str, words: str
) -> None:
    for name in [one for one in sys.modules if one.split(".")[0] == missing]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    made = make(HERE / file)
    (said,) = made.said
    assert said.code == "no-parser"
    assert said.message.startswith(f"{language}: needs the package {missing},")
    assert words in said.message
    assert str(said.where) == f"{Path(file).name}:1"


_FOREIGN = ("datamodel_code_generator", "pydantic", "graphql", "grpc_tools", "genson")


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "museum", "-q"],
        ["check", "mistral", "-q"],
        ["generate", "--spec", "tests/goldens/recursion/spec.yaml", "--output", "{}/a"],
        [
            "generate",
            "--spec",
            "tests/languages/json_schema/booking",
            "--output",
            "{}/b",
        ],
        ["generate", "--spec", "tests/languages/mcp/files.json", "--output", "{}/c"],
    ],
    ids=["check", "check-tables", "openapi", "json-schema", "mcp"],
)
def test_no_foreign_parser_is_loaded_that_is_not_needed(
    tmp_path: Path, arguments: list[str]
) -> None:
    words = [one.format(tmp_path) for one in arguments]
    code = (
        "import sys\n"
        f"sys.path.insert(0, {str(_ROOT / 'generator')!r})\n"
        "from plainsdk.cli.main import run\n"
        f"code = run({words!r})\n"
        "import json\n"
        "print(json.dumps([code, sorted({n.split('.')[0] for n in sys.modules})]))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    status, loaded = json.loads(ran.stdout.splitlines()[-1])
    assert status in (0, None), ran.stderr
    assert not set(_FOREIGN) & set(loaded)
