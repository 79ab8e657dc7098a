"""Answers in pages: walked item by item where an overlay says how they follow each other.

The document itself does not say it. What no overlay can say (a token in a header, XML) is
walked by hand.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

DOCUMENT = "payload_pageable"


@pytest.fixture
def pets(m: ModuleType) -> list[Any]:
    """All that there are."""
    names = ("dog", "cat", "bird", "fish")
    return [m.Pet(id=str(at), name=name) for at, name in enumerate(names, 1)]


def test_pages_of_a_size(client: Any, pets: list[Any]) -> None:
    assert client.page_size.list_without_continuation().pets == pets
    assert client.page_size.list_with_page_size(page_size=2).pets == pets[:2]
    assert client.page_size.list_with_page_size(page_size=4).pets == pets


@pytest.mark.parametrize("name", ["link", "link_string"])
def test_a_link_to_the_next_page(client: Any, pets: list[Any], name: str) -> None:
    method = getattr(client.server_driven_pagination, name)
    assert list(method()) == pets


def test_a_link_deep_in_the_body(
    connect: Callable[..., Any], sdk: ModuleType, pets: list[Any]
) -> None:
    """The last page lacks an object that the document says is always there."""
    client = connect(sdk, strict=False)
    assert list(client.server_driven_pagination.nested_link()) == pets


@pytest.mark.parametrize("place", ["query", "header"])
def test_a_token_in_the_body(client: Any, pets: list[Any], place: str) -> None:
    method = getattr(client.continuation_token, f"request_{place}_response_body")
    assert list(method(foo="foo", bar="bar")) == pets
    pages = list(method(foo="foo", bar="bar").pages())
    assert [page.next_token for page in pages] == ["page2", None]


@pytest.mark.parametrize("place", ["query", "header"])
def test_a_token_deep_in_the_body(client: Any, pets: list[Any], place: str) -> None:
    method = getattr(client.continuation_token, f"request_{place}_nested_response_body")
    assert list(method(foo="foo", bar="bar")) == pets


@pytest.mark.parametrize("place", ["query", "header"])
def test_a_token_in_a_header(
    client: Any, sdk: ModuleType, pets: list[Any], place: str
) -> None:
    name = f"request_{place}_response_header"
    builder = getattr(sdk.requests.continuation_token, name)
    first = client.send(builder(foo="foo", bar="bar"))
    token = first.headers["next-token"]
    second = client.send(builder(foo="foo", bar="bar", token=token))
    assert [*first.value.pets, *second.value.pets] == pets


def test_a_token_in_xml(client: Any) -> None:
    first = ET.fromstring(client.xml_pagination.list_with_continuation().strip())
    token = first.findtext("NextMarker")
    text = client.xml_pagination.list_with_continuation(marker=token)
    second = ET.fromstring(text.strip())
    names = [one.text for page in (first, second) for one in page.iter("Name")]
    assert names == ["dog", "cat", "bird", "fish"]
