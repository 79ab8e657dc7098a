"""Without a tag, the kind of the JSON value decides, and then the keys."""

from __future__ import annotations

import json

import pytest
from golden.unions_shapes import from_json, requests, to_json
from golden.unions_shapes import models as m


@pytest.mark.parametrize("value", ["a", ["a"], [1], [[1, 2], [3]], []])
def test_an_input_of_each_kind(value: m.Input) -> None:
    request = requests.embed.run(input=value)
    assert request.body == {"input": value}
    assert from_json(m.Input, json.dumps(value), strict=True) == value


def test_keys_that_must_be_there_decide() -> None:
    text = '{"source":{"file":"f","name":"n"},"content":[{"url":"u"},{"file":"f"}]}'
    holder = from_json(m.Holder, text, strict=True)
    assert holder.source == m.ByFile(file="f", name="n")
    assert holder.content == [m.ByUrl(url="u"), m.ByFile(file="f")]
    assert to_json(holder) == text


@pytest.mark.parametrize("content", ['"a"', "null", '{"a":1.5}', "[]"])
def test_content_of_each_kind(content: str) -> None:
    text = f'{{"content":{content}}}'
    assert to_json(from_json(m.Holder, text, strict=True)) == text


def test_scalars_keep_their_kind() -> None:
    for value in ("a", 1, True, None):
        assert requests.embed.run(input="", scalar=value).body == {
            "input": "",
            "scalar": value,
        }


def test_a_union_of_one_is_that_one() -> None:
    holder = from_json(m.Holder, '{"single":{"url":"u"}}', strict=True)
    assert holder.single == from_json(m.Single, '{"url":"u"}') == m.ByUrl(url="u")
