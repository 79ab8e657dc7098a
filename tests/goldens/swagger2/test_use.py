"""Swagger 2.0 gives the package that the same API in OpenAPI 3.1 gives."""

from __future__ import annotations

from golden.swagger2 import Client, models, requests


def test_the_first_server_is_https() -> None:
    client = Client(headers={"X-Key": "k"})
    said = client.as_curl(requests.books.list_())
    assert "https://library.example.test/v2/books" in said


def test_lists_in_the_query() -> None:
    sent = requests.books.list_(ids=[1, 2], limit=5).build("https://x.test")
    assert sent.url == "https://x.test/books?limit=5&ids=1&ids=2"


def test_a_body_that_a_path_shares() -> None:
    sent = requests.books.change(7, title="New", year=None).build("https://x.test")
    assert sent.method == "PATCH"
    assert sent.content == b'{"title":"New","year":null}'


def test_definitions_are_models() -> None:
    assert models.Book(title="A").title == "A"


def test_a_header_parameter_says_what_a_body_is() -> None:
    sent = requests.books.set_pages(7, b"tar").build("https://x.test")
    assert sent.headers["Content-Type"] == "application/x-tar"
    assert sent.content == b"tar"
