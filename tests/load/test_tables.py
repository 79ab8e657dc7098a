"""Pages to schemas: types, presence, names, examples, and every way to be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.load.support import (
    HTTP,
    field,
    folder,
    link,
    one,
    page,
    row,
    union,
    values,
)

DATE = "[date](https://docs.python.org/3/library/datetime.html#date-objects)"
DATETIME = (
    "[datetime](https://docs.python.org/3/library/datetime.html#datetime-objects)"
)


NULL = {"type": "null"}
OTHER = {"$ref": "#/components/schemas/Other"}
BINARY = {"type": "string", "format": "binary"}


@pytest.mark.parametrize(
    ("cell", "schema"),
    [
        ("*str*", {"type": "string"}),
        ("*int*", {"type": "integer"}),
        ("*float*", {"type": "number"}),
        ("*bool*", {"type": "boolean"}),
        ("*Any*", {}),
        ("*OptionalNullable[Any]*", {}),
        ("*Decimal*", {"type": "string", "format": "decimal"}),
        ("*UnrecognizedStr*", {"type": "string"}),
        ("*bytes*", BINARY),
        ("*httpx.Response*", BINARY),
        ("*Union[bytes, IO[bytes], io.BufferedReader]*", BINARY),
        ("*Union[str, int]*", {"anyOf": [{"type": "string"}, {"type": "integer"}]}),
        ('*Optional[Literal["x"]]*', {"const": "x"}),
        ('*OptionalNullable[Literal["x"]]*', {"anyOf": [{"const": "x"}, NULL]}),
        ("*OptionalNullable[float]*", {"type": ["number", "null"]}),
        ("List[*str*]", {"type": "array", "items": {"type": "string"}}),
        (
            "List[*Nullable[str]*]",
            {"type": "array", "items": {"type": ["string", "null"]}},
        ),
        ("Dict[str, Any]", {"type": "object", "additionalProperties": {}}),
        (link("Other"), OTHER),
        (link("Other", "Optional"), OTHER),
        (link("Other", "Nullable"), {"anyOf": [OTHER, NULL]}),
        (f"List[{link('Other')}]", {"type": "array", "items": OTHER}),
        ("[models.OTHER](../../models/.md)", OTHER),
        ("[models.Wrong](other.md)", OTHER),
        ("*models.Other*", OTHER),
    ],
)
def test_types(tmp_path: Path, cell: str, schema: object) -> None:
    assert field(one(tmp_path, row("a", cell))) == schema


@pytest.mark.parametrize(
    ("dates", "cell", "meaning"),
    [
        ("swapped", DATE, "date-time"),
        ("swapped", DATETIME, "date"),
        ("literal", DATE, "date"),
        ("literal", DATETIME, "date-time"),
        ("swapped", "*Optional[datetime]*", "date-time"),
        ("swapped", "*Optional[date]*", "date"),
    ],
)
def test_dates(tmp_path: Path, dates: str, cell: str, meaning: str) -> None:
    found = field(one(tmp_path, row("a", cell), http=f"{HTTP}dates: {dates}\n"))
    guess = ["date-labels"]
    assert found == {"type": "string", "format": meaning, "x-plainsdk-guess": guess}


def test_a_date_in_a_list_is_a_guess_of_the_item(tmp_path: Path) -> None:
    items = field(one(tmp_path, row("a", f"List[{DATE}]")))["items"]
    assert items["x-plainsdk-guess"] == ["date-labels"]


def test_presence(tmp_path: Path) -> None:
    rows = [
        row("a", "*str*", required=True),
        row("b", "*Nullable[str]*", required=True),
        row("c", "*Optional[str]*"),
        row("d", "*OptionalNullable[str]*"),
        row("e", "*Nullable[str]*"),
        row("f", "*str*"),
    ]
    found = one(tmp_path, *rows).schemas["Thing"]
    assert found["required"] == ["a", "b"]
    nullable = [n for n, s in found["properties"].items() if s["type"] != "string"]
    assert nullable == ["b", "d", "e"]
    assert list(found["properties"]) == list("abcdef")


@pytest.mark.parametrize("cell", ["*Optional[str]*", link("Other", "OptionalNullable")])
def test_a_check_mark_on_what_may_be_absent(tmp_path: Path, cell: str) -> None:
    found = one(tmp_path, row("a", cell, required=True))
    assert found.at("presence-contradiction") == ["spec/models/thing.md:9"]
    assert found.document is None


def test_words_of_a_field(tmp_path: Path) -> None:
    old = ": warning: ** DEPRECATED **: Use `b`.<br/><br/>Size."
    rows = [row("a", "*str*", "One\\|two<br/>three"), row("b", "*str*", old)]
    found = one(tmp_path, *rows)
    assert field(found)["description"] == "One|two\nthree"
    assert field(found, "b")["description"] == "Use `b`.\n\nSize."
    assert field(found, "b")["deprecated"] is True
    assert "description" not in field(one(tmp_path, row("a", "*str*")))


@pytest.mark.parametrize(
    ("cell", "example", "expected"),
    [
        ("*str*", "12", ["12"]),
        ("*int*", "12", [12]),
        ("*int*", "012", ["012"]),
        ("*int*", "9" * 5000, ["9" * 5000]),
        ("*float*", "0.5", [0.5]),
        ("*float*", "1e999", ["1e999"]),
        ("*OptionalNullable[bool]*", "true", [True]),
        ("*OptionalNullable[int]*", "null", [None]),
        ("List[*str*]", '[<br/>"a",<br/>"b"<br/>]', [["a", "b"]]),
        ("List[*str*]", "[" * 100_000, ["[" * 100_000]),
        ("List[*str*]", "[" * 999 + "]" * 999, ["[" * 999 + "]" * 999]),
        ("*Any*", "NaN", ["NaN"]),
        ("*Any*", '{"a": 1}', [{"a": 1}]),
        ("*Any*", '"\\ud800"', ['"\\ud800"']),
        ("*int*", "**Example 1:** 2<br/>**Example 2:** 3", [2, 3]),
        ("*Union[int, str]*", "7", [7]),
        ("*str*", "json(not json)", ["json(not json)"]),
    ],
)
def test_examples(tmp_path: Path, cell: str, example: str, expected: object) -> None:
    found = one(tmp_path, row("a", cell, "N/A", example), columns=5)
    assert field(found)["examples"] == expected
    assert found.remarks == []


def test_an_example_in_json(tmp_path: Path) -> None:
    cells = row("a", "List[*str*]", "N/A", 'json(["stop", "halt"])')
    found = one(tmp_path, cells, columns=5)
    assert field(found)["examples"] == [["stop", "halt"]]
    assert found.at("json-example") == ["spec/models/thing.md:9"]


def test_wire_names(tmp_path: Path) -> None:
    rows = [row(n, "*str*") for n in ("from_", "meta", "plain", "file_name")]
    http = f"{HTTP}wire_case: camel\nnames:\n  Thing.meta: _meta\n"
    found = one(tmp_path, *rows, http=http).schemas["Thing"]["properties"]
    assert found == {
        "from": {
            "type": "string",
            "x-plainsdk-name": "from_",
            "x-plainsdk-guess": ["wire-name"],
        },
        "_meta": {"type": "string", "x-plainsdk-name": "meta"},
        "plain": {"type": "string"},
        "fileName": {
            "type": "string",
            "x-plainsdk-name": "file_name",
            "x-plainsdk-guess": ["wire-name"],
        },
    }


@pytest.mark.parametrize(
    ("fact", "words"),
    [("Thing.b: c", "no row"), ("Thing.a: a", "remove it"), ("Thing.c_: c", "remove")],
)
def test_a_name_that_nothing_needs(tmp_path: Path, fact: str, words: str) -> None:
    rows = [row("a", "*str*"), row("c_", "*str*")]
    found = one(tmp_path, *rows, http=f"{HTTP}names:\n  {fact}\n")
    assert found.at("unneeded-name") == ["spec/http.yaml:4"]
    assert words in found.message("unneeded-name")


def test_two_columns_with_one_wire_name(tmp_path: Path) -> None:
    found = one(tmp_path, row("a", "*str*"), row("a_", "*str*"))
    assert found.at("duplicate-field") == ["spec/models/thing.md:10"]


def test_undeclared_keys(tmp_path: Path) -> None:
    found = one(
        tmp_path, row("a", "*str*"), row("__pydantic_extra__", "Dict[str, *int*]")
    )
    schema = found.schemas["Thing"]
    assert schema["additionalProperties"] == {"type": "integer"}
    assert list(schema["properties"]) == ["a"]


def test_enumerations(tmp_path: Path) -> None:
    found = folder(
        tmp_path,
        {
            "a.md": values("Purpose", FINE_TUNE="fine-tune", OLD="old  one"),
            "b.md": values("Level", ONE="1", TWO="-2"),
            "c.md": values("Mixed", ONE="1", LAST="last"),
            "d.md": values("Zero", A="007"),
            "e.md": '# Open\n\n\n## Values\n\n- `"1"`\n- `"b"`\n',
            "f.md": '# Both\n\n\n## Values\n\n- `1`\n- `"b"`\n',
        },
    )
    assert found.schemas == {
        "Purpose": {
            "type": "string",
            "enum": ["fine-tune", "old  one"],
            "x-plainsdk-enum-names": ["FINE_TUNE", "OLD"],
        },
        "Level": {
            "type": "integer",
            "x-plainsdk-guess": ["integer-enum"],
            "enum": [1, -2],
            "x-plainsdk-enum-names": ["ONE", "TWO"],
        },
        "Mixed": {
            "type": "string",
            "enum": ["1", "last"],
            "x-plainsdk-enum-names": ["ONE", "LAST"],
        },
        "Zero": {
            "type": "string",
            "enum": ["007"],
            "x-plainsdk-enum-names": ["A"],
        },
        "Open": {"type": "string", "enum": ["1", "b"]},
        "Both": {"enum": [1, "b"]},
    }
    assert found.at("integer-enum-guess") == ["spec/b.md:4"]


def test_unions(tmp_path: Path) -> None:
    text = union("Stop", "str", "List[models.Part]", "Dict[str, Any]", "datetime")
    files = {"stop.md": text, "part.md": page("Part", row("a", "*str*"))}
    found = folder(tmp_path, files)
    part = {"$ref": "#/components/schemas/Part"}
    date = {
        "type": "string",
        "format": "date-time",
        "x-plainsdk-guess": ["date-labels"],
    }
    assert found.schemas["Stop"]["anyOf"] == [
        {"type": "string"},
        {"type": "array", "items": part},
        {"type": "object", "additionalProperties": {}},
        date,
    ]
