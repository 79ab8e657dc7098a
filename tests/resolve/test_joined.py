"""What is left of choices, types and values where the parts of an ``allOf`` speak of the same."""

from __future__ import annotations

from typing import Any

import pytest
from plainsdk.diagnostics import Diagnostics
from plainsdk.resolve.allof import merged
from plainsdk.resolve.families import Parents

_AT = "#/components/schemas"
OBJECT, TEXT, NULL = {"type": "object"}, {"type": "string"}, {"type": "null"}


def _merged(**schemas: Any) -> tuple[dict[str, Any], list[str]]:
    report = Diagnostics()
    document: Any = {"components": {"schemas": schemas}}
    root: Any = merged(document, (), report)
    said = [f"{one.severity.value} {one.where}" for one in report]
    return root["components"]["schemas"], said


def _child(first: Any, second: Any) -> dict[str, Any]:
    """A schema that takes up Base, and says more of its property."""
    return {
        "Base": {"type": "object", "properties": {"a": first}},
        "A": {"allOf": [{"$ref": f"{_AT}/Base"}, {"properties": {"a": second}}]},
    }


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ({"anyOf": [OBJECT, TEXT]}, OBJECT, OBJECT),
        ({"anyOf": [OBJECT, TEXT, NULL]}, TEXT, TEXT),
        (
            {"anyOf": [OBJECT, {"type": "array", "items": TEXT}]},
            {"anyOf": [{"allOf": [OBJECT, {"maxProperties": 1}]}, {"type": "array"}]},
            {
                "anyOf": [
                    {"type": "object", "maxProperties": 1},
                    {"type": "array", "items": TEXT},
                ]
            },
        ),
        ({"enum": []}, {"enum": ["a"]}, {"enum": ["a"]}),
        ({"enum": ["a"]}, {"type": "string", "enum": []}, {**TEXT, "enum": ["a"]}),
    ],
    ids=str,
)
def test_what_both_parts_allow_is_left(first: Any, second: Any, joined: Any) -> None:
    found, said = _merged(**_child(first, second))
    assert found["A"]["properties"]["a"] == joined
    assert said == []


def test_a_type_that_no_member_of_a_choice_has_wins_over_it_with_a_warning() -> None:
    found, said = _merged(**_child({"anyOf": [OBJECT, TEXT]}, {"type": "integer"}))
    assert found["A"]["properties"]["a"] == {"type": "integer"}
    assert said == [f"warning {_AT}/A/properties/a"]


def test_a_choice_with_a_wrong_type_of_its_own_stays() -> None:
    schema = {"type": "object", "anyOf": [TEXT, {"type": "integer"}]}
    found, said = _merged(A=schema, B={"allOf": [{"$ref": f"{_AT}/A"}, {"title": "B"}]})
    assert found["A"] == schema
    assert said == []


def test_the_one_member_of_a_choice_is_found_where_the_choice_was() -> None:
    one = {"type": "object", "properties": {"b": TEXT}}
    found, _ = _merged(**_child({"anyOf": [one, NULL]}, {"description": "Said."}))
    assert found["Base"]["properties"]["a"]["properties"] == {"b": TEXT}
    reference = found["A"]["properties"]["a"]["$ref"]
    assert reference == f"{_AT}/Base/properties/a"


@pytest.mark.parametrize(
    ("status", "severity"),
    [("200", "warning"), ("404", "note"), ("5XX", "note"), ("default", "note")],
)
def test_parts_that_disagree_harm_nobody_in_an_error(
    status: str, severity: str
) -> None:
    parts = [{"type": "boolean", "enum": [True]}, {"type": "boolean", "enum": [False]}]
    content = {"application/json": {"schema": {"allOf": parts}}}
    answers = {status: {"description": "It.", "content": content}}
    report = Diagnostics()
    document: Any = {"paths": {"/a": {"get": {"responses": answers}}}}
    merged(document, (), report)
    assert [one.severity.value for one in report] == [severity]
    assert [one.code for one in report] == ["allof-conflict"]


def test_of_two_bases_with_one_tag_the_nearer_tells_its_value() -> None:
    def base(tag: str, child: str) -> dict[str, Any]:
        mapping = {tag: f"{_AT}/{child}"}
        return {
            "properties": {"kind": TEXT},
            "discriminator": {"propertyName": "kind", "mapping": mapping},
        }

    def child(*parts: Any) -> dict[str, Any]:
        return {"allOf": list(parts)}

    found, _ = _merged(
        Far=base("far", "Other"),
        Other=child({"$ref": f"{_AT}/Far"}, {"properties": {"o": TEXT}}),
        Near=child({"$ref": f"{_AT}/Far"}, base("near", "Least")),
        Least=child({"$ref": f"{_AT}/Near"}, {"properties": {"l": TEXT}}),
    )
    assert found["Least"]["properties"]["kind"] == {**TEXT, "const": "near"}


def test_bases_are_walked_through_in_one_order() -> None:
    names = [f"B{index}" for index in range(9)]
    schemas: dict[str, Any] = {name: {"properties": {name: TEXT}} for name in names}
    schemas["A"] = {"allOf": [{"$ref": f"{_AT}/{name}"} for name in names]}
    parents = Parents(lambda target: schemas.get(target.removeprefix(f"{_AT}/")))
    assert list(parents.of(f"{_AT}/A")) == [f"{_AT}/{name}" for name in names]


def test_what_takes_up_a_choice_is_one_of_its_members_and_none_beside_them() -> None:
    choice = {
        "oneOf": [{"$ref": f"{_AT}/One"}, {"$ref": f"{_AT}/Two"}],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {"one": f"{_AT}/One", "two": f"{_AT}/Two"},
        },
    }
    member = {"type": "object", "properties": {"kind": TEXT}}
    whole = {"allOf": [{"$ref": f"{_AT}/Choice"}]}
    found, said = _merged(Choice=choice, One=member, Two=member, Whole=whole)
    assert found["Whole"] == {"$ref": f"{_AT}/Choice"}
    assert said == []


def _kind(tag: Any, **properties: Any) -> dict[str, Any]:
    properties["kind"] = tag
    return {"type": "object", "required": ["kind"], "properties": properties}


def test_a_constant_is_the_tag_of_a_member_before_its_name() -> None:
    members = {
        "First": _kind({"const": "first"}),
        "Second": _kind({"type": "string"}),
    }
    found, said = _merged(
        Event={
            **_kind({"type": "string"}, at={"type": "string"}),
            "discriminator": {"propertyName": "kind"},
            "oneOf": [{"$ref": f"{_AT}/{one}"} for one in members],
        },
        **members,
    )
    assert said == []
    assert found["Event"]["discriminator"]["mapping"] == {
        "Second": f"{_AT}/Event/oneOf/1"
    }


def test_a_member_that_says_all_that_is_beside_it_stays_itself() -> None:
    found, said = _merged(
        Event={
            **_kind({"type": "string"}),
            "oneOf": [{"$ref": f"{_AT}/First"}, {"$ref": f"{_AT}/Second"}],
        },
        First=_kind({"const": "first"}),
        Second=_kind({"enum": [2]}),
    )
    assert said == []
    first, _ = found["Event"]["oneOf"]
    assert first == {"$ref": f"{_AT}/First"}
