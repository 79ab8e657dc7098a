"""Constraints are checked when somebody asks for it, all at once."""

from __future__ import annotations

import pytest
from golden.constraints import errors, from_json, validate
from golden.constraints import models as m


def test_a_good_value_passes() -> None:
    good = m.Order(
        amount=1.5,
        share=0.5,
        step=-10,
        code="AB1",
        short_text="ab",
        lines=["a"],
        sets=[1, 2],
        grid=[[9.0, 1.0], []],
        counts={"a": 0},
        score=5,
        either="abc",
    )
    validate(good)


def test_every_fault_is_listed() -> None:
    bad = m.Order(
        amount=-1,
        share=0,
        step=-11,
        big=9223372036854775808,
        code="ab",
        short_text="abc",
        lines=[""],
        sets=[1, 1, 0],
        grid=[[10.0], [], []],
        counts={},
        score=6,
        either="abcd",
    )
    with pytest.raises(errors.ValidationError) as raised:
        validate(bad)
    paths = {fault.path for fault in raised.value.faults}
    assert paths == {
        "$.amount",
        "$.share",
        "$.step",
        "$.big",
        "$.code",
        "$.shortText",
        "$.lines[0]",
        "$.sets",
        "$.sets[2]",
        "$.grid",
        "$.grid[0][0]",
        "$.counts",
        "$.score",
        "$.either",
    }


def test_decoding_does_not_check_them() -> None:
    order = from_json(m.Order, '{"amount":9,"code":"","lines":[]}', strict=True)
    assert order.amount == 9
