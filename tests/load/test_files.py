"""Several files: what references may say, what may be read, and where things stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from plainsdk.diagnostics import Diagnostics, Pointer, Severity
from plainsdk.document import value_at
from plainsdk.resolve.references import check_references

from tests.load.support import Loaded, folder

INFO = "openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\n"


def shop(tmp_path: Path, schemas: str, **files: str) -> Loaded:
    """A description whose schemas are these lines, beside other files."""
    lines = "".join(f"    {line}\n" for line in schemas.splitlines())
    root = f"{INFO}components:\n  schemas:\n{lines}"
    (tmp_path / ".git").mkdir(parents=True, exist_ok=True)
    named = {name.replace("__", "/").replace("_", "."): files[name] for name in files}
    return folder(tmp_path, {"openapi.yaml": root, **named})


def meant(found: Loaded, schema: str, *keys: str) -> Any:
    """What the reference of a property leads to."""
    pointer = Pointer("#/components/schemas") / schema
    for key in keys:
        pointer /= key
    reference = value_at(found.root, pointer / "$ref")
    assert isinstance(reference, str)
    return value_at(found.root, Pointer(reference))


def said(found: Loaded) -> list[str]:
    """What the next stage says of the references."""
    assert found.document is not None
    report = Diagnostics()
    check_references(found.document, report)
    return [f"{item.severity.value} {item.message}" for item in report]


A = "A: {properties: {b: {$ref: %s}}}"


@pytest.mark.parametrize(
    "reference",
    [
        "b.yaml#/B",
        "./b.yaml#/B",
        "x/../b.yaml#/B",
        '"%62.yaml#/B"',
        "b.yaml#/x~1y/z~0/0",
        "b.yaml#/with%20space",
        "b.yaml#named",
        "b.yaml?v=1#/B",
        "c.json",
        '"c.json#"',
        '"c.json#/"',
        "https://example.test/b",
    ],
)
def test_ways_to_another_file(tmp_path: Path, reference: str) -> None:
    b = (
        "B: &b {type: string}\nx/y: {z~: [*b]}\nwith space: *b\n"
        "other: {$anchor: named, type: string}\n"
        "self: {$id: 'https://example.test/b', type: string}\n"
    )
    schemas = f"Z: {{$ref: b.yaml#/B}}\n{A % reference}"
    found = shop(tmp_path, schemas, b_yaml=b, c_json='{"type": "string"}')
    assert meant(found, "A", "properties", "b")["type"] == "string"
    assert said(found) == []


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("gone.yaml", "there is no such file"),
        ("b.yaml#/Gone", "nothing stands at 'b.yaml#/Gone'"),
        ("../outside.yaml", "it is outside of"),
        (".secret/b.yaml", "hidden folder .secret"),
        ("/etc/passwd", "a path relative to"),
        ('"file:///etc/passwd"', "a path relative to"),
        ('"C:/b.yaml"', "a path relative to"),
        ('"..\\\\b.yaml"', "a path relative to"),
        ('"\\0"', "a path relative to"),
        ("bad.yaml", "spec/bad.yaml:2: this is not YAML"),
        ("https://example.test/x.yaml", 'remote = ["https://example.test/"]'),
    ],
)
def test_ways_to_nowhere(tmp_path: Path, reference: str, words: str) -> None:
    (tmp_path / "outside.yaml").write_text("type: string\n")
    found = shop(
        tmp_path / "in",
        A % reference,
        b_yaml="B: {}\n",
        **{".secret/b_yaml": "type: string\n", "bad_yaml": "a: 1\nb: c: d\n"},
    )
    (fault,) = said(found)
    assert fault.startswith("error nothing stands at ")
    assert words in fault


def test_a_link_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text("type: string\n")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.yaml").symlink_to(tmp_path / "outside.yaml")
    (fault,) = said(shop(tmp_path / "in", A % "b.yaml"))
    assert "it is outside of" in fault


def test_files_are_inputs_and_places(tmp_path: Path) -> None:
    b = "# words\nB:\n  type: object\n  properties:\n    c:\n      $ref: up/c.yaml\n"
    found = shop(tmp_path, A % "d/b.yaml#/B", d__b_yaml=b, d__up__c_yaml="\ntype: x\n")
    assert found.document is not None
    paths = [item.path for item in found.document.inputs]
    assert paths == ["d/b.yaml", "d/up/c.yaml", "openapi.yaml"]
    at = Pointer("#/x-plainsdk-files") / "d/b.yaml" / "B" / "properties" / "c"
    assert str(found.document.locate(at)) == "spec/d/b.yaml:5"
    at = Pointer("#/x-plainsdk-files") / "d/up/c.yaml" / "type"
    assert str(found.document.locate(at)) == "spec/d/up/c.yaml:2"


def test_only_what_is_reached_is_taken_over(tmp_path: Path) -> None:
    b = "B: {type: string}\nUnused: {$ref: gone.yaml}\nList: [{}, {type: object}]\n"
    more = "C: {properties: {d: {$ref: b.yaml#/List/1}}}"
    found = shop(tmp_path, f"{A % 'b.yaml#/B'}\n{more}", b_yaml=b)
    kept = {"B": {"type": "string"}, "List": [None, {"type": "object"}]}
    assert found.root["x-plainsdk-files"] == {"b.yaml": kept}
    assert said(found) == []


def test_a_listed_schema_has_one_place(tmp_path: Path) -> None:
    pet = "type: object\nproperties: {mother: {$ref: pet.yaml}, tag: {$ref: '#/x/tag'}}"
    pet += "\nx: {tag: {type: string}}\n"
    schemas = "Pet: {$ref: pet.yaml}\nAnimal: {$ref: pet.yaml}"
    found = shop(tmp_path, schemas, pet_yaml=pet)
    assert found.schemas["Animal"] == {"$ref": "#/components/schemas/Pet"}
    mother = found.schemas["Pet"]["properties"]["mother"]
    assert mother == {"$ref": "#/components/schemas/Pet"}
    assert list(found.root["x-plainsdk-files"]) == ["pet.yaml"]
    assert meant(found, "Pet", "properties", "tag") == {"type": "string"}


def test_versions_are_each_file_s_own(tmp_path: Path) -> None:
    text = "A: {type: string, nullable: true}\nB: {type: file}\n"
    files = {
        "three_yaml": f"openapi: 3.0.0\n{text}",
        "two_yaml": f"swagger: '2.0'\n{text.replace('nullable', 'x-nullable')}",
        "none_yaml": text,
    }
    names = ("three", "two", "none")
    schemas = "\n".join(
        f"{name}: {{items: {{$ref: {name}.yaml#/A}}}}" for name in names
    )
    found = shop(tmp_path, schemas, **files)
    for name in names:
        assert meant(found, name, "items") == {"type": ["string", "null"]}
    assert found.codes(Severity.NOTE) == ["loose-schema"]


def test_what_is_shared_in_swagger_files(tmp_path: Path) -> None:
    root = """swagger: "2.0"
