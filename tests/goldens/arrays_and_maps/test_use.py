"""Arrays of a fixed length are tuples; keys that match a pattern are undeclared ones."""

from __future__ import annotations

import datetime as dt

import pytest
from golden.arrays_and_maps import errors, extra, from_json, requests, to_json, validate
from golden.arrays_and_maps import models as m

TEXT = (
    '{"from":[1.5,2],"dates":["2020-01-02",{"text":"x"}],"either":["a"],"row":["a",1]}'
)


def test_an_array_of_a_fixed_length_is_a_tuple() -> None:
    line = from_json(m.Line, TEXT, strict=True)
    assert line.from_ == (1.5, 2)
    assert line.dates == (dt.date(2020, 1, 2), m.Label(text="x"))
    assert to_json(line) == TEXT
    validate(line)


def test_a_builder_takes_tuples_with_dicts_in_them() -> None:
    day = dt.date(2020, 1, 2)
    body = requests.lines.draw(from_=(1, 2), dates=(day, {"text": "x"})).body
    assert body == {"from": [1, 2], "dates": ["2020-01-02", {"text": "x"}]}


def test_another_length_is_kept_as_it_came() -> None:
    text = '{"from":[1],"dates":[]}'
    line = from_json(m.Line, text)
    assert to_json(line) == text
    with pytest.raises(errors.ValidationError):
        validate(line)


def test_a_union_has_a_member_for_each_type_that_is_named() -> None:
    users = from_json(m.Users, '{"null_":null,"mixed":{"a":"x"}}', strict=True)
    assert users.null_ is None
    assert users.mixed == m.MixedObject(a="x")
    assert from_json(m.Mixed, '"text"', strict=True) == "text"


def test_keys_of_patterns_have_the_types_of_the_patterns() -> None:
    found = from_json(m.Patterned, '{"name":"n","x-a":1}', strict=True)
    assert extra(found) == {"x-a": 1}
    maps = from_json(m.Maps, '{"patterns":{"x-a":"b","n-a":1},"rest":{"a":true}}')
    assert maps.patterns == {"x-a": "b", "n-a": 1}
