"""Names are made once, in one table: ranks decide, positions never do."""

from __future__ import annotations

import keyword
from collections.abc import Sequence
from dataclasses import replace

import pydantic
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from plainsdk import ir
from plainsdk.diagnostics import Diagnostics, Pointer, Stopped
from plainsdk.kinds import Kind
from plainsdk.names import Names
from plainsdk.naming import name
from plainsdk.naming.attributes import ATTRIBUTES
from plainsdk.naming.identifiers import (
    BARE,
    EXPORTED,
    attribute,
    class_name,
    module_name,
)
from plainsdk.words import without_echo

_STRING = ir.Scalar(ir.ScalarKind.STRING)


def _api(schemas: Sequence[str], properties: Sequence[str] = ("id",)) -> ir.Api:
    declarations: dict[Pointer, ir.Declaration] = {}
    for schema in schemas:
        at = Pointer("#/components/schemas") / schema
        fields = tuple(
            ir.Field(at / "properties" / wire, wire, None, _STRING, True)
            for wire in properties
        )
        declarations[at] = ir.Object(at, ir.Given(schema), at, fields)
    return ir.Api("T", "1", "", "spec/t", declarations=declarations)


def _named(
    api: ir.Api, pins: dict[str, str] | None = None
) -> tuple[Names, Diagnostics]:
    report = Diagnostics()
    return name(api, pins or {}, report, False), report


def _classes(names: Names) -> dict[str, str]:
    return {pointer.parts[-1]: one for pointer, one in names.declarations.items()}


def _fields(names: Names) -> dict[str, str]:
    return {pointer.parts[-1]: one for pointer, one in names.fields.items()}


@pytest.mark.parametrize(
    ("words", "given", "called"),
    [
        (("GetFileResponse", "response"), [], "GetFileResponse"),
        (("GetFileResponse", "response", "meta"), [], "GetFileResponseMeta"),
        (
            ("GetFileResponse", "response"),
            ["GetFileResponse"],
            "GetFileResponseResponse",
        ),
        (("Responses", "response"), [], "ResponsesResponse"),
        (("Colour", "colour"), [], "ColourColour"),
    ],
)
def test_a_kind_of_place_is_not_said_twice(
    words: tuple[str, ...], given: list[str], called: str
) -> None:
    at = Pointer("#/components/responses/x")
    api = _api(given)
    inline = {**api.declarations, at: ir.Object(at, ir.Made(words), at, ())}
    names, _ = _named(replace(api, declarations=inline))
    assert names.declarations[at] == called


def test_a_name_beside_the_place_gives_way_to_the_words_of_the_place() -> None:
    api = _api(["Size"])
    at = Pointer("#/components/schemas/Batch/properties/size")
    alias = ir.Alias(at, ir.Given("Size", ("Batch", "size")), at, _STRING)
    names, _ = _named(replace(api, declarations={**api.declarations, at: alias}))
    assert sorted(names.declarations.values()) == ["BatchSize", "Size"]


def test_schemas_become_classes_and_modules() -> None:
    names, report = _named(_api(["HTTPValidationError", "chat_request", "v1.Model"]))
    assert list(_classes(names).values()) == [
        "HTTPValidationError",
        "ChatRequest",
        "V1Model",
    ]
    assert list(names.modules.values()) == [
        "http_validation_error",
        "chat_request",
        "v1_model",
    ]
    assert not len(report)


def test_the_spelling_that_equals_the_name_keeps_it() -> None:
    names, report = _named(_api(["T"], ["null-time", "null_time", "nullTime"]))
    assert _fields(names) == {
        "null-time": "null_minus_time",
        "null_time": "null_time",
        "nullTime": "nullTime",
    }
    assert [one.code for one in report] == ["name-collision", "name-collision"]


def test_the_order_of_a_document_changes_no_name() -> None:
    schemas = ["foo-bar", "FooBar", "foo.bar", "foo_bar", "Foobar"]
    expected = _classes(_named(_api(schemas))[0])
    assert expected["FooBar"] == "FooBar"
    assert len({one.casefold() for one in expected.values()}) == len(schemas)
    for turned in (schemas[::-1], schemas[2:] + schemas[:2]):
        assert _classes(_named(_api(turned))[0]) == expected


def test_a_collision_prints_the_line_that_pins_the_name() -> None:
    names, report = _named(_api(["foo_bar", "FooBar"]))
    (warning,) = report
    pointer = "#/components/schemas/foo_bar"
    assert f'"{pointer}" = "{_classes(names)["foo_bar"]}"' in warning.message
    pinned, after = _named(_api(["foo_bar", "FooBar"]), {pointer: "BarOfFoo"})
    assert _classes(pinned) == {"foo_bar": "BarOfFoo", "FooBar": "FooBar"}
    assert not len(after)


def _of_file(path: str) -> Pointer:
    return Pointer("#/x-plainsdk-files") / path / "State"


