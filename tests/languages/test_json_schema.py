"""JSON Schema: what is read and written again is what ``jsonschema`` accepts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema.validators import validator_for
from referencing import Registry, Resource

from tests.languages.documents import (
    BOOKING,
    ITINERARY,
    MANIFEST,
    TRAVELLER,
    WORKFLOW,
)
from tests.languages.harness import HERE, again, make

FOLDER = HERE / "json_schema"


def _schemas() -> dict[str, Any]:
    found = {}
    for path in FOLDER.rglob("*.*"):
        schema = yaml.safe_load(path.read_text("utf-8"))
        found[schema.get("$id", schema.get("id"))] = schema
    return found


@pytest.mark.parametrize(
    ("case", "model", "data", "schema"),
    [
        (
            "workflow",
            "Workflow",
            WORKFLOW,
            "https://ci.example.org/workflow.schema.json",
        ),
        ("manifest", "Manifest", MANIFEST, "http://registry.example.com/manifest"),
        (
            "booking",
            "Booking",
            BOOKING,
            "https://travel.example.net/schemas/booking.yaml",
        ),
        (
            "booking",
            "Traveller",
            TRAVELLER,
            "https://travel.example.net/schemas/traveller.yaml",
        ),
        (
            "booking",
            "Itinerary",
            ITINERARY,
            "https://travel.example.net/schemas/booking.yaml#/$defs/Itinerary",
        ),
    ],
)
@pytest.mark.usefixtures("laid_out")
def test_round_trip(case: str, model: str, data: Any, schema: str) -> None:
    schemas = _schemas()
    registry: Registry[Any] = Registry().with_resources(
        (uri, Resource.from_contents(one)) for uri, one in schemas.items()
    )
    whole = schemas[schema.partition("#")[0]]
    judge = validator_for(whole)({"$ref": schema}, registry=registry)
    judge.validate(data)
    written = again(case, model, data)
    assert written == data
    judge.validate(written)


def test_equal_definitions_of_two_files_are_one(tmp_path: Path) -> None:
    for name, street in (("a", "string"), ("b", "string"), ("c", "integer")):
        address = {
            "type": "object",
            "properties": {
                "street": {"type": street},
                "next": {"$ref": "#/$defs/Address"},
            },
        }
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "properties": {"home": {"$ref": "#/$defs/Address"}},
            "$defs": {"Address": address},
        }
        (tmp_path / f"{name}.json").write_text(json.dumps(schema), "utf-8")
    made = make(tmp_path)
    models = sorted(path for path in made.files if path.startswith("models/"))
    assert models == [
        "models/__init__.py",
        "models/a.py",
        "models/address.py",
        "models/b.py",
        "models/c.py",
        "models/c_address.py",
    ]
    assert "home: m.Address | None = None" in made.files["models/b.py"]
    assert "next: m.CAddress | None = None" in made.files["models/c_address.py"]
    (said,) = made.said
    assert said.code == "name-collision"
    assert str(said.where) == f"{tmp_path.name}/c.json:1"


def test_definitions_are_called_by_where_they_stand(tmp_path: Path) -> None:
    kind = {"type": "object", "properties": {"a": {"type": "string"}}}
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "properties": {
            "first": {"$ref": "#/definitions/group/first"},
            "second": {"$ref": "#/definitions/group/deep/second"},
            "old": {
                "$id": "https://example.org/old.json",
                "type": "object",
                "properties": {"kind": {"$ref": "#/definitions/kind"}},
                "definitions": {"kind": {"enum": ["a", "b"]}, "same": kind},
            },
            "new": {
                "$id": "https://example.org/new.json",
                "type": "object",
                "properties": {
                    "kind": {"$ref": "#/definitions/kind"},
                    "same": {"$ref": "#/definitions/same"},
                },
                "definitions": {"kind": {"enum": ["b", "c"]}, "same": kind},
            },
        },
        "definitions": {"group": {"first": kind, "deep": {"second": kind}}},
    }
    (tmp_path / "thing.json").write_text(json.dumps(schema), "utf-8")
    made = make(tmp_path / "thing.json")
    thing = made.files["models/thing.py"]
    assert "first: m.GroupFirst | None" in thing
    assert "second: m.GroupDeepSecond | None" in thing
    assert "same: m.Same | None" in thing
    assert {path for path in made.files if "kind.py" in path} == {
        "models/kind.py",
        "models/new_kind.py",
    }
    (said,) = made.said
    assert "it is called 'NewKind' instead" in said.message


def test_what_is_said_again_has_its_title(tmp_path: Path) -> None:
    point = {
        "title": "GeoJSON Point",
        "type": "object",
        "required": ["at"],
        "properties": {"at": {"type": "array", "items": {"type": "number"}}},
    }
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "oneOf": [
            point,
            {
                "title": "GeoJSON Line",
                "type": "object",
                "required": ["points"],
                "properties": {"points": {"type": "array", "items": point}},
            },
        ],
    }
    (tmp_path / "shape.json").write_text(json.dumps(schema), "utf-8")
    made = make(tmp_path / "shape.json")
    assert made.said == []
    assert "points: list[m.GeoJSONPoint]" in made.files["models/shape.py"]
    assert 'Union["m.GeoJSONPoint", ' in made.files["models/shape.py"]


def test_a_relative_identifier_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        '{"$id": "@acme/tool/a", "type": "object", "properties":'
        ' {"b": {"$ref": "b#part"}}}',
        "utf-8",
    )
    (tmp_path / "b.json").write_text(
        '{"$id": "@acme/tool/b", "$defs": {"P": {"$anchor": "part", "type": "object",'
        ' "properties": {"x": {"type": "integer"}}}}}',
        "utf-8",
    )
    (tmp_path / "README.md").write_text("# Schemas\n", "utf-8")
    (tmp_path / "CHANGELOG.md").write_text("# Changes\n", "utf-8")
    assert "b: m.P | None = None" in make(tmp_path).files["models/a.py"]


def test_what_editors_are_told_is_said(tmp_path: Path) -> None:
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "properties": {
            "level": {
                "enum": ["low", "high"],
                "enumDescriptions": ["Nearly nothing.", "Nearly everything."],
                "markdownDescription": "How *much*.",
                "defaultSnippets": [{"body": "low"}],
            },
            "old": {"type": "string", "deprecationMessage": "Use level."},
            "both": {
                "allOf": [{"$ref": "#/definitions/org.example-x.v1.Both"}],
                "markdownDescription": "One.",
            },
        },
        "definitions": {
            "org.example-x.v1.Both": {"type": "object", "markdownDescription": "Two."},
            "org.example-x.v1.Event": {"type": "object"},
            "org.example-x.v2.Event": {"type": "object"},
        },
    }
    (tmp_path / "tool.json").write_text(json.dumps(schema), "utf-8")
    made = make(tmp_path / "tool.json")
    assert made.said == []
    tool = made.files["models/tool.py"]
    assert '"""How *much*.' in tool
    assert "Nearly everything." in tool
    assert "Deprecated: Use level." in tool
    assert {"models/both.py", "models/v1_event.py"} < made.files.keys()