paths:
  /a:
    post:
      parameters: [{$ref: more.yaml#/parameters/Body}, {$ref: more.yaml#/parameters/Page}]
      responses: {200: {$ref: more.yaml#/responses/Ok}}
"""
    more = """
parameters:
  Body: {in: body, name: b, schema: {$ref: '#/definitions/A'}}
  Page: {in: query, name: page, type: integer}
responses:
  Ok: {description: Fine., schema: {$ref: '#/definitions/A'}}
definitions:
  A: {type: object}
"""
    found = folder(tmp_path, {"swagger.yaml": root, "more.yaml": more})
    post = found.root["paths"]["/a"]["post"]
    files = "#/x-plainsdk-files/more.yaml"
    assert post["requestBody"] == {"$ref": f"{files}/parameters/Body"}
    assert post["parameters"] == [{"$ref": f"{files}/parameters/Page"}]
    kept = found.root["x-plainsdk-files"]["more.yaml"]
    content = {"application/json": {"schema": {"$ref": f"{files}/definitions/A"}}}
    assert kept["parameters"]["Body"] == {"content": content}
    assert kept["parameters"]["Page"]["schema"] == {"type": "integer"}
    assert kept["responses"]["Ok"] == {"description": "Fine.", "content": content}
    assert said(found) == []


def test_references_where_openapi_has_none(tmp_path: Path) -> None:
    root = f"""{INFO}paths: {{$ref: paths.yaml}}
components: {{schemas: {{$ref: schemas.yaml}}}}
"""
    files = {
        "openapi.yaml": root,
        "paths.yaml": "/a:\n  get: {$ref: get.yaml}\n",
        "get.yaml": "description: {$ref: words.md}\nresponses:\n  200:\n"
        "    content: {text/plain: {schema: {$ref: schemas.yaml#/A}}}\n",
        "schemas.yaml": "A: {type: string}\nB: {$ref: '#/A'}\n",
        "words.md": "Words: more.\n",
    }
    found = folder(tmp_path, files)
    get = found.root["paths"]["/a"]["get"]
    assert get["description"] == "Words: more.\n"
    schema = get["responses"]["200"]["content"]["text/plain"]["schema"]
    assert schema == found.schemas["B"] == {"$ref": "#/components/schemas/A"}
    assert "x-plainsdk-files" not in found.root
    assert found.document is not None
    at = Pointer("#/paths") / "/a" / "get" / "responses" / "200" / "content"
    assert str(found.document.locate(at)) == "spec/get.yaml:4"


def test_definitions_of_swagger_that_are_files_have_their_own_names(
    tmp_path: Path,
) -> None:
    root = """\
swagger: '2.0'
info: {title: Shop, version: '1'}
paths:
  /a: {get: {responses: {200: {description: a, schema: {$ref: '#/definitions/Pet'}}}}}
  /b: {get: {responses: {200: {description: b, schema: {$ref: pet.yaml}}}}}
definitions: {Pet: {$ref: pet.yaml}}
"""
    pet = "type: object\nproperties: {mother: {$ref: pet.yaml}}\n"
    found = folder(tmp_path, {"swagger.yaml": root, "pet.yaml": pet})
    own = {"$ref": "#/components/schemas/Pet"}
    assert found.schemas == {"Pet": {"type": "object", "properties": {"mother": own}}}
    assert "x-plainsdk-files" not in found.root
    for path in ("/a", "/b"):
        answer = found.root["paths"][path]["get"]["responses"]["200"]
        assert [one["schema"] for one in answer["content"].values()] == [own]


def test_what_brings_in_itself_is_refused(tmp_path: Path) -> None:
    files = {
        "openapi.yaml": f"{INFO}paths:\n  /a:\n    get: {{$ref: b.yaml}}\n",
        "b.yaml": "callbacks: {x: {y: {get: {$ref: b.yaml}}}}\n",
    }
    assert folder(tmp_path, files).codes() == ["endless-reference"]
    files["b.yaml"] = "$ref: b.yaml\n"
    assert folder(tmp_path, files).codes() in ([], ["endless-reference"])


def test_broken_references_of_other_files_do_not_lead_into_the_root(
    tmp_path: Path,
) -> None:
    b = "B: {properties: {c: {$ref: '#/components/schemas/A'}}}\n"
    (fault,) = said(shop(tmp_path, A % "b.yaml#/B", b_yaml=b))
    assert "nothing stands at 'b.yaml#/components/schemas/A'" in fault


@pytest.mark.parametrize(
    "reference",
    [
        "#/paths/~1a~1{b}",
        "#/paths/~1a/{b}",
        "#/paths//a/{b}",
        "#/paths/a/{b}",
        "#/components/pathitems/A",
        "#/components/PATHITEMS/A",
    ],
)
def test_a_path_whose_slashes_are_as_they_are(tmp_path: Path, reference: str) -> None:
    item = "{get: {operationId: there}}"
    text = (
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"
        f"paths:\n  /a: {{}}\n  /a/{{b}}: {item}\n  /c: {{$ref: '{reference}'}}\n"
        f"components:\n  pathItems:\n    A: {item}\n"
    )
    found = folder(tmp_path, {"openapi.yaml": text})
    reference = str(value_at(found.root, Pointer("#/paths/~1c/$ref")))
    there = value_at(found.root, Pointer(reference) / "get" / "operationId")
    assert there == "there"
    assert found.codes(Severity.ERROR) == []
