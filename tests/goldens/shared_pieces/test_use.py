"""A piece of another file that many operations share is one declaration, named after itself."""

from __future__ import annotations

from golden.shared_pieces import Client, from_json, models, requests, to_json

BASE = "https://x.test"


def test_what_is_shared_is_declared_once() -> None:
    first, second = (
        requests.data_sources.list_data_sources,
        requests.data_sources.create,
    )
    text = '{"items": [{"type": "stopped", "at": "now"}]}'
    listed = from_json(models.ListedResponse, text)
    assert listed.items == [models.ApiEventStopped(at="now")]
    assert first().operation.errors is not None
    assert second(name="x").operation.errors is not None


def test_tags_that_are_spelt_differently_are_one_group() -> None:
    with Client(BASE) as client:
        assert callable(client.data_sources.list_data_sources)
        assert callable(client.data_sources.create)


def test_names_that_collide_get_words() -> None:
    assert (
        requests.data_sources.get_sources_date().build(BASE).url
        == f"{BASE}/sources/date"
    )
    by_date = requests.data_sources.get_sources_by_date("date").build(BASE)
    assert by_date.url == f"{BASE}/sources/date"
    other = models.OtherApiState(kind="idle", since=None)
    assert to_json(other) == '{"kind":"idle","since":null}'
