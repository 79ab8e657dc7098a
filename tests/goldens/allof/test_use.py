"""Parts are one model; what they take from another schema is declared there."""

from __future__ import annotations

import pytest
from golden.allof import errors, from_json, to_json, validate
from golden.allof import models as m


def test_an_inline_object_is_one_class_for_the_base_and_its_children() -> None:
    address = m.BaseAddress(street="High Street")
    assert m.Child(id="1", address=address).address == address
    assert m.Grandchild(more=m.ChildMore(), id="1", address=address, name="x").name


def test_what_is_required_and_narrower_comes_from_every_part() -> None:
    text = (
        '{"id":"abc","address":{"street":"s","zip":"1"},"state":"old","size":3,'
        '"next":{"id":"2"}}'
    )
    strict = from_json(m.Strict, text, strict=True)
    assert strict.address == m.StrictAddress(street="s", zip="1")
    assert to_json(strict) == text
    strict.id = "ab"
    strict.size = 10
    with pytest.raises(errors.ValidationError) as caught:
        validate(strict)
    assert [fault.path for fault in caught.value.faults] == ["$.id", "$.size"]


def test_common_properties_are_in_each_member() -> None:
    car = from_json(m.Vehicle, '{"wheels":4,"doors":2}', strict=True)
    assert car == m.VehicleCar(wheels=4, doors=2)
    bike = from_json(m.Painted, '{"wheels":2,"gears":7,"colour":"red"}', strict=True)
    assert bike == m.PaintedBike(wheels=2, gears=7, colour="red")


def test_undeclared_keys_keep_their_type() -> None:
    sized = from_json(m.Sized, '{"exact":true,"w":2}', strict=True)
    assert sized.exact
    assert to_json(sized) == '{"exact":true,"w":2}'
