"""A client calls the API's first server, another one by name, or any by its URL."""

from __future__ import annotations

import pytest
from golden.servers import Client, requests

HERE = requests.places.here()


def _url(client: Client) -> str:
    return client.as_curl(HERE).split()[-1]


def test_variables_have_defaults() -> None:
    assert _url(Client()) == "http://eu.test:80/v1/here"
    assert _url(Client(region="us", port="8080")) == "http://us.test:8080/v1/here"


def test_a_server_by_name() -> None:
    assert _url(Client("sandbox", region="us")) == "http://sandbox.us.test/here"


def test_a_url() -> None:
    assert _url(Client("https://mine.test/base/")) == "https://mine.test/base/here"


def test_the_server_of_an_operation() -> None:
    assert requests.places.own().build().url == "https://up.own.test/x/own"
    assert "https://up.own.test/x/own" in Client().as_curl(requests.places.own())


def test_a_server_without_a_host_is_said() -> None:
    with pytest.raises(
        ValueError, match="'/v9', relative .* give the client a base_url"
    ):
        Client().as_curl(requests.places.relative())
