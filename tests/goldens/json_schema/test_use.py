"""A folder of JSON Schema is a package of models, without a client."""

from golden import json_schema as sdk
from golden.json_schema import models as m


def test_models_refer_to_each_other() -> None:
    text = (
        '{"name":"All","items":[{"title":"One","by":{"name":"Ada"}},'
        '{"name":"Inner","items":[]}],"shared":true,"link":"x"}'
    )
    playlist = sdk.from_json(m.Playlist, text, strict=True)
    assert playlist.items == [
        m.Song(title="One", by=m.Person(name="Ada")),
        m.Playlist(name="Inner", items=[]),
    ]
    assert playlist.link == "x"
    assert sdk.to_json(playlist) == text


def test_definitions_of_one_name_are_told_apart_by_their_file() -> None:
    assert m.Length is not m.PersonLength


def test_there_is_no_client() -> None:
    assert not hasattr(sdk, "Client")
