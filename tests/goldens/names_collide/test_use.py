"""Every name is one thing's, and who loses says so in its name."""

from __future__ import annotations

import json

from golden.names_collide import Client, from_json, requests, to_json
from golden.names_collide import models as m

SENT = {
    "null_time": "a",
    "nullTime": "b",
    "null-time": "c",
    "NULLTIME": "d",
    "count": 1,
    "Count": 2,
    "count+": 3,
    "made": {"id": "e"},
}


def test_no_field_is_lost() -> None:
    time = from_json(m.Time, json.dumps(SENT), strict=True)
    assert json.loads(to_json(time)) == SENT
    assert (time.null_time, time.nullTime, time.count, time.big_count) == (
        "a",
        "b",
        1,
        2,
    )


def test_no_class_is_lost() -> None:
    names = [name for name in m.__all__ if not name.startswith("Un")]
    assert len({getattr(m, name) for name in names}) == 11
    assert len({name.casefold() for name in names}) == 11


def test_no_operation_is_lost() -> None:
    paths = [
        requests.things.getThing().operation.path,
        requests.things.get_thing().operation.path,
        requests.things.get_c().operation.path,
        requests.things.getthing().operation.path,
    ]
    assert paths == ["/a", "/b", "/c", "/e"]
    assert callable(Client().things.getThing)
    assert callable(Client().things.get_c)


def test_an_argument_hides_nothing() -> None:
    request = requests.things.request(request="a", operation="b", mapping="c")
    assert request.body == {"request": "a", "operation": "b", "mapping": "c"}
