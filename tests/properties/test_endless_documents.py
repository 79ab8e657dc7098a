"""Circles, long chains and depth in a document end in an SDK or in one error, and soon."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from plainsdk.config import Target
from plainsdk.diagnostics import Diagnostics, Severity, Stopped
from plainsdk.pipeline import generate

LONG = 1200
LARGEST = 8_000_000  # characters: what twenty schemas are if each holds all others
SCHEMAS = "#/components/schemas/"


def _ref(target: str) -> dict[str, Any]:
    return {"$ref": target}


def _circle(kind: str) -> dict[str, Any]:
    return {
        kind: {"A": _ref(f"#/components/{kind}/B"), "B": _ref(f"#/components/{kind}/A")}
    }


def _chain() -> dict[str, Any]:
    links = {f"A{index}": _ref(f"{SCHEMAS}A{index + 1}") for index in range(LONG)}
    return {"schemas": {**links, f"A{LONG}": {"type": "string"}}}


def _nameless() -> dict[str, Any]:
    links: dict[str, Any] = {
        f"a{index}": {
            "type": "array",
            "items": _ref(f"{SCHEMAS}A/properties/a{index + 1}"),
        }
        for index in range(LONG)
    }
    return {"schemas": {"A": {"properties": {**links, f"a{LONG}": {}}}}}


def _clique() -> dict[str, Any]:
    names = [f"A{index}" for index in range(20)]
    return {
        "schemas": {
            name: {
                "allOf": [_ref(SCHEMAS + other) for other in names if other != name],
                "properties": {name.lower(): {"type": "string"}},
            }
            for name in names
        }
    }


def _choices(*, circular: bool) -> dict[str, Any]:
    names = [f"A{index}" for index in range(20)]
    return {
        "schemas": {
            name: {
                "type": "object",
                "properties": {name.lower(): {"type": "string"}},
                "oneOf": [
                    {"type": "object", "properties": {"own": {"type": "integer"}}},
                    *(
                        _ref(SCHEMAS + other)
                        for other in (names if circular else names[:index])
                        if other != name
                    ),
                ],
            }
            for index, name in enumerate(names)
        }
    }


def _unions() -> dict[str, Any]:
    first = {"A0": {"type": "object", "properties": {"a": {"type": "string"}}}}
    unions = {
        f"A{index}": {
            "oneOf": [
                {"type": "array", "items": {"const": index}},
                *(_ref(f"{SCHEMAS}A{other}") for other in range(index)),
            ]
        }
        for index in range(1, 25)
    }
    return {"schemas": {**first, **unions}}


GET: dict[str, Any] = {
    "parameters": [_ref("#/components/parameters/A")],
    "responses": {},
}
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], set[str]]] = {
    "path items": ({"/a": _ref("#/paths/~1b"), "/b": _ref("#/paths/~1a")}, {}, {"circular-reference"}),
    "parameters": ({"/a": {"get": GET}}, _circle("parameters"), {"circular-reference"}),
    "what nothing needs": ({}, _circle("parameters"), set()),
    "schemas": ({}, _circle("schemas"), set()),
    "a long chain": ({}, _chain(), set()),
    "a long way down": ({}, _nameless(), {"too-deep"}),
    "parts of each other": ({}, _clique(), set()),
    "choices of each other": ({}, _choices(circular=True), set()),
    "choices of choices": ({}, _choices(circular=False), set()),
    "unions of unions": ({}, _unions(), set()),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_it_ends(case: str, tmp_path: Path) -> None:
    paths, components, errors = CASES[case]
    root = {"openapi": "3.1.0", "paths": paths, "components": components}
    source = tmp_path / "spec.json"
    source.write_text(json.dumps(root))
    report = Diagnostics()
    target = Target(
        name="x",
        source=source,
        shown="spec.json",
        output=tmp_path / "x",
        command="plainsdk generate x",
    )
    try:
        files = generate(target, report)
    except Stopped:
        found = {one.code for one in report if one.severity is Severity.ERROR}
        assert found == errors
    else:
        assert not errors
        assert "models/__init__.py" in files
        assert sum(map(len, files.values())) < LARGEST