def test_a_tuple_may_go_on(tmp_path: Path) -> None:
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "array",
        "items": [{"type": "string"}],
        "additionalItems": {"$ref": "#/definitions/rest"},
        "definitions": {"rest": {"type": "object", "properties": {"a": {}}}},
    }
    (tmp_path / "row.json").write_text(json.dumps(schema), "utf-8")
    made = make(tmp_path / "row.json")
    assert [one.severity.value for one in made.said if one.code != "open-tuple"] == []
    assert "m.Rest" in made.files["models/row.py"]


def test_the_schema_of_schemas_is_known(tmp_path: Path) -> None:
    meta = "http://json-schema.org/draft-04/schema#"
    schema = {
        "$schema": meta,
        "type": "object",
        "properties": {
            "shape": {"$ref": meta},
            "shapes": {"$ref": f"{meta}/definitions/schemaArray"},
            "title": {"$ref": f"{meta}/properties/title"},
            "size": {"$ref": f"{meta}/definitions/positiveInteger"},
        },
    }
    (tmp_path / "holder.json").write_text(json.dumps(schema), "utf-8")
    made = make(tmp_path / "holder.json")
    assert made.said == []
    assert "dict[str, Any] | bool" in made.files["models/json_schema.py"]
    assert "title: str | None = None" in made.files["models/holder.py"]
    assert '"http' not in made.files["plainsdk.lock"]


def test_what_is_no_schema_is_left_out_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"type": "object", "properties": {}}', "utf-8")
    (tmp_path / "package.json").write_text('{"name": "x"}', "utf-8")
    made = make(tmp_path)
    assert "models/a.py" in made.files
    assert "models/package.py" not in made.files
    (said,) = made.said
    assert (said.code, said.severity.value) == ("no-language", "warning")
    (tmp_path / "a.json").unlink()
    assert [one.code for one in make(tmp_path).said] == ["no-language", "no-schemas"]


def test_definitions_may_be_called_by_urls(tmp_path: Path) -> None:
    base = "https://example.com/defs/1.0"
    schema = {
        "$schema": "http://json-schema.org/draft-04/schema",
        "title": "Bundle 1.0 of all that there is.",
        "type": "object",
        "properties": {"info": {"$ref": f"{base}/info.json"}},
        "definitions": {
            f"{base}/info.json": {
                "id": f"{base}/info.json",
                "type": "object",
                "properties": {"tags": {"$ref": "tags.json"}},
            },
            f"{base}/tags.json": {
                "id": f"{base}/tags.json",
                "type": "object",
                "properties": {"first": {"$ref": "#/definitions/tag"}},
                "definitions": {"tag": {"type": "string"}},
            },
        },
    }
    (tmp_path / "1.0.json").write_text(json.dumps(schema), "utf-8")
    made = make(tmp_path / "1.0.json")
    assert made.lines == []
    assert (
        "info: m.Info | None = None"
        in made.files["models/bundle10_of_all_that_there_is.py"]
    )
    assert "tags: m.Tags | None = None" in made.files["models/info.py"]
    assert "first: m.Tag | None = None" in made.files["models/tags.py"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('{"$schema": "http://json-schema.org/draft-03/schema#"}', 1, "draft 3 is not"),
        ('{"type": "object",\n"properties": {"a": {"$ref": "b.json"}}}', 2, "b.json"),
        ('{"type": "object",\n"properties": {', 2, "not JSON"),
        ('{"some": "data"}', 1, "schema language"),
        ("[1, 2]", 1, "samples"),
    ],
)
def test_what_is_wrong_has_a_place(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    file = tmp_path / "bad.json"
    file.write_text(text, "utf-8")
    made = make(file)
    assert not made.files
    assert words in made.said[0].message
    assert f"bad.json:{line}" in made.lines[0] or "#/" in made.lines[0]
