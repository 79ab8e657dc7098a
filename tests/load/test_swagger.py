"""Swagger 2.0 in the shape of OpenAPI 3.1."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from plainsdk.diagnostics import Pointer, Severity

from tests.load.support import Loaded, folder


def swagger(tmp_path: Path, text: str) -> Loaded:
    """A document of these lines, after the version and the info."""
    start = "swagger: '2.0'\ninfo: {title: Shop, version: '1'}\n"
    return folder(tmp_path, {"swagger.yaml": start + text})


def operation(tmp_path: Path, lines: str, more: str = "") -> Any:
    """The only operation of a document."""
    text = "".join(f"      {line}\n" for line in lines.splitlines())
    found = swagger(tmp_path, f"{more}paths:\n  /a:\n    post:\n{text}")
    return found.root["paths"]["/a"]["post"]


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("", []),
        ("basePath: /\n", []),
        ("basePath: /v1/\n", ["/v1"]),
        ("host: x.test\n", ["https://x.test"]),
        ("host: x.test\nbasePath: v1\n", ["https://x.test/v1"]),
        ("host: x.test:80\nschemes: [ws, http]\n", ["http://x.test:80"]),
        (
            "host: x.test\nschemes: [http, https, http]\n",
            ["https://x.test", "http://x.test"],
        ),
    ],
)
def test_servers(tmp_path: Path, text: str, urls: list[str]) -> None:
    found = swagger(tmp_path, f"{text}paths: {{}}\n")
    assert [server["url"] for server in found.root.get("servers", [])] == urls
    assert found.root.keys() <= {"openapi", "info", "servers", "paths"}


def test_servers_of_one_operation(tmp_path: Path) -> None:
    host = "host: x.test\nschemes: [https]\n"
    one = operation(tmp_path, "schemes: [http]\nresponses: {}", host)
    assert one["servers"] == [{"url": "http://x.test"}]
    assert "schemes" not in one
    assert "servers" not in operation(tmp_path, "schemes: [https]", host)


@pytest.mark.parametrize(
    ("where", "form", "made"),
    [
        ("query", "csv", {"style": "form", "explode": False}),
        ("query", "multi", {"style": "form", "explode": True}),
        ("query", "ssv", {"style": "spaceDelimited", "explode": False}),
        ("query", "pipes", {"style": "pipeDelimited", "explode": False}),
        ("path", "csv", {"style": "simple", "explode": False}),
        ("header", "csv", {"style": "simple", "explode": False}),
    ],
)
def test_lists(tmp_path: Path, where: str, form: str, made: dict[str, object]) -> None:
    one = f"name: a, in: {where}, type: array, items: {{type: string}}"
    found = operation(tmp_path, f"parameters: [{{{one}, collectionFormat: {form}}}]")
    schema = {"type": "array", "items": {"type": "string"}}
    assert found["parameters"] == [{"name": "a", "in": where, "schema": schema, **made}]


def test_a_list_that_no_style_can_send_is_a_text(tmp_path: Path) -> None:
    one = (
        "name: a, in: query, type: array, items: {type: string}, collectionFormat: tsv"
    )
    found = swagger(tmp_path, f"paths: {{/a: {{get: {{parameters: [{{{one}}}]}}}}}}\n")
    (parameter,) = found.root["paths"]["/a"]["get"]["parameters"]
    assert parameter == {"name": "a", "in": "query", "schema": {"type": "string"}}
    assert "tabs between its values" in found.message("collection-format")
    assert found.at("collection-format") == ["spec/swagger.yaml:3"]


def test_what_a_parameter_says_of_its_value(tmp_path: Path) -> None:
    words = "name: a, in: query, required: true, description: Words., x-b: 1"
    value = (
        "type: integer, format: int64, minimum: 0, exclusiveMinimum: true, default: 3"
    )
    found = operation(tmp_path, f"parameters: [{{{words}, {value}, x-nullable: true}}]")
    (parameter,) = found["parameters"]
    assert parameter.pop("schema") == {
        "type": ["integer", "null"],
        "format": "int64",
        "exclusiveMinimum": 0,
        "default": 3,
    }
    assert parameter == {
        "name": "a",
        "in": "query",
        "required": True,
        "description": "Words.",
        "x-b": 1,
    }


@pytest.mark.parametrize(
    ("consumes", "kind", "media"),
    [
        ("", "string", "application/x-www-form-urlencoded"),
        ("", "file", "multipart/form-data"),
        ("consumes: [multipart/form-data]", "string", "multipart/form-data"),
        (
            "consumes: [multipart/form-data, application/x-www-form-urlencoded]",
            "string",
            "application/x-www-form-urlencoded",
        ),
    ],
)
def test_forms(tmp_path: Path, consumes: str, kind: str, media: str) -> None:
    fields = f"parameters: [{{name: a, in: formData, type: {kind}, required: true}},"
    fields += " {name: b, in: formData, type: integer, description: Words.}]\n"
    found = operation(tmp_path, fields + consumes)
    body = found["requestBody"]
    assert list(body["content"]) == [media]
    schema = body["content"][media]["schema"]
    assert schema["required"] == ["a"]
    assert schema["properties"]["b"] == {"type": "integer", "description": "Words."}
    assert schema["properties"]["a"]["type"] == "string"
    assert (schema["properties"]["a"].get("format") == "binary") == (kind == "file")
    assert body["required"] is True
    assert found["parameters"] == []
    assert "consumes" not in found


SHARED = """consumes: [application/json]
produces: [application/json]
parameters:
  body: {name: body, in: body, required: true, schema: {$ref: '#/definitions/A'}}
  field: {name: field, in: formData, type: string}
