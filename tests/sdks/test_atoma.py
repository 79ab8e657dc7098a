"""The generated client of Atoma's API: what it sends, to a real server, and what comes back."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest

from generated import atoma, mistral
from generated.atoma import UNSET, errors, requests
from generated.atoma import models as m
from tests.sdks import said
from tests.sdks.colours import Colour
from tests.support.server import Received, Server, Stall, answer, cut, stream

# trio says that httpx leaves a generator behind where a stream ends before its body does.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Async generator 'http:ResourceWarning",
)

MODEL = "meta-llama/Llama-3.3-70B-Instruct"
PROMPTS: list[Any] = ["Hello", ["Hello", "Bye"], [1, 2, 3], [[1, 2], [3]]]

Send = Callable[..., Received]


@pytest.fixture(name="send", params=["create", "stream"])
def _send(request: pytest.FixtureRequest, server: Server, colour: Colour) -> Send:
    """Call one of the two operations; what came to the server."""
    operation: str = request.param

    def send(**arguments: Any) -> Received:
        client = colour.client(atoma, server.url)
        if operation == "create":
            server.will(answer(body=said.COMPLETION))
            colour.call(client.completions.create, **arguments)
        else:
            server.will(stream(said.DONE))
            with colour.reading(client.completions.stream(**arguments)) as events:
                assert list(events) == []
        assert server.last.json.pop("stream", None) in (None, True)
        return server.last

    return send


def body(sent: Received) -> dict[str, Any]:
    """The JSON that came, without the model and the switch."""
    data: dict[str, Any] = sent.json
    data.pop("stream", None)
    assert data.pop("model") == MODEL
    return data


# What the published SDK sends by its own pages (docs/sdks/completions and docs/models): its two
# operations go to one path; the body has the names and values of the call, and in a stream the
# switch, which the page says must be true. Arguments that are left out are not sent.
EXAMPLE: dict[str, Any] = {
    "model": MODEL,
    "frequency_penalty": 0,
    "logit_bias": {"1234567890": 0.5, "1234567891": -0.5},
    "logprobs": 1,
    "n": 1,
    "presence_penalty": 0,
    "seed": 123,
    "stop": ['json(["stop", "halt"])'],
    "suffix": 'json("\n")',
    "temperature": 0.7,
    "top_p": 1,
    "user": "user-1234",
}
CREATE = {**EXAMPLE, "prompt": ["<value>", "<value>"], "stream": False}
STREAM = {**EXAMPLE, "prompt": "<value>"}
PUBLISHED = [
    ("create", CREATE, "application/json", CREATE),
    ("stream", STREAM, "text/event-stream", {**STREAM, "stream": True}),
]


@pytest.mark.parametrize(("operation", "call", "accept", "sent"), PUBLISHED)
def test_the_example_of_the_published_pages(
    server: Server,
    colour: Colour,
    operation: str,
    call: dict[str, Any],
    accept: str,
    sent: dict[str, Any],
) -> None:
    client = colour.client(atoma, server.url)
    if operation == "create":
        server.will(answer(body=said.COMPLETION))
        colour.call(client.completions.create, **call)
    else:
        server.will(stream(said.DONE))
        with colour.reading(client.completions.stream(**call)) as events:
            assert list(events) == []
    assert (server.last.method, server.last.target) == ("POST", "/v1/completions")
    assert server.last.header("Accept") == accept
    assert server.last.header("Authorization") == "Bearer sk-secret"
    assert server.last.header("Content-Type") == "application/json"
    assert server.last.json == sent


def test_the_server_of_the_api_is_the_default() -> None:
    client = atoma.Client(api_key="sk-secret")
    shown = client.as_curl(requests.completions.stream(model=MODEL, prompt=""))
    assert "https://api.atoma.network/v1/completions" in shown
    assert '"Authorization: Bearer $ATOMASDK_BEARER_AUTH"' in shown


@pytest.mark.parametrize("prompt", PROMPTS)
def test_all_four_kinds_of_prompt(send: Send, prompt: Any) -> None:
    assert body(send(model=MODEL, prompt=prompt)) == {"prompt": prompt}
    if isinstance(prompt, list):
        assert body(send(model=MODEL, prompt=tuple(prompt))) == {"prompt": prompt}


@pytest.mark.parametrize("prompt", PROMPTS)
def test_all_four_kinds_of_prompt_in_a_model(
    server: Server, colour: Colour, prompt: Any
) -> None:
    client = colour.client(atoma, server.url)
    bodies: list[Any] = [
        m.CreateCompletionsStreamRequest(model=MODEL, prompt=prompt),
        {"model": MODEL, "prompt": prompt, "stream": False},
    ]
    for made in bodies:
        server.will(stream(said.DONE))
        request = requests.completions.stream_request(made)
        assert pickle.loads(pickle.dumps(request)) == request
        with colour.reading(client.send(request)) as events:
            assert list(events) == []
        expected = {"model": MODEL, "prompt": prompt, "stream": True}
        assert server.last.json == expected
    whole = m.CompletionsRequest(model=MODEL, prompt=prompt, stream=None)
    server.will(answer(body=said.COMPLETION))
    colour.call(client.send, requests.completions.create_request(whole))
    assert server.last.json == {"model": MODEL, "prompt": prompt, "stream": None}


def test_null_is_told_from_left_out(send: Send) -> None:
    nulls = ("best_of", "echo", "suffix", "temperature", "user", "stream_options")
    sent = send(
        model=MODEL,
        prompt="",
        logit_bias=None,
        stop=None,
        seed=UNSET,
        **dict.fromkeys(nulls),
    )
    assert body(sent) == {"prompt": "", **dict.fromkeys(nulls)}


def test_options_of_a_stream_as_an_object_and_as_a_dict(send: Send) -> None:
    for options, wire in (
        (m.StreamOptions(include_usage=True), {"include_usage": True}),
        ({"include_usage": True}, {"include_usage": True}),
        (m.StreamOptions(include_usage=None), {"include_usage": None}),
        (m.StreamOptions(), {}),
    ):
        sent = send(model=MODEL, prompt="", stream_options=options)
        assert body(sent) == {"prompt": "", "stream_options": wire}


@pytest.mark.parametrize("stop", ["END", b"END"])
def test_one_text_is_no_list_of_texts(stop: Any) -> None:
    with pytest.raises(TypeError, match=r"\$\.stop"):
        requests.completions.create(model=MODEL, prompt="", stop=stop)


def test_a_completion_is_typed(server: Server, colour: Colour) -> None:
    server.will(answer(body=said.COMPLETION))
    client = colour.client(atoma, server.url)
    made = colour.call(client.completions.create, model=MODEL, prompt="Hello")
    assert type(made) is m.CompletionsResponse
    assert made.choices == [
        m.CompletionChoice(index=0, text=" world", finish_reason="stop")
    ]
    assert made.choices[0].logprobs is UNSET
    assert made.usage.completion_tokens_details.reasoning_tokens == 2


@pytest.mark.parametrize("sizes", [(1,), (7, 2), (1_000_000,)])
def test_a_stream_is_typed(
    server: Server, colour: Colour, sizes: tuple[int, ...]
) -> None:
    texts = [" Hel", "lo", "!"]
    data = b"".join(said.event(said.text_chunk(text)) for text in texts) + said.DONE
    server.will(stream(*cut(data, *sizes)), stream(*cut(data, *sizes)))
    client = colour.client(atoma, server.url)
    with colour.reading(client.completions.stream(model=MODEL, prompt="")) as events:
        made = list(events)
    assert {type(event) for event in made} == {m.CompletionsStreamResponse}
    assert [event.choices[0].text for event in made] == texts
    assert {event.choices[0].logprobs for event in made} == {None}
    with colour.reading(client.completions.stream(model=MODEL, prompt="")) as events:
        assert [event.data.choices[0].text for event in events.raw()] == texts


def test_leaving_early_closes_the_connection(server: Server, colour: Colour) -> None:
    one = said.event(said.text_chunk("a"))
    server.will(stream(one, one, Stall(), end=()))
    client = colour.client(atoma, server.url)
    with colour.reading(client.completions.stream(model=MODEL, prompt="")) as events:
        assert events.first().choices[0].text == "a"
    assert server.all_closed()


def test_an_error_has_no_type_where_the_api_declares_none(
    server: Server, colour: Colour
) -> None:
    server.will(answer(401, {"error": {"message": "who?"}}))
    client = colour.client(atoma, server.url)
    with pytest.raises(errors.UnauthorizedError) as caught:
        colour.call(client.completions.create, model=MODEL, prompt="")
    assert caught.value.value == {"error": {"message": "who?"}}


def test_the_credential_of_the_environment(
    server: Server, colour: Colour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATOMASDK_BEARER_AUTH", " sk-env\n")
    server.will(answer(body=said.COMPLETION))
    client = colour.client(atoma, server.url, api_key=None)
    colour.call(client.completions.create, model=MODEL, prompt="")
    assert server.last.header("Authorization") == "Bearer sk-env"


def test_two_packages_have_each_their_own() -> None:
    one, other = vars(atoma), vars(mistral)
    for name in ("UNSET", "Client", "errors"):
        assert getattr(atoma, name) is not getattr(mistral, name)
        assert one[name] is not other[name]
