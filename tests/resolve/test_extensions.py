"""Extensions of other tools are read into the words of this one."""

from __future__ import annotations

import pytest
from plainsdk.diagnostics import Diagnostics, Pointer
from plainsdk.document import Json, value_at
from plainsdk.resolve.extensions import read_extensions

from tests.resolve.support import at, document, ref, remarks

GET = "#/paths/~1a/get"


def operation(**keys: Json) -> tuple[Json, list[str]]:
    """An operation as its extensions mean it, and what was said."""
    report = Diagnostics()
    made = read_extensions(document(paths={"/a": {"get": keys}}), report)
    return value_at(made.root, Pointer(GET)), remarks(report)


def schema(**keys: Json) -> tuple[dict[str, Json], list[str]]:
    """A schema as its extensions mean it, and what was said."""
    report = Diagnostics()
    made = read_extensions(document(components={"schemas": {"A": keys}}), report)
    found = value_at(made.root, Pointer("#/components/schemas/A"))
    assert isinstance(found, dict)
    return found, remarks(report)


def test_our_own_names_stay() -> None:
    made, _ = operation(
        **{"x-plainsdk-name": "ours", "x-fern-sdk-method-name": "theirs"}
    )
    assert isinstance(made, dict)
    assert made["x-plainsdk-name"] == "ours"


@pytest.mark.parametrize(
    "keys",
    [
        {"x-speakeasy-enums": ["ON", "OFF"]},
        {"x-speakeasy-enums": {"1": "ON", "0": "OFF"}},
        {"x-fern-enum": {"1": {"name": "ON"}, "0": {"name": "OFF"}}},
        {"x-stainless-renameMap": {"ON": 1, "OFF": 0}},
        {"x-enum-varnames": ["ON", "OFF"]},
        {"x-enumNames": ["ON", "OFF"]},
        {
            "x-ms-enum": {
                "name": "S",
                "values": [{"value": 0, "name": "OFF"}, {"value": 1, "name": "ON"}],
            }
        },
    ],
)
def test_names_of_values(keys: dict[str, Json]) -> None:
    made, said = schema(type="integer", enum=[1, 0], **keys)
    assert made["x-plainsdk-enum-names"] == ["ON", "OFF"]
    assert not said


def test_names_that_do_not_fit_are_noted() -> None:
    made, said = schema(enum=[1, 0], **{"x-enum-varnames": ["ON"]})
    assert "x-plainsdk-enum-names" not in made
    assert [line.split(": ")[0] for line in said] == [
        "note vendor-extension #/components/schemas/A/x-enum-varnames"
    ]


def test_a_type_name_stays_where_it_stands() -> None:
    report = Diagnostics()
    inner: Json = {"type": "object", "x-fern-type-name": "Inner"}
    made = read_extensions(
        document(
            components={
                "schemas": {
                    "A": {"x-speakeasy-name-override": "B", "properties": {"i": inner}}
                }
            }
        ),
        report,
    )
    assert made.root["x-plainsdk-type-names"] == {
        "#/components/schemas/A": "B",
        "#/components/schemas/A/properties/i": "Inner",
    }


def test_a_parameter_that_is_ignored_moves_no_line() -> None:
    report = Diagnostics()
    parameters: list[Json] = [
        {"name": "a", "in": "query", "x-speakeasy-ignore": True},
        {"name": "b", "in": "query"},
        ref("#/components/parameters/C"),
        {"name": "d", "in": "query"},
    ]
    made = read_extensions(
        document(
            paths={"/a": {"get": {"parameters": parameters}}},
            components={"parameters": {"C": {"name": "c", "x-fern-ignore": True}}},
        ),
        report,
    )
    assert value_at(made.root, Pointer(GET)) == {
        "parameters": [parameters[1], parameters[3]]
    }
    assert at(made, f"{GET}/parameters/0/name") == f"{GET}/parameters/1/name"
    assert at(made, f"{GET}/parameters/1") == f"{GET}/parameters/3"


