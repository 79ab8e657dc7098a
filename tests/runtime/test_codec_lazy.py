"""Models are loaded when a value needs them, and the first calls say what the later ones say."""

import datetime as dt
import importlib
import json
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from runtime.codec import Misfit, decode, encode, encode_fields

ROOT = Path(__file__).parents[2]

REPORT = """
import json, sys
from generated.mistral import Client
from generated.mistral import models as m

def loaded(start=frozenset()):
    names = {name for name in sys.modules if name.startswith("generated.mistral.models.")}
    return names - start

def say(names, value):
    print(json.dumps([sorted(name.rpartition(".")[2] for name in names), repr(value)]))

chat = Client(api_key="x").chat
assert not loaded()
"""

BUILD = """
from generated.mistral.requests import chat
request = chat.stream(model="small", messages=[{"role": "user", "content": "x"}], %s)
say(loaded(), request.body)
before = loaded()
"""

EVENT = """
from generated.mistral._runtime.codec import decode
delta = {"role": "assistant", "content": "Hi"}
choice = {"index": 0, "delta": delta, "finish_reason": None}
data = {"id": "a", "model": "small", "choices": [choice]}
event = decode(m.CompletionChunk, data, strict=True)
say(loaded(before), event.choices[0].delta)
choice["finish_reason"] = "stop"
event = decode(m.CompletionChunk, data, strict=True)
say(loaded(before), event.choices[0].finish_reason)
"""

SENT = {"model": "small", "messages": [{"role": "user", "content": "x"}]}


