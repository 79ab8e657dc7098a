"""What goes out: models, what people have in place of models, and what is refused."""

import datetime as dt
import json
from collections import OrderedDict, UserDict, UserList, deque
from decimal import Decimal
from enum import Enum, IntEnum
from types import MappingProxyType
from uuid import UUID

import pytest
from runtime.codec import decode, encode, encode_fields, from_json, to_json
from runtime.model import UNSET, Unknown, Unlisted, extra

from tests.runtime import sample_models as m

NOON = dt.datetime(2024, 1, 2, 12, tzinfo=dt.UTC)
HELLO = {"content": "Hello", "role": "user"}


def test_fields_are_sent_as_an_instance_is():
    messages = [m.SystemMessage(content="Be brief."), m.UserMessage(content="Hello")]
    fields = {"model": "small", "messages": messages, "top_p": 0.5, "from_": "me"}
    sent = {
        "model": "small",
        "messages": [{"content": "Be brief.", "role": "system"}, HELLO],
        "top_p": 0.5,
        "from": "me",
        "kind": "chat",
    }
    assert encode_fields(m.ChatRequest, **fields) == sent
    assert encode(m.ChatRequest, m.ChatRequest(**fields)) == sent
    assert to_json(m.ChatRequest(**fields)) == json.dumps(sent, separators=(",", ":"))


def test_a_field_may_have_any_name():
    """``model`` is a field here, as ``type_`` or ``self`` might be."""
    assert encode_fields(m.ChatRequest, model="x")["model"] == "x"


def test_an_argument_that_is_no_field_is_refused():
    with pytest.raises(
        TypeError, match=r"ChatRequest\(\) got an unexpected .* 'modle'"
    ):
        encode_fields(m.ChatRequest, modle="x")


@pytest.mark.parametrize("kind", [dict, OrderedDict, UserDict, MappingProxyType])
def test_a_mapping_in_place_of_a_model_is_sent_as_it_is(kind):
    """Its keys are names in JSON, so ``from`` is meant and ``from_`` is not a field."""
    body = kind(
        {"from": 1, "from_": 2, "model": None, "new": kind({"a": UNSET, "b": UNSET})}
    )
    sent = {"from": 1, "from_": 2, "model": None, "new": {}}
    assert encode(m.ChatRequest, body) == sent
    assert type(encode(m.ChatRequest, body)["new"]) is dict


@pytest.mark.parametrize("kind", [list, tuple, deque, UserList])
def test_any_sequence_is_a_list(kind):
    messages = kind([HELLO, m.UserMessage(content="Hello")])
    sent = encode_fields(m.ChatRequest, messages=messages, stop=kind(["a"]))
    assert sent == {"messages": [HELLO, HELLO], "stop": ["a"], "kind": "chat"}


def test_models_and_times_inside_of_dicts_are_sent():
    value = {
        "model": m.UserMessage(content="Hello"),
        "many": (m.Node(name="a"), NOON, NOON.date(), NOON.time()),
        "id": UUID(int=1),
        "price": Decimal("1.50"),
        "bytes": b"\x00",
        "other": Unknown("x", {"type": "x", "at": NOON}),
        "listed": Unlisted("new"),
    }
    sent = {
        "model": HELLO,
        "many": [{"name": "a"}, "2024-01-02T12:00:00Z", "2024-01-02", "12:00:00"],
        "id": "00000000-0000-0000-0000-000000000001",
        "price": "1.50",
        "bytes": "AA==",
        "other": {"type": "x", "at": "2024-01-02T12:00:00Z"},
        "listed": "new",
    }
    assert encode(dict, value) == sent
    assert encode_fields(m.ChatRequest, metadata=value)["metadata"] == sent
    assert json.loads(to_json(value)) == sent


def test_enumerations_of_texts_and_integers_are_sent_by_value():
    class Word(str, Enum):
        A = "a"

    class Number(IntEnum):
        ONE = 1

    assert to_json([Word.A, Number.ONE]) == '["a",1]'


