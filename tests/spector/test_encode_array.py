"""Lists that travel as one text, its parts divided by a sign.

OpenAPI has no word for this: the documents say that such a property is a text.
"""

from __future__ import annotations

from typing import Any

import pytest

DOCUMENT = "encode_array"

COLORS = ("blue", "red", "green")
SIGNS = {"comma": ",", "space": " ", "pipe": "|", "newline": "\n"}


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("kind", ["", "enum_", "extensible_enum_"])
def test_property(client: Any, kind: str, sign: str) -> None:
    method = getattr(client.property, f"{kind}{sign}_delimited")
    value = SIGNS[sign].join(COLORS)
    assert method(value=value).value == value
