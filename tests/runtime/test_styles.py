"""Styles beyond the table of OpenAPI, which ``tests/vectors`` plays: JSON, nesting, escapes."""

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
    in_query,
    settled,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("blue", "c=%22blue%22"),
        (["a", 1], "c=%5B%22a%22%2C1%5D"),
        ({"R": 100}, "c=%7B%22R%22%3A100%7D"),
        (UNSET, ""),
    ],
)
def test_json(value: Any, text: str) -> None:
    styles: dict[str, Style] = {"c": "json"}
    assert in_query(settled({"c": value}, styles, ()), styles) == text


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


@pytest.mark.parametrize(
    ("value", "style", "cookie"),
    [
        ("a=b/c==", "form*", "c=a=b/c=="),
        ('a"; d=é', "form*", "c=a%22%3B%20d=%C3%A9"),
        ("50% off", "form*", "c=50%25%20off"),
    ],
)
def test_cookies(value: Any, style: Style, cookie: str) -> None:
    assert in_cookies(plain({"c": value}), {"c": style}) == cookie


def test_forms() -> None:
    body = {"a": [1, 2], "b": {"c": "d"}, "e": {"f": 1}, "g": {"h": 1}, "i": None}
    text = in_form(body, {"e": "deepObject", "g": "form*"})
    assert text == "a=1&a=2&b=%7B%22c%22%3A%22d%22%7D&e%5Bf%5D=1&h=1"
