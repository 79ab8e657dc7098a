"""All that keeps a value from being what its class says, in one error."""

import datetime as dt
import pickle
from decimal import Decimal
from typing import Annotated, Any, Union
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from runtime.codec import decode, encode
from runtime.model import UNSET, Length, Pattern, Range, Unknown, Unlisted, extra
from runtime.validation import Fault, ValidationError, check, validate

from tests.runtime import sample_models as m


def faults(type_, value):
    return [str(fault) for fault in check(type_, value, scope=vars(m))]


def good():
    return m.Limits(name="abc", tags=["x", "y"], ratio=0.5, count=5, price=0.07)


def test_a_good_value():
    validate(good())
    validate([good(), {"a": good()}])
    assert faults(m.Limits, good()) == faults(m.Limits, encode(m.Limits, good())) == []


def test_all_faults_are_in_one_error():
    bad = m.Limits(name="A", tags=["", ""], ratio=1, count=-3, price=0.005, prices={})
    bad.inner = m.Limits(name="toolong", tags=None, count=12)
    expected = [
        "$.name: must have at least 2 characters",
        "$.name: must match ^[a-z]+$",
        "$.tags[0]: must have at least 1 characters",
        "$.tags[1]: must have at least 1 characters",
        "$.tags: must have no two equal items",
        "$.ratio: must be less than 1",
        "$.count: must be at least 0",
        "$.count: must be a multiple of 5",
        "$.price: must be a multiple of 0.01",
        "$.inner.name: must have at most 5 characters",
        "$.inner.count: must be at most 10",
        "$.inner.count: must be a multiple of 5",
        "$.prices: must have at least 1 items",
    ]
    with pytest.raises(ValidationError) as raised:
        validate(bad)
    assert list(map(str, raised.value.faults)) == expected
    assert str(raised.value) == "\n".join(expected)
    assert faults(m.Limits, encode(m.Limits, bad)) == expected


def test_the_error_is_a_value():
    error = ValidationError([Fault("$.a", "is required")])
    assert pickle.loads(pickle.dumps(error)).faults == (Fault("$.a", "is required"),)
    assert isinstance(error, ValueError)


@pytest.mark.parametrize(
    ("limit", "type_", "allowed", "refused"),
    [
        (Range(1, 2), float, [1, 1.5, 2], [0.999, 3]),
        (Range(above=1, below=2), float, [1.5], [1, 2]),
        (Range(step=0.1), float, [0.3, 0, -0.7, 1e10], [0.35]),
        (Range(step=3), int, [0, -6, 10**30 - 1], [10**30]),
        (
            Range(1, step=0.5),
            Decimal,
            [Decimal("1.5")],
            [Decimal("0.5"), Decimal("1.7")],
        ),
        (Length(1, 2), str, ["a", "😀😀"], ["", "abc"]),
        (Length(1, 2), list[int], [[1]], [[], [1, 2, 3]]),
        (Length(1), dict[str, int], [{"a": 1}], [{}]),
        (
            Length(unique=True),
            list[Any],
            [[1, True, "1", 0, False], [[1], [2]], [{"a": 1}, {"a": 2}], []],
            [[1, 1.0], [[1], [1]], [{"a": 1, "b": [2]}, {"b": [2], "a": 1}]],
        ),
        (Pattern("b"), str, ["abc"], ["acd"]),
        (Pattern("^a$"), str, ["a"], ["a\n", "ba"]),
        (Pattern(r"^[$]\$$"), str, ["$$"], ["$"]),
        (Pattern(r"(?<year>\d+)"), str, ["in 2024"], ["never"]),
        (Pattern(r"\p{L}"), str, ["a", "1"], []),  # no such class in re
    ],
)
def test_constraints(limit, type_, allowed, refused):
    hint = Annotated[type_, limit]
    for value in allowed:
        assert faults(hint, value) == []
    for value in refused:
        assert len(faults(hint, value)) == 1, value


def test_equal_models_are_no_unique_items():
    hint = Annotated[list[m.Circle], Length(unique=True)]
    assert faults(hint, [m.Circle(radius=1), m.Circle(radius=2)]) == []
    assert faults(hint, [m.Circle(radius=1)] * 2) == ["$: must have no two equal items"]


