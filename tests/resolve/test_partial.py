"""What errors stand in is left out: an operation whole, a schema at its smallest part."""

from __future__ import annotations

from plainsdk.diagnostics import Diagnostics, Pointer
from plainsdk.document import Json, Missing, value_at
from plainsdk.resolve.partial import leave_out

from tests.resolve.support import document, ref, remarks

DESCRIBED: dict[str, Json] = {"description": "Words.", "type": "nothing"}
API: dict[str, Json] = {
    "security": [{"Key": []}, {"Odd": []}],
    "paths": {
        "/a": {
            "parameters": [ref("#/components/parameters/P")],
            "get": {},
            "post": {"security": [{"Odd": []}]},
        },
        "/b": {"get": {"security": [{"Odd": []}, {}]}, "put": ref("#/nowhere")},
    },
    "components": {
        "securitySchemes": {"Key": {}, "Odd": {}},
        "parameters": {"P": ref("#/components/parameters/Q"), "Q": {"in": "x"}},
        "schemas": {"A": {"properties": {"b": {"items": DESCRIBED}}, "title": "T"}},
    },
}


def left_out(*pointers: str) -> tuple[dict[str, Json], tuple[Missing, ...], list[str]]:
    """The rest of the document, what is missing, and what was said."""
    found = Diagnostics()
    for pointer in pointers:
        found.error("bad", "this is bad", Pointer(pointer))
    report = Diagnostics()
    made, missing = leave_out(document(**API), found, report)
    return dict(made.root), missing, remarks(report)


def test_an_operation_leaves_for_an_error_anywhere_in_it() -> None:
    root, missing, said = left_out("#/paths/~1a/get/responses/200", "#/paths/~1a/get")
    assert missing == (
        Missing(Pointer("#/paths/~1a/get"), "GET /a", "bad", "this is bad"),
    )
    assert said == [
        "warning bad #/paths/~1a/get/responses/200: this is bad; left out: GET /a"
    ]
    assert value_at(root, Pointer("#/paths/~1a/get")) is None
    assert value_at(root, Pointer("#/paths/~1a/post")) is not None


def test_all_operations_leave_for_an_error_beside_them() -> None:
    root, missing, _ = left_out("#/paths/~1a/parameters/0")
    assert [one.what for one in missing] == ["GET /a", "POST /a"]
    assert value_at(root, Pointer("#/paths/~1a")) is None


def test_a_bad_component_leaves_with_what_refers_to_it() -> None:
    root, missing, _ = left_out("#/components/parameters/Q/in")
    assert [one.what for one in missing] == [
        "Q of components.parameters",
        "GET /a",
        "POST /a",
    ]
    components = root["components"]
    assert isinstance(components, dict)
    assert list(components["parameters"]) == ["P"]


def test_a_schema_is_open_where_the_error_stands() -> None:
    at = "#/components/schemas/A/properties/b/items"
    root, missing, _ = left_out(f"{at}/type")
    assert [one.what for one in missing] == ["the type of A.b.items"]
    assert value_at(root, Pointer(at)) == {"description": "Words."}


def test_a_scheme_leaves_with_what_cannot_do_without_it() -> None:
    root, missing, _ = left_out("#/components/securitySchemes/Odd")
    assert [one.what for one in missing] == ["security scheme Odd", "POST /a"]
    assert root["security"] == [{"Key": []}]
    assert value_at(root, Pointer("#/paths/~1b/get/security")) == [{}]
    assert value_at(root, Pointer("#/components/securitySchemes")) == {"Key": {}}


def test_what_is_wrong_with_the_document_cannot_be_left_out() -> None:
    root, missing, said = left_out("#/info/title", "#/servers/0")
    assert not missing and not said
    assert root == document(**API).root


def test_what_is_no_operation_or_path_item_leaves_alone() -> None:
    paths: dict[str, Json] = {"/a": {"get": {}, "put": 7}, "/b": 7, "/c": {"get": {}}}
    found = Diagnostics()
    for pointer in ("#/paths/~1a/put", "#/paths/~1b"):
        found.error("bad", "this is bad", Pointer(pointer))
    made, missing = leave_out(document(paths=paths), found, Diagnostics())
    assert made.root["paths"] == {"/a": {"get": {}}, "/c": {"get": {}}}
    assert [one.what for one in missing] == ["PUT /a", "everything at /b"]
