"""Keys that a class does not declare are kept, typed where the API types them, and sent back."""

from __future__ import annotations

import pytest
from golden.undeclared_keys import errors, extra, from_json, requests, to_json, validate
from golden.undeclared_keys import models as m


def test_they_are_kept_and_sent_back() -> None:
    text = '{"id":"a","new":[1,{"x":null}]}'
    plain = from_json(m.Plain, text, strict=True)
    assert extra(plain) == {"new": [1, {"x": None}]}
    assert to_json(plain) == text
    assert plain == m.Plain(id="a")


def test_they_have_their_type() -> None:
    text = '{"id":"a","tea":{"cents":250}}'
    priced = from_json(m.Priced, text, strict=True)
    assert extra(priced) == {"tea": m.Price(cents=250)}
    extra(priced)["cake"] = m.Price(cents=300)
    assert to_json(priced) == '{"id":"a","tea":{"cents":250},"cake":{"cents":300}}'


def test_they_are_checked() -> None:
    counts = from_json(m.Counts, '{"total":1,"a":null,"b":2}', strict=True)
    validate(counts)
    extra(counts)["c"] = -1
    with pytest.raises(errors.ValidationError, match=r"\$\.c"):
        validate(counts)


def test_a_map_is_a_dict() -> None:
    prices: m.Map = from_json(m.Map, '{"tea":{"cents":1}}', strict=True)
    assert prices == {"tea": m.Price(cents=1)}


def test_a_builder_takes_them_in_a_body_as_one_value() -> None:
    priced = m.Priced(id="a")
    extra(priced)["tea"] = m.Price(cents=1)
    request = requests.prices.change_request(priced)
    assert request.body == {"id": "a", "tea": {"cents": 1}}
    request = requests.prices.change(id="a").with_(extra={"cake": {"cents": 2}})
    assert request.body == {"id": "a", "cake": {"cents": 2}}
