"""A museum on this machine: it keeps its events in memory and speaks to nobody else."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any, TypeAlias
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

from .serving import serving

Json: TypeAlias = dict[str, Any]

HOURS: list[Json] = [
    {"date": f"2026-12-{day:02}", "timeOpen": "09:00", "timeClose": "18:00"}
    for day in range(1, 32)
]
PICTURE = b"\x89PNG\r\n\x1a\n and what the door reads"
KEEPER = "Basic " + base64.b64encode(b"ada:lovelace").decode()
"""The one who may call events off."""

_REQUIRED = ("name", "location", "eventDescription", "dates", "price")


class Refusal(Exception):
    """An answer that is no success."""

    def __init__(self, status: int, title: str) -> None:
        super().__init__(title)
        self.status = status
        self.title = title


@dataclass
class Museum:
    """What the museum knows."""

    events: dict[str, Json] = field(default_factory=dict[str, Json])
    tickets: set[str] = field(default_factory=set[str])

    def event(self, identifier: str) -> Json:
        """One event. Raises :class:`Refusal` where there is none."""
        found = self.events.get(str(UUID(identifier)))
        if found is None:
            raise Refusal(404, "no such event")
        return found

    def create(self, given: Json) -> Json:
        """Add an event. Raises :class:`Refusal` where something is missing."""
        missing = [name for name in _REQUIRED if name not in given]
        if missing:
            raise Refusal(400, f"missing: {', '.join(missing)}")
        event = {**given, "eventId": str(uuid4())}
        self.events[event["eventId"]] = event
        return event

    def buy(self, given: Json) -> Json:
        """Sell a ticket."""
        if given["ticketType"] == "event":
            self.event(given.get("eventId", str(uuid4())))
        ticket = str(uuid4())
        self.tickets.add(ticket)
        confirmation = {
            "ticketId": ticket,
            "message": "One ticket was bought",
            "confirmationCode": f"ticket-{ticket[:6]}",
        }
        return {**given, **confirmation}

    def picture(self, ticket: str) -> bytes:
        """The code of a ticket. Raises :class:`Refusal` where it was never sold."""
        if ticket not in self.tickets:
            raise Refusal(404, "no such ticket")
        return PICTURE


def _page(entries: list[Json], query: dict[str, list[str]]) -> list[Json]:
    page, limit = (
        int(query.get(name, [usual])[0])
        for name, usual in (("page", "1"), ("limit", "10"))
    )
    return entries[(page - 1) * limit : page * limit]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    museum: Museum

    def _answer(self) -> tuple[int, Any]:
        """The status and the body of the answer; bytes are a picture."""
        url = urlsplit(self.path)
        query = parse_qs(url.query)
        museum = self.museum
        match self.command, *url.path.strip("/").split("/"):
            case "GET", "museum-hours":
                first = query.get("startDate", [""])[0]
                days = [day for day in HOURS if day["date"] >= first]
                return 200, _page(days, query)
            case "GET", "special-events":
                return 200, _page(list(museum.events.values()), query)
            case "POST", "special-events":
                return 201, museum.create(self._body())
            case "GET", "special-events", identifier:
                return 200, museum.event(identifier)
            case "PATCH", "special-events", identifier:
                event = museum.event(identifier)
                event.update(self._body())
                return 200, event
            case "DELETE", "special-events", identifier:
                if self.headers.get("Authorization") != KEEPER:
                    raise Refusal(401, "only the keeper may do this")
                del museum.events[museum.event(identifier)["eventId"]]
                return 204, None
            case "POST", "tickets":
                return 201, museum.buy(self._body())
            case "GET", "tickets", ticket, "qr":
                return 200, museum.picture(ticket)
            case _:
                raise Refusal(404, "no such page")

    def _body(self) -> Json:
        length = int(self.headers.get("Content-Length", "0"))
        body: Json = json.loads(self.rfile.read(length))
        return body

    def _serve(self) -> None:
        try:
            status, value = self._answer()
            media = "image/png" if isinstance(value, bytes) else "application/json"
        except Refusal as refusal:
            status, media = refusal.status, "application/problem+json"
            value = {"type": "object", "title": refusal.title}
        content = b"" if value is None else value
        if not isinstance(content, bytes):
            content = json.dumps(content).encode()
        self.send_response(status)
        if value is not None:
            self.send_header("Content-Type", media)
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_PATCH(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal belongs to the visitor."""


@contextmanager
def serve() -> Iterator[str]:
    """Open a museum on a free port of this machine; gives the base URL."""
    museum = Museum()
    handler = type("Handler", (_Handler,), {"museum": museum})
    with serving(handler) as url:
        yield url