responses:
  ok: {description: Fine., schema: {$ref: '#/definitions/A'}}
definitions:
  A: {type: object, discriminator: kind, properties: {kind: {type: string}}}
"""
A = {"schema": {"$ref": "#/components/schemas/A"}}


def test_shared_bodies_and_answers(tmp_path: Path) -> None:
    parameters = "parameters: [{$ref: '#/parameters/body'}]\n"
    responses = "responses: {200: {$ref: '#/responses/ok'}}\n"
    found = operation(tmp_path, parameters + responses, SHARED)
    assert found["requestBody"] == {"$ref": "#/components/requestBodies/body"}
    assert found["responses"]["200"] == {"$ref": "#/components/responses/ok"}
    other = "consumes: [text/xml]\nproduces: [text/plain, text/csv]\n"
    found = operation(tmp_path, parameters + responses + other, SHARED)
    assert found["requestBody"] == {"required": True, "content": {"text/xml": A}}
    content = {"text/plain": A, "text/csv": A}
    assert found["responses"]["200"] == {"description": "Fine.", "content": content}
    found = operation(tmp_path, "parameters: [{$ref: '#/parameters/field'}]\n", SHARED)
    (form,) = found["requestBody"]["content"].values()
    assert form["schema"]["properties"] == {"field": {"type": "string"}}


def test_components(tmp_path: Path) -> None:
    found = swagger(tmp_path, f"{SHARED}paths: {{}}\nx-a: 1\ntags: [{{name: b}}]\n")
    assert list(found.root) == ["openapi", "info", "components", "paths", "x-a", "tags"]
    assert found.schemas["A"]["discriminator"] == {"propertyName": "kind"}
    content = {"application/json": A}
    assert found.root["components"]["requestBodies"] == {
        "body": {"required": True, "content": content}
    }
    assert found.root["components"]["responses"]["ok"]["content"] == content
    assert "parameters" not in found.root["components"]


def test_bodies_that_a_path_shares(tmp_path: Path) -> None:
    body = "{name: b, in: body, schema: {type: string}}"
    item = f"parameters: [{body}, {{name: q, in: query, type: string}}], put: {{}}"
    found = swagger(tmp_path, f"paths: {{/a: {{{item}}}}}\n")
    path = found.root["paths"]["/a"]
    content = {"application/json": {"schema": {"type": "string"}}}
    assert path["put"]["requestBody"] == {"content": content}
    assert [one["name"] for one in path["parameters"]] == ["q"]


def test_a_body_and_a_form_at_once(tmp_path: Path) -> None:
    both = "[{name: a, in: body, schema: {}}, {name: b, in: formData, type: string}]"
    found = swagger(tmp_path, f"paths: {{/a: {{put: {{parameters: {both}}}}}}}\n")
    assert found.codes(Severity.NOTE) == ["two-bodies"]
    body = found.root["paths"]["/a"]["put"]["requestBody"]
    assert list(body["content"]) == ["application/json"]


@pytest.mark.parametrize(
    ("produces", "schema", "media"),
    [
        ("[]", "{type: string}", ["application/json"]),
        ("[text/plain, text/csv]", "{type: string}", ["text/plain", "text/csv"]),
        ("[application/json]", "{type: file}", ["application/octet-stream"]),
        ("[application/json, image/png]", "{type: file}", ["image/png"]),
    ],
)
def test_answers(tmp_path: Path, produces: str, schema: str, media: list[str]) -> None:
    answer = f"200: {{description: Fine., schema: {schema}, examples: {{text/csv: a}}}}"
    lines = f"produces: {produces}\nresponses: {{{answer}, 204: {{description: No.}}}}"
    responses = operation(tmp_path, lines)["responses"]
    content = responses["200"]["content"]
    assert list(content) == media
    assert content.get("text/csv", {"example": "a"})["example"] == "a"
    for one in content.values():
        assert one["schema"]["type"] == "string"
        assert ("file" in schema) == (one["schema"].get("format") == "binary")
    assert responses["204"] == {"description": "No."}


def test_headers(tmp_path: Path) -> None:
    header = "{description: Words., type: array, items: {type: string}}"
    answer = f"{{description: Fine., headers: {{X-A: {header}}}}}"
    found = operation(tmp_path, f"responses: {{200: {answer}}}")
    assert found["responses"]["200"]["headers"]["X-A"] == {
        "description": "Words.",
        "schema": {"type": "array", "items": {"type": "string"}},
        "style": "simple",
        "explode": False,
    }


def test_security(tmp_path: Path) -> None:
    text = """paths: {}
