"""What an operation answers: values, bytes, streams of events and errors."""

from __future__ import annotations

import re

from ...document import Json
from ...fieldtable import (
    BadType,
    Entry,
    ErrorRow,
    Fields,
    Supported,
    Type,
    classes_in,
    parse_type,
)
from ..texts.reading import Source
from .classes import Tables, presence, stream_item
from .http_facts import OperationFacts, Stream
from .named import Named
from .schemas import BYTES, Schema, Spot

_CODE = re.compile(r"[1-5][0-9]{2}|[1-5]XX")
_RANGES = ("4XX-5XX", "4X-5XX", "400-600")


class Responses:
    """Makes the responses of one operation; ``body`` is what it sends."""

    def __init__(
        self, tables: Tables, named: Named, facts: OperationFacts, body: Schema | None
    ) -> None:
        self._tables = tables
        self._named = named
        self._facts = facts
        self._body = body

    def read(self, entry: Entry | None, source: Source | None) -> Schema:
        """The responses: ``2XX`` (pages do not say which success) and errors."""
        value, events = None, None
        if entry is not None and source is not None:
            value, events = self._of_page(entry, source)
        facts = self._facts
        if "returns" in facts.given:
            value = self._named.read(facts, "returns", facts.returns)
        if facts.stream is not None:
            value = value if "returns" in facts.given else None
            events = (
                self._named.read(facts, "stream.event", facts.stream.event) or events
            )
            if events is None and not facts.stream.event:
                words = "no page says what the events are; name their page as 'event'"
                self._named.fault(facts, "stream", words)
        elif "returns" in facts.given:
            events = None
        content: Schema = {}
        if value is not None:
            content[self._media(value)] = {"schema": value}
        if events is not None:
            content["text/event-stream"] = self._events(events)
        success: Schema = {"description": "Success."}
        if content:
            success["content"] = content
        errors = self._errors(entry, source)
        return {"2XX": success, **errors}

    def _of_page(
        self, entry: Entry, source: Source
    ) -> tuple[Schema | None, Schema | None]:
        """The value and the events that the page says come back."""
        if entry.response is None:
            return None, None
        schemas = self._tables.schemas
        spot = Spot(source, entry.response_line)
        item = stream_item(entry.response)
        if item is not None:
            return None, schemas.of(item, spot)
        bare, _, _ = presence(entry.response)
        page = schemas.classes.linked(bare, source)
        value = schemas.of(bare, spot)
        if page is None or not isinstance(page.body, Supported):
            return value, None
        items = [stream_item(member.type) for member in page.body.members]
        streamed = [found for found in items if found is not None]
        if not streamed:
            return value, None
        rest: list[Type | None] = [
            member.type
            for member, found in zip(page.body.members, items, strict=True)
            if found is None
        ]
        if len(rest) == 1:
            value = schemas.of(rest[0], Spot(page.source, page.page.line))
        return value if rest else None, schemas.of(streamed[0], spot)

    def _media(self, value: Schema) -> str:
        if self._facts.returns_type:
            return self._facts.returns_type
        return "application/octet-stream" if value == BYTES else "application/json"

    def _events(self, events: Schema) -> Schema:
        """The stream's media type, with what the facts say and what is guessed."""
        stated = self._facts.stream or Stream()
        guesses: list[Json] = []
        shape, switch = stated.shape, stated.switch
        columns = self._columns(events)
        if not shape:
            shape = "envelope" if "data" in columns else "payload"
            guesses.append("stream-shape")
        elif shape == "envelope" and columns and "data" not in columns:
            words = "an envelope has a field 'data'; the page of the event has none"
            self._named.fault(self._facts, "stream.shape", words)
        sent = self._columns(self._body) if self._body is not None else set[str]()
        if not switch and "stream" in sent:
            switch = "stream"
            guesses.append("stream-switch")
        elif switch and sent and switch not in sent:
            self._named.fault(
                self._facts, "stream.switch", f"the body has no field {switch!r}"
            )
        stream: Schema = {"shape": shape}
        if stated.sentinel:
            stream["sentinel"] = stated.sentinel
        if switch:
            stream["switch"] = switch
        made: Schema = {"schema": events, "x-plainsdk-stream": stream}
        if guesses:
            made["x-plainsdk-guess"] = guesses
        return made

    def _columns(self, schema: Schema) -> set[str]:
        """The columns of the page or object that a schema is.

        None where it is neither.
        """
        properties = schema.get("properties")
        if isinstance(properties, dict):
            return set(properties)
        ref = schema.get("$ref")
        name = ref.rpartition("/")[2] if isinstance(ref, str) else ""
        page = self._tables.schemas.classes.page(name)
        if page is None or not isinstance(page.body, Fields):
            return set()
        return {row.name for row in page.body.rows}

    def _errors(self, entry: Entry | None, source: Source | None) -> Schema:
        """The errors by status: those of the page, and over them those of the facts."""
        found: Schema = {}
        if entry is not None and source is not None:
            for row in entry.errors:
                found.update(self._error_row(row, source))
        for code, cell in self._facts.errors.items():
            schema = self._named.read(self._facts, f"errors.{code}", cell)
            if schema is not None:
                found[code] = _error(schema, "application/json")
        return found

    def _error_row(self, row: ErrorRow, source: Source) -> Schema:
        schemas = self._tables.schemas
        try:
            type_ = parse_type(row.type)
        except BadType as error:
            words = f"{row.type[:60]!r} is no type of this dialect: {error}"
            self._tables.say("unknown-type", words, source.place(row.line))
            return {}
        known = all(
            schemas.classes.find(c.name, t, source) for c, t in classes_in(type_)
        )
        if not known and row.media == "*/*":
            # The published SDK's own error class for whatever else comes back.
            return {}
        schema = schemas.of(type_, Spot(source, row.line))
        media = "application/json" if row.media == "*/*" else row.media
        codes = [code for written in row.codes for code in _codes(written)]
        if not codes or any(not _CODE.fullmatch(code) for code in codes):
            words = f"{', '.join(row.codes)[:60]!r} are no status codes"
            self._tables.say("bad-row", words, source.place(row.line))
        return {code: _error(schema, media) for code in codes if _CODE.fullmatch(code)}


def _codes(written: str) -> list[str]:
    code = written.upper()
    return ["4XX", "5XX"] if code in _RANGES else [code]


def _error(schema: Schema, media: str) -> Schema:
    return {"description": "Error.", "content": {media: {"schema": schema}}}
