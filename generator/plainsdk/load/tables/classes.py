"""Pages about classes to ``components.schemas``.

What is made up is marked as a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from ...diagnostics import Diagnostics, Place, Pointer
from ...document import Json
from ...fieldtable import (
    Fields,
    Linked,
    Row,
    Starred,
    StreamOf,
    Supported,
    Type,
    UnionOf,
    Value,
    Values,
    Wrapped,
    text_of,
)
from ...words import is_identifier
from ..texts.reading import Source
from .examples import read_examples
from .names import Wire, WireNames
from .pages import ClassPage
from .schemas import Schema, Schemas, Spot, nullable

EXTRA = "__pydantic_extra__"
"""The row that is no field, but the type of the keys that are not declared."""

_DIGITS = re.compile(r"-?(?:0|[1-9][0-9]{0,400})")


class Tables:
    """Makes schemas of pages and rows, and remembers where each of them stands."""

    def __init__(
        self, schemas: Schemas, names: WireNames, report: Diagnostics, lenient: bool
    ):
        self.schemas = schemas
        self.names = names
        self.report = report
        self.lenient = lenient
        self.places: dict[str, Place] = {}

    def components(self, pages: Iterable[ClassPage]) -> dict[str, Json]:
        """The schema of every page, by class name."""
        root = Pointer("#/components/schemas")
        made: dict[str, Json] = {}
        first: dict[str, ClassPage] = {}
        for page in pages:
            twin = first.setdefault(page.name.casefold(), page)
            if twin is not page:
                self._say_twin(page, twin)
                continue
            self.places[str(root / page.name)] = page.source.place(page.page.line)
            made[page.name] = self._class(page, root / page.name)
        return made

    def say(self, code: str, words: str, place: Place) -> None:
        """Report a fault of a page: an error, or a warning where that is borne."""
        (self.report.warning if self.lenient else self.report.error)(code, words, place)

    def _say_twin(self, page: ClassPage, twin: ClassPage) -> None:
        where = twin.source.place(twin.page.line)
        said = f"the class {page.name} has another page, {where}; keep one of them"
        self.say("duplicate-name", said, page.source.place(page.page.line))

    def _class(self, page: ClassPage, pointer: Pointer) -> Schema:
        match page.body:
            case Fields(_, rows, _):
                schema = self.object(rows, page.source, pointer, page.name)
            case Values():
                schema = self._values(page, page.body)
            case Supported():
                schema = self._union(page, page.body, pointer)
            case _:
                assert_never(page.body)
        if page.page.description:
            schema["description"] = page.page.description
        if page.page.deprecated:
            schema["deprecated"] = True
        return schema

    def object(
        self, rows: Iterable[Row], source: Source, pointer: Pointer, *owners: str
    ) -> Schema:
        """The schema of an object with these fields.

        ``owners`` are what names speak of.
        """
        schema: Schema = {"type": "object"}
        properties: dict[str, Json] = {}
        required: list[Json] = []
        for row in rows:
            if row.name == EXTRA:
                schema["additionalProperties"] = self._extra(row, source)
                continue
            wire = self.names.field(row.name, *owners)
            if wire.name in properties:
                said = f"{row.name!r} is {wire.name!r} on the wire; so is another field"
                self.report.error("duplicate-field", said, source.place(row.line))
                continue
            self.places[str(pointer / "properties" / wire.name)] = source.place(
                row.line
            )
            properties[wire.name] = self._property(row, wire, source)
            if row.required:
                required.append(wire.name)
        schema["properties"] = properties
        schema["required"] = required
        return schema

    def _extra(self, row: Row, source: Source) -> Json:
        """What undeclared keys hold: the row has the mapping, or the value."""
        schema = self.schemas.of(row.type, Spot(source, row.line))
        return schema.get("additionalProperties", schema)

    def value(self, row: Row, source: Source) -> Schema:
        """The schema of a row's value with its examples, without its presence."""
        bare, optional, null = presence(row.type)
        if row.required and optional:
            said = f"{row.name!r} has a check mark, but its type may be absent"
            self.report.error("presence-contradiction", said, source.place(row.line))
        schema = self.schemas.of(bare, Spot(source, row.line))
        schema = nullable(schema) if null else schema
        cell = row.cells.example
        if cell:
            examples, wrapped = read_examples(text_of(cell), schema)
            if examples:
                schema["examples"] = examples
            if wrapped:
                said = f"the example of {row.name!r} is json(…); its inside is taken"
                self.report.warning("json-example", said, source.place(row.line))
        return schema

    def _property(self, row: Row, wire: Wire, source: Source) -> Schema:
        schema = self.value(row, source)
        described: Schema = {"description": row.doc} if row.doc else {}
        if row.deprecated:
            described["deprecated"] = True
        examples = schema.pop("examples", None)
        guesses = schema.pop("x-plainsdk-guess", None)
        schema.update(described)
        if examples is not None:
            schema["examples"] = examples
        return mark_name(schema, row.name, wire, guesses)

    def _values(self, page: ClassPage, body: Values) -> Schema:
        values = [value.value for value in body.values]
        named = [value.name for value in body.values if value.name is not None]
        schema: Schema = {}
        if named and _all_digits(body.values):
            values = [int(value) for value in values]
            schema["x-plainsdk-guess"] = ["integer-enum"]
            said = (
                f"all values of {page.name} are digits, so they are taken as integers"
            )
            self.report.warning(
                "integer-enum-guess", said, page.source.place(body.line)
            )
        kinds = {_KINDS[type(value)] for value in values}
        if kinds == {"integer", "number"}:
            kinds = {"number"}
        if len(kinds) == 1:
            schema = {"type": kinds.pop(), **schema}
        schema["enum"] = list(values)
        if named and len(named) == len(values):
            schema["x-plainsdk-enum-names"] = list(named)
        return schema

    def _union(self, page: ClassPage, body: Supported, pointer: Pointer) -> Schema:
        members: list[Json] = []
        for member in body.members:
            item = stream_item(member.type)
            if item is not None:
                # The stream form of a response; an operation that returns the class
                # reads it.
                continue
            place = page.source.place(member.line)
            self.places[str(pointer / "anyOf" / len(members))] = place
            members.append(self.schemas.of(member.type, Spot(page.source, member.line)))
        return {"anyOf": members} if members else {}


