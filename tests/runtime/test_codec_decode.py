"""What comes in: as the type says, not quite so, from many threads, and very deep."""

import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, make_dataclass
from pathlib import Path
from typing import Annotated, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from runtime.careful import Careful
from runtime.codec import Misfit, decode, encode, from_json, to_json
from runtime.decoding import Odd, decoder_of
from runtime.model import UNSET, Model, Unlisted, Wire, extra
from runtime.resolve import shape_of

from tests.runtime import sample_models as m

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def decoded(type_, data, scope=None):
    mismatches = []
    value = decode(type_, data, mismatches=mismatches, scope=scope)
    same_when_compiled(type_, data, scope, value, mismatches)
    return value, [str(mismatch) for mismatch in mismatches]


def same_when_compiled(type_, data, scope, value, mismatches):
    """See that the compiled function, which the first calls do without, says the same."""
    try:
        compiled = decoder_of(shape_of(type_, scope or {}))(data)
    except (Odd, LookupError, TypeError, ValueError, RecursionError):
        return  # it leaves this one to the careful one
    assert mismatches == []
    assert repr(compiled) == repr(value)


def test_what_fits():
    data = {
        "model": "small",
        "messages": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}],
        "temperature": None,
        "from": "me",
        "reason": "new reason",
        "level": 9,
        "kind": "chat",
    }
    made, mismatches = decoded(m.ChatRequest, data)
    assert mismatches == []
    assert made == m.ChatRequest(
        model="small",
        messages=[m.UserMessage(content=[m.TextChunk(text="Hi")])],
        temperature=None,
        from_="me",
        reason=Unlisted("new reason"),
        level=9,
    )
    assert type(made.reason) is Unlisted
    assert encode(m.ChatRequest, made) == data


def test_what_does_not_fit_is_kept_and_named():
    data = {
        "name": 1,
        "children": [{}, {"name": "b", "children": 7}, 8],
        "named": {"a b": {}},
    }
    made, mismatches = decoded(m.Node, data)
    assert mismatches == [
        "$.name: expected string, found number",
        "$.children[0].name: expected string, found missing",
        "$.children[1].children: expected array, found number",
        "$.children[2]: expected Node, found number",
        "$.named['a b'].name: expected string, found missing",
    ]
    assert made.name == 1
    assert made.children[0].name is UNSET
    assert made.children[1] == m.Node(name="b", children=7)
    assert encode(m.Node, made) == data


def test_strict_raises_at_the_first_place():
    with pytest.raises(
        Misfit, match=r"\$\.children\[0\]\.name: expected string, found missing"
    ):
        decode(m.Node, {"name": "a", "children": [{}, 1]}, strict=True)
    with pytest.raises(ValueError, match="expected Node, found array"):
        from_json(m.Node, "[]", strict=True)


def test_strict_minds_neither_new_keys_nor_new_values():
    data = {
        "model": "x",
        "messages": [{"role": "new"}],
        "kind": "chat",
        "reason": "new",
        "n": 1,
    }
    assert encode(m.ChatRequest, decode(m.ChatRequest, data, strict=True)) == data


def test_null_for_an_optional_field_is_no_mismatch():
    made, mismatches = decoded(m.Node, {"name": "a", "parent": None, "children": None})
    assert (made, mismatches) == (m.Node(name="a"), [])
    assert extra(made) == {}


def test_a_mismatch_never_shows_the_value():
    _, mismatches = decoded(m.Node, {"name": ["secret"], "parent": "secret"})
    assert not any("secret" in mismatch for mismatch in mismatches)


@settings(deadline=None)
@given(JSON)
def test_any_json_goes_through_any_model(data):
    for type_ in (m.Node, m.ChatRequest, m.Limits, m.Pet, m.Content, m.Json, m.Moments):
        value, mismatches = decoded(type_, data, vars(m))
        sent = encode(type_, value, scope=vars(m))
        assert decoded(type_, sent, vars(m)) == (value, mismatches)
        if not isinstance(data, dict):
            assert sent == data


@settings(deadline=None)
@given(JSON)
def test_a_recursive_alias_takes_all_json(data):
    value, mismatches = decoded(m.Json, data, vars(m))
    assert (value, mismatches) == (data, [])
    made, mismatches = decoded(m.Node, {"name": "a", "data": data})
    assert (made.data, mismatches) == (data, [])


