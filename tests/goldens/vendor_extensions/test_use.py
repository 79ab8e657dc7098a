"""What other tools' extensions say of names, groups, streams and what to leave out counts."""

from __future__ import annotations

import inspect

import pytest
from golden.vendor_extensions import Client, requests
from golden.vendor_extensions import models as m

from tests.support.server import Server, answer


def test_names_and_groups(server: Server) -> None:
    server.will(answer(body={"id": "1", "kind": "a"}))
    with Client(server.url) as client:
        item = client.shop.items.list(cursor="c", beta="b")
    assert isinstance(item, m.Item)
    assert item.key == "1"
    assert server.last.target == "/speakeasy?after=c"
    assert server.last.header("X-Beta") == "b"


def test_what_is_ignored_is_not_there() -> None:
    taken = inspect.signature(requests.shop_items.list_).parameters
    assert list(taken) == ["cursor", "beta"]
    assert not hasattr(m, "Unneeded")
    assert not hasattr(m.Item, "hidden")
    assert not hasattr(requests.other, "stainless_gone")


def test_a_list_at_the_root_names_methods() -> None:
    with pytest.deprecated_call():
        assert requests.other.every().operation.path == "/every"


def test_a_condition_makes_an_answer_and_a_stream() -> None:
    assert list(inspect.signature(requests.shop_chat.complete_stream).parameters) == [
        "words"
    ]


def test_what_values_mean_is_said() -> None:
    from golden.vendor_extensions.models import kind

    assert "- ``b``: The second." in inspect.getsource(kind)
