"""Every public feature, as somebody would use it: both type checkers accept each line, and know
what comes back. Nothing runs this; ``test_both_checkers.py`` checks it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, assert_never, assert_type
from uuid import UUID

from golden import (
    deliveries,
    enums,
    pagination,
    presence,
    several_bodies,
    unions_tagged,
)
from golden.deliveries import models as d
from golden.enums import models as e
from golden.pagination import models as p
from golden.presence import models as pr
from golden.unions_tagged import models as u

from generated import atoma, mistral, museum
from generated.atoma import models as a
from generated.atoma import requests as atoma_requests
from generated.mistral import from_json, to_json
from generated.mistral import models as m
from generated.mistral import requests as mistral_requests
from generated.museum import errors, extra, hooks, transports, validate, webhooks
from generated.museum import models as mm
from generated.museum import requests as museum_requests

DAY = dt.date(2026, 1, 2)
ID = UUID(int=1)


def models() -> None:
    """Models are made with keywords, read and written as attributes."""
    event = mm.SpecialEvent(
        name="Night", location="Hall", event_description="", dates=[DAY], price=25
    )
    assert_type(event.event_id, mm.EventId | None)
    assert_type(event.dates, list[dt.date])
    event.dates.append(DAY)
    event.event_id = None
    thing = pr.Thing(
        name="", note=None, holder=pr.Holder(), label=None, limit=presence.UNSET
    )
    thing.keeper = None
    assert_type(thing.size, int | None)
    validate(event)
    extra(event)["colour"] = "red"
    assert_type(extra(event), dict[str, Any])
    assert_type(to_json(event), str)
    assert_type(from_json(mm.SpecialEvent, b"{}"), mm.SpecialEvent)
    assert_type(from_json(mm.SpecialEvent, "{}", strict=True), mm.SpecialEvent)


def presence_and_null(thing: pr.Thing) -> None:
    """``UNSET`` narrows by identity and by truth; null and absent are two things."""
    if thing.limit is presence.UNSET:
        return
    assert_type(thing.limit, int | None)
    if thing.keeper:
        assert_type(thing.keeper, pr.Holder)
    if thing.note is not None:
        assert_type(thing.note, str)


def enumerations(ticket: mm.TicketType, job: e.Job) -> str:
    """A value that this version does not know is a text of its own type."""
    e.Job(state=job.state, level=job.level)
    match ticket:
        case "event" | "general":
            return ticket
        case museum.models.Unlisted():
            return f"new: {ticket}"
        case _:
            assert_never(ticket)


def unions(shape: u.Shape, event: d.WebhookEvent) -> float | str:
    """Members are told apart by their classes, and none is forgotten."""
    match shape:
        case u.Circle(radius=radius):
            assert_type(radius, float | None)
        case u.Square() | u.Triangle():
            pass
        case u.Unknown(tag=tag):
            return f"{tag}?"
        case _:
            assert_never(shape)
    match event:
        case d.OrderPaid(total=total):
            return total
        case d.OrderSentWebhook(parcel=parcel):
            return parcel
        case d.Unknown(raw=raw):
            return str(raw)
        case _:
            assert_never(event)


def calls(client: mistral.Client, other: atoma.Client) -> None:
    """Models and dicts, in one list, are taken; what comes back has its type."""
    made = client.chat.complete(
        model="small",
        messages=[m.SystemMessage(content="Be brief."), {"role": "user"}],
        temperature=None,
        response_format={"type": "text"},
        stop=["a", "b"],
    )
    assert_type(made, m.ChatCompletionResponse)
    for choice in made.choices or []:
        assert_type(choice, m.ChatCompletionChoice)
    tuples = client.chat.complete(model="small", messages=(), top_p=0.5, stop="x")
    assert_type(tuples, m.ChatCompletionResponse)
    for prompt in ("a", ["a"], [1], [[1]]):
        answer = other.completions.create(model="llama", prompt=prompt, stop=("a",))
        assert_type(answer, a.CompletionsResponse)


def museum_calls(client: museum.Client) -> None:
    """Parameters, bodies, files and nothing."""
    assert_type(client.operations.hours(start_date=DAY), mm.MuseumHours)
    fields = {"dates": [DAY]}
    event = client.events.update(ID, price=3, dates=(DAY,))
    assert_type(event, mm.SpecialEvent)
    event = client.send(museum_requests.events.update_request(ID, fields)).value
    assert_type(client.events.delete(event.event_id or ID), None)
    assert_type(client.tickets.code(ID), bytes)
    bought = client.tickets.buy(ticket_date=DAY, ticket_type="general")
    assert_type(bought, mm.MuseumTicketsConfirmation)


def streams(client: mistral.Client) -> None:
    """A stream gives payloads, or envelopes."""
    asked: list[Mapping[str, str]] = [{"role": "user", "content": "Hello"}]
    with client.chat.stream(model="small", messages=asked) as events:
        assert_type(events.response.status, int)
        for event in events:
            assert_type(event, m.CompletionChunk)
            if text := event.choices[0].delta.content:
                assert_type(text, str | list[m.ContentChunk])
        for envelope in events.raw():
            assert_type(envelope.data, m.CompletionChunk)
            assert_type(envelope.id, str)
            assert_type(envelope.retry, int | None)
        events.close()


async def awaited(client: mistral.AsyncClient, other: museum.AsyncClient) -> None:
    """The same of the other colour."""
    async with client, other:
        made = await client.chat.complete(model="small", messages=[])
        assert_type(made, m.ChatCompletionResponse)
        async with client.chat.stream(model="small", messages=[]) as events:
            async for event in events:
                assert_type(event.choices[0].delta, m.DeltaMessage)
            async for envelope in events.raw():
                assert_type(envelope.text, str)
            await events.close()
        response = await other.send(museum_requests.events.get(ID))
        assert_type(response.value, mm.SpecialEvent)
        assert_type(await other.with_options(retries=0).tickets.code(ID), bytes)
    await client.close()


def pages(client: pagination.Client) -> None:
    """Items, pages, and answers with their heads."""
    for pet in client.pets.list(limit=2):
        assert_type(pet, p.Pet)
    for page in client.pets.list().pages():
        assert_type(page, p.PetPage)
    for response in client.paginate(pagination.requests.pets.list_()).responses():
        assert_type(response.value, p.PetPage)
    assert_type(client.send(pagination.requests.pets.list_()).value, p.PetPage)


async def pages_awaited(client: pagination.AsyncClient) -> None:
    """The same of the other colour."""
    assert_type([pet async for pet in client.pets.list()], list[p.Pet])
    async for page in client.paginate(pagination.requests.pets.list_()).pages():
        assert_type(page, p.PetPage)


def sent(client: mistral.Client) -> None:
    """A request is a value with the type of its answer."""
    request = mistral_requests.chat.complete(model="small", messages=[])
    more = request.with_(headers={"X-A": "1"}, query={"q": 1}, extra={"new": True})
    response = client.send(more)
    assert_type(response.value, m.ChatCompletionResponse)
    assert_type(response.status, int)
    assert_type(response.headers["content-type"], str)
    assert_type(response.headers.get_all("x"), list[str])
    assert_type(response.elapsed, float)
    assert_type(response.attempts, int)
    assert_type([one.path for one in response.mismatches], list[str])
    body = m.ChatCompletionRequest(model="small", messages=[])
    mistral_requests.chat.complete_request(body)
    mistral_requests.chat.complete_request({"model": "small"})
    with client.send(mistral_requests.chat.stream_request({})) as events:
        chunks = list(events)
        assert_type(chunks, list[m.CompletionChunk])
    built = more.build("https://api.test")
    assert_type((built.method, built.url), tuple[str, str])
    assert_type(bytes(built.content or b""), bytes)  # a large file is read later
    assert_type(client.as_curl(more), str)


def handled(client: museum.Client) -> str | None:
    """Errors have their classes, and what the API declares."""
    try:
        client.with_options(timeout=None, retries=0, headers={"X": "1"}).events.list()
    except errors.NotFoundError as error:
        assert_type(error.status, int)
        return error.text
    except errors.ApiError as error:
        return error.headers.get("x-request-id")
    except errors.TimeoutError as error:
        return str(error.sent)
    except errors.TransportError as error:
        return str(error.request.operation)
    except errors.DecodeError as error:
        assert_type(error.path, str | None)
        return error.path
    except errors.ValidationError as error:
        return "; ".join(fault.path for fault in error.faults)
    except (errors.CredentialError, errors.PagingError, errors.SdkError):
        return None
    return ""


class Counting(hooks.Hooks):
    """Hooks replace what they want to see."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def before(self, attempt: hooks.Attempt) -> None:
        attempt.sent.headers["X-Number"] = str(attempt.number)

    def after(self, attempt: hooks.Attempt, answer: hooks.Head) -> None:
        print(answer.status, answer.headers["date"], attempt.request)

    def failed(self, attempt: hooks.Attempt, error: errors.TransportError) -> None:
        print(error.sent)

    def retry(
        self,
        attempt: hooks.Attempt,
        error: errors.ApiError | errors.TransportError,
        seconds: float,
    ) -> None:
        self.seconds += seconds


