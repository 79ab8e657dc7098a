"""Constraints are checked when somebody asks for it, all at once."""

from __future__ import annotations

import pytest
from golden.constraints import Client, errors, from_json, validate
from golden.constraints import models as m

from tests.support.server import Server, answer


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


def test_parameters_are_checked_before_they_are_sent(server: Server) -> None:
    server.will(answer(204), answer(204))
    with Client(server.url, validate=True) as client:
        client.orders.search("AB", limit=100, tags=["a", "b"], x_note="abc")
        client.orders.search("AB", free="anything")
        with pytest.raises(errors.ValidationError) as raised:
            client.orders.search("ab", limit=0, tags=["a", "b", "c"], x_note="abcd")
    assert [str(fault) for fault in raised.value.faults] == [
        "path.code: must match ^[A-Z]+$",
        "query.limit: must be at least 1",
        "query.tags: must have at most 2 items",
        "header.X-Note: must have at most 3 characters",
    ]
    assert len(server.received) == 2
