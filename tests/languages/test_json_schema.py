"""JSON Schema: what is read and written again is what ``jsonschema`` accepts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema.validators import validator_for
from referencing import Registry, Resource

from tests.languages.harness import HERE, again, make

FOLDER = HERE / "json_schema"

WORKFLOW = {
    "name": "Tests",
    "on": {
        "push": {"branches": ["main"], "paths": ["src/**"]},
        "schedule": [{"cron": "0 4 * * 1"}],
        "manual": {"inputs": {"level": {"type": "choice", "options": ["a", "b"]}}},
    },
    "env": {"CI": True, "LEVEL": 3, "NAME": "x"},
    "concurrency": {"group": "tests", "cancel-in-progress": True},
    "jobs": {
        "build": {
            "runs-on": ["linux", "arm64"],
            "strategy": {"matrix": {"python": ["3.11", 3.12], "include": [{"x": 1}]}},
            "max-failures": 2,
            "steps": [
                {"uses": "checkout@v4", "with": {"depth": 1}},
                {"name": "All", "steps": [{"run": "make", "shell": "bash"}]},
            ],
        },
        "publish": {
            "runs-on": "linux",
            "needs": "build",
            "steps": [{"run": "make up"}],
        },
    },
}
MANIFEST = {
    "name": "@acme/tool",
    "version": "1.0.0",
    "author": "Ada <ada@example.org>",
    "contributors": [{"name": "Bob", "email": "bob@example.org"}],
    "exports": {"import": "./a.mjs", "default": ["./a.js", {"browser": None}]},
    "bin": {"tool": "./bin.js"},
    "targets": [["linux", "arm64", "musl"], ["darwin", "x64"]],
    "coverage": {"low": 0.5, "high": 99},
    "class": "program",
    "workspaces": [{"name": "inner", "version": "0.1.0"}],
    "_id": 7,
}
TRAVELLER = {
    "id": "2f1d7c1e-58f5-4b64-8f4b-0f5b1b9d9a11",
    "names": {"family": "Lovelace", "given": "Ada"},
    "born": None,
    "documents": [{"type": "passport", "number": "X1", "expires": "2031-05-01"}],
    "preferences": {"seat": "window", "meals": ["none"], "music": "loud"},
}
BOOKING = {
    "reference": "KX4T2P",
    "status": "cancelled",
    "cancelledAt": "2025-06-01T10:00:00Z",
    "refund": {"amount": "12.50", "currency": "EUR"},
    "travellers": [TRAVELLER],
    "segments": [
        {
            "kind": "flight",
            "number": "PL12",
            "from": {"code": "HAM", "position": [10.0, 53.6]},
            "to": {"code": "OSL"},
            "departs": "2025-06-02T06:00:00Z",
            "arrives": "2025-06-02T07:30:00Z",
        },
        {
            "kind": "stay",
            "hotel": {"code": "H1"},
            "checkIn": "2025-06-02",
            "checkOut": "2025-06-04",
            "rooms": [{"beds": 2}],
        },
    ],
    "total": {"amount": "120.00", "currency": "EUR"},
    "payment": {"method": "card", "paid": True, "lastDigits": "4242"},
    "legs": ["HAM", "OSL", "BGO"],
    "changes": [{"at": "2025-05-01T00:00:00Z", "what": "seat", "after": "12A"}],
}


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
    ],
)
@pytest.mark.usefixtures("laid_out")
def test_round_trip(case: str, model: str, data: Any, schema: str) -> None:
    schemas = _schemas()
    registry: Registry[Any] = Registry().with_resources(
        (uri, Resource.from_contents(one)) for uri, one in schemas.items()
    )
    judge = validator_for(schemas[schema])(schemas[schema], registry=registry)
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