def test_schemas_of_one_name_are_told_apart_by_their_files() -> None:
    places = [_of_file("a/models.yaml"), _of_file("b/c.yaml"), _of_file("d/c.yaml")]
    api = ir.Api(
        "T",
        "1",
        "",
        "spec/t",
        declarations={at: ir.Object(at, ir.Given("State"), at, ()) for at in places},
    )
    names, _ = _named(api)
    assert list(names.declarations.values()) == ["State", "CState", "DCState"]


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        (["id", "_id"], {"id": "id", "_id": "id_"}),
        (["id", "Id"], {"id": "id", "Id": "Id"}),
        (["request", "Request"], {"request": "request", "Request": "request_x59f0"}),
        (["a-b", "a_b"], {"a_b": "a_b", "a-b": "a_minus_b"}),
    ],
)
def test_properties_that_collide(
    properties: list[str], expected: dict[str, str]
) -> None:
    names, report = _named(_api(["Thing"], properties))
    assert _fields(names) == expected
    assert len(list(report)) == 1


@pytest.mark.parametrize(
    ("group", "said", "expected"),
    [
        ("container", "ContainerCreate", ("ContainerCreate",)),
        ("Containers", "list_container", ("list_container",)),
        ("Container", "create", ("Container", "create")),
        ("data sources", "listDataSources", ("listDataSources",)),
        ("art", "start", ("art", "start")),
    ],
)
def test_a_group_is_not_said_twice(
    group: str, said: str, expected: tuple[str, ...]
) -> None:
    assert without_echo((group,), said) == expected


def test_a_pin_that_nothing_needs_is_an_error() -> None:
    for pins in (
        {"#/components/schemas/Foo": "Foo"},
        {"#/components/schemas/Nobody": "Foo"},
    ):
        report = Diagnostics()
        with pytest.raises(Stopped):
            name(_api(["Foo"]), pins, report, False)
        assert [one.code for one in report] == ["unneeded-name"]


def test_a_collision_is_an_error_under_strict_names() -> None:
    report = Diagnostics()
    with pytest.raises(Stopped):
        name(_api(["foo_bar", "FooBar"]), {}, report, True)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from", "from_"),
        ("list", "list_"),
        ("_meta", "meta"),
        ("$filter", "filter"),
        ("@type", "type"),
        ("+1", "plus_1"),
        ("-1", "minus_1"),
        ("createdAt", "created_at"),
        ("top_p", "top_p"),
        ("image_base64", "image_base64"),
        ("3d", "n_3d"),
        ("\N{SNOWMAN}", "snowman"),
        ("", "empty"),
        ("__", "low_line_low_line"),
    ],
)
def test_attributes(source: str, expected: str) -> None:
    assert attribute(source) == expected


@given(st.text(max_size=20))
def test_every_text_becomes_an_identifier(text: str) -> None:
    for made in (attribute(text), class_name(text), module_name(text)):
        assert made.isidentifier() and made.isascii()
        assert not keyword.iskeyword(made)
        assert not made.startswith("_")
    assert attribute(text) not in BARE
    assert class_name(text) not in EXPORTED


@given(st.lists(st.text(max_size=6), min_size=1, max_size=12, unique=True))
def test_names_are_unique_whatever_the_sources_are(sources: list[str]) -> None:
    names, _ = _named(_api(sources, sources))
    classes = [one.casefold() for one in names.declarations.values()]
    modules = [one.casefold() for one in names.modules.values()]
    assert len(set(classes)) == len(set(modules)) == len(sources)
    for declared in _api(sources, sources).declarations.values():
        assert isinstance(declared, ir.Object)
        fields = [names.fields[one.pointer] for one in declared.fields]
        assert len(set(fields)) == len(fields)


@given(
    st.lists(
        st.text("abAB_-. ", min_size=1, max_size=4), min_size=1, max_size=8, unique=True
    ),
    st.text("abAB_-. ", min_size=1, max_size=4),
)
@example(["B_A", "B_a"], "BA")
@example(["A.", "a."], "A")
def test_adding_a_schema_changes_at_most_the_one_it_collides_with(
    sources: list[str], added: str
) -> None:
    before = _classes(_named(_api([one for one in sources if one != added]))[0])
    after = _classes(_named(_api([*(s for s in sources if s != added), added]))[0])
    changed = [one for one in before if before[one] != after[one]]
    assert len(changed) <= 1


@given(st.lists(st.text(max_size=8), min_size=2, max_size=6, unique=True))
def test_each_security_scheme_has_a_keyword_of_its_own(schemes: list[str]) -> None:
    api = ir.Api("T", "1", "", "spec/t", schemes={one: ir.Bearer() for one in schemes})
    names, _ = _named(api)
    keywords = [word for one in schemes for word in names.schemes[one]]
    assert len(set(keywords)) == len(schemes)
    assert all(one.isidentifier() and not keyword.iskeyword(one) for one in keywords)
    assert not {"timeout", "headers", "base_url", "self"} & set(keywords)


