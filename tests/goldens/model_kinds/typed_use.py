"""What type checkers know of models of each kind; it is never run."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, assert_type

from golden.model_kinds.as_dataclass import Client
from golden.model_kinds.as_dataclass import models as plain
from golden.model_kinds.as_msgspec import Client as StructClient
from golden.model_kinds.as_msgspec import models as structs
from golden.model_kinds.as_pydantic import Client as PydanticClient
from golden.model_kinds.as_pydantic import models as py
from golden.model_kinds.as_typeddict import Client as DictClient
from golden.model_kinds.as_typeddict import models as dicts
from msgspec import UnsetType


def of_dataclasses(client: Client) -> None:
    ticket = client.tickets.create(title="t", from_="f", status="open", owner=None)
    assert_type(ticket, plain.Ticket)
    assert_type(ticket.made, dt.datetime | None)


def of_pydantic(client: PydanticClient) -> None:
    ticket = client.tickets.create(title="t", from_="f", status="open", owner=None)
    assert_type(ticket, py.Ticket)
    assert_type(ticket.due, dt.date | None)
    assert_type(ticket.parent, py.Ticket | None)
    py.Ticket(title="t", from_="f", status="open", owner=None)


def of_structs(client: StructClient) -> None:
    ticket = client.tickets.create(title="t", from_="f", status="open", owner=None)
    assert_type(ticket, structs.Ticket)
    assert_type(ticket.due, dt.date | None | UnsetType)
    assert_type(ticket.made, dt.datetime | UnsetType)
    structs.Ticket(title="t", from_="f", status="open", owner=None)


def of_dicts(client: DictClient) -> None:
    ticket = client.tickets.create(title="t", from_="f", status="new", owner=None)
    assert_type(ticket, dicts.Ticket)
    assert_type(ticket["owner"], str | None)
    assert_type(ticket.get("made"), str | None)
    made: dicts.Ticket = {"title": "t", "from": "f", "status": "open", "owner": None}
    for attachment in made.get("attachments", []):
        note: dicts.Note = {"kind": "note", "text": "hi"}
        other: dict[str, Any] = {"kind": "film"}
        print(attachment, note, other)
    kind: Literal["ticket"] = made.get("type", "ticket")
    print(kind)
