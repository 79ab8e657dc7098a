"""Uses that are wrong: both type checkers report the lines that say so, and no more."""

from __future__ import annotations

import datetime as dt
from typing import Any, assert_never
from uuid import UUID

from golden import enums, pagination, presence, several_bodies
from golden.deliveries import models as d
from golden.deliveries import webhooks as deliveries
from golden.enums import models as e
from golden.presence import models as pr
from golden.unions_tagged import models as u

from generated import atoma, mistral, museum
from generated.mistral import UNSET, from_json, to_json
from generated.mistral import models as m
from generated.mistral import requests as mistral_requests
from generated.museum import errors, extra, hooks, transports, validate, webhooks
from generated.museum import models as mm
from generated.museum import requests as museum_requests

DAY = dt.date(2026, 1, 2)
ID = UUID(int=1)
HOLDER = pr.Holder()
NIGHT = {"name": "Night", "location": "Hall"}


def arguments(
    client: mistral.Client, museums: museum.Client, other: atoma.Client
) -> None:
    other.completions.create(model="m", prompt="a", stop="b")  # wrong: a text
    other.completions.create(model="m", prompt=[[["a"]]])  # wrong: too deep
    other.completions.create(model="m", prompt="a", stop=[1])  # wrong: no texts
    client.chat.complete(model="small")  # wrong: an argument is missing
    client.chat.complete(model="small", messages=[], temprature=1)  # wrong: misspelt
    client.chat.complete("small", [])  # wrong: arguments are keywords
    client.chat.complete(model=1, messages=[])  # wrong: no text
    client.chat.complete(model="small", messages="Hello")  # wrong: a text is no list
    client.chat.complete(model="small", messages=[1])  # wrong: no message
    client.chat.complete(model="m", messages=[], top_p=UNSET)  # wrong: None is absent
    client.chat.complete(model="m", messages=[], temperature="1")  # wrong: no number
    client.chat.stream(model="m", messages=[], stream=True)  # wrong: the name says it
    museums.events.update(ID, dates=[20260102])  # wrong: no date
    museums.events.update(ID, dates=DAY)  # wrong: one date is no list
    museums.events.update(1)  # wrong: no text
    museums.tickets.buy(ticket_date=DAY, ticket_type="evnt")  # wrong: misspelt value
    museums.tickets.buy(ticket_date=DAY, ticket_type=None)  # wrong: required
    museums.tickets.buy(ticket_date="tomorrow", ticket_type="event")  # wrong: no date
    museum_requests.events.create_request([NIGHT])  # wrong: a list is no body
    museum_requests.events.update_request(ID)  # wrong: no body
    enums.requests.jobs.list_(state="quede")  # wrong: misspelt value
    presence.requests.things.alter("1")  # wrong: no body


def models() -> None:
    mm.SpecialEventFields(nmae="x")  # wrong: misspelt
    mm.SpecialEventFields("x")  # wrong: attributes are keywords
    mm.SpecialEventFields(price="3")  # wrong: no number
    mm.SpecialEventFields(dates=(DAY,))  # wrong: models are exact
    mm.SpecialEventFields(dates="2026")  # wrong: a text is no list
    pr.Thing(note=None, holder=pr.Holder(), label=None)  # wrong: the name is missing
    pr.Thing(name="", note=None, holder={}, label=None)  # wrong: models hold models
    pr.Thing(name="", note="", holder=HOLDER, label=None, kind="x")  # wrong: constant
    e.Job(state="quede", level=1)  # wrong: misspelt value
    e.Job(state="queued", level="1")  # wrong: no number
    m.ResponseFormat(type="jsn")  # wrong: misspelt value
    mm.SpecialEventFields().nmae = "x"  # wrong: misspelt
    mm.SpecialEventFields().price = "3"  # wrong: no number
    print(m.UserMesage)  # wrong: misspelt class
    from_json(mm.SpecialEvent, {})  # wrong: a dict is no JSON
    from_json(mm.SpecialEvent, b"{}", strct=True)  # wrong: misspelt
    validate()  # wrong: nothing to validate
    extra(NIGHT)  # wrong: no model
    to_json()  # wrong: nothing to write


def values(client: museum.Client, thing: pr.Thing, event: mm.SpecialEvent) -> None:
    identity: str = event.event_id  # wrong: may be missing
    limit: int = thing.limit  # wrong: may be null or unset
    print(thing.limit + 1)  # wrong: may be null or unset
    print(thing.note.upper())  # wrong: may be null
    print(thing.keeper.name)  # wrong: may be null or unset
    if thing.limit is not None:
        print(thing.limit + 1)  # wrong: may be unset
    if thing.limit is not presence.UNSET:
        print(thing.limit + 1)  # wrong: may be null
    print(client.event)  # wrong: misspelt group
    print(client.events.lst())  # wrong: misspelt operation
    print(client.events.list().items)  # wrong: no such attribute
    print(client.events.delete(ID).name)  # wrong: nothing comes back
    print(client.tickets.code(ID).decode().width)  # wrong: a text
    print(client.send(museum_requests.events.get(ID)).name)  # wrong: the value has it
    client.send("GET /")  # wrong: no request
    client.send(NIGHT)  # wrong: no request
    print(identity, limit)


