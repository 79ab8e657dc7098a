"""Objects with keys that no schema lists: of any type, of one type, of one of several.

``extra(model)`` reads and writes them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

DOCUMENT = "type_property_additional-properties"

FIRST = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)
SECOND = dt.datetime(2021, 1, 2, tzinfo=dt.UTC)

RoundTrip = Callable[..., None]


@pytest.fixture
def round_trip(client: Any, sdk: ModuleType) -> RoundTrip:
    """Gets an object, and puts an equal one that is made here, with ``more`` keys."""

    def play(group: str, body: Any, **more: Any) -> None:
        sdk.extra(body).update(more)
        got = getattr(client, group).get()
        assert got == body
        assert sdk.extra(got) == more

        builders = getattr(sdk.requests, group)
        put = getattr(builders, "put_request", builders.put)
        client.send(put(body))

    return play


def test_of_any_type(round_trip: RoundTrip, m: ModuleType) -> None:
    more = {"prop1": 32, "prop2": True, "prop3": "abc"}
    body = m.ExtendsUnknownAdditionalProperties(
        name="ExtendsUnknownAdditionalProperties"
    )
    round_trip("extends_unknown", body, **more)
    body = m.IsUnknownAdditionalProperties(name="IsUnknownAdditionalProperties")
    round_trip("is_unknown", body, **more)
    body = m.ExtendsUnknownAdditionalPropertiesDerived(
        name="ExtendsUnknownAdditionalProperties", index=314, age=2.71875
    )
    round_trip("extends_unknown_derived", body, **more)
    body = m.IsUnknownAdditionalPropertiesDerived(
        name="IsUnknownAdditionalProperties", index=314, age=2.71875
    )
    round_trip("is_unknown_derived", body, **more)
    body = m.ExtendsUnknownAdditionalPropertiesDiscriminatedDerived(
        name="Derived", index=314, age=2.71875
    )
    round_trip("extends_unknown_discriminated", body, **more)
    body = m.IsUnknownAdditionalPropertiesDiscriminatedDerived(
        name="Derived", index=314, age=2.71875
    )
    round_trip("is_unknown_discriminated", body, **more)


def test_texts(round_trip: RoundTrip, m: ModuleType) -> None:
    body = m.ExtendsStringAdditionalProperties(name="ExtendsStringAdditionalProperties")
    round_trip("extends_string", body, prop="abc")
    body = m.IsStringAdditionalProperties(name="IsStringAdditionalProperties")
    round_trip("is_string", body, prop="abc")
    body = m.SpreadStringRecord(name="SpreadSpringRecord")
    round_trip("spread_string", body, prop="abc")
    round_trip(
        "spread_different_string", m.DifferentSpreadStringRecord(id=43.125), prop="abc"
    )
    body = m.DifferentSpreadStringDerived(id=43.125, derived_prop="abc")
    round_trip("extends_different_spread_string", body, prop="abc")


def test_numbers(round_trip: RoundTrip, m: ModuleType) -> None:
    round_trip(
        "extends_float", m.ExtendsFloatAdditionalProperties(id=43.125), prop=43.125
    )
    round_trip("is_float", m.IsFloatAdditionalProperties(id=43.125), prop=43.125)
    round_trip("spread_float", m.SpreadFloatRecord(id=43.125), prop=43.125)
    body = m.DifferentSpreadFloatRecord(name="abc")
    round_trip("spread_different_float", body, prop=43.125)
    body = m.DifferentSpreadFloatDerived(name="abc", derived_prop=43.125)
    round_trip("extends_different_spread_float", body, prop=43.125)


def test_models(round_trip: RoundTrip, m: ModuleType) -> None:
    ok = m.ModelForRecord(state="ok")
    round_trip(
        "extends_model", m.ExtendsModelAdditionalProperties(known_prop=ok), prop=ok
    )
    round_trip("is_model", m.IsModelAdditionalProperties(known_prop=ok), prop=ok)
    round_trip("spread_model", m.SpreadModelRecord(known_prop=ok), prop=ok)
    body = m.DifferentSpreadModelRecord(known_prop="abc")
    round_trip("spread_different_model", body, prop=ok)
    body = m.DifferentSpreadModelDerived(known_prop="abc", derived_prop=ok)
    round_trip("extends_different_spread_model", body, prop=ok)


def test_arrays_of_models(round_trip: RoundTrip, m: ModuleType) -> None:
    some = [m.ModelForRecord(state="ok"), m.ModelForRecord(state="ok")]
    body = m.ExtendsModelArrayAdditionalProperties(known_prop=some)
    round_trip("extends_model_array", body, prop=some)
    body = m.IsModelArrayAdditionalProperties(known_prop=some)
    round_trip("is_model_array", body, prop=some)
    body = m.SpreadModelArrayRecord(known_prop=some)
    round_trip("spread_model_array", body, prop=some)
    body = m.DifferentSpreadModelArrayRecord(known_prop="abc")
    round_trip("spread_different_model_array", body, prop=some)
    body = m.DifferentSpreadModelArrayDerived(known_prop="abc", derived_prop=some)
    round_trip("extends_different_spread_model_array", body, prop=some)


def test_one_of_several(round_trip: RoundTrip, m: ModuleType) -> None:
    body = m.MultipleSpreadRecord(flag=True)
    round_trip("multiple_spread", body, prop1="abc", prop2=43.125)
    body = m.SpreadRecordForUnion(flag=True)
    round_trip("spread_record_union", body, prop1="abc", prop2=43.125)


def test_one_of_several_models(round_trip: RoundTrip, m: ModuleType) -> None:
    round_trip(
        "spread_record_non_discriminated_union",
        m.SpreadRecordForNonDiscriminatedUnion(name="abc"),
        prop1=m.WidgetData0(foo_prop="abc"),
        prop2=m.WidgetData1(start=FIRST, end=SECOND),
    )
    round_trip(
        "spread_record_non_discriminated_union2",
        m.SpreadRecordForNonDiscriminatedUnion2(name="abc"),
        prop1=m.WidgetData2(start="2021-01-01T00:00:00Z"),
        prop2=m.WidgetData1(start=FIRST, end=SECOND),
    )
    round_trip(
        "spread_record_non_discriminated_union3",
        m.SpreadRecordForNonDiscriminatedUnion3(name="abc"),
        prop1=[m.WidgetData2(start="2021-01-01T00:00:00Z")] * 2,
        prop2=m.WidgetData1(start=FIRST, end=SECOND),
    )
