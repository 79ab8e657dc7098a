"""Parameters go where the API wants them; body fields step aside for them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from golden.parameters import requests

BASE = "https://x.test"


def test_a_path_a_query_and_a_header() -> None:
    request = requests.items.find(
        7,
        "a/b ü",
        page=2,
        tags=["x", "y z"],
        filter_name="n",
        sort="up",
        from_=dt.date(2024, 1, 2),
        exact=True,
        x_request_id="r",
    )
    built = request.build(BASE)
    assert built.url == (
        f"{BASE}/shops/7/items/a%2Fb%20%C3%BC?page=2&tags=x&tags=y%20z"
        "&filter%5Bname%5D=n&sort=up&from=2024-01-02&exact=true"
    )
    assert built.headers["X-Request-Id"] == "r"


def test_what_is_not_given_is_not_sent() -> None:
    built = requests.items.find(7, "a", sort="down").build(BASE)
    assert built.url == f"{BASE}/shops/7/items/a?sort=down"
    assert "X-Request-Id" not in built.headers


def test_a_path_that_would_climb_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\.\."):
        requests.items.find(7, "..", sort="up").build(BASE)


def test_a_text_is_no_list_of_texts() -> None:
    tags: Any = "xy"  # a type checker refuses it too
    with pytest.raises(TypeError):
        requests.items.find(7, "a", sort="up", tags=tags).build(BASE)


def test_body_fields_step_aside() -> None:
    request = requests.items.put(
        7, "a", query_item="b", x_request_id="r", body_item="c", name="d"
    )
    assert request.path == {"shop-id": "7", "item": "a"}
    assert request.query == {"item": "b"}
    assert request.body == {"item": "c", "name": "d"}


def test_an_optional_body_of_which_nothing_is_given_is_not_sent() -> None:
    request = requests.items.put(7, "a", x_request_id="r")
    assert request.build(BASE).content is None