class AsyncCounting(hooks.AsyncHooks):
    """The same, awaited."""

    async def before(self, attempt: hooks.Attempt) -> None:
        print(attempt.number)


class Canned(transports.Transport):
    """A transport replaces one method."""

    def handle(
        self, request: transports.BuiltRequest, timeout: float | None
    ) -> transports.Reply:
        return transports.Reply(200, {"Content-Type": "application/json"}, b"{}")


class AsyncCanned(transports.AsyncTransport):
    """The same, awaited."""

    async def handle(
        self, request: transports.BuiltRequest, timeout: float | None
    ) -> transports.Reply:
        return transports.Reply(200, body=[b"{", b"}"])


def clients(folder: Path) -> Iterator[museum.Client]:
    """All that a client may be made with."""
    yield museum.Client()
    yield museum.Client("production", username="a", password="b")
    yield museum.Client(
        "https://museum.test",
        timeout=None,
        retries=0,
        headers={"X-A": "1"},
        http=Canned(),
        hooks=[Counting()],
        loads=json.loads,
        strict=True,
        validate=True,
        on_mismatch=lambda mismatch: print(mismatch.path),
    )
    with transports.Recording(folder / "calls.json") as recording:
        yield museum.Client(http=recording)
    yield museum.Client(http=transports.Replaying(folder / "calls.json"))
    with museum.Client() as client:
        yield client
    client.close()


