"""A keyword that no type can hold leaves the type wider, and is said."""

from __future__ import annotations

from golden.left_open import from_json, to_json
from golden.left_open import models as m


def test_what_is_open_takes_any_value() -> None:
    text = '{"any":[1,null],"yes":{"a":1},"values":[2],"int":1,"anything":1.5}'
    assert to_json(from_json(m.Things, text, strict=True)) == text