def reported(*parts):
    """Run a program of its own, and give what it says: modules loaded, and a value."""
    done = subprocess.run(
        [sys.executable, "-c", REPORT + "".join(parts)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def test_a_request_loads_its_own_model():
    names = ["chat_completion_stream_request"]
    assert reported(BUILD % "") == [(names, repr({**SENT, "stream": True}))]


def test_a_value_loads_what_its_type_leaves_open():
    """A text may be one where a list is wanted; an object in a union is JSON."""
    [(names, _)] = reported(BUILD % "stop='a', tool_choice={'type': 'function'}")
    assert names == [
        "chat_completion_stream_request",
        "chat_completion_stream_request_stop",
    ]


def test_an_object_loads_no_member_of_its_union_but_itself():
    [(names, body)] = reported(
        "chat_models = [m.UserMessage(content='x')]\n",
        BUILD.replace("[{", "chat_models or [{") % "",
    )
    assert names == [
        "chat_completion_stream_request",
        "chat_completion_stream_request_messages",  # which says how it is tagged
        "user_message",
        "user_message_content",
    ]
    content = {"content": "x", "role": "user"}
    assert body == repr({"model": "small", "messages": [content], "stream": True})


def test_an_event_loads_the_models_that_are_in_it():
    names = [
        "completion_chunk",
        "completion_response_stream_choice",
        "content",
        "delta_message",
    ]
    delta = "DeltaMessage(role='assistant', content='Hi', tool_calls=None)"
    reason = "completion_response_stream_choice_finish_reason"
    _, first, second = reported(BUILD % "", EVENT)
    assert first == (names, delta)
    assert second == (sorted([*names, reason]), "'stop'")


MODELS = {
    "Leaf": """
        @dataclass(kw_only=True, slots=True)
        class Leaf(Model):
            value: int
            kind: m.LeafKind | None = "leaf"
        """,
    "Branch": """
        @dataclass(kw_only=True, slots=True)
        class Branch(Model):
            items: list[m.Tree]
            by_name: dict[str, m.Tree] | None = None
            kind: m.BranchKind | None = "branch"
        """,
    "LeafKind": 'LeafKind: TypeAlias = Literal["leaf"]',
    "BranchKind": 'BranchKind: TypeAlias = Literal["branch"]',
    "Tree": 'Tree: TypeAlias = Union["m.Leaf", "m.Branch", "m.Unknown"]',
    "Color": 'Color: TypeAlias = Literal["red", "green"]',
    "Size": "Size: TypeAlias = Literal[1, 2]",
    "Look": 'Look: TypeAlias = Union["m.Color", "m.Size"]',
    "Maybe": 'Maybe: TypeAlias = Union["m.Leaf", None]',
    "Day": "Day: TypeAlias = dt.date",
    "Names": "Names: TypeAlias = list[str]",
    "Numbers": "Numbers: TypeAlias = list[int]",
    "Lists": 'Lists: TypeAlias = Union["m.Names", "m.Numbers"]',
    "Content": "Content: TypeAlias = Annotated[bytes, Binary()]",
    "File": """
        @dataclass(kw_only=True, slots=True)
        class File(Model):
            name: str
            content: m.Content
        """,
    "Ring": 'Ring: TypeAlias = Union["m.Knot", str]',
    "Knot": 'Knot: TypeAlias = Union["m.Ring", int]',
    "All": """
        @dataclass(kw_only=True, slots=True)
        class All(Model):
            tree: m.Tree | None = None
            look: Annotated[m.Look | None, Wire("the look")] = None
            maybe: m.Maybe
            later: m.Maybe | Unset = UNSET
            day: m.Day | None = None
            days: list[m.Day] | None = None
            lists: m.Lists | None = None
            names: m.Names | None = None
            either: str | m.Leaf | None = None
            file: m.File | None = None
            ring: m.Ring | None = None
            color: Literal["blue"] | m.Color | None = None
        """,
}

HEAD = """
from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias, Union

from .. import models as m
from runtime.model import UNSET, Binary, Model, Unset, Wire, dt

"""


@pytest.fixture
def m(tmp_path, monkeypatch):
    """The models of a package that is made for one test."""
    models = tmp_path / "made_for_lazy" / "models"
    models.mkdir(parents=True)
    (models.parent / "__init__.py").write_text("")
    table = {name: f".{name.lower()}" for name in MODELS}
    table["Unknown"] = "runtime.model"
    (models / "__init__.py").write_text(
        "from runtime.lazy import attributes\n"
        f"__getattr__, __dir__ = attributes(__name__, {table!r})\n"
    )
    for name, text in MODELS.items():
        (models / f"{name.lower()}.py").write_text(HEAD + textwrap.dedent(text))
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("made_for_lazy.models")
    for name in [each for each in sys.modules if each.startswith("made_for_lazy")]:
        del sys.modules[name]


def loaded():
    start = "made_for_lazy.models."
    return {name.removeprefix(start) for name in sys.modules if name.startswith(start)}


LEAF = {"value": 1, "kind": "leaf"}
TREE = {"items": [LEAF, {"items": [], "kind": "branch"}], "by_name": {"a": LEAF}}
WHOLE = {
    "tree": {**TREE, "kind": "branch"},
    "the look": 2,
    "maybe": None,
    "later": None,
    "day": "2024-01-02",
    "days": ["2024-01-02"],
    "lists": [1],
    "names": ["a"],
    "either": {"value": 1, "kind": "leaf"},
    "ring": 1,
    "color": "green",
}


def test_the_first_calls_say_what_the_later_ones_say(m):
    values = [decode(m.All, WHOLE, strict=True) for _ in range(8)]
    assert all(value == values[0] for value in values)
    first = values[0]
    assert [type(item) for item in first.tree.items] == [m.Leaf, m.Branch]
    assert (first.day, first.days) == (dt.date(2024, 1, 2), [dt.date(2024, 1, 2)])
    assert (first.maybe, first.later) == (None, None)
    assert type(first.either) is m.Leaf
    assert all(encode(m.All, value) == WHOLE for value in values)
    fields = {name: getattr(first, name) for name in m.All.__dataclass_fields__}
    del fields["file"]
    assert [encode_fields(m.All, **fields) for _ in range(8)] == [WHOLE] * 8


@pytest.mark.parametrize("times", [1, 8])
def test_what_does_not_fit_is_named_early_and_late(m, times):
    for _ in range(times):
        found = []
        odd = {
            "the look": "blue",
            "day": "x",
            "lists": "a",
            "tree": {"kind": "x"},
            "color": "red ",
        }
        value = decode(m.All, odd, mismatches=found)
        assert [str(mismatch) for mismatch in found] == [
            "$['the look']: expected 'red' or 'green' or 1 or 2, found another string",
            "$.maybe: expected Leaf, found missing",
            "$.day: expected date, found another string",
            "$.lists: expected array, found string",
            "$.color: expected 'blue' or 'red' or 'green', found another string",
        ]
        assert value.tree.tag == "x"
        with pytest.raises(Misfit):
            decode(m.All, odd, strict=True)


def test_nothing_is_loaded_for_json(m):
    for _ in range(8):
        sent = encode_fields(m.All, tree=TREE, look=None, either={"value": 1})
        assert sent == {"tree": TREE, "either": {"value": 1}}
    # Whether null is one of its values is asked of a field that may be unset.
    assert loaded() == {"all", "maybe"}


def test_a_leaf_that_is_there_is_written_as_it_is(m):
    assert encode_fields(m.All, tree=m.Leaf(value=1)) == {"tree": LEAF}
    assert "branch" not in loaded()


def test_one_text_is_no_list_behind_a_name(m):
    for _ in range(8):
        with pytest.raises(TypeError, match=r"\$.names: a list is wanted, not one str"):
            encode_fields(m.All, names="a")
        with pytest.raises(TypeError, match=r"\$.lists: a list is wanted, not one str"):
            encode_fields(m.All, lists="a")


def test_a_declared_date_behind_a_name(m):
    noon = dt.datetime(2024, 1, 2, 12, tzinfo=dt.UTC)
    for _ in range(8):
        assert encode_fields(m.All, day=noon, days=[noon]) == {
            "day": "2024-01-02",
            "days": ["2024-01-02"],
        }


def test_a_file_in_a_mapping_stays_a_file_behind_a_name(m):
    for content in (b"x", ("a.txt", b"x"), ("a.txt", "text"), Path("a.txt")):
        value = {"name": "a", "content": content}
        assert encode_fields(m.All, file=value) == {"file": value}
        assert encode(m.File, value) == value
    given = {"name": "a", "content": "eA=="}
    assert encode(m.File, given) == given


def test_an_argument_that_is_not_one_is_refused_at_once(m):
    with pytest.raises(TypeError, match=r"All\(\) got an unexpected keyword .*'nope'"):
        encode_fields(m.All, nope=1)


def test_a_long_value_is_read_the_first_time(m):
    tree = {"items": [LEAF] * 1000, "kind": "branch"}
    assert len(decode(m.All, {"tree": tree, "maybe": None}).tree.items) == 1000


def test_aliases_that_name_each_other(m):
    for value in (1, "a"):
        assert [decode(m.Ring, value, strict=True) for _ in range(8)] == [value] * 8
    assert decode(m.Ring, 1.5) == 1.5


def test_many_threads_look_names_up_for_the_first_time(m):
    with ThreadPoolExecutor(16) as pool:
        made = [pool.submit(decode, m.All, WHOLE, strict=True) for _ in range(64)]
        values = [each.result() for each in made]
        sent = list(pool.map(lambda value: encode(m.All, value), values))
    assert all(value == values[0] for value in values)
    assert all(each == WHOLE for each in sent)
