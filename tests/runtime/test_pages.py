"""Walks from page to page: what leads on, what ends them, and what is refused."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any

import pytest
from runtime.errors import NotFoundError, PagingError
from runtime.headers import Headers
from runtime.pages import beside, find, next_link
from runtime.paging import (
    Cursor,
    LinkHeader,
    NextUrl,
    Offset,
    PageNumber,
    PageRequest,
    Paging,
)
from runtime.request import Operation

from tests.runtime.example import ChatResponse
from tests.support.colours import Colour
from tests.support.colours import colour as colour_named
from tests.support.server import Server, answer


def operation(paging: Paging) -> Operation:
    return Operation(
        __name__,
        "GET",
        "/things",
        accept="application/json",
        returns=lambda: dict[str, Any],
        paging=paging,
    )


BY_URL = operation(NextUrl(items=("data",), next=("next",)))
BY_CURSOR = operation(
    Cursor("after", items=("data",), next=("data", -1, "id"), more=("has_more",))
)
BY_NUMBER = operation(PageNumber("page", items=("data",)))
BY_OFFSET = operation(Offset("skip", items=("data",)))
BY_LINK = operation(LinkHeader(items=("data",)))


def asked(of: Operation, **query: Any) -> PageRequest[Any, dict[str, Any]]:
    return PageRequest(of, query=query)


def items(colour: Colour, pages: Any) -> Iterator[Any]:
    """The items of either colour."""
    if colour.name == "sync":
        yield from pages
        return
    walk = pages.__aiter__()
    while True:
        try:
            yield colour.call(walk.__anext__)
        except StopAsyncIteration:
            return


def page(*ids: int, **more: object) -> dict[str, Any]:
    return {"data": [{"id": one} for one in ids], **more}


def test_the_last_item_is_the_cursor_and_more_says_when_to_stop(
    server: Server, colour: Colour
) -> None:
    server.will(
        answer(200, page(1, 2, has_more=True)), answer(200, page(3, has_more=False))
    )
    client = colour.client(server.url)
    found = items(colour, client.paginate(asked(BY_CURSOR)))
    assert [one["id"] for one in found] == [1, 2, 3]
    assert [one.target for one in server.received] == ["/things", "/things?after=2"]
    assert server.last.header("Authorization") == "Bearer sk-secret"
    colour.close(client)


def test_a_page_is_asked_for_when_its_turn_comes(
    server: Server, colour: Colour
) -> None:
    server.will(*[answer(200, page(1, next="/things?page=2"))] * 2)
    client = colour.client(server.url)
    pages = client.paginate(asked(BY_URL))
    assert not server.received
    for _ in range(2):  # each loop begins at the first page
        assert next(items(colour, pages)) == {"id": 1}
    assert [one.target for one in server.received] == ["/things", "/things"]
    colour.close(client)
    assert server.all_closed()


@pytest.mark.parametrize(
    "there",
    [
        "https://evil.test/things?page=2&token=abc",
        "//evil.test/things",
        "http://127.0.0.1:1/things",
        "ftp://127.0.0.1/things",
        "http://[::1/",
    ],
)
def test_no_other_host_is_asked(server: Server, colour: Colour, there: str) -> None:
    server.will(answer(200, page(1, next=there)))
    client = colour.client(server.url)
    found = items(colour, client.paginate(asked(BY_URL)))
    assert next(found) == {"id": 1}
    with pytest.raises(PagingError, match="on another host") as caught:
        next(found)
    assert "abc" not in str(caught.value)
    assert len(server.received) == 1
    colour.close(client)


def test_what_goes_on_for_ever_ends_in_an_error(server: Server, colour: Colour) -> None:
    server.will(
        answer(200, page(1, next="/things?p=2")),
        answer(200, page(2, next="/things?p=3")),
        answer(200, page(3, next="/things?p=2")),
    )
    client = colour.client(server.url)
    found = items(colour, client.paginate(asked(BY_URL)))
    assert [next(found)["id"] for _ in range(3)] == [1, 2, 3]
    with pytest.raises(PagingError, match="circle"):
        next(found)
    colour.close(client)


@pytest.mark.parametrize("of", [BY_NUMBER, BY_OFFSET])
def test_a_server_that_ignores_the_number_is_found_out(
    server: Server, colour: Colour, of: Operation
) -> None:
    server.will(*[answer(200, page(1, 2))] * 3)
    client = colour.client(server.url)
    with pytest.raises(PagingError, match="twice"):
        list(items(colour, client.paginate(asked(of))))
    assert len(server.received) == 2
    colour.close(client)


def test_numbers_go_on_from_where_the_user_began(
    server: Server, colour: Colour
) -> None:
    server.will(answer(200, page(1)), answer(200, page()))
    client = colour.client(server.url)
    assert len(list(items(colour, client.paginate(asked(BY_NUMBER, page=7))))) == 1
    assert server.last.target == "/things?page=8"
    colour.close(client)


def test_a_page_that_fails_is_tried_again_or_raises(
    server: Server, colour: Colour
) -> None:
    link = {"Link": '<?page=2>; rel="next"'}
    server.will(
        answer(200, page(1), link), answer(429), answer(200, page(2), link), answer(404)
    )
    client = colour.client(server.url).with_options(headers={"X-A": "1"})
    found = items(colour, client.paginate(asked(BY_LINK, size=5)))
    assert next(found) == {"id": 1}
    assert next(found) == {"id": 2}
    with pytest.raises(PagingError, match="circle"):
        next(found)
    assert server.last.target == "/things?page=2"
    assert server.last.header("X-A") == "1"
    with pytest.raises(NotFoundError):
        next(items(colour, client.paginate(asked(BY_LINK))))
    colour.close(client)


def test_a_walk_goes_on_after_an_error(server: Server) -> None:
    server.will(
        answer(200, page(1, next="/things?page=2")),
        answer(404),
        answer(200, page(2)),
    )
    with colour_named("asyncio") as colour:
        client = colour.client(server.url)
        walk = client.paginate(asked(BY_URL)).pages()
        assert colour.call(walk.__anext__)["data"] == [{"id": 1}]
        with pytest.raises(NotFoundError):
            colour.call(walk.__anext__)
        assert colour.call(walk.__anext__)["data"] == [{"id": 2}]
        for _ in range(2):
            with pytest.raises(StopAsyncIteration):
                colour.call(walk.__anext__)
        colour.close(client)
    assert server.last.target == "/things?page=2"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ('<a>; rel="next"', "a"),
        ("<a>; rel=next", "a"),
        ('<a,b;c>; title="x, <y>; rel=next"; REL="prev NEXT"', "a,b;c"),
        ('<a>; rel="prev", <b>; rel="next"', "b"),
        ('<a>; rel="prev"; rel="next"', None),
        ('<a>; rel="nextish"', None),
        ("<a>", None),
        ("rel=next", None),
        ("", None),
    ],
)
def test_links(field: str, expected: str | None) -> None:
    assert next_link(Headers([("Link", field)])) == expected


def test_a_server_behind_a_proxy_may_call_itself_http() -> None:
    here = "https://acme.test/v1/things"
    assert beside(here, "http://acme.test/v1/things?p=2") == f"{here}?p=2"
    assert beside(here, "https://acme.test:443/x") == "https://acme.test/x"
    assert beside("http://acme.test/x", "https://acme.test/x") is None
    assert beside(here, "https://acme.test.evil.test/x") is None
    assert beside(here, "https://acme.test@evil.test/x") is None


def test_a_request_for_a_url_is_a_value() -> None:
    request = asked(BY_URL, size=5).with_(headers={"X-A": "1"})
    there = request.at("https://acme.test/things?page=2&api_key=s3cret")
    assert there.build().url == "https://acme.test/things?page=2&api_key=s3cret"
    assert there.build().headers["X-A"] == "1"
    assert pickle.loads(pickle.dumps(there)) == there
    assert there not in (request, request.at("https://acme.test/things"))
    assert "s3cret" not in repr(there)
    more = there.with_(query={"page": 3, "q": "ä"})
    assert more.build().url == "https://acme.test/things?page=2&api_key=s3cret&q=%C3%A4"
    assert pickle.loads(pickle.dumps(request)) == request


def test_a_part_of_an_answer() -> None:
    value = {"a": [ChatResponse(id="x"), ChatResponse(id="y", count=None)]}
    assert find(value, ("a", -1, "id")) == "y"
    assert find(value, ("a", 0, "count")) is None
    assert find(value, ("a", 2, "id")) is None
    assert find(value, ("a", "id")) is None
    assert find(value, ("a", 0, "id", "x")) is None
