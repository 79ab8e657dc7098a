"""Files of schemas beside an OpenAPI document share its models."""

from __future__ import annotations

import json
from pathlib import Path

from plainsdk import config
from plainsdk.diagnostics import Diagnostics
from plainsdk.pipeline import generate

from tests.languages.harness import make

OPENAPI = """
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        "200":
          description: Orders
          content:
            application/json:
              schema: {type: array, items: {$ref: "#/components/schemas/Order"}}
components:
  schemas:
    Order:
      type: object
      required: [id]
      properties:
        id: {type: string}
        total: {$ref: "#/components/schemas/Money"}
    Money: {type: object, properties: {cents: {type: integer}}}
    Status: {type: string, enum: [open, closed]}
"""
PLACED = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "OrderPlaced",
    "type": "object",
    "properties": {
        "order": {"$ref": "../openapi.yaml#/components/schemas/Order"},
        "total": {"$ref": "#/$defs/Money"},
        "status": {"$ref": "#/$defs/Status"},
    },
    "$defs": {
        "Money": {"type": "object", "properties": {"cents": {"type": "integer"}}},
        "Status": {"type": "string", "enum": ["new", "paid"]},
    },
}
SHIPPED = {
    "type": "record",
    "name": "OrderShipped",
    "fields": [
        {"name": "id", "type": "string"},
        {"name": "parcel", "type": {"type": "record", "name": "Parcel", "fields": []}},
    ],
}


def _written(folder: Path) -> Path:
    (folder / "events").mkdir()
    (folder / "openapi.yaml").write_text(OPENAPI, "utf-8")
    (folder / "events/placed.json").write_text(json.dumps(PLACED, indent=1), "utf-8")
    (folder / "events/shipped.avsc").write_text(json.dumps(SHIPPED), "utf-8")
    return folder


def test_models_are_shared(tmp_path: Path) -> None:
    folder = _written(tmp_path)
    made = make(folder / "openapi.yaml", schemas=(folder / "events/*",))
    placed = made.files["models/order_placed.py"]
    assert "order: m.Order | None = None" in placed
    assert "total: m.Money | None = None" in placed
    assert "status: m.PlacedStatus | None = None" in placed
    assert "parcel: m.Parcel" in made.files["models/order_shipped.py"]
    models = {path for path in made.files if path.startswith("models/")}
    assert models == {
        "models/__init__.py",
        "models/money.py",
        "models/order.py",
        "models/order_placed.py",
        "models/order_shipped.py",
        "models/parcel.py",
        "models/placed_status.py",
        "models/status.py",
    }
    assert "client.py" in made.files
    (said,) = made.said
    assert said.code == "name-collision"
    assert '"#/components/schemas/PlacedStatus"' in said.message
    lock = made.files["plainsdk.lock"]
    assert '"events/placed.json" = ' in lock
    assert '"events/shipped.avsc" = ' in lock


def test_the_configuration_names_them(tmp_path: Path) -> None:
    folder = _written(tmp_path)
    (folder / "plainsdk.toml").write_text(
        '[shop]\nspec = "openapi.yaml"\nschemas = ["events/*.json", "events/shipped.avsc"]\n'
        '[shipped]\nspec = "events/shipped.avsc"\nlanguage = "avro"\n',
        "utf-8",
    )
    report = Diagnostics()
    shop, shipped = config.read(folder / "plainsdk.toml", report)
    assert "models/order_shipped.py" in dict(generate(shop, report).items())
    assert "models/parcel.py" in dict(generate(shipped, report).items())
    assert not report.failed


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    folder = _written(tmp_path)
    made = make(folder / "openapi.yaml", schemas=(folder / "events/*.xsd",))
    assert [one.code for one in made.said] == ["no-source"]
    made = make(folder / "events", schemas=(folder / "events/placed.json",))
    assert [one.code for one in made.said] == ["no-openapi"]
    made = make(folder / "openapi.yaml", language="klingon")
    assert "'klingon' is none of the schema languages" in made.said[0].message


def test_swagger_has_them_too(tmp_path: Path) -> None:
    folder = _written(tmp_path)
    (folder / "swagger.yaml").write_text(
        'swagger: "2.0"\ninfo: {title: Shop, version: "1"}\npaths: {}\n'
        "definitions:\n  Money: {type: object, properties: {cents: {type: integer}}}\n",
        "utf-8",
    )
    made = make(folder / "swagger.yaml", schemas=(folder / "events/shipped.avsc",))
    models = {path for path in made.files if path.startswith("models/")}
    assert models == {
        "models/__init__.py",
        "models/money.py",
        "models/order_shipped.py",
        "models/parcel.py",
    }
