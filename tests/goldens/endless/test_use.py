"""A schema that is only itself is open; one that is a part of itself is all in its circle."""

from __future__ import annotations

import dataclasses
import typing

import pytest
from golden.endless import from_json, models


@pytest.mark.parametrize("name", ["Loop", "Pool", "Either", "Whole"])
def test_what_is_only_itself_is_anything(name: str) -> None:
    assert getattr(models, name) is typing.Any


def test_unions_of_each_other_are_all_that_they_can_be() -> None:
    assert set(typing.get_args(models.There)) == {str, int}
    assert set(typing.get_args(models.Back)) == {str, int}
    assert models.Mixed is str


def test_what_is_a_part_of_itself_is_what_all_in_the_circle_say() -> None:
    assert [one.name for one in dataclasses.fields(models.Self)] == ["a"]
    text = '{"a": "one", "b": {"x": "two"}, "c": 3}'
    first = from_json(models.First, text)
    assert (first.a, first.b and first.b.x, first.c) == ("one", "two", 3)
    second = from_json(models.Second, text)
    third = from_json(models.Third, text)
    assert first.b == second.b == third.b
    assert (second.c, third.a) == (3, "one")
