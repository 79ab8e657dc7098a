"""The museum's SDK against the museum of the demo: the README's example, and every call in both colours."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from generated import museum
from generated.museum import errors, from_json
from generated.museum import models as m
from tests.demo.museum import HOURS, PICTURE, serve
from tests.sdks.colours import Colour

ROOT = Path(__file__).resolve().parents[2]
DAY = dt.date(2026, 12, 5)
FOSSILS: dict[str, Any] = {
    "name": "Night Among the Fossils",
    "location": "Great Hall",
    "event_description": "Bring a torch and a sleeping bag.",
    "dates": [DAY],
    "price": 30,
}


@pytest.fixture
def url() -> Iterator[str]:
    """A museum that is open for one test."""
    with serve() as found:
        yield found


@pytest.fixture
def client(url: str, colour: Colour) -> Any:
    """Its keeper."""
    return colour.client(museum, url, username="ada", password="lovelace", strict=True)


def test_the_example_in_the_readme_runs() -> None:
    blocks = re.findall(
        r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL
    )
    [example] = [block for block in blocks if "tests.demo.museum" in block]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", example],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    assert re.fullmatch(
        r"2026-12-05 09:00 18:00\n2026-12-06 09:00 18:00\n2026-12-07 09:00 18:00\n"
        r"ticket-\w{6}\n"
        r"Error\(type='object', title='no such event'\)\n",
        done.stdout,
    )


def test_hours_come_page_by_page(client: Any, colour: Colour) -> None:
    first = colour.call(client.operations.hours, limit=2, page=2)
    assert first == [
        m.MuseumDailyHours(
            date=dt.date(2026, 12, 3), time_open="09:00", time_close="18:00"
        ),
        m.MuseumDailyHours(
            date=dt.date(2026, 12, 4), time_open="09:00", time_close="18:00"
        ),
    ]
    late = colour.call(client.operations.hours, start_date=dt.date(2026, 12, 30))
    assert [day.date.day for day in late] == [30, 31]
    assert len(HOURS) == 31


def test_an_event_is_added_changed_and_called_off(client: Any, colour: Colour) -> None:
    made = colour.call(client.events.create, **FOSSILS)
    assert isinstance(made, m.SpecialEvent)
    assert isinstance(made.event_id, UUID)
    assert made == m.SpecialEvent(event_id=made.event_id, **FOSSILS)
    changed = colour.call(client.events.update, made.event_id, location="On the roof")
    assert (changed.location, changed.price) == ("On the roof", 30)
    assert colour.call(client.events.list) == [changed]
    assert colour.call(client.events.delete, made.event_id) is None
    with pytest.raises(errors.NotFoundError) as caught:
        colour.call(client.events.get, made.event_id)
    assert caught.value.value == m.Error(type="object", title="no such event")


def test_only_the_keeper_calls_events_off(url: str, colour: Colour) -> None:
    visitor = colour.client(museum, url, username="eve", password="guess")
    made = colour.call(visitor.events.create, **FOSSILS)
    with pytest.raises(errors.UnauthorizedError) as caught:
        colour.call(visitor.events.delete, made.event_id)
    assert caught.value.value.title == "only the keeper may do this"
    assert "guess" not in str(caught.value)


def test_a_ticket_is_bought_and_shown_at_the_door(client: Any, colour: Colour) -> None:
    made = colour.call(client.events.create, **FOSSILS)
    ticket = colour.call(
        client.tickets.buy,
        ticket_type="event",
        ticket_date=DAY,
        event_id=made.event_id,
        email="ada@example.com",
    )
    assert isinstance(ticket, m.MuseumTicketsConfirmation)
    assert (ticket.ticket_type, ticket.ticket_date) == ("event", DAY)
    assert museum.extra(ticket) == {"email": "ada@example.com"}
    assert colour.call(client.tickets.code, ticket.ticket_id) == PICTURE
    with pytest.raises(errors.NotFoundError):
        colour.call(client.tickets.code, uuid4())


def test_what_the_museum_publishes_is_read_as_a_model() -> None:
    news = b'{"name":"N","location":"L","eventDescription":"D","dates":["2026-12-05"],"price":0}'
    event = from_json(m.SpecialEvent, news)
    assert (event.name, event.dates) == ("N", [DAY])
