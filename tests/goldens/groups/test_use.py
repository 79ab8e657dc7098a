"""Operations stand in groups, and no group hides what a client is."""

from __future__ import annotations

import asyncio
import inspect

from golden.groups import AsyncClient, Client, requests

from tests.support.server import Server, answer


def test_groups_within_groups(server: Server) -> None:
    server.will(answer(204), answer(204))
    with Client(server.url) as client:
        client.batch.jobs.list()
        client.models.list.import_()
    assert [(r.method, r.target) for r in server.received] == [
        ("GET", "/jobs"),
        ("POST", "/models"),
    ]
    assert inspect.getdoc(type(client.batch)) == "Many at once."
    assert inspect.getdoc(type(client.batch.jobs)) == "Jobs, one by one."


def test_the_same_awaited(server: Server) -> None:
    async def run() -> None:
        async with AsyncClient(server.url) as client:
            await client.batch.jobs.create()

    server.will(answer(204))
    asyncio.run(run())
    assert server.last.method == "POST"


def test_no_group_hides_what_a_client_is(server: Server) -> None:
    server.will(answer(204))
    with Client(server.url) as client:
        assert client.send(requests.send.send()).status == 204
        assert callable(client.with_options)
        assert callable(client.send_.send)


def test_an_operation_and_a_group_of_one_name() -> None:
    client = Client()
    assert callable(client.batch.jobs_)
    assert requests.batch.jobs().operation.path == "/batch"
    assert requests.models.list_().operation.path == "/models"
    assert requests.models_list.import_().operation.method == "POST"


def test_an_operation_called_like_its_group() -> None:
    assert requests.ping.ping().operation.path == "/ping"
    assert requests.ping.ping_request().operation.method == "POST"
    assert callable(Client().ping.ping)
