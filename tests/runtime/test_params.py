"""Parameters as text: the default styles, and what a value may not do to a URL."""

from __future__ import annotations

import datetime as dt
import enum
import urllib.parse
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.model import UNSET, Model, Unlisted
from runtime.params import expand, form, plain, simple


class Colour(enum.Enum):
    RED = "red"


class Level(enum.IntEnum):
    LOW = 1


@dataclass(kw_only=True, slots=True)
class Point(Model):
    x: int
    y: int | None = None


CET = dt.timezone(dt.timedelta(hours=1))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a b", "a b"),
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (2.5, "2.5"),
        (2.0, "2"),
        (1e16, "1e+16"),
        (10**30, "1" + "0" * 30),
        (Colour.RED, "red"),
        (Level.LOW, "1"),
        (Unlisted("new"), "new"),
        (Decimal("1.50"), "1.50"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (dt.date(2024, 2, 29), "2024-02-29"),
        (dt.datetime(2024, 2, 29, 1, 2, 3, tzinfo=dt.UTC), "2024-02-29T01:02:03Z"),
        (dt.datetime(2024, 2, 29, 1, tzinfo=CET), "2024-02-29T01:00:00+01:00"),
        ([1, None, "b"], ["1", "b"]),
        ((True,), ["true"]),
        ({"a": 1, "b": None}, {"a": "1"}),
        (Point(x=1), {"x": "1"}),
        ({"a": [1, None, 2]}, {"a": ["1", "2"]}),
        ([[1]], ["[1]"]),
        ([Point(x=1)], ['{"x":1}']),
        ({"a": {"b": Point(x=1)}}, {"a": '{"b":{"x":1}}'}),
        (b"\xff\x00", "/wA="),
    ],
)
def test_values_as_text(value: Any, text: Any) -> None:
    assert plain({"v": value}) == {"v": text}
    (kept,) = plain({"v": value}).values()
    assert type(kept) is type(text)


def test_what_is_not_there_is_left_out() -> None:
    assert plain({"a": None, "b": UNSET, "c": ""}) == {"c": ""}
    assert plain(None) == {}


@pytest.mark.parametrize("value", [object(), [object()], {"a": object()}])
def test_what_has_no_text_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="the parameter v"):
        plain({"v": value})


def test_form() -> None:
    values = plain({"a b": "c&d=é", "l": [1, 2], "o": {"k": "v w"}, "e": [], "n": ""})
    assert form(values) == "a%20b=c%26d%3D%C3%A9&l=1&l=2&k=v%20w&n="


def test_simple() -> None:
    assert simple("a,b") == "a,b"
    assert simple(["a", "b"]) == "a,b"
    assert simple({"k": "v", "l": "w"}) == "k,v,l,w"


def test_a_value_is_put_in_once_and_quoted_whole() -> None:
    values = plain({"a": "{b}", "b": "x/y?#%é"})
    assert expand("/p/{a}/{b}", values) == "/p/%7Bb%7D/x%2Fy%3F%23%25%C3%A9"
    assert expand("/p/{l};{b}", plain({"l": ["1,2", "3"], "b": "z"})) == "/p/1%2C2,3;z"


@pytest.mark.parametrize(
    ("template", "value"),
    [
        ("/p/{a}", "."),
        ("/p/{a}/q", ".."),
        ("/p/.{a}", "."),
        ("/p/{a}", ""),
        ("/p/{a}", []),
        ("/p/{a}", None),
        ("/p/{other}", "x"),
    ],
)
def test_what_would_make_another_path_is_refused(template: str, value: Any) -> None:
    with pytest.raises(ValueError, match="the path /p/"):
        expand(template, plain({"a": value}))


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_every_text_comes_back_as_one_segment(text: str) -> None:
    if text in (".", ".."):
        return
    path = expand("/p/{a}/q", plain({"a": text}))
    before, segment, after = path.removeprefix("/").split("/")
    assert (before, urllib.parse.unquote(segment), after) == ("p", text, "q")
    assert urllib.parse.parse_qs(form({text: text}), keep_blank_values=True) == {
        text: [text]
    }
