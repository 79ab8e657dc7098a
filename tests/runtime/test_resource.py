"""Methods made of builders: what they send, and what editors and ``help`` see of them."""

from __future__ import annotations

import inspect
import pydoc
import subprocess
import sys
import typing
from typing import assert_type

import pytest

from tests.runtime import example

COSTLY = (
    *("asyncio", "base64", "dataclasses", "decimal", "email", "httpx", "httpx2"),
    *("inspect", "logging", "random", "ssl", "urllib", "uuid"),
)


@pytest.fixture
def client() -> example.Client:
    return example.Client(api_key="k")


def test_a_class_gives_the_builder() -> None:
    assert example.Chat.complete is example.complete
    assert example.AsyncChat.stream is example.stream


def test_a_method_looks_like_its_builder(client: example.Client) -> None:
    method = client.chat.complete
    assert method.__name__ == "complete"
    assert method.__doc__ == example.complete.__doc__
    signature = inspect.signature(method)
    assert list(signature.parameters) == ["model", "messages", "temperature"]
    assert signature.return_annotation == "ChatResponse"
    assert inspect.signature(client.chat.stream).return_annotation == "Stream[Chunk]"
    asynchronous = example.AsyncClient(api_key="k").chat
    assert inspect.iscoroutinefunction(asynchronous.complete)
    assert (
        inspect.signature(asynchronous.stream).return_annotation == "AsyncStream[Chunk]"
    )
    assert "messages" in typing.get_type_hints(method)


def test_help_shows_the_operations(client: example.Client) -> None:
    shown = pydoc.plain(pydoc.render_doc(client.chat))
    # Python 3.13 gives each argument a line of its own.
    together = "".join(shown.replace("|", "").split())
    assert "complete(*,model:'str',messages:'Sequence[str]'" in together
    assert "Complete a chat. ``POST /v1/chat``" in shown
    assert "Stream a chat" in shown
    assert "-> 'ChatResponse'" in pydoc.plain(pydoc.render_doc(client.chat.complete))


def test_wrong_arguments_are_the_builders_affair(client: example.Client) -> None:
    with pytest.raises(TypeError, match="model"):
        client.chat.complete(messages=[])  # type: ignore[call-arg]  # the point


async def types(client: example.Client, asynchronous: example.AsyncClient) -> None:
    """Not run: what a type checker must see."""
    from runtime.client import AsyncStream, Response, Stream

    request = example.complete(model="", messages=[])
    assert_type(client.send(request), Response[example.ChatResponse])
    assert_type(client.send(example.lines()), Stream[str])
    assert_type(client.chat.complete(model="", messages=[]), example.ChatResponse)
    assert_type(client.chat.stream(model="", messages=[]), Stream[example.Chunk])
    assert_type(await asynchronous.send(request), Response[example.ChatResponse])
    assert_type(
        await asynchronous.chat.complete(model="", messages=[]), example.ChatResponse
    )
    assert_type(
        asynchronous.chat.stream(model="", messages=[]), AsyncStream[example.Chunk]
    )


def test_a_ready_client_has_loaded_little() -> None:
    code = f"""
import sys
from runtime.client import Api, Bearer, Server, SyncClient
from runtime.resource import Resource, call, stream_call
from runtime.request import Operation, Request
op = Operation(__name__, "GET", "/x", returns=lambda: str)
class Things(Resource):
    get = call(lambda: Request(op))
    all = stream_call(lambda: Request(op))
api = Api(user_agent="a/1", servers=(Server("http://x"),), security={{"K": Bearer()}})
client = SyncClient(api, credentials={{"K": "k"}})
Things(client).all
client.with_options(timeout=1)
print(*(name for name in {COSTLY!r} if name in sys.modules))
print(*(name for name in sys.modules if name.startswith("runtime.c")))
"""
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": "templates"},
        cwd=example.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    costly, ours = run.stdout.split("\n")[:2]
    assert costly == ""
    assert set(ours.split()) == {"runtime.client", "runtime.clock"}
