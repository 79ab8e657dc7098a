"""Lengths of time: as ISO 8601 texts, and as numbers of seconds or milliseconds."""

from __future__ import annotations

from typing import Any

import pytest

DOCUMENT = "encode_duration"

VALUES = {
    "default": "P40D",
    "iso8601": "P40D",
    "int32_seconds": 36,
    "int32_seconds_larger_unit": 120,
    "int32_milliseconds": 36000,
    "int32_milliseconds_larger_unit": 180000,
    "float_seconds": 35.625,
    "float_seconds_larger_unit": 150.0,
    "float_milliseconds": 35625.0,
    "float_milliseconds_larger_unit": 210000.0,
    "float64_seconds": 35.625,
    "float64_milliseconds": 35625.0,
}


@pytest.mark.parametrize("name", VALUES)
def test_query(client: Any, name: str) -> None:
    getattr(client.query, name)(input=VALUES[name])


def test_query_arrays(client: Any) -> None:
    client.query.int32_seconds_array(input=[36, 47])
    client.query.int32_milliseconds_array(input=[36000, 47000])


@pytest.mark.parametrize("name", VALUES)
def test_header(client: Any, name: str) -> None:
    getattr(client.header, name)(duration=VALUES[name])


def test_header_arrays(client: Any) -> None:
    client.header.iso8601_array(duration=["P40D", "P50D"])
    client.header.int32_milliseconds_array(duration=[36000, 47000])


@pytest.mark.parametrize("name", VALUES)
def test_property(client: Any, name: str) -> None:
    made = getattr(client.property, name)(value=VALUES[name])
    assert made.value == VALUES[name]


def test_property_arrays(client: Any) -> None:
    made = client.property.float_seconds_array(value=[35.625, 46.75])
    assert made.value == [35.625, 46.75]
    made = client.property.float_milliseconds_array(value=[35625, 46750])
    assert made.value == [35625, 46750]
