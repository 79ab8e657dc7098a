"""An error has a class by its status, and its body a type."""

from __future__ import annotations

from typing import Any

import pytest
from golden.errors import Client, errors
from golden.errors import models as m

from tests.support.server import Server, answer


@pytest.mark.parametrize(
    ("status", "body", "error", "value"),
    [
        (
            422,
            {"detail": ["a"]},
            errors.UnprocessableEntityError,
            m.Faults(detail=["a"]),
        ),
        (409, {"title": "a"}, errors.ConflictError, m.Problem(title="a")),
        (418, {"title": "a"}, errors.ApiError, m.Problem(title="a")),
        (300, {"message": "a"}, errors.ApiError, m.ThingsReadErrorDefault(message="a")),
    ],
)
def test_an_error_is_typed(
    server: Server, status: int, body: Any, error: type[errors.ApiError], value: object
) -> None:
    server.will(answer(status, body))
    with Client(server.url, retries=0) as client, pytest.raises(error) as raised:
        client.things.read()
    assert raised.value.status == status
    assert raised.value.value == value
    assert raised.value.text


def test_a_body_that_is_not_what_it_should_be_is_attached(server: Server) -> None:
    server.will(answer(404, b"<html>gone"))
    with Client(server.url) as client, pytest.raises(errors.NotFoundError) as raised:
        client.things.read()
    assert raised.value.text == "<html>gone"


def test_an_error_of_the_server(server: Server) -> None:
    server.will(answer(500, b"oops", {"Content-Type": "text/plain"}))
    with (
        Client(server.url, retries=0) as client,
        pytest.raises(errors.ServerError) as raised,
    ):
        client.things.read()
    assert raised.value.text == "oops"
