"""What a type checker knows of the generated clients; nothing runs this, ``test_types.py`` checks it."""

from __future__ import annotations

from typing import assert_type

from generated import atoma, mistral
from generated.atoma import models as a
from generated.atoma import requests as atoma_requests
from generated.mistral import UNSET, Response, StreamRequest, Unset
from generated.mistral import models as m
from generated.mistral import requests as mistral_requests


def chats(client: mistral.Client) -> None:
    """Objects and dicts, in one list, are taken; what comes back has its type."""
    made = client.chat.complete(
        model="small",
        messages=[m.SystemMessage(content="Be brief."), {"role": "user"}],
        temperature=None,
    )
    assert_type(made, m.ChatCompletionResponse)
    for choice in made.choices or []:
        assert_type(choice, m.ChatCompletionChoice)
        assert_type(choice.message.content, m.AssistantMessageContent | None | Unset)
    asked = [{"role": "user", "content": "Hello"}]
    with client.chat.stream(model="small", messages=asked) as events:
        for event in events:
            assert_type(event, m.CompletionChunk)
            if text := event.choices[0].delta.content:
                assert_type(text, str | list[m.ContentChunk])
        for envelope in events.raw():
            assert_type(envelope.data, m.CompletionChunk)
            assert_type(envelope.id, str)


def sent(client: mistral.Client) -> None:
    """A request has the type of its answer."""
    request = mistral_requests.chat.complete_request({"model": "small"})
    assert_type(client.send(request), Response[m.ChatCompletionResponse])
    stream = mistral_requests.chat.stream(model="small", messages=[])
    assert_type(stream, StreamRequest[m.CompletionChunk])


async def awaited(client: mistral.AsyncClient, other: atoma.AsyncClient) -> None:
    """The same of the other colour."""
    made = await client.chat.complete(model="small", messages=[])
    assert_type(made, m.ChatCompletionResponse)
    async with client.chat.stream(model="small", messages=[]) as events:
        async for event in events:
            assert_type(event.choices[0].delta, m.DeltaMessage)
    async with other.completions.stream(model="llama", prompt=[[1], [2]]) as texts:
        async for envelope in texts.raw():
            assert_type(envelope.data.choices[0].text, str)


def completions(client: atoma.Client) -> None:
    """All four kinds of prompt are taken."""
    for prompt in ("a", ["a"], [1], [[1]]):
        made = client.completions.create(model="llama", prompt=prompt, seed=None)
        assert_type(made, a.CompletionsResponse)
    atoma_requests.completions.stream_request({"model": "llama", "prompt": "a"})


def narrowed(client: mistral.Client) -> None:
    """``UNSET`` narrows by truth and by identity."""
    content = m.DeltaMessage(role="assistant").content
    if content is not UNSET and content is not None:
        assert_type(content, str | list[m.ContentChunk])


def refused(client: mistral.Client) -> None:
    """Each line here is an error, and only there to be one."""
    client.chat.complete(model="small")  # EXPECT call-arg
    client.chat.complete(model=1, messages=[])  # EXPECT arg-type
    client.chat.stream(model="small", messages=[], stream=True)  # EXPECT call-arg
    client.chat.complete(model="m", messages=[], top_p=UNSET)  # EXPECT arg-type
    print(client.chats)  # EXPECT attr-defined
    m.ResponseFormat(type="jsn")  # EXPECT arg-type
    print(m.UserMesage)  # EXPECT attr-defined
