"""AsyncAPI, MCP tools and samples: what is read is written again as it was."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.languages.harness import HERE, again, make

UUID = "2f1d7c1e-58f5-4b64-8f4b-0f5b1b9d9a11"
VEHICLE = {
    "plate": "X",
    "kind": "van",
    "capacity": {"litres": 3},
    "trailer": {"plate": "Y", "kind": "bike"},
}


@pytest.mark.parametrize(
    ("case", "model", "data"),
    [
        (
            "streetlamps",
            "Alarm",
            {
                "id": UUID,
                "sentAt": "2025-01-01T00:00:00Z",
                "cause": {"kind": "broken", "part": "bulb"},
                "lamp": {"id": "1", "neighbours": [{"id": "2"}]},
            },
        ),
        ("streetlamps", "TurnOnOffHeaders", {"reply-to": "x", "my-app-header": 3}),
        (
            "streetlamps",
            "LightMeasuredPayload",
            {"id": UUID, "sentAt": "2025-01-01T00:00:00Z", "lumens": 3, "colour": 2700},
        ),
        (
            "fleet",
            "TourPlanned",
            {
                "id": UUID,
                "stops": [
                    {
                        "address": "a",
                        "position": {"lat": 1.5, "lon": 2},
                        "window": {"from": "2025-01-01T00:00:00Z"},
                        "parcels": [
                            {
                                "code": "p",
                                "grams": 3,
                                "size": {"width": 1, "height": 2.5},
                            }
                        ],
                    }
                ],
                "vehicle": VEHICLE,
            },
        ),
        ("fleet", "Heartbeat", {"vehicleId": "a", "uptimeMs": "12", "battery": {}}),
        (
            "fleet",
            "Telemetry",
            {"vehicle": VEHICLE, "readings": {"oil": {"value": 1.5, "unit": "l"}}},
        ),
        ("game", "Move", {"type": "play", "cards": [{"suit": "clubs", "rank": 3}]}),
        ("game", "State", {"turn": 1, "winner": None, "players": [{"name": "a"}]}),
        ("game", "TableClosed", {"at": 3, "scores": {"a": 1}}),
    ],
)
@pytest.mark.usefixtures("laid_out")
def test_messages(case: str, model: str, data: Any) -> None:
    assert again(case, model, data) == data


@pytest.mark.parametrize(
    ("case", "model", "file", "keys", "data"),
    [
        (
            "files",
            "ReadFileInput",
            "files.json",
            ("result", "tools", 0, "inputSchema"),
            {"path": "a", "range": {"first": 1}, "encoding": "latin-1"},
        ),
        (
            "files",
            "DirectoryTreeOutput",
            "files.json",
            ("result", "tools", 2, "outputSchema"),
            {
                "root": {
                    "name": "a",
                    "type": "directory",
                    "children": [{"name": "b", "type": "file", "size": None}],
                }
            },
        ),
        (
            "tickets",
            "TicketsSearchInput",
            "tickets.yaml",
            ("tools", 0, "inputSchema"),
            {"filter": {"all": [{"field": "a", "value": 1}, {"all": []}]}},
        ),
        (
            "weather",
            "GetForecastInput",
            "weather.json",
            (0, "inputSchema"),
            {"place": {"lat": 1, "lon": 2.5}, "days": 2},
        ),
    ],
)
@pytest.mark.usefixtures("laid_out")
def test_tools(case: str, model: str, file: str, keys: Any, data: Any) -> None:
    schema = yaml.safe_load((HERE / "mcp" / file).read_text("utf-8"))
    for key in keys:
        schema = schema[key]
    Draft202012Validator(schema).validate(data)
    assert again(case, model, data) == data


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
