"""The presence table, for every type: what is sent, and what null and absence decode to."""

import base64
import dataclasses
import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from runtime.codec import decode, encode, encode_fields
from runtime.model import UNSET, Model, Range, Unlisted, Unset, Wire

from tests.runtime import sample_models as m

TEXT = st.text(max_size=5)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | FINITE | TEXT,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
NODE = st.fixed_dictionaries({"name": TEXT}, optional={"new": JSON})

TYPES = {
    "str": (str, TEXT),
    "int": (int, st.integers()),
    "float": (float, FINITE | st.integers()),
    "bool": (bool, st.booleans()),
    "any": (Any, JSON.filter(lambda value: value is not None)),
    "datetime": (
        dt.datetime,
        st.datetimes(min_value=dt.datetime(1000, 1, 1)).map(
            lambda t: t.isoformat() + "Z"
        ),
    ),
    "date": (dt.date, st.dates().map(dt.date.isoformat)),
    "time": (dt.time, st.times().map(dt.time.isoformat)),
    "uuid": (UUID, st.uuids().map(str)),
    "decimal": (
        Decimal,
        st.decimals(allow_nan=False, allow_infinity=False, places=3).map(str),
    ),
    "bytes": (bytes, st.binary(max_size=9).map(lambda b: base64.b64encode(b).decode())),
    "literal": (Literal["a", "b"], st.sampled_from(["a", "b"])),
    "mixed literal": (Literal["a", 1, True], st.sampled_from(["a", 1, True])),
    "open enumeration": (Literal["a", "b"] | Unlisted, TEXT),
    "open integers": (Literal[1, 2] | int, st.integers()),
    "list": (list[str], st.lists(TEXT)),
    "list of dates": (list[dt.date], st.lists(st.dates().map(dt.date.isoformat))),
    "list of lists": (list[list[int]], st.lists(st.lists(st.integers()))),
    "dict": (dict[str, int], st.dictionaries(TEXT, st.integers())),
    "dict of anything": (dict[str, Any], st.dictionaries(TEXT, JSON)),
    "model": (m.Node, NODE),
    "list of models": (list[m.Node], st.lists(NODE, max_size=2)),
    "dict of models": (dict[str, m.Node], st.dictionaries(TEXT, NODE, max_size=2)),
    "scalars": (str | int | bool, TEXT | st.integers() | st.booleans()),
    "text or list": (str | list[str], TEXT | st.lists(TEXT)),
    "limited": (Annotated[float, Range(0, 1)], FINITE),
    "list of nullable": (list[str | None], st.lists(TEXT | st.none())),
}

NOTHING = dataclasses.MISSING
PRESENCE = {
    "required": (lambda t: t, NOTHING),
    "nullable": (lambda t: t | None, NOTHING),
    "optional": (lambda t: t | None, None),
    "both": (lambda t: t | None | Unset, UNSET),
}
WIRE = 'it\'s "quoted"\n{and} \\ wor\u2028se'


def model_of(type_, presence):
    """Make a model with one field of this type, under a hostile name."""
    annotate, default = PRESENCE[presence]
    hint = Annotated[annotate(type_), Wire(WIRE)]
    default = {} if default is NOTHING else {"default": default}
    field = ("value", hint, dataclasses.field(**default))
    return dataclasses.make_dataclass(
        "Made", [field], bases=(Model,), kw_only=True, slots=True
    )


MODELS = {
    (presence, name): model_of(type_, presence)
    for presence in PRESENCE
    for name, (type_, _) in TYPES.items()
}
CASES = pytest.mark.parametrize(("presence", "name"), MODELS)


def decoded(cls, data):
    mismatches = []
    value = decode(cls, data, mismatches=mismatches)
    return value, [mismatch.path for mismatch in mismatches]


@CASES
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_value_comes_in_and_goes_out(presence, name, data):
    cls, value = MODELS[presence, name], data.draw(TYPES[name][1])
    made, mismatches = decoded(cls, {WIRE: value})
    assert mismatches == []
    assert made.value is not None
    assert decode(cls, {WIRE: value}, strict=True) == made
    sent = encode(cls, made)
    assert list(sent) == [WIRE]
    assert decode(cls, sent) == made
    assert encode_fields(cls, value=made.value) == sent
    if name not in ("datetime", "time"):  # of which .100 is written .100000
        assert sent == {WIRE: value}


@CASES
def test_null(presence, name):
    cls = MODELS[presence, name]
    made, mismatches = decoded(cls, {WIRE: None})
    assert made.value is None
    if presence == "required" and name != "any":
        assert mismatches == [f"$[{WIRE!r}]"]
    else:
        assert mismatches == []
    sent = {} if presence == "optional" else {WIRE: None}
    assert encode(cls, made) == encode_fields(cls, value=None) == sent


@CASES
def test_missing(presence, name):
    cls = MODELS[presence, name]
    made, mismatches = decoded(cls, {})
    assert made.value is (None if presence == "optional" else UNSET)
    required = presence in ("required", "nullable")
    assert mismatches == ([f"$[{WIRE!r}]"] if required else [])
    assert encode(cls, made) == encode_fields(cls) == {}


@CASES
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_whatever_comes_goes_out(presence, name, data):
    """Also where nothing is as the type says; null for an optional key is as if it were not there."""
    cls = MODELS[presence, name]
    raw = data.draw(st.dictionaries(TEXT | st.just(WIRE), JSON, max_size=3) | JSON)
    made, mismatches = decoded(cls, raw)
    sent = encode(cls, made)
    assert decoded(cls, sent) == (made, mismatches)
    if isinstance(raw, dict) and presence == "optional" and raw.get(WIRE, 0) is None:
        raw = {key: value for key, value in raw.items() if key != WIRE}
    if name not in ("model", "list of models", "dict of models", "time"):
        assert sent == raw


@dataclasses.dataclass(kw_only=True, slots=True)
class Constants(Model):
    always: Literal["x"] = "x"
    mostly: Literal["y"] | None = "y"


def test_constants_are_sent_where_they_are_not_given():
    assert encode(Constants, Constants()) == {"always": "x", "mostly": "y"}
    assert encode_fields(Constants) == {"always": "x", "mostly": "y"}
    assert encode(Constants, Constants(mostly=None)) == {"always": "x"}
    assert encode_fields(Constants, mostly=None) == {"always": "x"}
    assert encode_fields(Constants, always=UNSET, mostly=UNSET) == {}


def test_constants_are_not_filled_in():
    made, mismatches = decoded(Constants, {"always": "x"})
    assert (made.mostly, mismatches) == (None, [])
    assert encode(Constants, made) == {"always": "x"}
    made, mismatches = decoded(Constants, {"mostly": "y"})
    assert (made.always, mismatches) == (UNSET, ["$.always"])
    assert encode(Constants, made) == {"mostly": "y"}


def test_another_constant_is_a_mismatch():
    made, mismatches = decoded(Constants, {"always": "z", "mostly": 1})
    assert mismatches == ["$.always", "$.mostly"]
    assert encode(Constants, made) == {"always": "z", "mostly": 1}
