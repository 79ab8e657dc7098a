"""What has no errors is generated; the rest is listed in the lock."""

from __future__ import annotations

from pathlib import Path

from golden import partial
from golden.partial import Client, from_json, requests
from golden.partial import models as m

from tests.support.server import Server, answer


def test_an_operation_without_errors_works(server: Server) -> None:
    server.will(answer(body={"name": "a", "owner": {"any": "thing"}, "odd": 1}))
    with Client(server.url, api_key="k") as client:
        thing = client.things.good("1")
    assert thing.name == "a"
    assert thing.owner == {"any": "thing"}


def test_operations_with_errors_are_not_there() -> None:
    for name in ("bad", "also_bad", "never"):
        assert not hasattr(requests.things, name)


def test_a_body_with_an_error_is_open() -> None:
    assert requests.things.shared({"a": 1}).operation.path == "/shared"


def test_a_schema_with_an_error_is_open_where_it_stands() -> None:
    thing = from_json(m.Thing, '{"name": "a", "inner": {"deep": [1, "x", null]}}')
    assert thing.inner == m.ThingInner(deep=[1, "x", None])


def test_the_lock_lists_what_is_missing() -> None:
    assert partial.__file__ is not None
    lock = Path(partial.__file__).with_name("plainsdk.lock").read_text("utf-8")
    assert lock.count("[[missing]]") == 7
    assert 'what = "GET /bad/{id}"' in lock
