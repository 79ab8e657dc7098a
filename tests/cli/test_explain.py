"""``explain`` finds what a person means, and shows what each stage made of it."""

from __future__ import annotations

import pytest
from plainsdk import explain, ir
from plainsdk.diagnostics import Place, Pointer
from plainsdk.document import Document, Json
from plainsdk.explain import Section, Stages, Unknown, explain_page, find
from plainsdk.explain.pretty import pretty
from plainsdk.explain.rendered import definitions
from plainsdk.fieldtable.pages import parse_page
from plainsdk.files import Files
from plainsdk.names import GroupName, Names, OperationName

PET = Pointer("#/components/schemas/pet-v2")
KIND = PET / "properties" / "kind"
GET = Pointer("#/paths/~1pets~1{id}/get")
ROOT: dict[str, Json] = {
    "paths": {"/pets/{id}": {"get": {"operationId": "pets.get"}}},
    "components": {
        "schemas": {
            "pet-v2": {
                "type": "object",
                "properties": {
                    "kind": {"type": "string", "x-plainsdk-name": "species"},
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
            }
        }
    },
}


def document(root: dict[str, Json] = ROOT) -> Document:
    return Document(
        root, "spec/pets", (), lambda at: Place("spec/pets.md", len(at.parts))
    )


def stages() -> Stages:
    """What a run over ROOT makes, as far as a test looks at it."""
    field = ir.Field(
        KIND, "kind", "species", ir.Scalar(ir.ScalarKind.STRING), required=True
    )
    pet = ir.Object(PET, ir.Given("pet-v2"), PET, (field,))
    operation = ir.Operation(
        GET, ("pets",), "get", ir.Given("get"), "GET", "/pets/{id}"
    )
    files = Files()
    files.add("models/pet_v2.py", 'class PetV2:\n    species: str\n    """Which."""\n')
    files.add("requests/pets.py", "_GET = 1\n\n\ndef get() -> None: ...\n")
    files.add(
        "resources/pets.py",
        "class Pets:\n    get = 1\n\n\nclass AsyncPets:\n    get = 2\n",
    )
    made = Stages()
    made.watch(document())
    made.watch(document())
    made.watch(
        ir.Api(
            "Pets",
            "1",
            "",
            "spec/pets",
            operations=(operation,),
            declarations={PET: pet},
        )
    )
    made.watch(
        Names(
            declarations={PET: "PetV2"},
            modules={PET: "pet_v2"},
            fields={KIND: "species"},
            groups={("pets",): GroupName("pets", "pets", "Pets")},
            operations={
                GET: OperationName(
                    builder="get", whole="get_request", method="get", constant="_GET"
                )
            },
            arguments={GET: {KIND: "species"}},
            schemes={},
        )
    )
    made.watch(files)
    return made


def shown(words: str) -> list[Section]:
    return list(explain.sections(words, stages()))


@pytest.mark.parametrize(
    ("words", "pointer"),
    [
        (str(PET), PET),
        (f"{KIND}", KIND),
        (
            "#/components/schemas/pet-v2/properties/tags/items",
            Pointer(f"{PET}/properties/tags/items"),
        ),
        ("pet-v2", PET),
        ("PET-V2", PET),
        ("pet-v2.kind", KIND),
        ("pet-v2.species", KIND),
        ("pets.get", GET),
        ("#/paths/~1pets~1{id}/get", GET),
    ],
)
def test_words_mean_a_pointer(words: str, pointer: Pointer) -> None:
    assert find(words, document()) == pointer


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("pet-v3", ["pet-v2"]),
        ("pets.got", ["pets.get"]),
        ("#/components/schemas/pet-v3", [str(PET)]),
        ("#/components/schemas/pet-v2/type/x", [str(PET)]),
        ("zebra", []),
    ],
)
def test_words_that_mean_nothing_get_suggestions(words: str, near: list[str]) -> None:
    with pytest.raises(Unknown) as unknown:
        find(words, document())
    assert unknown.value.near[:1] == near


@pytest.mark.parametrize("words", ["pet-v2", "PetV2"])
def test_a_schema_is_shown_at_every_stage(words: str) -> None:
    first, facts, names, rendered = shown(words)
    assert first.where == f"spec/pets.md:3 {PET}"
    assert '"x-plainsdk-name": "species"' in first.text
    assert facts.text.startswith("Object(\n  pointer=#/components/schemas/pet-v2")
    assert names.text == "name      PetV2\nmodule    pet_v2"
    assert rendered == Section(
        "rendered",
        "models/pet_v2.py:1-3",
        'class PetV2:\n    species: str\n    """Which."""',
    )


@pytest.mark.parametrize("words", ["pet-v2.kind", "PetV2.species"])
def test_a_property_is_shown_with_its_doc_and_its_arguments(words: str) -> None:
    *_, names, rendered = shown(words)
    assert names.text.split("\n") == [
        "attribute species",
        "wire      kind",
        "argument  species of pets.get",
    ]
    assert rendered.where == "models/pet_v2.py:2-3"


