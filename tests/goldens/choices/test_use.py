"""One kind of choice has one form, however a document spells it."""

from __future__ import annotations

import datetime as dt

import pytest
from golden.choices import from_json, to_json
from golden.choices import models as m


def test_any_other_text_is_one_that_is_not_listed() -> None:
    assert from_json(m.Model, '"large"', strict=True) == "large"
    assert from_json(m.Model, '"huge"', strict=True) == m.Unlisted("huge")
    assert from_json(m.Auto, '"x"', strict=True) == m.Unlisted("x")


def test_null_is_one_fact() -> None:
    nulls = from_json(
        m.Nulls, '{"a":null,"b":null,"c":null,"d":null,"e":null,"f":null}', strict=True
    )
    assert nulls == m.Nulls(a=None, b=None, c=None, d=None, e=None, f=None)
    assert nulls.f is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"choice":{"file":"f"}}', m.InlineChoiceFile(file="f")),
        ('{"choice":"auto"}', "auto"),
        ('{"choice":[{"a":"b"}]}', [m.InlineChoiceItem(a="b")]),
        ('{"choice":{"x":1.5}}', {"x": 1.5}),
    ],
)
def test_members_are_told_apart_by_their_shape(text: str, value: object) -> None:
    inline = from_json(m.Inline, text, strict=True)
    assert inline.choice == value
    assert to_json(inline) == text


def test_a_type_beside_a_choice_is_that_of_its_members() -> None:
    assert from_json(m.Formats, '"2020-01-02"', strict=True) == dt.date(2020, 1, 2)