def test_what_was_called_x_webhooks_is_found_there() -> None:
    made = read_extensions(
        document(**{"x-webhooks": {"w": {"post": {}}}}), Diagnostics()
    )
    assert value_at(made.root, Pointer("#/webhooks/w/post")) == {}
    assert at(made, "#/webhooks/w") == "#/x-webhooks/w"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (
            {
                "x-speakeasy-pagination": {
                    "type": "offsetLimit",
                    "inputs": [
                        {"name": "page", "in": "parameters", "type": "page"},
                        {"name": "n", "in": "requestBody", "type": "limit"},
                    ],
                    "outputs": {"results": "$.data['the items']", "numPages": "$.n"},
                },
                "parameters": [{"name": "page", "in": "header"}],
            },
            {
                "kind": "page",
                "inputs": {
                    "page": {"in": "header", "name": "page"},
                    "limit": {"in": "body", "name": "n"},
                },
                "items": ["data", "the items"],
                "pages": ["n"],
            },
        ),
        (
            {
                "x-fern-pagination": {
                    "cursor": "$request.after",
                    "next_cursor": "$response.meta.next",
                    "results": "$response.data",
                }
            },
            {
                "kind": "cursor",
                "inputs": {"cursor": {"in": "query", "name": "after"}},
                "items": ["data"],
                "next": ["meta", "next"],
            },
        ),
        (
            {
                "x-fern-pagination": {
                    "next_uri": "$response.url",
                    "results": "$response",
                }
            },
            {"kind": "url", "items": [], "next": ["url"]},
        ),
        (
            {"x-ms-pageable": {"nextLinkName": "nextLink"}},
            {"kind": "url", "items": ["value"], "next": ["nextLink"]},
        ),
    ],
)
def test_pagination_has_one_form(keys: dict[str, Json], expected: Json) -> None:
    made, said = operation(**keys)
    assert isinstance(made, dict)
    assert made["x-plainsdk-pagination"] == expected
    assert not said


def test_a_path_that_is_more_than_keys_is_noted() -> None:
    pages: Json = {"type": "cursor", "outputs": {"results": "$.data[?@.a]"}}
    made, said = operation(**{"x-speakeasy-pagination": pages})
    assert isinstance(made, dict)
    assert "x-plainsdk-pagination" not in made
    assert said[0].startswith("note vendor-extension #/paths/~1a/get/x-speakeasy-")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            {
                "strategy": "backoff",
                "backoff": {
                    "initialInterval": 500,
                    "maxInterval": 60000,
                    "exponent": 2,
                },
                "statusCodes": ["5XX", 429],
                "retryConnectionErrors": True,
            },
            {
                "initial": 0.5,
                "most": 60.0,
                "factor": 2,
                "statuses": ["5XX", "429"],
                "connection": True,
            },
        ),
        ({"strategy": "none"}, {"none": True}),
    ],
)
def test_retries_have_one_form(value: Json, expected: Json) -> None:
    made, _ = operation(**{"x-speakeasy-retries": value})
    assert isinstance(made, dict)
    assert made["x-plainsdk-retries"] == expected


def test_an_ignored_schema_that_is_needed_is_open() -> None:
    report = Diagnostics()
    gone: Json = {"type": "object", "x-speakeasy-ignore": True}
    made = read_extensions(
        document(
            components={
                "schemas": {
                    "A": {"properties": {"b": ref("#/components/schemas/B")}},
                    "B": gone,
                    "C": {**gone, "properties": {"d": ref("#/components/schemas/D")}},
                    "D": gone,
                }
            }
        ),
        report,
    )
    schemas = value_at(made.root, Pointer("#/components/schemas"))
    assert isinstance(schemas, dict)
    assert list(schemas) == ["A", "B"] and schemas["B"] == {}
    assert [line.split(": ")[0] for line in remarks(report)] == [
        "warning ignored-schema #/components/schemas/B"
    ]


def test_a_stream_without_a_condition_is_a_stream_alone() -> None:
    answer: Json = {"content": {"application/json": {"schema": {"type": "object"}}}}
    made, _ = operation(
        responses={"200": answer},
        **{"x-fern-streaming": {"format": "sse", "terminator": "[END]"}},
    )
    assert isinstance(made, dict)
    assert made["responses"] == {
        "200": {
            "content": {
                "text/event-stream": {
                    "schema": {"type": "object"},
                    "x-plainsdk-stream": {"sentinel": "[END]"},
                }
            }
        }
    }


def test_a_file_of_its_own_is_read_as_what_it_looks_like() -> None:
    files: Json = {
        "pet.yaml": {"type": "object", "x-speakeasy-name-override": "Animal"},
        "all.yaml": {"Dog": {"type": "string", "x-fern-type-name": "Hound"}},
        "paths.yaml": {"get": {"x-fern-sdk-method-name": "fetch"}},
    }
    made = read_extensions(document(**{"x-plainsdk-files": files}), Diagnostics())
    assert made.root["x-plainsdk-type-names"] == {
        "#/x-plainsdk-files/pet.yaml": "Animal",
        "#/x-plainsdk-files/all.yaml/Dog": "Hound",
    }
    at = Pointer("#/x-plainsdk-files/paths.yaml/get/x-plainsdk-name")
    assert value_at(made.root, at) == "fetch"
