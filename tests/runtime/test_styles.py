"""The styles of OpenAPI (3.1, 4.8.12; 3.1.1 where its table agrees with RFC 6570), as data."""

from __future__ import annotations

from typing import Any

import pytest
from runtime.model import UNSET
from runtime.params import plain
from runtime.styles import (
    Style,
    deep,
    in_cookies,
    in_form,
    in_header,
    in_path,
    in_query,
    settled,
)

LIST = ["blue", "black", "brown"]
MAP = {"R": 100, "G": 200, "B": 150}


@pytest.mark.parametrize(
    ("style", "empty", "one", "several", "named"),
    [
        ("matrix", ";c", ";c=blue", ";c=blue,black,brown", ";c=R,100,G,200,B,150"),
        (
            "matrix*",
            ";c",
            ";c=blue",
            ";c=blue;c=black;c=brown",
            ";R=100;G=200;B=150",
        ),
        ("label", ".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
        ("label*", ".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"),
        ("simple*", "", "blue", "blue,black,brown", "R=100,G=200,B=150"),
    ],
)
def test_paths(style: Style, empty: str, one: str, several: str, named: str) -> None:
    write = in_path({"c": style})
    values = plain({"e": "", "o": "blue", "s": LIST, "n": MAP})
    assert [write("c", value) for value in values.values()] == [
        empty,
        one,
        several,
        named,
    ]
    assert write("other", values["n"]) == "R,100,G,200,B,150"


@pytest.mark.parametrize(
    ("style", "one", "several", "named"),
    [
        ("form*", "c=blue", "c=blue&c=black&c=brown", "R=100&G=200&B=150"),
        ("form", "c=blue", "c=blue,black,brown", "c=R,100,G,200,B,150"),
        (
            "spaceDelimited",
            "c=blue",
            "c=blue%20black%20brown",
            "c=R%20100%20G%20200%20B%20150",
        ),
        (
            "pipeDelimited",
            "c=blue",
            "c=blue%7Cblack%7Cbrown",
            "c=R%7C100%7CG%7C200%7CB%7C150",
        ),
        (
            "deepObject",
            "c=blue",
            "c[]=blue&c[]=black&c[]=brown",
            "c[R]=100&c[G]=200&c[B]=150",
        ),
        (
            "json",
            "c=%22blue%22",
            '["blue","black","brown"]',
            '{"R":100,"G":200,"B":150}',
        ),
    ],
)
def test_queries(style: Style, one: str, several: str, named: str) -> None:
    for value, wanted in (("blue", one), (LIST, several), (MAP, named)):
        ready = settled({"c": value}, {"c": style}, ())
        text = in_query(ready, {"c": style})
        if style == "json" and value != "blue":
            wanted = f"c={_quoted(wanted)}"
        assert text == wanted.replace("[", "%5B").replace("]", "%5D")
        assert in_query(settled({"c": UNSET}, {"c": style}, ()), {"c": style}) == ""


def _quoted(text: str) -> str:
    pairs = {'"': "%22", ":": "%3A", ",": "%2C", "{": "%7B", "}": "%7D"}
    return "".join(pairs.get(char, char) for char in text)


def test_an_empty_text_is_sent_and_an_empty_list_is_not() -> None:
    styles: dict[str, Style] = {"a": "form", "b": "pipeDelimited", "c": "form"}
    values: dict[str, Any] = {"a": "", "b": [], "c": {}}
    assert in_query(settled(values, styles, ()), styles) == "a="


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a/b?c=d&e", "a/b?c=d&e"),
        ("100%25 [x] #", "100%25%20%5Bx%5D%20%23"),
        ("50%", "50%25"),
        ("é", "%C3%A9"),
    ],
)
def test_reserved_characters_stay(text: str, written: str) -> None:
    assert in_query({"q": text}, {"q": "form*+"}) == f"q={written}"


@pytest.mark.parametrize(
    ("value", "flat"),
    [
        ({"b": {"c": 1}}, {"a[b][c]": 1}),
        ({"b": []}, {"a[b][]": []}),
        ({"b": [{"c": 1}, {"c": 2}]}, {"a[b][0][c]": 1, "a[b][1][c]": 2}),
        ([[1], [2]], {"a[0][]": [1], "a[1][]": [2]}),
        ("x", {"a": "x"}),
    ],
)
def test_nested_values(value: Any, flat: dict[str, Any]) -> None:
    assert deep("a", value) == flat


def test_a_name_that_says_already_that_it_is_a_list() -> None:
    assert deep("a[]", [1, 2]) == {"a[]": [1, 2]}
    assert deep("a[]", [{"b": 1}]) == {"a[0][b]": 1}


def test_headers() -> None:
    (named,) = plain({"h": MAP}).values()
    assert in_header(named, "simple*") == "R=100,G=200,B=150"


@pytest.mark.parametrize(
    ("value", "style", "cookie"),
    [
        ("blue", "form*", "c=blue"),
        ("a=b/c==", "form*", "c=a=b/c=="),
        ('a"; d=é', "form*", "c=a%22%3B%20d=%C3%A9"),
        ("50% off", "form*", "c=50%25%20off"),
        (LIST, "form*", "c=blue; c=black; c=brown"),
        (LIST, "form", "c=blue,black,brown"),
        (MAP, "form", "c=R,100,G,200,B,150"),
        ([], "form*", ""),
        ("", "form*", "c="),
    ],
)
def test_cookies(value: Any, style: Style, cookie: str) -> None:
    assert in_cookies(plain({"c": value}), {"c": style}) == cookie


def test_forms() -> None:
    body = {"a": [1, 2], "b": {"c": "d"}, "e": {"f": 1}, "g": {"h": 1}, "i": None}
    text = in_form(body, {"e": "deepObject", "g": "form*"})
    assert text == "a=1&a=2&b=%7B%22c%22%3A%22d%22%7D&e%5Bf%5D=1&h=1"
