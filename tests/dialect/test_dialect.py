"""Three SDKs talk to a model server that somebody else wrote, plainly and in streams.

The server waits before each piece, so that a client which reads ahead would be seen: the first
piece must be with the caller before the server hands on the last. Where its answers are not what
an API declares, ``MISMATCHES`` says who is right.
"""

from __future__ import annotations

import contextlib
import importlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal

from tests.corpus.documents import entries
from tests.corpus.documents import need as need_documents
from tests.corpus.generated import need_whole
from tests.dialect.server import ANSWER, KEY, MODEL, LiteLlm, installed
from tests.sdks.peer import NoPeer
from tests.spector.blocking import Blocking

pytestmark = pytest.mark.dialect

PROMPT = "Say something small."
_MESSAGES = [{"role": "user", "content": PROMPT}]


def _generated(name: str) -> ModuleType:
    return importlib.import_module(f"generated.{name}")


def _openai() -> ModuleType:
    need_documents()
    entry = next(one for one in entries("real") if one.name == "openai")
    return need_whole(entry)[0].module()


@dataclass(frozen=True)
class Dialect:
    """How an SDK asks for an answer, whole and in pieces, and where the text of each is.

    ``base`` is the path that its API is at.
    """

    name: str
    package: Callable[[], ModuleType]
    base: str
    key: str
    plain: Callable[[ModuleType], Any]
    stream: Callable[[Any], Any]
    said: Callable[[Any], str]
    piece: Callable[[Any], str]


DIALECTS = (
    Dialect(
        name="atoma",
        package=lambda: _generated("atoma"),
        base="",
        key="api_key",
        plain=lambda sdk: sdk.requests.completions.create(model=MODEL, prompt=PROMPT),
        stream=lambda client: client.completions.stream(model=MODEL, prompt=PROMPT),
        said=lambda answer: answer.choices[0].text,
        piece=lambda chunk: chunk.choices[0].text or "",
    ),
    Dialect(
        name="mistral",
        package=lambda: _generated("mistral"),
        base="",
        key="api_key",
        plain=lambda sdk: sdk.requests.chat.complete(model=MODEL, messages=_MESSAGES),
        stream=lambda client: client.chat.stream(model=MODEL, messages=_MESSAGES),
        said=lambda answer: answer.choices[0].message.content,
        piece=lambda chunk: chunk.choices[0].delta.content or "",
    ),
    Dialect(
        name="openai",
        package=_openai,
        base="/v1",
        key="api_key_auth",
        plain=lambda sdk: sdk.requests.chat.create_chat_completion(
            model=MODEL, messages=_MESSAGES
        ),
        stream=lambda client: client.chat.create_chat_completion_stream(
            model=MODEL, messages=_MESSAGES
        ),
        said=lambda answer: answer.choices[0].message.content,
        piece=lambda chunk: chunk.choices[0].delta.content or "",
    ),
)

_NO_OFFER = "LiteLLM leaves it out, as OpenAI's own document allows; Atoma requires it"
_NO_DETAILS = "LiteLLM sends null where nothing is counted, which OpenAI leaves out"
_NO_NULL = "OpenAI requires it, and null where there is none; LiteLLM leaves it out"
_NO_REASON = "OpenAI sends null while there is no reason; LiteLLM leaves it out"
_NO_TEXT = "OpenAI ends with an empty text; LiteLLM leaves it out"
_FINISH = "$.choices[0].finish_reason: expected string, found missing"

