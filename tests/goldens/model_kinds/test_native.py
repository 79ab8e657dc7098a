"""What the libraries do with the models by themselves: no codec of ours is asked."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import msgspec
import pydantic
import pytest
from golden.model_kinds.as_msgspec import models as structs
from golden.model_kinds.as_pydantic import extra, to_json
from golden.model_kinds.as_pydantic import models as py

BARE: dict[str, Any] = {"title": "t", "from": "f", "status": "open", "owner": None}
TICKET: dict[str, Any] = {
    **BARE,
    "type": "ticket",
    "status": "waiting",
    "due": None,
    "made": "2026-03-01T10:00:00Z",
    "secret": "aGk_",
    "parent": {**BARE, "type": "ticket"},
    "attachments": [
        {"kind": "note", "text": "hi"},
        {"kind": "photo", "data": "aGk/"},
        {"kind": "film", "length": 3},
    ],
    "details": {"floor": {"room": "12"}},
    "copy": True,
    "undeclared": {"a": 1},
}


def dumped(model: pydantic.BaseModel) -> Any:
    return model.model_dump(mode="json", by_alias=True, exclude_unset=True)


def test_pydantic_validates_and_dumps() -> None:
    ticket = py.Ticket.model_validate(TICKET)
    assert dumped(ticket) == TICKET
    assert json.loads(ticket.model_dump_json(exclude_unset=True)) == TICKET
    assert py.Ticket.model_validate_json(json.dumps(TICKET)) == ticket
    assert isinstance(ticket.status, py.Unlisted)
    assert ticket.made == dt.datetime(2026, 3, 1, 10, tzinfo=dt.UTC)
    assert ticket.secret == b"hi?"
    note, photo, film = ticket.attachments or []
    assert isinstance(note, py.Note)
    assert isinstance(photo, py.Photo)
    assert photo.data == b"hi?"
    assert film == py.Unknown("film", {"kind": "film", "length": 3})
    assert extra(ticket) == {"undeclared": {"a": 1}}
    assert ticket.parent is not None
    assert "due" not in ticket.parent.model_fields_set
    assert json.loads(to_json(ticket)) == TICKET


def test_pydantic_takes_names_of_both_kinds_and_fills_constants_in() -> None:
    note = py.Note.model_validate({"text": "hi"})
    assert dumped(note) == {"kind": "note", "text": "hi"}
    made = py.Ticket(title="t", from_="f", status="open", owner=None)
    assert dumped(made) == BARE


def test_pydantic_checks_constraints() -> None:
    with pytest.raises(pydantic.ValidationError, match="at most 5 characters"):
        py.Note(text="too long")
    described = py.Note.model_json_schema()["properties"]["text"]
    assert described["maxLength"] == 5
    schema = pydantic.TypeAdapter(list[py.Ticket]).json_schema()
    assert schema["$defs"]["Ticket"]["properties"]["from"]["type"] == "string"


def test_names_of_whoever_asks_pydantic_mean_nothing() -> None:
    m = json  # the models' own word for their package
    assert pydantic.TypeAdapter(list[py.TicketPage]).validate_python(
        [{"items": [TICKET]}]
    )
    assert py.Happening.model_validate({"ticket": BARE}).ticket.title == "t"
    assert m is json


_ORDERS = """\
import sys
sys.path.insert(0, {folder!r})
from {first} import {first_class}
from {second} import {second_class}
{second_class}.model_validate({second_value!r})
{first_class}.model_validate({first_value!r})
"""


@pytest.mark.parametrize("turned", [False, True])
def test_modules_are_imported_in_any_order(laid_out: Path, turned: bool) -> None:
    package = "golden.model_kinds.as_pydantic.models"
    pairs = [
        (f"{package}.ticket", "Ticket", TICKET),
        (f"{package}.problem", "Problem", {"title": "no", "ticket": BARE}),
    ]
    first, second = reversed(pairs) if turned else pairs
    script = _ORDERS.format(
        folder=str(laid_out),
        first=first[0],
        first_class=first[1],
        first_value=first[2],
        second=second[0],
        second_class=second[1],
        second_value=second[2],
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_class_of_ones_own_is_a_model_of_both() -> None:
    class Mine(py.Ticket):
        mood: str = "calm"

    mine = Mine.model_validate({**deepcopy(TICKET), "mood": "cross"})
    assert dumped(mine) == {**TICKET, "mood": "cross"}
    assert json.loads(to_json(mine)) == {**TICKET, "mood": "cross"}


def test_msgspec_reads_and_writes_what_it_has_words_for() -> None:
    note = msgspec.json.decode(b'{"kind":"note","text":"hi"}', type=structs.Note)
    assert note == structs.Note(text="hi")
    assert msgspec.json.encode(note) == b'{"kind":"note","text":"hi"}'
    photo = msgspec.convert({"kind": "photo", "data": "aGk/"}, structs.Photo)
    assert photo.data == b"hi?"
    ticket = structs.Ticket(title="t", from_="f", status="open", owner=None)
    written = msgspec.json.decode(msgspec.json.encode(ticket))
    assert written == {**BARE, "type": "ticket"}
