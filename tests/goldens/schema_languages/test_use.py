"""A folder may hold schemas of many languages; each is read in its own."""

import datetime as dt

from golden import schema_languages as sdk
from golden.schema_languages import models as m


def test_avro_is_plain_json() -> None:
    ping = m.Ping(at=1, body="\x00\xff\x00\xff", level="HIGH")
    assert sdk.to_json(
        ping
    ) == '{"at":1,"body":"\x00\xff\x00\xff","level":"HIGH"}'.replace("\x00", "\\u0000")


def test_protobuf_is_the_json_of_proto3() -> None:
    text = '{"lampId":"a","burntMs":"9007199254740993","fault":"FAULT_BROKEN","key":"AP8="}'
    lamp = sdk.from_json(m.Lamp, text, strict=True)
    assert lamp.burnt_ms == "9007199254740993"
    assert lamp.key == b"\x00\xff"
    assert sdk.to_json(lamp) == text


def test_graphql_is_told_by_its_typename() -> None:
    text = (
        '{"__typename":"Cat","id":"1","lives":9,"friend":{"__typename":"Dog","id":"2"}}'
    )
    pet = sdk.from_json(m.Pet, text, strict=True)
    assert pet == m.Cat(id="1", lives=9, friend=m.Dog(id="2"))
    assert sdk.to_json(pet) == text


def test_xml_is_what_is_decoded_of_it() -> None:
    text = '{"to":["Ada"],"text":{"$":"Hi","@lang":"en"},"@sent":"2025-01-01"}'
    note = sdk.from_json(m.Note, text, strict=True)
    assert note == m.Note(
        to=["Ada"],
        text=m.TextAttributed(value="Hi", lang="en"),
        sent=dt.date(2025, 1, 1),
    )
    assert sdk.to_json(note) == text


def test_messages_refer_to_files_of_other_languages() -> None:
    switched = m.LampSwitched(
        lamp=m.Lamp(is_on=True), ping=m.Ping(at=1, body=None, level="LOW")
    )
    assert sdk.from_json(m.LampSwitched, sdk.to_json(switched), strict=True) == switched


def test_tools_and_samples() -> None:
    assert sdk.to_json(m.SwitchLampInput(id="a")) == '{"id":"a"}'
    assert m.Reading(station="North", at=dt.date(2025, 1, 1), celsius=None)