def unions(shape: u.Shape, delivery: d.WebhookEvent, ticket: mm.TicketType) -> None:
    match shape:
        case u.Circle() | u.Square():
            pass
        case _:
            assert_never(shape)  # wrong: two are forgotten
    match delivery:
        case d.OrderPaid() | d.OrderSentWebhook():
            pass
        case _:
            assert_never(delivery)  # wrong: the unknown one is forgotten
    match ticket:
        case "event" | "general":
            pass
        case _:
            assert_never(ticket)  # wrong: the unlisted ones are forgotten


def streams(client: mistral.Client, paged: pagination.Client) -> None:
    print(client.chat.stream(model="m", messages=[]).choices)  # wrong: a stream
    for event in client.chat.stream(model="m", messages=[]):
        print(event.data)  # wrong: the payload itself
    with client.chat.complete(model="m", messages=[]):  # wrong: no stream
        pass
    for pet in paged.pets.list():
        print(pet.nmae)  # wrong: misspelt
    for page in paged.pets.list().pages():
        print(page.name)  # wrong: a page is no item
    paged.paginate(museum_requests.events.list_())  # wrong: has no pages


async def colours(client: mistral.AsyncClient, museums: museum.Client) -> None:
    await museums.events.list()  # wrong: nothing to await
    print(client.chat.complete(model="m", messages=[]).choices)  # wrong: not awaited
    for _ in client.chat.stream(model="m", messages=[]):  # wrong: async for
        pass
    with client.chat.stream(model="m", messages=[]):  # wrong: async with
        pass
    await client.chat.stream(model="m", messages=[])  # wrong: nothing to await
    async with museums:  # wrong: no async with
        pass
    with client:  # wrong: async with
        pass


class Wrong(hooks.Hooks):
    def before(self, attempt: str) -> None:  # wrong: an attempt is no text
        pass

    def after(self, attempt: hooks.Attempt) -> None:  # wrong: the answer is missing
        pass


class WrongTransport(transports.Transport):
    def handle(self, request: Any) -> transports.Reply:  # wrong: the timeout is missing
        return transports.Reply(200)


class AsyncHooks(hooks.AsyncHooks):
    pass


def clients(client: museum.Client) -> None:
    museum.Client(timeout="60")  # wrong: no number
    museum.Client(api_key="k")  # wrong: no such scheme
    museum.Client(retry=3)  # wrong: misspelt
    museum.Client(hooks=Wrong())  # wrong: one is no sequence
    museum.Client(hooks=[AsyncHooks()])  # wrong: nothing is awaited
    museum.Client(http="proxy")  # wrong: no transport
    museum.Client(http=transports.AsyncTransport())  # wrong: the other colour
    museum.AsyncClient(http=transports.Transport())  # wrong: the other colour
    museum.Client(on_mismatch=lambda: None)  # wrong: takes a mismatch
    client.with_options(api_key="k")  # wrong: no option of a call
    client.with_options(timeout="1")  # wrong: no number
    client.events.list(timeout=3)  # wrong: with_options has it
    client.as_curl("GET /")  # wrong: no request
    request = mistral_requests.chat.complete(model="m", messages=[])
    request.with_(header={"X": "1"})  # wrong: misspelt
    request.body = None  # wrong: requests do not change
    try:
        client.events.list()
    except errors.ApiError as error:
        print(error.code)  # wrong: no such attribute
    except errors.NotFound:  # wrong: misspelt class
        pass


def delivered(body: bytes) -> None:
    paid = deliveries.order_paid.parse(body, {}, secret=None)
    wrong: d.OrderSentWebhook = paid  # wrong: another type
    deliveries.order_paid.parse(body, {})  # wrong: no secret
    deliveries.order_paid.parse(body, secret=None)  # wrong: no header fields
    deliveries.order_paid.parse({}, {}, secret=None)  # wrong: not the body that came
    webhooks.publish_event.parse(body, {}, secret=None)  # wrong: misspelt
    print(deliveries.event.parse(body, {}, secret=None).total)  # wrong: not all
    print(wrong)


def files() -> None:
    notes = several_bodies.requests.notes
    notes.add_as_multipart(image="a.png")  # wrong: a text is no file
    notes.add_as_multipart(image=("a.png", "text"))  # wrong: nor is it the content
    with open("a.txt") as text:
        notes.add_as_multipart(image=text)  # wrong: opened as a text
    notes.add_as_multipart(image=b"", files=b"")  # wrong: one file is no list
    notes.add(title="a", tags="a")  # wrong: a text is no list
    notes.add(title="a", tags={"a"})  # wrong: a set has no order
    notes.add(title="a", tags=["a", None])  # wrong: null is no text
    notes.add(title="a", about=several_bodies.UNSET)  # wrong: None is absent
    notes.add_as_text(b"a")  # wrong: bytes are no text
    notes.add_request("a")  # wrong: a text is no object