_KINDS = {str: "string", int: "integer", float: "number"}


def mark_name(schema: Schema, column: str, wire: Wire, guesses: Json) -> Schema:
    """The schema or parameter with its column's name and with what was guessed."""
    marks = list(guesses) if isinstance(guesses, list) else []
    if wire.name != column and is_identifier(column):
        schema["x-plainsdk-name"] = column
    if wire.guessed:
        marks.append("wire-name")
    if marks:
        schema["x-plainsdk-guess"] = marks
    return schema


def presence(type_: Type | None) -> tuple[Type | None, bool, bool]:
    """A row's type without its outermost presence.

    Whether it may be absent, and null.
    """
    match type_:
        case Starred(inner):
            return presence(inner)
        case Linked(inner, target):
            bare, optional, null = presence(inner)
            return (None if bare is None else Linked(bare, target)), optional, null
        case Wrapped(word, inner):
            return inner, word != "Nullable", word != "Optional"
        case _:
            return type_, False, False


def stream_item(type_: Type | None) -> Type | None:
    """What the events of a stream are, or nothing where the type is no stream."""
    match type_:
        case StreamOf(_, item):
            return item
        case Starred(inner) | Linked(inner, _):
            return stream_item(inner)
        case UnionOf(members):
            items = {stream_item(member) for member in members}
            return items.pop() if len(items) == 1 else None
        case _:
            return None


def _all_digits(values: Iterable[Value]) -> bool:
    return all(isinstance(v.value, str) and _DIGITS.fullmatch(v.value) for v in values)
