"""The style examples of OpenAPI (3.1.1, 4.8.12.5), every cell, from builder to wire.

The rows of ``cookie`` are those of 3.2.
What the table calls empty is the empty text here. What is not there at all, or ``None``, is
left out of query, header and cookies, as RFC 6570 (2.3) has it; a path without a value is
refused. The ``?`` before a query and the name of a header or ``Cookie:`` are not the value's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest

from tests.vectors.made import Json, Made, made

VALUES: dict[str, Any] = {
    "empty": "",
    "string": "blue",
    "array": ["blue", "black", "brown"],
    "object": {"R": 100, "G": 200, "B": 150},
}
NONE = "n/a"

TABLE: dict[tuple[str, bool], tuple[str, str, str, str]] = {
    ("matrix", False): (
        ";color",
        ";color=blue",
        ";color=blue,black,brown",
        ";color=R,100,G,200,B,150",
    ),
    ("matrix", True): (
        ";color",
        ";color=blue",
        ";color=blue;color=black;color=brown",
        ";R=100;G=200;B=150",
    ),
    ("label", False): (".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
    ("label", True): (".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"),
    ("simple", False): ("", "blue", "blue,black,brown", "R,100,G,200,B,150"),
    ("simple", True): ("", "blue", "blue,black,brown", "R=100,G=200,B=150"),
    ("form", False): (
        "color=",
        "color=blue",
        "color=blue,black,brown",
        "color=R,100,G,200,B,150",
    ),
    ("form", True): (
        "color=",
        "color=blue",
        "color=blue&color=black&color=brown",
        "R=100&G=200&B=150",
    ),
    ("spaceDelimited", False): (
        NONE,
        NONE,
        "color=blue%20black%20brown",
        "color=R%20100%20G%20200%20B%20150",
    ),
    ("spaceDelimited", True): (NONE, NONE, NONE, NONE),
    ("pipeDelimited", False): (
        NONE,
        NONE,
        "color=blue%7Cblack%7Cbrown",
        "color=R%7C100%7CG%7C200%7CB%7C150",
    ),
    ("pipeDelimited", True): (NONE, NONE, NONE, NONE),
    ("deepObject", False): (NONE, NONE, NONE, NONE),
    ("deepObject", True): (
        NONE,
        NONE,
        NONE,
        "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
    ),
    ("cookie", False): (
        "color=",
        "color=blue",
        "color=blue,black,brown",
        "color=R,100,G,200,B,150",
    ),
    ("cookie", True): (
        "color=",
        "color=blue",
        "color=blue; color=black; color=brown",
        "R=100; G=200; B=150",
    ),
}
"""What the specification prints, ``color`` being the name."""

PLACES = {
    "path": ("matrix", "label", "simple"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form", "cookie"),
}

_SINGLE = dict.fromkeys(("empty", "string"), TABLE["form", True])
OURS: dict[tuple[str, bool, str], str] = {
    # One value has nothing to be delimited: it is written as anywhere in a query.
    **{
        (style, explode, kind): row[list(VALUES).index(kind)]
        for style in ("spaceDelimited", "pipeDelimited", "deepObject")
        for explode in (False, True)
        for kind, row in _SINGLE.items()
    },
    # Exploded there is nothing left to delimit: each value has its name, as in a form.
    **{
        (style, True, kind): TABLE["form", True][list(VALUES).index(kind)]
        for style in ("spaceDelimited", "pipeDelimited")
        for kind in ("array", "object")
    },
    # A deepObject has one form only, whatever explode says: false is its default.
    ("deepObject", False, "object"): TABLE["deepObject", True][3],
    # What PHP, Rails, qs and Stripe read as a list.
    ("deepObject", False, "array"): (
        "color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown"
    ),
    ("deepObject", True, "array"): (
        "color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown"
    ),
}
"""What is sent where the table has no answer, and why."""

Cell = tuple[str, str, bool, str]
CELLS: list[Cell] = [
    (place, style, explode, kind)
    for place, styles in PLACES.items()
    for style in styles
    for explode in (False, True)
    for kind in VALUES
]
REFUSED: list[Cell] = [("path", "simple", flag, "empty") for flag in (False, True)]
"""An empty segment would be another path, so nobody is let to send one."""


def wanted(cell: Cell) -> str:
    """What is on the wire."""
    place, style, explode, kind = cell
    text = TABLE[style, explode][list(VALUES).index(kind)]
    if text == NONE:
        return OURS[style, explode, kind]
    if place == "cookie":  # pairs stand apart by "; " there (RFC 6265, 4.2.1)
        return text.replace("&", "; ")
    return text


def _name(cell: Cell) -> str:
    place, style, explode, kind = cell
    return f"{place}_{style}_{explode}_{kind}".lower()


_SCHEMAS: dict[str, Json] = {
    "empty": {"type": "string"},
    "string": {"type": "string"},
    "array": {"type": "array", "items": {"type": "string"}},
    "object": {
        "type": "object",
        "properties": {name: {"type": "integer"} for name in "RGB"},
    },
}


def _operation(cell: Cell) -> Json:
    place, style, explode, kind = cell
    color = {
        "name": "color",
        "in": place,
        "required": place == "path",
        "style": style,
        "explode": explode,
        "schema": _SCHEMAS[kind],
    }
    path = f"/{_name(cell)}/{'x{color}' if place == 'path' else ''}"
    return {"path": path, "parameters": [color]}


@pytest.fixture(scope="module")
def sdk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """A package with one operation for each cell and place."""
    operations = {_name(cell): _operation(cell) for cell in CELLS}
    form = {"application/x-www-form-urlencoded": {"schema": _FORM}}
    operations["form"] = {
        "path": "/form",
        "method": "post",
        "requestBody": {"content": form},
    }
    yield from made(tmp_path_factory.mktemp("styles"), operations)


_FORM: Json = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "address": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}


def _sent(sdk: Made, cell: Cell, value: Any) -> str | None:
    """What stands for the parameter on the wire, ``None`` where nothing does."""
    built = sdk.built(_name(cell), color=value)
    path, _, query = built.url.partition("?")
    match cell[0]:
        case "path":
            return str(path.removeprefix(f"/{_name(cell)}/x"))
        case "query":
            return query or None
        case "header":
            return built.headers.get("color")
        case _:
            return built.headers.get("Cookie")


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell not in REFUSED])
def test_a_cell(sdk: Made, cell: Cell) -> None:
    assert _sent(sdk, cell, VALUES[cell[3]]) == wanted(cell)


@pytest.mark.parametrize("cell", REFUSED)
def test_an_empty_segment_is_refused_where_it_is_whole(sdk: Made, cell: Cell) -> None:
    assert _sent(sdk, cell, "x") == "x"
    with pytest.raises(ValueError, match="has an empty value for color"):
        _sent(sdk, cell, "")


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell[0] != "path"])
def test_what_is_not_there_is_left_out(sdk: Made, cell: Cell) -> None:
    assert _sent(sdk, cell, None) is None


def _nothing(cell: Cell) -> str | None:
    """A header without items is a list of none (RFC 9110, 5.6.1.2); elsewhere is nothing."""
    return "" if cell[0] == "header" else None


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell[3] == "array"])
def test_an_empty_list_is_not_there(sdk: Made, cell: Cell) -> None:
    if cell[0] == "path":
        with pytest.raises(ValueError, match="has an empty value for color"):
            _sent(sdk, cell, [])
    else:
        assert _sent(sdk, cell, []) == _nothing(cell)


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell[3] == "object"])
def test_an_empty_object_is_not_there(sdk: Made, cell: Cell) -> None:
    if cell[0] == "path":
        with pytest.raises(ValueError, match="has an empty value for color"):
            _sent(sdk, cell, {})
    else:
        assert _sent(sdk, cell, {}) == _nothing(cell)


def test_nothing_of_the_table_is_left_out(sdk: Made) -> None:
    printed = [text for row in TABLE.values() for text in row]
    assert (len(TABLE), len(printed), printed.count(NONE)) == (16, 64, 19)
    shown = {(style, explode, kind) for _, style, explode, kind in CELLS}
    assert len(shown) == len(printed)
    assert len(CELLS) == 24 + 32 + 8 + 16
    assert len(OURS) == printed.count(NONE)
    assert set(sdk.said) == {"undefined-style"}  # said of lists as deepObject
    assert sdk.said.count("undefined-style") == 2


def test_the_form_of_the_specification(sdk: Made) -> None:
    """The example of 4.8.14.4: we escape ``:`` and ``,`` too, which reads the same."""
    shown = (
        "id=f81d4fae-7dec-11d0-a765-00a0c91e6bf6&address=%7B%22streetAddress%22:"
        "%22123+Example+Dr.%22,%22city%22:%22Somewhere%22,%22state%22:%22CA%22,"
        "%22zip%22:%2299999%2B1234%22%7D"
    )
    address = {
        "streetAddress": "123 Example Dr.",
        "city": "Somewhere",
        "state": "CA",
        "zip": "99999+1234",
    }
    built = sdk.built(
        "form", id="f81d4fae-7dec-11d0-a765-00a0c91e6bf6", address=address
    )
    text = built.content.decode()
    assert text == shown.replace(":", "%3A").replace(",", "%2C")
    assert parse_qs(text) == parse_qs(shown)
