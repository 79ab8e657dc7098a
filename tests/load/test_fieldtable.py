"""The dialect itself: cells, types and pages, read and written."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plainsdk import fieldtable
from plainsdk.fieldtable import (
    BadType,
    Class,
    Constant,
    DictOf,
    Fields,
    Linked,
    ListOf,
    Name,
    Starred,
    StreamOf,
    Supported,
    UnionOf,
    Values,
    Wrapped,
    format_page,
    format_type,
    parse_page,
    parse_type,
)

from tests.load.support import CHECK, MINUS, line, page, row, union, values

CELLS = [
    ("*str*", Starred(Name("str"))),
    ("*Optional[str]*", Starred(Wrapped("Optional", Name("str")))),
    ('*Optional[Literal["a"]]*', Starred(Wrapped("Optional", Constant("a")))),
    ("*Literal[3]*", Starred(Constant(3))),
    ("*Literal[True]*", Starred(Constant(True))),
    ('Literal["a\\"b|c"]', Constant('a"b|c')),
    ("[models.X](../models/x.md)", Linked(Class("models", "X"), "../models/x.md")),
    ("[X](x.md)", Linked(Class("", "X"), "x.md")),
    (
        "[OptionalNullable[models.X]](x.md)",
        Linked(Wrapped("OptionalNullable", Class("models", "X")), "x.md"),
    ),
    ("List[[models.X](x.md)]", ListOf(Linked(Class("models", "X"), "x.md"))),
    ("List[Dict[str, *float*]]", ListOf(DictOf(Starred(Name("float"))))),
    ("Dict[str, Any]", DictOf(Name("Any"))),
    (
        "Dict[str, *Nullable[str]*]",
        DictOf(Starred(Wrapped("Nullable", Name("str")))),
    ),
    (
        "*Union[bytes, IO[bytes], io.BufferedReader]*",
        Starred(UnionOf((Name("bytes"), Name("IO[bytes]"), Name("io.BufferedReader")))),
    ),
    ("Generator[models.X, None, None]", StreamOf("Generator", Class("models", "X"))),
    ("AsyncGenerator[int, None]", StreamOf("AsyncGenerator", Name("int"))),
    (
        "eventstreaming.EventStream[models.X]",
        StreamOf("EventStream", Class("models", "X")),
    ),
]


@pytest.mark.parametrize(("text", "type_"), CELLS, ids=[text for text, _ in CELLS])
def test_types_both_ways(text: str, type_: fieldtable.Type) -> None:
    assert parse_type(text) == type_
    assert format_type(type_) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "too early"),
        ("*str", "too early"),
        ("*str* x", "ends before this: 'x'"),
        ("string", "no such type: 'string'"),
        ("Set[str]", "no such type: 'Set[str]'"),
        ("foo.Bar", "no such type"),
        ("Dict[int, str]", "keys of a Dict are str"),
        ("[models.X]", "too early"),
        ("[models.X] y", "link without a target"),
        ('Literal["a]', "not a type"),
        ("Literal[None]", "not a value"),
        ("Literal[1e999]", "not a value"),
        ("*string*[]", "no such type"),
        ("{{ 7*7 }}", "not a type"),
        ("List[" * 10_000 + "str" + "]" * 10_000, "more than 40 levels"),
        ("*" * 10_000, "more than 40 levels"),
        ("[" * 10_000, "more than 40 levels"),
    ],
)
def test_what_is_no_type(text: str, words: str) -> None:
    with pytest.raises(BadType, match=words.replace("[", r"\[")) as caught:
        parse_type(text)
    assert len(str(caught.value)) < 200


@given(st.text(alphabet='*[](),.|"\\ strListDcAnyUnoebm0{}\n\x00', max_size=60))
def test_any_cell_is_a_type_or_said_to_be_none(text: str) -> None:
    try:
        found = parse_type(text)
    except BadType:
        return
    assert parse_type(format_type(found)) == found


def test_a_row_keeps_its_cells() -> None:
    cells = ("`a_b`", "*Optional[str]*", MINUS, r"one\|two<br/>three", "x")
    text = page("Thing", line(*cells), columns=5)
    body = parse_page(text).body
    assert isinstance(body, Fields)
    (found,) = body.rows
    assert (found.name, found.required, found.deprecated) == ("a_b", False, False)
    assert found.doc == "one|two\nthree"
    assert found.cells == fieldtable.Cells(*cells)
    assert text.split("\n")[found.line - 1] == line(*cells)


def test_a_deprecated_field_by_stroke_or_by_words() -> None:
    stock = (
        ": warning: ** DEPRECATED **: This will be removed in a future release, please "
        "migrate away from it as soon as possible.<br/><br/>Old size."
    )
    own = ": warning: ** DEPRECATED **: Use `b`.<br/><br/>Old size."
    rows = [
        line("~~`a`~~", "*str*", CHECK, "Fine"),
        row("b", "*str*", stock),
        row("c", "*str*", own),
        row("d", "*str*", "N/A"),
    ]
    body = parse_page(page("Thing", *rows)).body
    assert isinstance(body, Fields)
    assert [(r.name, r.deprecated, r.doc) for r in body.rows] == [
        ("a", True, "Fine"),
        ("b", True, "Old size."),
        ("c", True, "Use `b`.\n\nOld size."),
        ("d", False, ""),
    ]


def test_rows_with_too_few_or_too_many_cells() -> None:
    rows = ["| `a` | *str* |", f"| `b` | *str* | {MINUS} | x | y | z | 3 |"]
    found = parse_page(page("Thing", *rows, columns=5))
    assert [fault.code for fault in found.faults if fault.line == 9] == [
        "cell-count",
        "bad-required",
    ]
    assert isinstance(found.body, Fields)
    assert [r.cells.description for r in found.body.rows] == ["", "x | y | z"]
    assert found.body.rows[1].cells.example == "3"


def test_a_description_may_have_headings_and_fences_of_its_own() -> None:
    about = "Words.\n\n## Fields\n\nof grass\n\n```\n## Fields\n| x |\n```"
    found = parse_page(page("Thing", row("a", "*str*"), about=about))
    assert found.faults == ()
    assert found.description == about
    assert isinstance(found.body, Fields)


def test_a_deprecated_page() -> None:
    about = "> :warning: **DEPRECATED**: It leaves soon. Use `Other` instead."
    found = parse_page(page("~~Thing~~", row("a", "*str*"), about=about))
    assert (found.title, found.deprecated) == ("Thing", True)
    assert found.description == "It leaves soon. Use `Other` instead."


def test_values_of_every_form() -> None:
    table = parse_page(values("Purpose", BATCH="batch", TWO="two  words", NONE="")).body
    assert isinstance(table, Values)
    assert [(v.name, v.value) for v in table.values] == [
        ("BATCH", "batch"),
        ("TWO", "two  words"),
        ("NONE", ""),
    ]
    opened = "This is an open enum. Unrecognized values will not fail type checks."
    text = f'# Mode\n\n\n## Values\n\n{opened}\n\n- `"auto"`\n- `2`\n- `1.5`\n'
    listed = parse_page(text).body
    assert isinstance(listed, Values)
    assert [v.value for v in listed.values] == ["auto", 2, 1.5]
    assert listed.open
    assert not table.open
    assert format_page(parse_page(text)) == text


def test_an_enumeration_with_an_example_above_it() -> None:
    example = "## Example Usage\n\n```python\n# Open enum: unrecognized values are "
    text = values("Mode", A="a").replace(
        "## Values", f"{example}captured as UnrecognizedStr\n```\n\n\n## Values"
    )
    found = parse_page(text)
    assert isinstance(found.body, Values)
    assert found.body.open
    assert found.description == ""


def test_a_union_in_the_order_of_the_page() -> None:
    found = parse_page(union("Stop", "str", "List[str]", "Strng")).body
    assert isinstance(found, Supported)
    assert [m.text for m in found.members] == ["str", "List[str]", "Strng"]
    assert [m.type for m in found.members][2] == Class("", "Strng")


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        (page("T", row("a", "*strng*")), "unknown-type", 9),
        (page("T", row("a", "*str*"), row("a", "*int*")), "duplicate-field", 10),
        (page("T", line("a", "*str*", CHECK, "x")), "bad-field", 9),
        (page("T", line("`a\x00`", "*str*", CHECK, "x")), "bad-field", 9),
        (page("T", line("`a`", "*str*", "yes", "x")), "bad-required", 9),
        (page("T", row("a", "*str*"), "loose text"), "bad-row", 10),
        (page("T"), "empty-table", 7),
        ("# T\n\n## Fields\n\n| Field | Type |\n| a | b |", "bad-header", 5),
        ("# T\n\n## Fields\n\n| Field | Kind |\n| --- | --- |", "bad-header", 5),
        ("# T\n\n```\n" + page("T", row("a", "*str*")), "open-fence", 3),
        (page("T", row("a", "*str*")) + "\n\n## Fields\n\n| x |", "two-bodies", 5),
        (values("V", A="a", B="a"), "duplicate-value", 9),
        ("# V\n\n## Values\n\n- `[1]`\n", "bad-row", 5),
        ("# V\n\n## Values\n\n- `x`\n", "bad-row", 5),
        ("# V\n\n## Values\n\n- `1e999`\n", "bad-row", 5),
        (union("U", "str") + "### loose\n", "bad-row", 11),
    ],
)
def test_faults_have_a_code_and_a_line(text: str, code: str, at: int) -> None:
    faults = parse_page(text).faults
    assert (code, at) in [(fault.code, fault.line) for fault in faults]


def test_pages_are_written_as_they_were_read() -> None:
    for text in (page("T", row("a", "*str*", r"x\|y")), union("U", "str", "int")):
        written = format_page(parse_page(text))
        assert format_page(parse_page(written)) == written
        first, second = parse_page(text).body, parse_page(written).body
        if isinstance(first, Fields) and isinstance(second, Fields):
            assert [r.cells for r in first.rows] == [r.cells for r in second.rows]


def test_line_ends_do_not_matter() -> None:
    text = page("T", row("a", "*str*", "x"), about="Two\nlines.")
    for ends in ("\r\n", "\r"):
        assert parse_page(text.replace("\n", ends)) == parse_page(text)


@given(st.text(alphabet="#|`~*- \n\r\\ab\x00<>[]():_", max_size=200))
def test_any_text_is_read_without_raising(text: str) -> None:
    found = parse_page("# T\n\n## Fields\n" + text)
    assert all(fault.line >= 1 and fault.message for fault in found.faults)
    fieldtable.parse_operations("### Available Operations\n" + text)


def test_thousands_of_rows_a_second() -> None:
    wide = "word " * 60
    rows = [row(f"f{n}", "*OptionalNullable[str]*", wide) for n in range(5000)]
    text = page("Big", *rows)
    start = time.perf_counter()
    body = parse_page(text).body
    assert time.perf_counter() - start < 1
    assert isinstance(body, Fields)
    assert len(body.rows) == 5000
