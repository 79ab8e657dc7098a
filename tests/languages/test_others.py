"""AsyncAPI, MCP tools and samples: what is read is written again as it was."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from jsonschema import Draft7Validator, Draft202012Validator
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from tests.languages.harness import CASES, HERE, again, make
from tests.languages.messages import MESSAGES
from tests.languages.payloads import Carried
from tests.languages.tools import TOOLS

_HERE = "https://here.example.org/"
_SOURCES = {case.name: HERE / case.path for case in CASES}


def _judge(carried: Carried) -> Validator:
    """What ``jsonschema`` makes of the schema of a value, in the file where it stands."""
    source = _SOURCES[carried.case]
    root = yaml.safe_load(source.read_text("utf-8"))

    def found(uri: str) -> Resource[Any]:
        path = source.parent / uri.removeprefix(_HERE)
        schema = yaml.safe_load(path.read_text("utf-8"))
        return Resource(schema, DRAFT7)

    schema: Any = root
    for key in carried.keys:
        schema = schema[key]
    if "tools" in carried.keys or carried.keys[0] in range(9):
        kind = validator_for(schema, Draft202012Validator)
        return kind(schema)  # each schema of a tool is a root
    registry: Registry[Any] = Registry(retrieve=found)  # type: ignore[call-arg] # attrs
    registry = registry.with_resource(_HERE, Resource(_plain(root), DRAFT7))
    pointer = "/".join(str(one).replace("/", "~1") for one in carried.keys)
    return Draft7Validator({"$ref": f"{_HERE}#/{quote(pointer)}"}, registry=registry)


def _plain(value: Any) -> Any:
    """A document in which each schema that says its format is the schema itself.

    One in another language, which ``jsonschema`` does not know, is any value.
    """
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "schemaFormat" in value and "schema" in value:
        known = "json" in value["schemaFormat"] and "avro" not in value["schemaFormat"]
        return _plain(value["schema"]) if known else {}
    return {key: _plain(one) for key, one in value.items()}


@pytest.mark.parametrize(
    "carried", [*MESSAGES, *TOOLS], ids=lambda one: f"{one.case}-{one.model}"
)
@pytest.mark.usefixtures("laid_out")
def test_what_is_carried(carried: Carried) -> None:
    written = again(carried.case, carried.model, carried.data)
    assert written == carried.data
    if carried.keys:
        judge = _judge(carried)
        judge.validate(written)
        if isinstance(written, dict):
            broken = {key: object() for key in written}
            assert not judge.is_valid(broken), "the schema says nothing"


_NUMBERS = ("elevation", "Latitude (deg)", "Longitude (deg)", "2m temp")


@pytest.mark.usefixtures("laid_out")
def test_samples_are_samples_of_what_is_made_of_them() -> None:
    folder = HERE / "samples"
    for order in json.loads((folder / "orders.json").read_text("utf-8")):
        assert again("orders", "Order", order) == order
    made = again("settings", "Settings", _settings(folder / "settings.yaml"))
    assert made == _settings(folder / "settings.yaml")
    with (folder / "stations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            data = {
                **row,
                "id": int(row["id"]),
                "active": row["active"] == "true",
                **{key: float(row[key]) for key in _NUMBERS},
                "gust max": float(row["gust max"]) if row["gust max"] else None,
                **{key: row[key] or None for key in ("token", "notes")},
            }
            assert again("stations", "Station", data) == data


def test_semicolons_may_stand_for_commas(tmp_path: Path) -> None:
    file = tmp_path / "towns.csv"
    file.write_text("name;people\nA, upon B;3\n", "utf-8")
    made = make(file)
    assert "people: int" in made.files["models/town.py"]


def test_objects_of_samples_are_called_by_their_keys(tmp_path: Path) -> None:
    file = tmp_path / "countries.json"
    codes = ["EUR", "CHF", "NOK", "SEK", "DKK", "GBP", "ISK", "PLN"]
    rows = [
        {
            "name": code,
            "currencies": {code: {"symbol": code[0], "digits": 2}},
            "cities": [{"name": "A", "people": [{"name": "B"}]}],
            "people": [{"name": "C", "age": 3}],
        }
        for code in codes
    ]
    file.write_text(json.dumps(rows), "utf-8")
    made = make(file, language="samples")
    assert made.lines == []
    text = made.files["models/country.py"]
    assert "currencies: dict[str, m.Currency]" in text
    assert "cities: list[m.City]" in text
    assert "people: list[m.CountryPerson]" in text
    assert "people: list[m.Person]" in made.files["models/city.py"]


def _settings(path: Path) -> Any:
    """The sample as plainsdk reads YAML: a date or a time is a text."""
    found = yaml.safe_load(path.read_text("utf-8"))
    text = json.dumps(found, default=lambda one: one.isoformat())
    return json.loads(text.replace("+00:00", "Z"))


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        ("a.yaml", "asyncapi: 1.2.0\ninfo: {}\n", 1, "2.x and 3.x"),
        (
            "a.yaml",
            (
                "asyncapi: 3.0.0\ncomponents:\n  messages:\n    A:\n      payload:\n"
                "        schemaFormat: application/raml+yaml;version=1.0\n"
                "        schema: {}\n"
            ),
            7,
            "raml",
        ),
        (
            "a.yaml",
            (
                "asyncapi: 3.0.0\ncomponents:\n  messages:\n"
                "    A: {$ref: 'b.yaml#/A'}\n"
            ),
            4,
            "leads to no message",
        ),
        ("a.json", '{"tools": [{"name": "x",\n"inputSchema": 3}]}', 2, "a mapping"),
        ("a.csv", "a,b\n", 1, "no sample"),
        ("a.csv", "a,b,a\n1,2,3\n", 1, "two columns are called 'a'"),
    ],
)
def test_what_is_wrong_has_a_place(
    tmp_path: Path, name: str, text: str, line: int, words: str
) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    made = make(file)
    assert not made.files
    assert words in made.said[0].message
    assert str(made.said[0].where) == f"{name}:{line}"