def test_a_subclass_of_a_model_is_sent_as_itself():
    class Special(m.UserMessage):
        pass

    assert encode_fields(m.ChatRequest, messages=[Special(content="Hello")])[
        "messages"
    ] == [HELLO]


def test_what_is_sent_is_not_what_was_given():
    """A request is a value: what happens to the arguments later does not change it."""
    stop, metadata = ["a"], {"a": {"b": [1]}}
    sent = encode_fields(m.ChatRequest, stop=stop, metadata=metadata)
    stop.append("b")
    metadata["a"]["b"].append(2)
    assert sent == {"kind": "chat", "stop": ["a"], "metadata": {"a": {"b": [1]}}}


def test_undeclared_keys_are_sent_and_have_the_last_word():
    made = m.Node(name="a")
    extra(made).update(new=NOON, gone=UNSET, parent=None)
    assert encode(m.Node, made) == {
        "name": "a",
        "new": "2024-01-02T12:00:00Z",
        "parent": None,
    }


def test_undeclared_keys_that_have_a_type():
    data = {"first": "2024-01-02T12:00:00Z", "second": "2024-01-02T12:00:00Z"}
    made = decode(m.Moments, data)
    assert (made.first, extra(made)) == (NOON, {"second": NOON})
    assert encode(m.Moments, made) == data
    mismatches = []
    assert extra(decode(m.Moments, {"x": 1}, mismatches=mismatches)) == {"x": 1}
    assert mismatches == [("$.x", "date-time", "number")]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"messages": "hi"}, r"\$\.messages: a list is wanted, not one str"),
        ({"messages": b"hi"}, r"\$\.messages: a list is wanted, not one bytes"),
        (
            {"messages": [m.Node(name="a", children="x")]},
            r"\$\.messages\[0\]\.children: a list",
        ),
        (
            {"metadata": {"a": [1, {2}]}},
            r"\$\.metadata\.a\[1\]: JSON has no word for a set",
        ),
        ({"from_": object()}, r"\$\.from: JSON has no word for a object"),
        ({"stop": [UNSET]}, r"\$\.stop\[0\]: JSON has no word for a Unset"),
        ({"at": dt.datetime(2024, 1, 2)}, r"\$\.at: a date-time needs a time zone"),
    ],
)
def test_the_error_names_the_place(fields, message):
    with pytest.raises((TypeError, ValueError), match=f"^{message}"):
        encode_fields(m.ChatRequest, **fields)
    with pytest.raises((TypeError, ValueError), match=f"^{message}"):
        made = m.ChatRequest(**{"model": "x", "messages": [], **fields})
        encode(m.ChatRequest, made)


def test_the_error_names_the_place_without_a_type_too():
    with pytest.raises(TypeError, match=r"^\$\[0\]\.a\.b: JSON has no word for a set"):
        to_json([{"a": {"b": set()}}])
    node = m.Node(name="a")
    extra(node)["new"] = object()
    with pytest.raises(TypeError, match=r"^\$\.new: JSON has no word"):
        to_json(node)


def test_a_text_is_no_list_at_the_top_either():
    for type_ in (list[str], list[list[str]], list[str] | list[int]):
        with pytest.raises(TypeError, match=r"^\$: a list is wanted, not one str"):
            encode(type_, "abc")
    with pytest.raises(TypeError, match=r"^\$\[0\]: a list is wanted, not one str"):
        encode(list[list[str]], ["abc"])


def test_a_text_that_came_in_place_of_a_list_goes_out_again():
    node = decode(m.Node, {"name": "a", "children": "none"})
    assert node.children == "none"
    assert encode(m.Node, node) == {"name": "a", "children": "none"}


def test_json_text_is_compact_and_not_escaped():
    assert to_json({"a": ["é", 1.5, None, True]}) == '{"a":["é",1.5,null,true]}'
    for text in ('{"a":["é",1.5,null]}', '{"a":["é",1.5,null]}'.encode()):
        assert from_json(dict, text) == {"a": ["é", 1.5, None]}
    with pytest.raises(ValueError, match="Expecting"):
        from_json(dict, "{")