def test_an_operation_is_shown_with_its_builders_and_both_colours() -> None:
    found = shown("pets.get")
    assert [section.where for section in found if section.title == "rendered"] == [
        "requests/pets.py:1-1",
        "requests/pets.py:4-4",
        "resources/pets.py:2-2",
        "resources/pets.py:6-6",
    ]


def test_a_part_of_a_schema_is_shown_with_what_is_around_it() -> None:
    _, facts, *_ = shown("#/components/schemas/pet-v2/properties/kind/type")
    assert facts.where == f"of {KIND}"


def test_a_part_that_is_no_fact_says_so() -> None:
    assert shown("#/components")[-1].text.startswith("nothing of its own")


def test_what_resolving_changed_is_shown_beside_what_was_loaded() -> None:
    made = Stages()
    made.watch(document({"components": {"schemas": {"A": {"allOf": []}}}}))
    made.watch(document({"components": {"schemas": {"A": {"type": "object"}}}}))
    assert [section.title for section in explain.sections("A", made)] == [
        "document",
        "resolved",
    ]


def test_what_a_stopped_run_made_is_shown() -> None:
    made = Stages()
    made.watch(document())
    assert [section.title for section in explain.sections("pet-v2", made)] == [
        "document"
    ]
    assert list(explain.sections("pet-v2", Stages())) == []


def test_a_definition_has_its_decorators_and_the_text_below_it() -> None:
    files = {
        "models/a.py": '@dec\nclass A:\n    x: int\n    """X."""\n\n    y: int\n\n\nB = A\n"""B."""\n',
        "models/b.py": "from a import A\n",
        "other/a.py": "class A: ...\n",
    }
    places = [
        [
            (item.path, item.first, item.last)
            for item in definitions(files, "models", wanted)
        ]
        for wanted in (("A",), ("A", "x"), ("A", "y"), ("B",))
    ]
    assert places == [
        [("models/a.py", 1, 6)],
        [("models/a.py", 3, 4)],
        [("models/a.py", 6, 6)],
        [("models/a.py", 9, 10)],
    ]


PAGE = """# ~~Pet~~

An animal.

## Fields

| Field | Type | Required | Description | Example |
| ----- | ---- | -------- | ----------- | ------- |
| `id` | *str* | :heavy_check_mark: | N/A | a\\|b |
| ~~`kind`~~ | [Optional[models.Kind]](../models/kind.md) | :heavy_minus_sign: | One.<br/>Two. | |
"""


def test_a_fact_is_shown_without_what_it_does_not_say() -> None:
    constrained = ir.Constrained(
        ir.Scalar(ir.ScalarKind.DATE_TIME), (ir.Length(low=1),)
    )
    assert (
        pretty(constrained)
        == "Constrained(inner=Scalar(kind=date-time), constraints=[Length(low=1)])"
    )
    mapped = ir.Tag("kind", (("cat", PET), ("dog" * 30, PET)))
    assert pretty(mapped).split("\n") == [
        "Tag(",
        "  property='kind'",
        "  mapping=[",
        "    ['cat', #/components/schemas/pet-v2]",
        "    [",
        f"      {'dog' * 30!r}",
        "      #/components/schemas/pet-v2",
        "    ]",
        "  ]",
        ")",
    ]


def test_a_page_is_shown_as_its_cells_have_it() -> None:
    assert list(explain_page(parse_page(PAGE))) == [
        "Pet (deprecated)",
        "  An animal.",
        "2 fields",
        "",
        "`id`  (line 9)",
        "  type      *str*",
        "  presence  :heavy_check_mark: required",
        "  doc       N/A",
        "  example   a\\|b",
        "",
        "~~`kind`~~  (line 10)",
        "  type      [Optional[models.Kind]](../models/kind.md)",
        "  presence  :heavy_minus_sign: optional",
        "  doc       One.<br/>Two.",
        "  example",
    ]


def test_a_long_cell_is_not_cut() -> None:
    cell = "word " * 4000 + "end"
    page = PAGE.replace("N/A", cell)
    assert f"  doc       {cell}" in list(explain_page(parse_page(page)))


def test_pages_of_values_and_types_are_shown() -> None:
    values = "# Kind\n\n## Values\n\n| Name | Value |\n| --- | --- |\n| `CAT` | cat |\n"
    assert list(explain_page(parse_page(values)))[1:] == [
        "1 value",
        "     7  CAT = 'cat'",
    ]
    types = "# Stop\n\n## Supported Types\n\n### `str`\n\n### `List[str]`\n"
    assert list(explain_page(parse_page(types)))[1:] == [
        "one of 2 types",
        "     5  str",
        "     7  List[str]",
    ]
    assert list(explain_page(parse_page("# Hi\n")))[1].startswith("no fields")
