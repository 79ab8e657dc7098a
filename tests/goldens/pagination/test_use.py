"""A list on many pages is walked item by item or page by page, and each page is asked for late."""

from __future__ import annotations

import asyncio
import datetime as dt
import inspect
from typing import assert_type

import pytest
from golden.pagination import AsyncClient, Client, errors, requests
from golden.pagination import models as m
from golden.pagination.resources.pets import Pets

from tests.support.server import Server, answer


def pets(*names: str, next: str | None = None) -> dict[str, object]:
    return {"data": [{"name": name} for name in names], "meta": {"next": next}}


def test_items_of_all_pages(server: Server) -> None:
    server.will(answer(200, pets("a", "b", next="n")), answer(200, pets("c")))
    with Client(server.url) as client:
        found: list[str] = []
        for pet in client.pets.list(limit=2):
            assert_type(pet, m.Pet)
            found.append(f"{pet.name} {len(server.received)}")
    assert found == ["a 1", "b 1", "c 2"]
    targets = [one.target for one in server.received]
    assert targets == ["/pets?limit=2", "/pets?limit=2&after=n"]


def test_pages_as_the_api_declares_them(server: Server) -> None:
    server.will(answer(200, pets("a", next="n")), answer(200, pets("b")))
    with Client(server.url) as client:
        for page in client.pets.list().pages():
            assert_type(page, m.PetPage)
            assert len(page.data) == 1
    assert len(server.received) == 2


def test_one_page_is_one_request(server: Server) -> None:
    server.will(answer(200, pets("b", next="more")))
    with Client(server.url) as client:
        response = client.send(requests.pets.list_(after="a"))
    assert_type(response.value, m.PetPage)
    assert response.value.meta == m.PetPageMeta(next="more")
    assert server.last.target == "/pets?after=a"


def test_awaited(server: Server) -> None:
    server.will(answer(200, pets("a", next="n")), answer(200, pets("b")))

    async def names() -> list[str]:
        async with AsyncClient(server.url) as client:
            return [pet.name async for pet in client.pets.list()]

    assert asyncio.run(names()) == ["a", "b"]


def test_a_cursor_in_the_body(server: Server) -> None:
    server.will(answer(200, pets("a", next="n")), answer(200, pets()))
    with Client(server.url) as client:
        assert [one.name for one in client.pets.search(text="x")] == ["a"]
    assert [one.json for one in server.received] == [
        {"text": "x"},
        {"text": "x", "cursor": "n"},
    ]


def test_pages_by_number(server: Server) -> None:
    server.will(
        answer(200, {"owners": [{"id": 1}], "pages": 2}),
        answer(200, {"owners": [{"id": 2}], "pages": 2}),
    )
    with Client(server.url) as client:
        assert [one.id for one in client.owners.list()] == [1, 2]
    assert [one.target for one in server.received] == ["/owners", "/owners?page=1"]


def test_pages_by_offset(server: Server) -> None:
    days = ["2026-12-05", "2026-12-06"]
    server.will(answer(200, days), answer(200, days[:1]), answer(200, []))
    with Client(server.url) as client:
        visits = list(client.owners.visits("o", skip=10, take=2))
    assert_type(visits, list[dt.date])
    assert len(visits) == 3
    assert [one.target for one in server.received] == [
        "/owners/o/visits?skip=10&take=2",
        "/owners/o/visits?skip=12&take=2",
        "/owners/o/visits?skip=13&take=2",
    ]


def test_pages_by_url(server: Server) -> None:
    there = {"value": [{"name": "a"}], "@odata.nextLink": "/elsewhere?$skiptoken=x%20y"}
    server.will(answer(200, there), answer(200, {"value": [{"name": "b"}]}))
    with Client(server.url) as client:
        assert [vet.name for vet in client.vets.list()] == ["a", "b"]
    assert server.last.target == "/elsewhere?$skiptoken=x%20y"


def test_pages_by_link(server: Server) -> None:
    link = {"Link": '</shops?page=1>; rel=prev, </shops?page=3>; rel="last next"'}
    server.will(answer(200, [{"id": 1}], link), answer(200, [{"id": 2}]))
    with Client(server.url) as client:
        assert [shop.id for shop in client.shops.list()] == [1, 2]
    assert server.last.target == "/shops?page=3"


def test_a_method_shows_what_it_gives() -> None:
    with Client("https://acme.test") as client:
        signature = inspect.signature(client.pets.list)
    assert str(signature) == (
        "(*, after: 'str | None' = None, limit: 'int | None' = None)"
        " -> 'Pages[m.Pet, m.PetPage]'"
    )
    assert Pets.list(after="a") == requests.pets.list_(after="a")


def test_a_circle_is_an_error(server: Server) -> None:
    server.will(*[answer(200, pets("a", next="n"))] * 3)
    with (
        Client(server.url) as client,
        pytest.raises(errors.PagingError, match="circle"),
    ):
        list(client.pets.list())
    assert len(server.received) == 2
