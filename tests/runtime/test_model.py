"""The words that models are written in."""

import copy
import dataclasses
import pickle
from typing import get_type_hints

import pytest
from runtime.codec import decode, encode
from runtime.model import (
    UNSET,
    Length,
    Range,
    Tag,
    Unknown,
    Unlisted,
    Unset,
    Wire,
    extra,
)

from tests.runtime import sample_models as m

COPIES = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda value: pickle.loads(pickle.dumps(value)),
}


@pytest.mark.parametrize("duplicate", COPIES.values(), ids=COPIES)
def test_unset_stays_the_one_instance(duplicate):
    assert duplicate(UNSET) is UNSET


def test_unset_is_falsy_and_nothing_else():
    assert not UNSET
    assert repr(UNSET) == str(UNSET) == "UNSET"
    assert Unset.UNSET is UNSET
    with pytest.raises(TypeError):
        iter(UNSET)


def node():
    made = decode(m.Node, {"name": "a", "parent": {"name": "b"}, "new": [1]})
    assert extra(made) == {"new": [1]}
    return made


@pytest.mark.parametrize("duplicate", COPIES.values(), ids=COPIES)
def test_a_model_is_copied_with_its_undeclared_keys(duplicate):
    twin = duplicate(node())
    assert twin == node()
    assert extra(twin) == {"new": [1]}


@pytest.mark.parametrize("duplicate", COPIES.values(), ids=COPIES)
def test_a_model_without_undeclared_keys_is_copied_too(duplicate):
    made = m.Node(name="a")
    assert duplicate(made) == made


@pytest.mark.parametrize("duplicate", COPIES.values(), ids=COPIES)
def test_a_copy_has_undeclared_keys_of_its_own(duplicate):
    made = node()
    extra(duplicate(made))["more"] = 1
    assert extra(made) == {"new": [1]}


def test_undeclared_keys_are_neither_compared_nor_shown():
    made = m.Node(name="a")
    extra(made)["secret"] = 1
    assert made == m.Node(name="a")
    assert "secret" not in repr(made)


def test_extra_is_the_models_own_dict():
    made = m.Node(name="a")
    assert extra(made) is extra(made)
    extra(made)["x"] = 1
    assert encode(m.Node, made) == {"name": "a", "x": 1}


def test_a_model_has_no_public_name_but_its_fields():
    public = {name for name in dir(m.Node) if not name.startswith("_")}
    assert public == {field.name for field in dataclasses.fields(m.Node)}


def test_a_model_has_no_room_for_a_typo():
    with pytest.raises(AttributeError):
        m.Node(name="a").nmae = "b"


@pytest.mark.parametrize(
    "name", [n for n, c in vars(m).items() if hasattr(c, "__mro__")]
)
def test_type_hints_resolve(name):
    cls = getattr(m, name)
    if dataclasses.is_dataclass(cls):
        hints = get_type_hints(cls, include_extras=True)
        assert {field.name for field in dataclasses.fields(cls)} <= hints.keys()


@pytest.mark.parametrize("duplicate", COPIES.values(), ids=COPIES)
def test_what_is_not_known_is_a_value(duplicate):
    assert duplicate(Unknown("a", {"x": 1})) == Unknown("a", {"x": 1})
    assert duplicate(Unlisted("a")) == "a"
    assert type(duplicate(Unlisted("a"))) is Unlisted
    assert Unknown("a", 1) != Unknown("b", 1)
    assert repr(Unknown("a", 1)) == "Unknown(tag='a', raw=1)"


def test_marks_are_compared_by_what_they_hold():
    assert Range(0, 1) == Range(0.0, 1.0)
    assert hash(Range(0, 1)) == hash(Range(0.0, 1.0))
    assert Range(0, 1) != Range(0, 2)
    assert Wire("a") != Length(1)
    assert len({Tag("k", {"a": "A"}), Tag("k", {"a": "A"}), Tag("k", {})}) == 2
