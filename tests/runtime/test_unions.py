"""Which member of a union a value is: by tag, by kind, by keys."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union
from uuid import UUID

import pytest
from runtime.codec import decode, encode
from runtime.model import (
    UNSET,
    Model,
    Tag,
    Unknown,
    Unlisted,
    Unset,
    Wire,
    extra,
)

from tests.runtime import sample_models as m


def decoded(type_, data):
    """Decode, say where it did not fit, and see that the same goes out again."""
    mismatches = []
    value = decode(type_, data, mismatches=mismatches, scope=vars(m))
    assert encode(type_, value, scope=vars(m)) == data
    for _ in range(5):  # of which the last ones are compiled
        again = decode(type_, data, scope=vars(m), strict=not mismatches)
        assert repr(again) == repr(value)
    return value, [mismatch.path for mismatch in mismatches]


# By tag


def test_a_constant_that_all_members_have_is_the_tag():
    user = {"role": "user", "content": "Hi"}
    assert decoded(m.Message, user) == (m.UserMessage(content="Hi"), [])
    system = {"role": "system", "content": "Hi"}
    assert decoded(m.Message, system) == (m.SystemMessage(content="Hi"), [])


def test_the_tag_decides_even_where_the_rest_does_not_fit():
    value, mismatches = decoded(m.Message, {"role": "user", "content": 1})
    assert value == m.UserMessage(content=1)
    assert mismatches == ["$.content"]


def test_a_tag_that_is_not_known_is_a_value():
    new = {"role": "new", "content": [1, {"a": None}]}
    assert decoded(m.Message, new) == (Unknown("new", new), [])


@pytest.mark.parametrize("tag", [None, ["user"], {"a": 1}])
def test_a_tag_that_is_no_scalar_is_not_known_either(tag):
    new = {"role": tag, "content": "Hi"}
    assert decoded(m.Message, new) == (Unknown(None, new), [])


def test_without_a_tag_the_keys_decide():
    """The tag is optional, so a member without it is one: the first that fits."""
    value, mismatches = decoded(m.Message, {"content": "Hi"})
    assert value == m.SystemMessage(content="Hi", role=None)
    assert mismatches == []
    assert decoded(m.Message, {"a": 1}) == (Unknown(None, {"a": 1}), [])


def test_a_value_of_another_kind_is_not_known():
    assert decoded(m.Message, "text") == (Unknown(None, "text"), [])
    assert decoded(m.Message, None) == (None, ["$"])


def test_a_written_mapping_of_tags():
    kitten = {"kind": "kitten", "lives": 9}
    assert decoded(m.Pet, kitten) == (m.Cat(kind="kitten", lives=9), [])
    dog = {"kind": "dog", "tricks": ["sit"]}
    assert decoded(m.Pet, dog) == (m.Dog(kind="dog", tricks=["sit"]), [])
    assert decoded(m.Pet, {"kind": "fish"}) == (Unknown("fish", {"kind": "fish"}), [])


def test_a_tag_that_several_members_have_leaves_it_to_the_keys():
    @dataclass(kw_only=True, slots=True)
    class Said(Model):
        type: Literal["message"]
        role: Literal["user"]
        text: str

    @dataclass(kw_only=True, slots=True)
    class Answered(Model):
        type: Literal["message"]
        role: Literal["assistant"]
        text: str

    @dataclass(kw_only=True, slots=True)
    class Called(Model):
        type: Literal["call"]

    type_ = Annotated[
        Said | Answered | Called | Unknown, Tag("type", {"call": "Called"})
    ]
    said = {"type": "message", "role": "user", "text": "a"}
    assert decoded(type_, said) == (Said(**said), [])
    answered = {"type": "message", "role": "assistant", "text": "a"}
    assert decoded(type_, answered) == (Answered(**answered), [])
    assert decoded(type_, {"type": "call"}) == (Called(type="call"), [])
    assert decoded(type_, {"type": "new"})[0] == Unknown("new", {"type": "new"})
    value, mismatches = decoded(type_, {"type": "message", "role": "user"})
    assert isinstance(value, Said)
    assert mismatches == ["$.text"]


def test_without_a_member_for_it_an_unknown_tag_is_a_mismatch():
    type_ = Annotated[
        Union["m.Cat", "m.Dog"], Tag("kind", {"cat": "Cat", "dog": "Dog"})
    ]
    assert decoded(type_, {"kind": "fish"}) == ({"kind": "fish"}, ["$"])


def test_tags_need_not_be_texts():
    @dataclass(kw_only=True, slots=True)
    class One(Model):
        version: Annotated[Literal[1], Wire("v")] = 1

    @dataclass(kw_only=True, slots=True)
    class Two(Model):
        version: Annotated[Literal[2], Wire("v")] = 2

    type_ = One | Two | Unknown
    assert decoded(type_, {"v": 2}) == (Two(), [])
    assert decoded(type_, {"v": 3}) == (Unknown(3, {"v": 3}), [])
    assert decoded(type_, {"v": True}) == (One(version=True), ["$.v"])


def test_a_tagged_union_inside_of_another():
    """Both have a tag of their own, and no tag is common to all."""
    type_ = Union["m.Pet", "m.Message", "m.Circle"]
    assert decoded(type_, {"kind": "cat", "lives": 9})[0] == m.Cat(kind="cat", lives=9)
    assert decoded(type_, {"role": "user", "content": "a"})[0] == m.UserMessage(
        content="a"
    )
    assert decoded(type_, {"radius": 1})[0] == m.Circle(radius=1)
    assert decoded(Union["m.Chunk", str], "text") == ("text", [])


class _Nested:
    """Unions that are each a text, a list of their own and all unions before them."""

    A0 = m.Circle
    for _index in range(1, 26):
        _before = tuple(f"n.A{_other}" for _other in range(_index))
        locals()[f"A{_index}"] = Union[(*_before, list[Literal[_index]])]


def test_unions_of_unions_of_unions_take_no_longer_than_they_are_many():
    scope = {**vars(m), "n": _Nested}
    for data in ({"radius": 1.5}, [24], [25]):
        value = decode(_Nested.A25, data, strict=True, scope=scope)
        assert encode(_Nested.A25, value, scope=scope) == data


def test_a_union_of_one_knows_its_tag():
    type_ = Union["m.TextChunk", "m.Unknown"]
    assert decoded(type_, {"type": "text", "text": "a"})[0] == m.TextChunk(text="a")
    assert decoded(type_, {"type": "x"})[0] == Unknown("x", {"type": "x"})


# By kind


NOON = "2024-01-02T12:00:00Z"
ANY_KIND = Union[str, float, bool, list[str], "m.Circle", None]


@pytest.mark.parametrize(
    "data",
    ["a", 1, 1.5, True, ["a"], [], None],
    ids=["text", "int", "float", "bool", "list", "[]", "null"],
)
def test_the_kind_decides(data):
    value, mismatches = decoded(ANY_KIND, data)
    assert (value, type(value), mismatches) == (data, type(data), [])


@pytest.mark.parametrize(
    ("type_", "data", "value"),
    [
        (dt.datetime | str, NOON, dt.datetime(2024, 1, 2, 12, tzinfo=dt.UTC)),
        (dt.datetime | str, "noon", "noon"),
        (str | dt.datetime, NOON, NOON),  # the first that fits
        (UUID | dt.date, "2024-01-02", dt.date(2024, 1, 2)),
        (int | float, 1.5, 1.5),
        (bool | int, True, True),
        (int | bool, True, True),
        (Literal["auto"] | int, "auto", "auto"),
        (Literal["auto", 1] | bool, True, True),
        (Literal["a", "b"] | Unlisted | int, "c", Unlisted("c")),
        (list[int] | list[str] | list[list[int]], ["a"], ["a"]),
        (list[int] | list[str] | list[list[int]], [[1]], [[1]]),
        (list[int] | list[str] | list[list[int]], [], []),
        (
            dict[str, int] | dict[str, dt.date],
            {"a": "2024-01-02"},
            {"a": dt.date(2024, 1, 2)},
        ),
        (list["m.Circle"] | list["m.Square"], [{"side": 1}], [m.Square(side=1)]),
        (Union["m.Circle", dict[str, int]], {"x": 1}, {"x": 1}),
        (Union["m.Circle", Any], {"x": 1}, {"x": 1}),
        (Union["m.Circle", Any], {"radius": 1}, m.Circle(radius=1)),
        (Annotated[str, Wire("x")] | int, "a", "a"),
    ],
)
def test_kind_of_the_value_or_of_its_first_element(type_, data, value):
    assert decoded(type_, data) == (value, [])
    assert type(decoded(type_, data)[0]) is type(value)


@pytest.mark.parametrize(
    ("type_", "data"),
    [
        (str | int, 1.5),
        (str | int, []),
        (int | bool, "1"),
        (UUID | dt.date, "text"),
        (list[int] | list[str], [None]),
        (Union["m.Circle", "m.Square"], {"x": 1}),
        (Union["m.Circle", "m.Square"], "text"),
    ],
)
def test_what_is_no_member_is_kept(type_, data):
    assert decoded(type_, data) == (data, ["$"])


# By keys


def test_required_keys_decide():
    assert decoded(m.Shape, {"radius": 1.5}) == (m.Circle(radius=1.5), [])
    assert decoded(m.Shape, {"side": 1.5}) == (m.Square(side=1.5), [])


def test_of_members_that_fit_the_one_that_knows_most_keys_is_taken():
    @dataclass(kw_only=True, slots=True)
    class Small(Model):
        a: int

    @dataclass(kw_only=True, slots=True)
    class Large(Model):
        a: int
        b: int | None = None

    for type_ in (Small | Large, Large | Small):
        assert decoded(type_, {"a": 1, "b": 2})[0] == Large(a=1, b=2)
    assert decoded(Small | Large, {"a": 1})[0] == Small(a=1)  # a tie: the first
    assert decoded(Large | Small, {"a": 1})[0] == Large(a=1)


def test_constants_decide_where_they_are_no_tag():
    @dataclass(kw_only=True, slots=True)
    class Error(Model):
        value: str
        ok: Literal[False] = False

    @dataclass(kw_only=True, slots=True)
    class Answer(Model):
        value: str

    assert decoded(Error | Answer, {"ok": False, "value": "a"})[0] == Error(value="a")
    value = decoded(Error | Answer, {"ok": True, "value": "a"})[0]
    assert (value, extra(value)) == (Answer(value="a"), {"ok": True})


@dataclass(kw_only=True, slots=True)
class Long(Model):
    at: int
    shapes: list[m.Circle]


@dataclass(kw_only=True, slots=True)
class Wide(Model):
    at: int | None
    shapes: list[m.Square]


@pytest.mark.parametrize("type_", [Long | Wide, Wide | Long])
def test_of_members_with_the_same_keys_the_one_that_fits_below_is_taken(type_):
    circles = {"at": 1, "shapes": [{"radius": 1.5}]}
    squares = {"at": 1, "shapes": [{"side": 1.5}]}
    assert decoded(type_, circles) == (Long(at=1, shapes=[m.Circle(radius=1.5)]), [])
    assert decoded(type_, squares) == (Wide(at=1, shapes=[m.Square(side=1.5)]), [])
    assert decoded(type_, {"at": None, "shapes": []}) == (Wide(at=None, shapes=[]), [])


def test_where_none_fits_below_the_first_is_taken_and_the_place_is_noted():
    value, mismatches = decoded(Long | Wide, {"at": 1, "shapes": [{"label": "x"}]})
    assert isinstance(value, Long)
    assert mismatches == ["$.shapes[0].radius"]


def test_null_and_listed_values_decide_where_keys_do_not():
    @dataclass(kw_only=True, slots=True)
    class Plain(Model):
        size: int | None = None
        mode: Literal["a", "b"] | Unlisted | None = None

    @dataclass(kw_only=True, slots=True)
    class Open(Model):
        size: int | None | Unset = UNSET
        mode: Literal["c", "d"] | Unlisted | None = None

    assert decoded(Plain | Open, {"size": None}) == (Open(size=None), [])
    assert decoded(Plain | Open, {"size": 1, "mode": "c"}) == (
        Open(size=1, mode="c"),
        [],
    )
    assert decoded(Plain | Open, {"mode": "e"})[0] == Plain(mode=Unlisted("e"))


def test_a_required_key_that_is_missing_does_not_hide_the_member():
    value, mismatches = decoded(m.Shape, {"label": "x"})
    assert isinstance(value, m.Circle)
    assert mismatches == ["$.radius"]
