"""A name that Python cannot have has another one in Python, and its own in JSON."""

from __future__ import annotations

import dataclasses
import json

from golden.wire_names import from_json, requests, to_json
from golden.wire_names import models as m

SENT = {
    "from": "a",
    "class": "b",
    "None": "c",
    "list": ["d"],
    "str": "e",
    "dict": {"f": 1},
    "m": 2,
    "dt": "2024-01-02T03:04:05Z",
    "UNSET": None,
    "self": "g",
    "type": "h",
    "id": "i",
    "match": "j",
    "pageSize": 3,
    "HTTPStatus": 4,
    "$filter": "k",
    "@type": "l",
    "+1": 5,
    "-1": 6,
    "2fa": True,
    "_id": "m",
    "__typename": "n",
    "content-type": "o",
    "größe": 7,
    "名前": "p",
    "a b": "q",
    'quote"d': "r",
    "back\\slash": "s",
}


def test_every_name_goes_through() -> None:
    query = from_json(m.Query, json.dumps(SENT), strict=True)
    assert json.loads(to_json(query)) == SENT
    names = {field.name for field in dataclasses.fields(query)}
    assert all(getattr(query, name) is not None for name in names - {"unset"})


def test_the_names_in_python() -> None:
    query = m.Query(
        from_="a",
        filter="b",
        class_="c",
        list_=["d"],
        m_=1,
        page_size=2,
        http_status=3,
        plus_1=4,
        minus_1=5,
        at_type="e",
        id="f",
    )
    assert json.loads(to_json(query)) == {
        "from": "a",
        "$filter": "b",
        "class": "c",
        "list": ["d"],
        "m": 1,
        "pageSize": 2,
        "HTTPStatus": 3,
        "+1": 4,
        "-1": 5,
        "@type": "e",
        "id": "f",
    }


def test_a_builder_takes_the_names_of_python() -> None:
    request = requests.search.run(from_="a", filter="b", str_="c", self_="d")
    assert request.body == {"from": "a", "$filter": "b", "str": "c", "self": "d"}


def test_classes_of_such_names() -> None:
    inner = m.Dict(any="a")
    assert to_json(m.Return(try_=inner)) == '{"try":{"Any":"a"}}'
    assert to_json(m.Model(model=m.Model())) == '{"Model":{}}'
    assert to_json(m.TestCase(setup="a")) == '{"setup":"a"}'
