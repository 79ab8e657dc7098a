"""HTTP clients: opened late and once, closed by whom they belong to, of either library."""

from __future__ import annotations

import asyncio
import importlib
import sys
import threading
from typing import Any

import pytest
import trio
from runtime import connections, pool
from runtime.errors import TimeoutError, TransportError
from runtime.request import Request

from tests.runtime import example
from tests.support.colours import Colour
from tests.support.server import Server, Stall, answer, stream

OK = answer(200, {"id": "c1"})
GET = example.retrieve("f")
# The HTTP library walks through async generators of its own, and trio tells when one is not
# walked to its end, as no body that is left early can be.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Async generator 'http:ResourceWarning",
)

LIBRARIES = ("httpx2", "httpx")


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_given_client_is_used_and_not_closed(
    server: Server, colour: Colour, library: str
) -> None:
    module: Any = pytest.importorskip(library)
    server.will(OK, answer(302, headers={"Location": server.url}), stream(), [Stall()])
    kind = module.Client if colour.name == "sync" else module.AsyncClient
    http = kind(headers={"X-Mine": "1"}, follow_redirects=True)
    client = colour.client(server.url, http=http, timeout=0.2, retries=0)
    assert colour.send(client, GET).value.id == "c1"
    assert server.last.header("X-Mine") == "1"
    with pytest.raises(Exception, match="302"):
        colour.send(client, GET)
    assert list(colour.open(client, example.lines())) == []
    with pytest.raises(TimeoutError):
        colour.send(client, GET)
    assert len(server.received) == 4
    colour.close(client)
    assert not http.is_closed
    with pytest.raises(RuntimeError, match="closed"):
        colour.send(client, GET)
    colour.call(http.close if colour.name == "sync" else http.aclose)


@pytest.mark.parametrize("library", LIBRARIES)
def test_either_library_will_do(
    server: Server, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module: Any = pytest.importorskip(library)
    other = next(name for name in LIBRARIES if name != library)
    monkeypatch.setitem(sys.modules, other, None)
    assert pool.library() is module
    server.will(OK)
    with example.Client(server.url, api_key="k") as client:
        assert client.send(GET).value.id == "c1"


def test_without_a_library_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in LIBRARIES:
        monkeypatch.setitem(sys.modules, name, None)
    client = example.Client("http://127.0.0.1:1", api_key="k")
    with pytest.raises(ModuleNotFoundError, match="install httpx2"):
        client.send(GET)


def test_a_library_that_is_broken_is_not_taken_for_absent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(name: str) -> Any:
        raise ModuleNotFoundError("No module named 'h11'", name="h11")

    monkeypatch.setattr(pool, "import_module", broken)
    with pytest.raises(ModuleNotFoundError, match="h11"):
        pool.library()


def test_one_http_client_for_many_threads(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    real = connections.SyncConnections

    def counted(*parts: Any) -> Any:
        opened.append(1)
        return real(*parts)

    monkeypatch.setattr(connections, "SyncConnections", counted)
    server.will(*[OK] * 12)
    client = example.Client(server.url, api_key="k")
    assert opened == []
    threads = [threading.Thread(target=client.send, args=(GET,)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(opened), len(server.received)) == (1, 12)
    client.close()
    client.close()
    assert server.all_closed()


def test_closing_what_was_never_opened(colour: Colour) -> None:
    colour.close(colour.client())


def test_with_blocks_close(server: Server) -> None:
    server.will(OK, OK)
    with example.Client(server.url, api_key="k") as client:
        client.send(GET)
    assert server.all_closed()

    async def main() -> None:
        async with example.AsyncClient(server.url, api_key="k") as client:
            await client.send(GET)

    asyncio.run(main())
    assert server.all_closed()


def test_one_client_under_one_loop_after_another(server: Server) -> None:
    client = example.AsyncClient(server.url, api_key="k")
    server.will(OK, OK, OK)

    async def main() -> str:
        async with client.with_options(timeout=1) as alias:
            value = (await alias.send(GET)).value.id
        with pytest.raises(RuntimeError, match="closed"):
            await client.send(GET)
        return value

    assert asyncio.run(main()) == "c1"
    assert asyncio.run(main()) == "c1"
    assert trio.run(main) == "c1"
    assert server.connections == 3
    assert server.all_closed()


def test_the_names_of_errors_are_those_of_the_libraries() -> None:
    kinds = importlib.import_module("runtime.transport").Faults._KINDS
    for library in LIBRARIES:
        module: Any = pytest.importorskip(library)
        for name in kinds:
            assert issubclass(getattr(module, name), Exception), name


def test_an_answer_that_is_no_http(server: Server, colour: Colour) -> None:
    server.will([b"nonsense\r\n\r\n"])
    client = colour.client(server.url)
    with pytest.raises(TransportError) as caught:
        colour.send(client, example.complete(model="m", messages=[]))
    assert caught.value.sent
    assert caught.value.__cause__ is not None
    colour.close(client)


def test_an_answer_that_cannot_be_unpacked(server: Server, colour: Colour) -> None:
    server.will(answer(200, b"no gzip", {"Content-Encoding": "gzip"}))
    client = colour.client(server.url)
    with pytest.raises(TransportError):
        colour.send(client, example.complete(model="m", messages=[]))
    colour.close(client)
    assert server.all_closed()


def test_a_request_without_server() -> None:
    from runtime.client import Api, SyncClient

    client = SyncClient(Api(user_agent="x/1"))
    with pytest.raises(ValueError, match="base_url"):
        client.send(Request[Any](example.PING))
