"""Whatever one part of a description is broken by, the rest can be had, and it says what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from plainsdk.cli import run

Out = pytest.CaptureFixture[str]

SPEC = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /a:
    get: {operationId: a, responses: {"204": {description: Fine.}}}
  /b:
    get:
      operationId: b
      security: [{Key: []}]
      parameters: [{name: q, in: query}]
      responses:
        "200": {content: {application/json: {schema: {$ref: "#/components/schemas/B"}}}}
  /c: {$ref: "#/components/pathItems/C"}
  /d:
    get: {operationId: d, responses: {"200": {$ref: "more.yaml#/D"}}}
components:
  pathItems: {C: {get: {operationId: c, responses: {}}}}
  securitySchemes: {Key: {type: apiKey, in: header, name: X-Key}}
  schemas: {B: {type: object, properties: {n: {type: integer}}}}
"""
MORE = "D: {description: Fine.}\n"
GET_B = "  GET /b ({})\n"

BREAKS = {
    "a reference": ("schemas/B", "schemas/X", 12, "broken-reference", GET_B),
    "a parameter": ("in: query", "in: air", 10, "bad-parameter", GET_B),
    "a path item": (
        '{$ref: "#/components/pathItems/C"}',
        "7",
        13,
        "bad-object",
        "  everything at /c ({})\n",
    ),
    "a path": ("/b:", "/{b:", 7, "path-template", "  GET /{b ({})\n"),
    "a security scheme": (
        ", name: X-Key",
        "",
        18,
        "bad-security",
        f"  security scheme Key ({{}})\n{GET_B}",
    ),
    "a file": ("more.yaml", "gone.yaml", 15, "broken-reference", "  GET /d ({})\n"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_rest_is_there(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    old, new, line, code, left_out = BREAKS[name]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.yaml").write_text(SPEC.replace(old, new, 1))
    (tmp_path / "more.yaml").write_text(MORE)
    (tmp_path / "plainsdk.toml").write_text('[shop]\nspec = "shop.yaml"\n')
    assert run(["generate"]) == 2
    assert capsys.readouterr().err.startswith(f"shop.yaml:{line}: error[{code}]: ")
    assert not (tmp_path / "generated").exists()
    assert run(["generate", "--allow-partial"]) == 0
    listed = f"left out, as plainsdk.lock lists:\n{left_out.replace('{}', code)}"
    assert capsys.readouterr().out.endswith(listed)
    lock = (tmp_path / "generated" / "shop" / "plainsdk.lock").read_text()
    assert lock.count("[[missing]]") == left_out.count("\n")
    assert (tmp_path / "generated" / "shop" / "requests" / "a.py").exists()