def test_security_schemes_of_one_name_are_told_apart_by_their_signs() -> None:
    api = ir.Api("T", "1", "", "spec/t", schemes={"A": ir.Bearer(), "a,": ir.Bearer()})
    names, report = _named(api)
    assert names.schemes == {"A": ("a",), "a,": ("a_comma",)}
    assert [one.code for one in report] == ["name-collision"]


def _with_operations(*names: tuple[str, str]) -> ir.Api:
    operations = tuple(
        ir.Operation(
            Pointer("#/paths") / f"/{number}" / "get",
            (group,),
            name,
            ir.Given(name),
            "GET",
            f"/{number}",
        )
        for number, (group, name) in enumerate(names)
    )
    groups = tuple(ir.Group((one,)) for one in dict.fromkeys(g for g, _ in names))
    return ir.Api("T", "1", "", "spec/t", groups=groups, operations=operations)


@pytest.mark.parametrize(
    "pair", [("list", "list_"), ("go", "go_request"), ("dict", "dict_")]
)
def test_no_builder_hides_another(pair: tuple[str, str]) -> None:
    names, _ = _named(_with_operations(*(("things", one) for one in pair)))
    made = [
        each for one in names.operations.values() for each in (one.builder, one.whole)
    ]
    assert len(set(made)) == len(made)


def test_groups_of_one_class_name_are_told_apart() -> None:
    groups = ("x1_2", "x12", "jobs", "async_jobs")
    names, _ = _named(_with_operations(*((one, "go") for one in groups)))
    classes = [one.cls for one in names.groups.values()]
    both = [*classes, *(f"Async{one}" for one in classes)]
    assert len(set(both)) == len(both)


def _operation(name: str, *parameters: str) -> ir.Operation:
    at = Pointer("#/paths") / f"/{name}" / "get"
    return ir.Operation(
        at,
        ("pets",),
        name,
        ir.Given(name),
        "GET",
        f"/{name}",
        parameters=tuple(
            ir.Parameter(
                at / "parameters" / wire, wire, None, ir.In.QUERY, _STRING, False
            )
            for wire in parameters
        ),
        body=ir.Body("application/json", ir.Reference(_BODY), True),
    )


_BODY = Pointer("#/components/schemas/Pet")


def _calls(*operations: ir.Operation) -> tuple[Names, Diagnostics]:
    schemas = _api(["Pet"])
    groups = (ir.Group(("pets",)),)
    return _named(replace(schemas, operations=operations, groups=groups))


@pytest.mark.parametrize("turn", [1, -1])
def test_parameters_of_one_name_are_not_told_apart_by_their_order(turn: int) -> None:
    wires = ["pet-id", "pet_id", "petId", "id"][::turn]
    operation = _operation("list", *wires)
    names, report = _calls(operation)
    found = names.arguments[operation.pointer]
    assert {at.parts[-2:]: name for at, name in found.items()} == {
        ("parameters", "pet_id"): "pet_id",
        ("parameters", "petId"): "petId",
        ("parameters", "pet-id"): "pet_minus_id",
        ("parameters", "id"): "id",
        ("properties", "id"): "body_id",
    }
    assert {one.code for one in report} == {"name-collision"}
    assert len(report) == 2


@pytest.mark.parametrize("turn", [1, -1])
def test_the_builder_of_a_whole_body_gives_way_with_a_warning(turn: int) -> None:
    listed, other = _operation("list_pets"), _operation("list_pets_request")
    names, report = _calls(*[listed, other][::turn])
    assert names.operations[other.pointer].builder == "list_pets_request"
    assert names.operations[listed.pointer].whole == "list_pets_from_body"
    (warning,) = report
    assert (warning.code, warning.where) == ("name-collision", listed.pointer)
    assert "'list_pets_from_body' instead" in warning.message


def test_a_third_of_one_name_leaves_the_first_two_as_they_are() -> None:
    def called(*files: str) -> dict[str, str]:
        declarations: dict[Pointer, ir.Declaration] = {}
        for file in files:
            at = Pointer("#/x-plainsdk-files") / file / "schemas" / "Pet"
            declarations[at] = ir.Alias(at, ir.Given("Pet"), at, _STRING)
        names, _ = _named(ir.Api("T", "1", "", "spec/t", declarations=declarations))
        return {at.parts[1]: one for at, one in names.declarations.items()}

    before, after = called("a", "c"), called("a", "b", "c")
    assert before == {file: after[file] for file in before}
    assert len(set(after.values())) == 3


def test_no_field_has_a_name_that_the_base_class_of_its_kind_has() -> None:
    public = {one for one in dir(pydantic.BaseModel) if not one.startswith("_")}
    assert public <= ATTRIBUTES[Kind.PYDANTIC]
    wires = ("schema", "schema_", "json", "field", "model_config", "id")
    api = _api(["User"], wires)
    usual = name(api, {}, Diagnostics(), False)
    for kind in Kind:
        found = name(api, {}, Diagnostics(), False, kind)
        fields = list(found.fields.values())
        assert len(set(fields)) == len(wires)
        assert not set(fields) & ATTRIBUTES.get(kind, frozenset())
        assert replace(found, fields={}) == replace(usual, fields={})
