"""What a validator would refuse, and no SDK is worse for, is read as it is meant."""

from __future__ import annotations

import json

from golden.loose_document import from_json, models, requests, to_json


def test_it_is_read_as_it_is_meant() -> None:
    data = {"on": None, "any": [1], "example": {"$ref": "x"}}
    thing = from_json(models.Thing, json.dumps(data))
    assert thing.on is None
    assert json.loads(to_json(thing)) == data


def test_an_operation_without_answers() -> None:
    assert requests.things.clear().build("https://x.test").method == "DELETE"


def test_a_parameter_that_refers_to_a_schema_has_it() -> None:
    request = requests.things.loose(kind="small").build("https://x.test")
    assert request.url == "https://x.test/loose?kind=small"
    assert requests.things.again().build("https://x.test").url == "https://x.test/again"
