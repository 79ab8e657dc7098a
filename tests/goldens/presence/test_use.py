"""Absent, null and a value are three things where the API tells them apart."""

from __future__ import annotations

from typing import assert_type

from golden.presence import UNSET, Unset, from_json, requests, to_json
from golden.presence import models as m


def _thing() -> m.Thing:
    return m.Thing(name="a", note=None, holder=m.Holder(), label=None)


def test_what_is_not_given_is_not_sent_and_constants_are() -> None:
    assert to_json(_thing()) == (
        '{"name":"a","note":null,"kind":"thing","mode":"fast","version":2,"state":"open",'
        '"holder":{},"label":null,"role":"admin"}'
    )


def test_none_is_null_where_the_api_takes_null_and_absent_elsewhere() -> None:
    thing = _thing()
    thing.size, thing.limit, thing.keeper, thing.tag = None, None, None, None
    thing.version = thing.state = thing.role = None
    assert to_json(thing) == (
        '{"name":"a","note":null,"limit":null,"kind":"thing","mode":"fast",'
        '"holder":{},"keeper":null,"label":null,"tag":null}'
    )


def test_decoding_tells_absent_from_null_and_fills_in_no_constant() -> None:
    text = (
        '{"name":"a","note":null,"kind":"thing","mode":"fast","holder":{},"label":null}'
    )
    thing = from_json(m.Thing, text, strict=True)
    assert thing.limit is UNSET
    assert thing.size is None
    assert thing.version is None
    assert to_json(thing) == text
    assert from_json(m.Thing, '{"limit":null}').limit is None


def test_null_is_a_value_where_anything_is() -> None:
    text = (
        '{"name":"a","note":null,"kind":"thing","mode":"fast","holder":{},"label":null'
        ',"anything":null}'
    )
    thing = from_json(m.Thing, text, strict=True)
    assert thing.anything is None
    assert to_json(thing) == text
    assert _thing().anything is UNSET
    request = requests.things.change_request("a", thing)
    assert request.body["anything"] is None


def test_a_body_that_is_due_is_null_and_another_is_left_out() -> None:
    put = requests.things.label("a", None).build()
    assert (put.content, put.headers["Content-Type"]) == (b"null", "application/json")
    assert repr(requests.things.label("a", None)).endswith("body=None)")
    post = requests.things.guess("a").build()
    assert post.content is None
    assert "Content-Type" not in post.headers
    assert requests.things.guess("a", "x").build().content == b'"x"'


def test_unset_narrows() -> None:
    thing = _thing()
    assert_type(thing.limit, int | None | Unset)
    if thing.limit:
        assert_type(thing.limit, int)
    if thing.limit is not UNSET:
        assert_type(thing.limit, int | None)
    assert not thing.limit


def test_a_builder_has_the_same_three() -> None:
    request = requests.things.change(
        "a/b", name="a", note=None, holder={}, label=None, limit=None
    )
    assert request.body == {
        "name": "a",
        "note": None,
        "limit": None,
        "kind": "thing",
        "mode": "fast",
        "version": 2,
        "state": "open",
        "holder": {},
        "label": None,
        "role": "admin",
    }
    built = request.build("https://x.test/v1")
    assert (built.method, built.url) == ("PATCH", "https://x.test/v1/things/a%2Fb")
    assert requests.things.change_request("a/b", {"name": "b"}).body == {"name": "b"}