KEYS = [
    *(
        "role",
        "type",
        "kind",
        "content",
        "text",
        "image_url",
        "model",
        "messages",
        "from",
    ),
    *(
        "temperature",
        "stop",
        "at",
        "level",
        "reason",
        "name",
        "parent",
        "children",
        "data",
    ),
    *(
        "named",
        "either",
        "radius",
        "side",
        "label",
        "lives",
        "tricks",
        "first",
        "tags",
        "new",
    ),
]
LEAVES = [
    "user",
    "text",
    "cat",
    "chat",
    "stop",
    "2024-01-02T12:00:00Z",
    1,
    1.0,
    2.5,
    True,
]
NEARLY = st.recursive(
    st.sampled_from([*LEAVES, None]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=12,
)


@settings(deadline=None, max_examples=300)
@given(NEARLY)
def test_both_paths_give_the_same(data):
    """The fast one on its own, where it does not give up, and the careful one."""
    scope = vars(m)
    for type_ in (
        m.Node,
        m.ChatRequest,
        m.Limits,
        m.Pet,
        m.Message,
        m.Content,
        m.Shape,
    ):
        value, mismatches = decoded(type_, data, scope)
        careful = Careful(strict=False)
        again = careful.decode(shape_of(type_, scope), data, "$")
        assert repr(again) == repr(value)
        assert list(map(str, careful.mismatches)) == mismatches
        sent = encode(type_, value, scope=scope)
        assert encode(type_, decode(type_, sent, scope=scope), scope=scope) == sent


def test_recursion_of_every_kind():
    leaf = {"name": "leaf"}
    data = {
        "name": "root",
        "parent": {**leaf, "parent": leaf},
        "children": [leaf, {**leaf, "children": [leaf]}],
        "named": {"x": {**leaf, "named": {"y": leaf}}},
        "either": {**leaf, "either": "text"},
        "data": {"a": [[{"b": [1]}], None]},
    }
    made, mismatches = decoded(m.Node, data)
    assert mismatches == []
    assert made.children[1].children == [m.Node(name="leaf")]
    assert made.either.either == "text"
    assert encode(m.Node, made) == data


def test_a_value_that_is_too_deep_is_kept():
    data = {"name": "a"}
    for _ in range(100_000):
        data = {"name": "a", "parent": data}
    made, mismatches = decoded(m.Node, data)
    assert made is data
    assert mismatches == ["$: expected a value less deep, found too many levels"]
    with pytest.raises(Misfit):
        decode(m.Node, data, strict=True)
    while data is not None:  # else the interpreter frees it by recursion
        data = data.pop("parent", None)


HOSTILE = [
    "'",
    '"',
    "\n",
    "{x}",
    "\\",
    "'''\"\"\"",
    "\u2028",
    "a]b",
    "",
    "\ud800",
    "#",
    "_d",
]


@pytest.mark.parametrize("wire", HOSTILE)
def test_names_in_json_are_data(wire):
    fields = [
        ("a", Annotated[str, Wire(wire)]),
        ("b", Annotated[Literal["x", "it's \"\\\n{}"] | None, Wire(f"{wire}2")], None),
    ]
    cls = make_dataclass("Made", fields, bases=(Model,), kw_only=True, slots=True)
    data = {wire: "x", f"{wire}2": "it's \"\\\n{}", f"{wire}3": 1}
    made, mismatches = decoded(cls, data)
    assert (made.a, made.b, mismatches) == ("x", "it's \"\\\n{}", [])
    assert encode(cls, made) == data
    assert json.loads(to_json(made)) == data


BUILTINS = [
    "type",
    "str",
    "len",
    "list",
    "dict",
    "int",
    "object",
    "self",
    "cls",
    "getattr",
]


def test_fields_may_be_named_like_anything():
    fields = [(name, str | None, None) for name in BUILTINS]
    fields += [
        (name, list[int] | None, None) for name in ("v", "d", "o", "n", "out", "x")
    ]
    cls = make_dataclass("Made", fields, bases=(Model,), kw_only=True, slots=True)
    data = {
        name: [1] if len(name) == 1 or name == "out" else "a" for name, *_ in fields
    }
    made, mismatches = decoded(cls, data)
    assert mismatches == []
    assert encode(cls, made) == data


def test_many_threads_decode_for_the_first_time():
    """None of them ever meets a codec that is not whole."""
    for _ in range(20):
        classes = [
            make_dataclass("A", [("x", str)], bases=(Model,), kw_only=True, slots=True)
        ]
        for depth in range(5):
            fields = [("inner", list[classes[-1]] | None, None), ("n", int | str)]
            classes.append(
                make_dataclass(f"A{depth}", fields, bases=(Model,), kw_only=True)
            )
        data = {"x": "leaf"}
        for depth in range(5):
            data = {"inner": [data, data], "n": depth}
        barrier = threading.Barrier(16)

        def run(cls=classes[-1], data=data, barrier=barrier):
            barrier.wait()
            return encode(cls, decode(cls, data, strict=True)) == data

        with ThreadPoolExecutor(16) as pool:
            results = [pool.submit(run) for _ in range(16)]
        assert all(result.result() for result in results)


def test_models_need_no_base_and_may_have_one_more():
    @dataclass(kw_only=True)
    class Base(Model):
        a: int

    @dataclass(kw_only=True)
    class Derived(Base):
        b: int

    assert decode(Derived, {"a": 1, "b": 2}, strict=True) == Derived(a=1, b=2)


def test_importing_the_codec_is_cheap():
    """What is slow to import is not imported before it is needed."""
    code = (
        "import sys; import runtime.codec, runtime.model, runtime.lazy;"
        "slow = {'dataclasses', 'inspect', 'logging', 'random', 'uuid', 'decimal', 'base64',"
        " 'asyncio', 'ssl', 'urllib', 'email', 'fractions'};"
        "print(sorted(slow & set(sys.modules)))"
    )
    root = Path(sys.modules["runtime.codec"].__file__).parents[1]
    command = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        f"import sys; sys.path[:0] = [{str(root)!r}]; {code}",
    ]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
