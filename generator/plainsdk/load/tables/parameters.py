"""The rows of one operation to parameters and a body: what stands where on the wire."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...diagnostics import Pointer
from ...document import Json
from ...fieldtable import Fields, Row
from ...words import snake
from ..texts.reading import Source
from .classes import Tables, mark_name, presence
from .http_facts import OperationFacts
from .named import Named
from .names import Wire
from .pages import ClassPage
from .schemas import Schema, Schemas, Spot

_TARGET = re.compile(r"\]\([^()\s]*\)")
_TEMPLATE = re.compile(r"\{([^{}]+)\}")
_NO_BODY = ("GET", "DELETE", "HEAD", "OPTIONS", "TRACE")


@dataclass(frozen=True)
class Given:
    """A row of an operation, its file, and the owners ``names:`` may call it by."""

    row: Row
    source: Source
    owners: tuple[str, ...]
    stated: bool
    """Whether ``http.yaml`` names it, so that its location is no guess."""


@dataclass(frozen=True)
class Sent:
    """What an operation takes; ``body`` is missing where nothing is sent."""

    parameters: list[Json]
    body: Schema | None
    guessed: bool


class Reader:
    """Finds the place of every row of one operation."""

    def __init__(
        self,
        tables: Tables,
        facts: OperationFacts,
        bodies: frozenset[str],
        named: Named,
    ) -> None:
        self._tables = tables
        self._facts = facts
        self._bodies = bodies
        self._named = named
        self._parameters: list[Json] = []

    @property
    def _schemas(self) -> Schemas:
        return self._tables.schemas

    def read(
        self, rows: Sequence[Given], known: bool, body: Schema | None, base: Pointer
    ) -> Sent:
        """Sort the rows; ``known`` is whether any page says what the operation takes.

        ``body`` is what ``http.yaml`` says is sent; ``base`` is where the operation
        will stand.
        """
        rest = self._path(list(rows), known, base)
        fields = self._fields_of(body)
        rest = [given for given in rest if given.stated or given.row.name not in fields]
        headers = self._facts.headers
        for name in headers:
            if name not in {given.row.name for given in rest}:
                self._named.fault(
                    self._facts,
                    "headers",
                    f"{name!r} is no parameter of this operation",
                )
        free: list[Given] = []
        for given in rest:
            if given.row.name in headers:
                self._add(given, base, "header")
            elif (
                given.stated
                or "body" in self._facts.given
                or self._facts.method in _NO_BODY
            ):
                self._add(given, base, "query")
            else:
                free.append(given)
        if free:
            return Sent(self._parameters, self._body(free, base), True)
        return Sent(self._parameters, body, False)

    def _path(self, rows: list[Given], known: bool, base: Pointer) -> list[Given]:
        """Add the path's parameters, in its order; the rows that are left."""
        for name in _TEMPLATE.findall(self._facts.path.partition("#")[0]):
            found = _by_name(name, rows)
            if found is not None:
                rows.remove(found)
                self._add(found, base, "path", name)
            elif known:
                said = (
                    f"the path has {{{name}}}, but no row of the operation is called so"
                )
                self._named.fault(self._facts, "path", said)
            else:
                guess: Json = ["path-parameter"]
                schema: Json = {"type": "string"}
                place = {"name": name, "in": "path", "required": True, "schema": schema}
                self._parameters.append({**place, "x-plainsdk-guess": guess})
        return rows

    def _add(self, given: Given, base: Pointer, where: str, name: str = "") -> None:
        """Add one parameter; ``name`` is its wire name where the path gives it."""
        row = given.row
        wire = self._wire(given, where, name)
        pointer = base / "parameters" / len(self._parameters)
        self._tables.places[str(pointer)] = given.source.place(row.line)
        schema = self._tables.value(row, given.source)
        parameter: Schema = {"name": wire.name, "in": where}
        if row.required or where == "path":
            parameter["required"] = True
        if row.doc:
            parameter["description"] = row.doc
        if row.deprecated:
            parameter["deprecated"] = True
        parameter["schema"] = schema
        guesses: list[Json] = [] if given.stated or where != "query" else ["location"]
        self._parameters.append(mark_name(parameter, row.name, wire, guesses))

    def _wire(self, given: Given, where: str, name: str) -> Wire:
        names = self._tables.names
        if where == "path":
            return names.known(given.row.name, name, *given.owners)
        if where == "header":
            return names.header(given.row.name, *given.owners)
        return names.field(given.row.name, *given.owners)

    def _fields_of(self, body: Schema | None) -> frozenset[str]:
        """The columns of the page that the body is, if it is one."""
        ref = body.get("$ref") if body is not None else None
        page = (
            self._schemas.classes.page(ref.rpartition("/")[2])
            if isinstance(ref, str)
            else None
        )
        return (
            frozenset(row.name for row in _rows(page))
            if page is not None
            else frozenset()
        )

    def _body(self, free: list[Given], base: Pointer) -> Schema:
        """The body of the rows: a page with the same ones, else an object."""
        page = self._schemas.classes.page(free[0].owners[-1])
        if page is not None and [given.row for given in free] == list(_rows(page)):
            return {"$ref": f"#/components/schemas/{page.name}"}
        if len(free) == 1 and free[0].row.name in ("request", "request_body"):
            bare, _, _ = presence(free[0].row.type)
            return self._schemas.of(bare, Spot(free[0].source, free[0].row.line))
        found = self._same([given.row for given in free])
        if found is not None:
            return {"$ref": f"#/components/schemas/{found}"}
        media = self._facts.body_type or "application/json"
        pointer = base / "requestBody" / "content" / media / "schema"
        rows = [given.row for given in free]
        return self._tables.object(rows, free[0].source, pointer, *free[0].owners)

    def _same(self, rows: Sequence[Row]) -> str | None:
        """The one page that has these rows.

        A page that is named as a body comes first.
        """
        shape = _shape(rows)
        pages = self._schemas.classes.pages.values()
        same = [page.name for page in pages if _fits(page, shape)]
        named = [name for name in same if name in self._bodies]
        chosen = named if named else same
        return chosen[0] if len(chosen) == 1 else None


def _by_name(name: str, rows: Iterable[Given]) -> Given | None:
    """The row that a name in a path means: the same name, else the same words."""
    for given in rows:
        if given.row.name == name:
            return given
    alike = [given for given in rows if snake(given.row.name) == snake(name)]
    return alike[0] if len(alike) == 1 else None


def _rows(page: ClassPage) -> Sequence[Row]:
    return page.body.rows if isinstance(page.body, Fields) else ()


def _fits(page: ClassPage, shape: Mapping[str, tuple[str, bool]]) -> bool:
    return isinstance(page.body, Fields) and _shape(page.body.rows) == shape


def _shape(rows: Iterable[Row]) -> Mapping[str, tuple[str, bool]]:
    """What makes two tables the same: names, types without link paths, presence."""
    return {row.name: (_TARGET.sub("]", row.cells.type), row.required) for row in rows}