security: [{a: []}]
securityDefinitions:
  a: {type: basic, description: Words.}
  b: {type: apiKey, in: query, name: k}
  c: {type: oauth2, flow: accessCode, authorizationUrl: /a, tokenUrl: /t, scopes: {r: R}}
  d: {type: oauth2, flow: application, tokenUrl: /t}
  e: {type: oauth2, flow: implicit, authorizationUrl: /a}
  f: {type: oauth2, flow: password, tokenUrl: /t}
"""
    found = swagger(tmp_path, text)
    flow = {"authorizationUrl": "/a", "tokenUrl": "/t", "scopes": {"r": "R"}}
    token: dict[str, object] = {"tokenUrl": "/t", "scopes": {}}
    implicit: dict[str, object] = {"authorizationUrl": "/a", "scopes": {}}
    assert found.root["components"]["securitySchemes"] == {
        "a": {"type": "http", "scheme": "basic", "description": "Words."},
        "b": {"type": "apiKey", "in": "query", "name": "k"},
        "c": {"type": "oauth2", "flows": {"authorizationCode": flow}},
        "d": {"type": "oauth2", "flows": {"clientCredentials": token}},
        "e": {"type": "oauth2", "flows": {"implicit": implicit}},
        "f": {"type": "oauth2", "flows": {"password": token}},
    }
    assert found.root["security"] == [{"a": []}]


def test_places_of_what_has_moved(tmp_path: Path) -> None:
    text = """paths:
  /a:
    post:
      parameters:
        - {name: q, in: query, type: string}
        - name: b
          in: body
          schema:
            type: string
      responses:
        200:
          schema:
            type: string
definitions:
  A:
    properties:
      b: {type: string}
"""
    found = swagger(tmp_path, text)
    assert found.document is not None
    post = Pointer("#/paths") / "/a" / "post"
    below = ("content", "application/json", "schema")
    for start, keys, line in (
        (post / "parameters" / 0, ("schema",), 7),
        (post / "requestBody", below, 10),
        (post / "responses" / "200", below, 14),
        (Pointer("#/components/schemas/A"), ("properties", "b"), 19),
    ):
        pointer = start
        for key in keys:
            pointer /= key
        assert str(found.document.locate(pointer)) == f"spec/swagger.yaml:{line}"