def test_presence_and_null():
    assert faults(m.Limits, m.Limits(name=None, tags=UNSET)) == [
        "$.name: must be string, not null",
        "$.tags: is required",
    ]
    assert faults(m.Limits, {}) == ["$.name: is required", "$.tags: is required"]
    assert faults(m.ChatRequest, {"model": "a", "messages": [], "kind": "chat"}) == []
    body = {
        "model": "a",
        "messages": [],
        "kind": "chat",
        "top_p": None,
        "temperature": None,
    }
    assert faults(m.ChatRequest, body) == ["$.top_p: must be number, not null"]


@pytest.mark.parametrize(
    ("type_", "allowed", "refused"),
    [
        (str, ["a"], [1, None, b"a"]),
        (int, [1, 1.0], [True, "1", 1.5]),
        (float, [1, 1.5], [True, "1", float("nan"), float("inf")]),
        (bool, [True], [1]),
        (bytes, [b"a", "QQ=="], ["?", 1]),
        (UUID, [UUID(int=1), str(UUID(int=1))], ["x", 1]),
        (dt.date, [dt.date(2024, 1, 1), "2024-01-01"], ["x", 1]),
        (
            dt.datetime,
            [dt.datetime(2024, 1, 1, tzinfo=dt.UTC)],
            [dt.datetime(2024, 1, 1)],
        ),
        (list[int], [[1], (1,), range(3)], ["1", 1, {"a": 1}]),
        (dict[str, int], [{"a": 1}], [[1], "a", {"a": "b"}]),
        (m.FinishReason, ["stop", Unlisted("new")], ["new", 1]),
        (m.Level, [1, 9], ["a", True]),
        (str | list[str], ["a", ["a"]], [1, [1], {}]),
        (
            m.Json,
            [None, 1, {"a": [1, None, {"b": "c"}]}],
            [object(), {"a": [object()]}],
        ),
        (m.Node, [m.Node(name="a"), {"name": "a"}], ["a", m.Circle(radius=1), None]),
    ],
)
def test_types(type_, allowed, refused):
    for value in allowed:
        assert faults(type_, value) == []
    for value in refused:
        assert len(faults(type_, value)) == 1, value


def test_members_of_a_union():
    assert faults(m.Message, m.UserMessage(content="a")) == []
    assert faults(m.Message, m.UserMessage(content=1)) == [
        "$.content: must be string or array, not number"
    ]
    assert faults(m.Message, {"role": "user", "content": [{"type": "text"}]}) == [
        "$.content[0].text: is required"
    ]
    assert faults(m.Message, m.Circle(radius=1)) == [
        "$: must be SystemMessage or UserMessage, not Circle"
    ]
    assert faults(Union["m.Circle", "m.Square"], Unknown("x", {})) == [
        "$: must be Circle or Square, not Unknown"
    ]


def test_what_the_server_sent_may_be_sent_back():
    new = {"role": "new", "a": 1}
    assert faults(m.Message, decode(m.Message, new, scope=vars(m))) == []
    assert faults(m.Message, new) == []


def test_constants():
    wrong = m.ChatRequest(model="a", messages=[], kind="other", level=5)
    assert faults(m.ChatRequest, wrong) == ["$.kind: must be 'chat'"]
    assert faults(m.FinishReason, "Stop") == ["$: must be one of 'stop', 'length'"]


def test_undeclared_keys():
    made = m.Moments()
    extra(made)["then"] = "soon"
    assert faults(m.Moments, made) == ["$.then: must be date-time, not string"]
    assert faults(m.Moments, {"then": "soon"}) == [
        "$.then: must be date-time, not string"
    ]
    node = m.Node(name="a")
    extra(node)["new"] = [m.Limits(name="a", tags=None)]
    assert faults(m.Node, node) == ["$.new[0].name: must have at least 2 characters"]


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_what_has_no_fault_has_no_mismatch(value):
    for type_ in (m.Node, m.ChatRequest, m.Message, m.Pet, m.Content, m.Json):
        mismatches = []
        decode(type_, value, mismatches=mismatches, scope=vars(m))
        assert faults(type_, value) or not mismatches
    assert faults(m.Json, value) == []