async def async_clients(folder: Path) -> AsyncIterator[museum.AsyncClient]:
    """The same of the other colour, which takes hooks of both."""
    yield museum.AsyncClient(http=AsyncCanned(), hooks=[Counting(), AsyncCounting()])
    async with transports.AsyncRecording(folder / "calls.json") as recording:
        yield museum.AsyncClient(http=recording)
    yield museum.AsyncClient(http=transports.AsyncReplaying(folder / "calls.json"))


def delivered(body: bytes, headers: Mapping[str, str]) -> None:
    """Webhooks are verified, and read as the type that they are."""
    try:
        event = webhooks.publish_new_event.parse(body, headers, secret="whsec_AAAA")
    except errors.WebhookError:
        return
    assert_type(event, mm.SpecialEvent)
    several = deliveries.webhooks.event.parse(
        body.decode(), headers, secret=["whsec_AAAA", b"key"], tolerance=60, strict=True
    )
    assert_type(several, d.WebhookEvent)
    signed = deliveries.webhooks.order_paid.sign(b"{}", secret=b"key")
    assert_type(signed, dict[str, str])


def others() -> None:
    """Unions and enumerations as arguments."""
    unions_tagged.requests.pets.add(u.Dog(kind="dog"))
    unions_tagged.requests.pets.add({"kind": "cat"})
    enums.requests.jobs.list_(state="queued")
    atoma_requests.completions.stream_request({"model": "llama", "prompt": "a"})


def files(folder: Path, texts: deque[str]) -> None:
    """Files in all their forms, bodies of every kind, lists of texts of any kind."""
    notes = several_bodies.requests.notes
    with open(folder / "a.png", "rb") as opened:
        notes.add_as_multipart(
            image=opened,
            sound=("a.wav", b"..."),
            files=[folder / "b", ("c.txt", BytesIO(b"c"), "text/plain"), b"d"],
            note={"title": "a"},
            authors=[several_bodies.models.Note(title="a"), {"title": "b"}],
        )
    notes.add(title="a", tags=("a", "b"))
    notes.add(title="a", tags=texts)
    notes.add_request({"title": "a"})
    notes.add_as_text("a")
    notes.change(tags=None, about=several_bodies.UNSET)
