"""A tag says which member a value is; one that nobody knows is kept."""

from __future__ import annotations

from typing import assert_never

from golden.unions_tagged import from_json, requests, to_json
from golden.unions_tagged import models as m


def _area(shape: m.Shape) -> float:
    match shape:
        case m.Circle():
            return 3 * (shape.radius or 0) ** 2
        case m.Square():
            return (shape.side or 0) ** 2
        case m.Triangle():
            return 0
        case m.Unknown():
            return -1
        case _:
            assert_never(shape)


def test_a_mapping_decides() -> None:
    text = '{"pets":[{"kind":"kitten","lives":9},{"kind":"dog","good":true}]}'
    zoo = from_json(m.Zoo, text, strict=True)
    assert zoo.pets == [m.Cat(kind="kitten", lives=9), m.Dog(kind="dog", good=True)]
    assert to_json(zoo) == text


def test_constants_decide_where_there_is_no_mapping() -> None:
    zoo = from_json(m.Zoo, '{"shape":{"type":"square","side":2}}', strict=True)
    assert zoo.shape == m.Square(side=2)
    assert _area(m.Circle(radius=1)) == 3


def test_members_with_the_same_tag_are_told_apart_by_other_keys() -> None:
    for item in (m.Said(), m.Answered(), m.Called(name="x")):
        assert from_json(m.Item, to_json(item), strict=True) == item


def test_a_new_member_is_kept_and_sent_back() -> None:
    text = '{"pets":[{"kind":"newt","x":[1]}],"maybe":{"type":"star","n":5}}'
    zoo = from_json(m.Zoo, text)
    assert zoo.pets == [m.Unknown("newt", {"kind": "newt", "x": [1]})]
    assert to_json(zoo) == text


def test_a_builder_takes_members_and_dicts() -> None:
    assert requests.pets.add(m.Dog(kind="dog")).body == {"kind": "dog"}
    assert requests.pets.add({"kind": "cat"}).body == {"kind": "cat"}


def test_a_tag_that_members_do_not_declare_is_sent_where_the_union_is_meant() -> None:
    ball, car = m.Ball(colour="red"), m.Car()
    text = to_json(m.Box(one=ball, some=[car, ball], ball=ball))
    assert text == (
        '{"one":{"kind":"ball","colour":"red"},"some":[{"kind":"car"},'
        '{"kind":"ball","colour":"red"}],"ball":{"colour":"red"}}'
    )
    box = from_json(m.Box, text, strict=True)
    assert box == m.Box(one=ball, some=[car, ball], ball=ball)
    assert to_json(box) == text