MISMATCHES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("atoma", "plain"): {
        "$.system_fingerprint: expected string, found missing": _NO_OFFER,
        "$.usage.prompt_tokens_details: expected PromptTokensDetails, found null": (
            _NO_DETAILS
        ),
        "$.usage.completion_tokens_details: expected CompletionTokensDetails,"
        " found null": _NO_DETAILS,
    },
    ("atoma", "stream"): {
        "$.system_fingerprint: expected string, found missing": _NO_OFFER,
        "$.choices[0].text: expected string, found missing": _NO_TEXT,
        _FINISH: _NO_REASON,
    },
    ("mistral", "stream"): {_FINISH: _NO_REASON},
    ("openai", "stream"): {_FINISH: _NO_REASON},
    ("openai", "plain"): {
        "$.choices[0].message.refusal: expected string, found missing": _NO_NULL,
        "$.choices[0].logprobs: expected CreateChatCompletionResponseChoicesItemLogprobs,"
        " found missing": _NO_NULL,
    },
}
"""By SDK and call: each place that is not as declared, and who is right."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiteLlm]:
    """The model server."""
    try:
        python = installed()
    except NoPeer as reason:
        pytest.skip(f"no model server: {reason}")
    with LiteLlm(python, tmp_path_factory.mktemp("dialect")) as running:
        yield running


@pytest.fixture(params=DIALECTS, ids=lambda one: one.name)
def dialect(request: pytest.FixtureRequest) -> Dialect:
    """Which SDK is tried."""
    found: Dialect = request.param
    return found


@pytest.fixture
def mismatches() -> list[Any]:
    """What the client says of answers that are not as declared."""
    return []


@pytest.fixture(params=("sync", "async"))
def client(
    request: pytest.FixtureRequest,
    dialect: Dialect,
    server: LiteLlm,
    mismatches: list[Any],
) -> Iterator[Any]:
    """A client of that SDK, of either colour."""
    package = dialect.package()
    options: dict[str, Any] = {dialect.key: KEY, "on_mismatch": mismatches.append}
    url = server.url + dialect.base
    with contextlib.ExitStack() as stack:
        if request.param == "sync":
            yield stack.enter_context(package.Client(url, **options))
            return
        portal = stack.enter_context(start_blocking_portal("asyncio"))
        asynchronous = package.AsyncClient(url, **options)
        stack.callback(portal.call, asynchronous.close)
        yield Blocking(asynchronous, portal)


@pytest.fixture(scope="module", autouse=True)
def say(request: pytest.FixtureRequest) -> Iterator[None]:
    """Says in the end what was not as declared, and who is right."""
    yield
    with request.config.pluginmanager.get_plugin(
        "capturemanager"
    ).global_and_fixture_disabled():
        print()
        for (name, call), places in MISMATCHES.items():
            for place, who in places.items():
                print(f"  {name}, {call}: {place}: {who}")


def _places(mismatches: list[Any]) -> set[str]:
    return {str(one) for one in mismatches}


def test_a_whole_answer(client: Any, dialect: Dialect, mismatches: list[Any]) -> None:
    response = client.send(dialect.plain(dialect.package()))
    assert dialect.said(response.value) == ANSWER
    assert response.mismatches == mismatches
    assert _places(mismatches) == set(MISMATCHES.get((dialect.name, "plain"), ()))


def test_a_stream_comes_piece_by_piece(
    client: Any, dialect: Dialect, server: LiteLlm, mismatches: list[Any]
) -> None:
    server.forget()
    arrived: list[float] = []
    text = ""
    with dialect.stream(client) as events:
        for chunk in events:
            arrived.append(time.time())
            text += dialect.piece(chunk)
    sent = server.sent()
    assert text == ANSWER
    assert 5 <= len(arrived) <= len(sent), "the server may keep what says nothing"
    assert arrived[0] < sent[-1], "the first piece waits for the last"
    late = [came for came, then in zip(arrived, sent[2:]) if came > then]
    assert not late, "pieces wait for others"
    assert _places(mismatches) == set(MISMATCHES.get((dialect.name, "stream"), ()))


def test_a_stream_that_is_left_early(
    client: Any, dialect: Dialect, server: LiteLlm
) -> None:
    server.forget()
    with dialect.stream(client) as events:
        for _chunk in events:
            break
    time.sleep(0.5)
    pieces = len(server.sent())
    time.sleep(0.5)
    assert pieces == len(server.sent()) < 12, "the server goes on sending"


def test_what_the_server_refuses(client: Any, dialect: Dialect) -> None:
    errors = dialect.package().errors
    request = dialect.plain(dialect.package()).with_(extra={"model": "unheard-of"})
    with pytest.raises(errors.ApiError) as caught:
        client.send(request)
    assert caught.value.status == 400
    assert "unheard-of" in caught.value.text
    assert KEY not in str(caught.value)
