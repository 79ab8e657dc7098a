"""Every type that a field can have: what it takes, what it refuses, how it is written."""

import dataclasses
import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

import pytest
from runtime.codec import Misfit, decode, encode, encode_body, encode_fields
from runtime.model import Base64Url, Binary, Model, Unlisted

UTC = dt.UTC
HALF = dt.timezone(dt.timedelta(hours=-3, minutes=-30))

READS = [
    (str, "a", "a"),
    (int, 1, 1),
    (int, 1.0, 1),
    (int, 10**30, 10**30),
    (float, 1.5, 1.5),
    (float, 1, 1),
    (bool, True, True),
    (bytes, "", b""),
    (bytes, "AP8=", b"\x00\xff"),
    (Decimal, "1.10", Decimal("1.10")),
    (
        UUID,
        "12345678-1234-5678-1234-567812345678",
        UUID(int=0x12345678123456781234567812345678),
    ),
    (dt.date, "2024-02-29", dt.date(2024, 2, 29)),
    (dt.time, "12:30:00", dt.time(12, 30)),
    (dt.time, "12:30:00.5Z", dt.time(12, 30, 0, 500000, tzinfo=UTC)),
    (dt.datetime, "2024-01-02T03:04:05Z", dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
    (dt.datetime, "2024-01-02t03:04:05z", dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
    (
        dt.datetime,
        "2024-01-02T03:04:05-03:30",
        dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=HALF),
    ),
    (
        dt.datetime,
        "2024-01-02T03:04:05.123456789Z",
        dt.datetime(2024, 1, 2, 3, 4, 5, 123456, tzinfo=UTC),
    ),
    (Literal[1, 2], 1.0, 1),
    (list[int], [1, 2.0], [1, 2]),
    (list[float], [1, 2.5], [1, 2.5]),
    (dict[str, dt.date], {"a": "2024-01-01"}, {"a": dt.date(2024, 1, 1)}),
    (Literal["a"] | Unlisted, "b", Unlisted("b")),
    (Annotated[bytes, Base64Url()], "-_8B", b"\xfb\xff\x01"),
    (Annotated[bytes, Base64Url()], "QQ==", b"A"),
    (Annotated[bytes, Base64Url()], "QQ", b"A"),
]


@pytest.mark.parametrize(("type_", "data", "value"), READS)
def test_reads(type_, data, value):
    mismatches = []
    assert decode(type_, data, mismatches=mismatches) == value
    assert type(decode(type_, data)) is type(value)
    assert mismatches == []


@dataclasses.dataclass(kw_only=True, slots=True)
class _Upload(Model):
    file: Annotated[bytes, Binary()] | str
    files: list[Annotated[bytes, Binary()] | str] | None = None


@pytest.mark.parametrize("given", [b"x", ("a", b"x"), Path("a"), "text"])
def test_what_may_be_a_file_stays_one(given):
    wanted = {"file": given, "files": [given]}
    assert encode_fields(_Upload, **wanted) == wanted
    assert encode_body(_Upload, wanted, scope={}) == wanted


_Url = Annotated[bytes, Base64Url()]


@dataclasses.dataclass(kw_only=True, slots=True)
class _Handle(Model):
    id: _Url | str
    ids: list[_Url] | list[dt.date] | None = None
    inner: "_Handle | dict[str, _Url] | None" = None
    day: dt.date | int | None = None


@pytest.mark.parametrize("kind", [bytes, bytearray])
def test_bytes_in_a_union_are_written_as_its_member_is(kind):
    value = kind(b"\xfb\xff")
    inner = {"id": "-_8", "ids": ["-_8"]}
    sent = {"id": "-_8", "ids": ["-_8", "-_8"], "inner": inner}
    made = _Handle(id=value, ids=[value, value], inner=_Handle(id=value, ids=(value,)))
    assert encode(_Handle, made) == sent
    wanted = {
        "id": value,
        "ids": (value, value),
        "inner": {"id": value, "ids": [value]},
    }
    assert encode(_Handle, wanted) == sent
    assert encode(_Handle, {"id": "a", "inner": {"x": value}})["inner"] == {"x": "-_8"}
    assert encode(_Handle, {"id": value, "day": dt.datetime(2024, 1, 2, tzinfo=UTC)})[
        "day"
    ].startswith("2024-01-02")
    assert encode(_Handle, _Handle(id="a", ids=[dt.date(2024, 1, 2)]))["ids"] == [
        "2024-01-02"
    ]


REFUSES = [
    (str, 1, "string", "number"),
    (str, None, "string", "null"),
    (int, True, "integer", "boolean"),
    (int, "1", "integer", "string"),
    (int, 1.5, "integer", "another number"),
    (float, False, "number", "boolean"),
    (bool, 1, "boolean", "number"),
    (bool, "true", "boolean", "string"),
    (bytes, "?", "base64", "another string"),
    (bytes, "QQ", "base64", "another string"),
    (bytes, "QR==", "base64", "another string"),  # would be sent back as QQ==
    (bytes, "QQ==\n", "base64", "another string"),
    (bytes, "é", "base64", "another string"),
    (Annotated[bytes, Base64Url()], "+_8B", "base64url", "another string"),
    (Annotated[bytes, Base64Url()], "QR", "base64url", "another string"),
    (Annotated[bytes, Base64Url()], "Q", "base64url", "another string"),
    (Decimal, 1.5, "decimal", "number"),
    (Decimal, "NaN", "decimal", "another string"),
    (UUID, "12345678123456781234567812345678", "uuid", "another string"),
    (UUID, "{12345678-1234-5678-1234-567812345678}", "uuid", "another string"),
    (dt.date, "2023-02-29", "date", "another string"),
    (dt.date, "20230228", "date", "another string"),
    (dt.date, "2023-02-28T00:00:00Z", "date", "another string"),
    (dt.time, "12:30", "time", "another string"),
    (dt.time, "24:00:00", "time", "another string"),
    (dt.datetime, "2024-01-02T03:04:05", "date-time", "another string"),  # no zone
    (dt.datetime, "2016-12-31T23:59:60Z", "date-time", "another string"),  # leap second
    (dt.datetime, "2024-02-30T03:04:05Z", "date-time", "another string"),
    (dt.datetime, "2024-01-02T03:04:05+99:00", "date-time", "another string"),
    (dt.datetime, "2024-W01-1T03:04:05Z", "date-time", "another string"),
    (dt.datetime, 1700000000, "date-time", "number"),
    (Literal["a"], "b", "'a'", "another string"),
    (Literal[1], True, "1", "boolean"),
    (Literal[True], 1, "True", "number"),
    (Literal["a"] | Unlisted, 1, "string", "number"),
    (list[str], "a", "array", "string"),
    (list[str], {}, "array", "object"),
    (dict[str, int], [], "object", "array"),
    (str | int, [], "string or integer", "array"),
]


@pytest.mark.parametrize(("type_", "data", "expected", "found"), REFUSES)
def test_refuses(type_, data, expected, found):
    mismatches = []
    kept = decode(type_, data, mismatches=mismatches)
    assert kept == data
    assert mismatches == [("$", expected, found)]
    assert encode(type_, kept) == data
    with pytest.raises(Misfit) as raised:
        decode(type_, data, strict=True)
    assert (raised.value.path, raised.value.expected) == ("$", expected)


def test_the_place_of_a_mismatch_is_a_json_path():
    mismatches = []
    type_ = dict[str, list[int]]
    assert decode(type_, {"a b": [1, "x"]}, mismatches=mismatches) == {"a b": [1, "x"]}
    assert str(mismatches[0]) == "$['a b'][1]: expected integer, found string"


WRITES = [
    (dt.datetime, dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC), "2024-01-02T03:04:05Z"),
    (dt.datetime, dt.datetime(2024, 1, 2, tzinfo=HALF), "2024-01-02T00:00:00-03:30"),
    (
        dt.datetime,  # an offset of RFC 3339 has no seconds
        dt.datetime(2024, 1, 2, tzinfo=dt.timezone(dt.timedelta(seconds=90))),
        "2024-01-01T23:58:30Z",
    ),
    (dt.date, dt.date(2024, 1, 2), "2024-01-02"),
    (dt.date, dt.datetime(2024, 1, 2, 3, tzinfo=UTC), "2024-01-02"),
    (dt.time, dt.time(1, 2, 3, tzinfo=UTC), "01:02:03Z"),
    (bytes, b"\x00\xff", "AP8="),
    (bytes, bytearray(b"\x00"), "AA=="),
    (Annotated[bytes, Binary()], b"\x00", b"\x00"),
    (Annotated[bytes | None, Binary()], b"\x00", b"\x00"),
    (UUID, UUID(int=0), "00000000-0000-0000-0000-000000000000"),
    (Decimal, Decimal("1.10"), "1.10"),
    (list[str], ("a", "b"), ["a", "b"]),
    (list[list[int]], ((1,), range(2)), [[1], [0, 1]]),
    (list[dt.date], [dt.datetime(2024, 1, 2)], ["2024-01-02"]),
    (dict[str, dt.date], {"a": dt.datetime(2024, 1, 2)}, {"a": "2024-01-02"}),
]


@pytest.mark.parametrize(("type_", "value", "data"), WRITES)
def test_writes(type_, value, data):
    assert encode(type_, value) == data
    cls = dataclasses.make_dataclass(
        "Made", [("x", type_)], bases=(Model,), kw_only=True
    )
    assert encode(cls, cls(x=value)) == encode_fields(cls, x=value) == {"x": data}


def test_a_time_without_zone_is_not_sent():
    with pytest.raises(ValueError, match=r"\$\.a\[1\]: a date-time needs a time zone"):
        now = dt.datetime(2024, 1, 1)
        encode(dict[str, list[dt.datetime]], {"a": [now.replace(tzinfo=UTC), now]})


@pytest.mark.parametrize("type_", [set[int], tuple[int, ...], complex, str | bytearray])
def test_a_type_that_no_json_value_has_is_refused(type_):
    with pytest.raises(TypeError, match="no JSON value is a"):
        decode(type_, [])
