"""The generated client and the published SDK send the same, call by call, to one server."""

from __future__ import annotations

import copy
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from generated import mistral
from tests.sdks import said
from tests.sdks.calls import CALLS, MODEL
from tests.sdks.peer import MISTRALAI, NoPeer, interpreter
from tests.support.server import Received, Server, answer, stream

pytestmark = pytest.mark.peer

KINDS = ("complete", "stream")


class Default(NamedTuple):
    """A value that one of the two sends where its user said nothing.

    ``where`` leads to the objects that have it; ``*`` stands for each item of a list.
    """

    where: str
    key: str
    value: Any


DEFAULTS = (
    # What the pages say is the server's default, mistralai sends; the generated client does not.
    Default("", "stream", False),  # of chat.complete, which is none anyway
    Default("messages.*", "prefix", False),
    Default("messages.*.tool_calls.*", "id", "null"),
    Default("messages.*.tool_calls.*", "index", 0),
    Default("tools.*.function", "description", ""),
    Default("tools.*.function", "strict", False),
    Default("response_format.json_schema", "strict", False),
    Default("prediction", "content", ""),
    # Enumerations of one value: the generated client sends them from objects, and dicts as they
    # are; mistralai sends this one from dicts too, and the others only where its user does.
    Default("prediction", "type", "content"),
    Default("messages.*.tool_calls.*", "type", "function"),
    Default("tools.*", "type", "function"),
    Default("tool_choice", "type", "function"),
)


def objects(value: Any, where: str) -> Iterator[dict[str, Any]]:
    """The objects at a place."""
    step, _, rest = where.partition(".")
    if not step:
        if isinstance(value, dict):
            yield value
    elif step == "*":
        for item in value if isinstance(value, list) else ():
            yield from objects(item, rest)
    elif isinstance(value, dict):
        yield from objects(value.get(step), rest)


def without(body: Any, default: Default) -> Any:
    """A body in which nothing has this default."""
    made = copy.deepcopy(body)
    for found in objects(made, default.where):
        value = found.get(default.key)
        if value == default.value and type(value) is type(default.value):
            del found[default.key]
    return made


def plain(body: Any, kept: Default | None = None) -> Any:
    """A body without any of the defaults, but for one that is kept."""
    for default in DEFAULTS:
        if default is not kept:
            body = without(body, default)
    return body


@pytest.fixture(scope="module")
def sent_by_peer() -> dict[tuple[str, str], Received]:
    """What the published SDK sends, by the call's name and the operation."""
    try:
        python = interpreter(MISTRALAI)
    except NoPeer as error:
        pytest.skip(str(error))
    script = Path(__file__).with_name("peer_mistral.py")
    answers = [answer(body=said.CHAT), stream(said.DONE)]
    with Server(*answers * len(CALLS)) as server:
        done = subprocess.run(
            [python, script, server.url],
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines() == list(CALLS)
        places = [(name, kind) for name in CALLS for kind in KINDS]
        return dict(zip(places, server.received, strict=True))


@pytest.fixture(scope="module")
def sent_by_us() -> dict[tuple[str, str], Received]:
    """What the generated client sends for the same calls."""
    answers = [answer(body=said.CHAT), stream(said.DONE)]
    with (
        Server(*answers * len(CALLS)) as server,
        mistral.Client(server.url, api_key="sk-secret") as client,
    ):
        for call in CALLS.values():
            client.chat.complete(model=MODEL, **call(mistral.models))
            with client.chat.stream(model=MODEL, **call(mistral.models)) as events:
                assert list(events) == []
        places = [(name, kind) for name in CALLS for kind in KINDS]
        return dict(zip(places, server.received, strict=True))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", CALLS)
def test_both_send_the_same(
    sent_by_us: dict[tuple[str, str], Received],
    sent_by_peer: dict[tuple[str, str], Received],
    name: str,
    kind: str,
) -> None:
    ours, peers = sent_by_us[name, kind], sent_by_peer[name, kind]
    assert (ours.method, ours.target) == (peers.method, peers.target)
    for header in ("Accept", "Authorization", "Content-Type"):
        assert ours.header(header) == peers.header(header)
    assert plain(ours.json) == plain(peers.json)
    assert ours.json.get("stream") == (True if kind == "stream" else None)


@pytest.mark.parametrize("default", DEFAULTS)
def test_only_one_side_sends_each_default(
    sent_by_us: dict[tuple[str, str], Received],
    sent_by_peer: dict[tuple[str, str], Received],
    default: Default,
) -> None:
    assert any(
        plain(sent_by_us[place].json, default) != plain(peers.json, default)
        for place, peers in sent_by_peer.items()
    )


def test_what_a_user_says_is_compared() -> None:
    function = {"name": "f", "parameters": {}, "strict": True, "description": "d"}
    call = {"id": "c", "type": "function", "index": 1, "function": function}
    body: dict[str, Any] = {
        "stream": True,
        "messages": [{"prefix": True, "tool_calls": [call]}],
        "tools": [{"type": "other", "function": function}],
        "prediction": {"content": "x"},
    }
    kept = copy.deepcopy(body)
    del kept["messages"][0]["tool_calls"][0]["type"]
    assert plain(body) == kept
