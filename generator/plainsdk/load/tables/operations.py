"""Operation pages and the facts of ``http.yaml`` to ``paths``.

A fact wins over a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...diagnostics import Diagnostics, Place, Pointer
from ...document import Json
from ...fieldtable import Entry, Fields, Row, classes_in
from .classes import Tables, presence
from .http import HttpFile
from .http_facts import Facts, OperationFacts
from .named import Named
from .pages import GroupPage
from .parameters import Given, Reader, Sent
from .responses import Responses
from .schemas import Schema


@dataclass(frozen=True)
class _Heading:
    """An operation of a page."""

    page: GroupPage
    entry: Entry

    @property
    def key(self) -> str:
        return f"{self.page.group}.{self.entry.name}"

    @property
    def place(self) -> Place:
        return self.page.source.place(self.entry.line)


class Operations:
    """Makes the paths of a document."""

    def __init__(
        self, tables: Tables, http: HttpFile | None, report: Diagnostics
    ) -> None:
        self._tables = tables
        self._http = http
        self._report = report
        facts = http.facts if http is not None else Facts()
        self._facts = facts.operations
        self._named = Named(tables.schemas, http, report)
        self._bodies = frozenset(
            facts.body for facts in self._facts.values() if facts.body
        )
        self._paths: dict[str, dict[str, Json]] = {}

    def paths(self, pages: Iterable[GroupPage]) -> dict[str, dict[str, Json]]:
        """Every operation with a method and a path: those of pages come first."""
        seen: dict[str, _Heading] = {}
        for heading in _headings(pages):
            first = seen.setdefault(heading.key, heading)
            if first is not heading:
                said = f"{heading.key} stands at {first.place} too"
                self._report.error("duplicate-name", said, heading.place)
                continue
            facts = self._merged(heading)
            if facts is None:
                said = (
                    f"nothing says the method and path of {heading.key}; it is left out"
                )
                mend = f"add operations.{heading.key} to http.yaml"
                self._report.warning(
                    "operation-without-http", f"{said}; {mend}", heading.place
                )
            else:
                self._add(facts, heading)
        for key, facts in self._facts.items():
            if key not in seen and facts.method and facts.path:
                self._add(facts, None)
        return self._paths

    def _merged(self, heading: _Heading) -> OperationFacts | None:
        """The facts of an operation: from the file, else from the page's marker."""
        facts = self._facts.get(heading.key)
        marker = heading.entry.marker
        if facts is None:
            if marker is None:
                return None
            path = marker.path.partition("#")[0]
            return OperationFacts(heading.key, marker.method, path, frozenset())
        if not facts.method or not facts.path:
            return None
        if marker is not None and self._http is not None:
            for name, said, mine in (
                ("method", marker.method, facts.method),
                ("path", marker.path.partition("#")[0], facts.path.partition("#")[0]),
            ):
                if said != mine:
                    where = heading.page.source.place(marker.line)
                    words = f"{heading.key}: {mine} here, but {said} at {where}"
                    place = self._http.place("operations", heading.key, name)
                    self._report.error("http-contradiction", words, place)
        return facts

    def _add(self, facts: OperationFacts, heading: _Heading | None) -> None:
        key = self._key(facts)
        base = Pointer("#/paths") / key / facts.method.lower()
        place = heading.place if heading is not None else None
        if facts.key in self._facts and self._http is not None:
            place = self._http.place("operations", facts.key)
        if place is not None:
            self._tables.places[str(base)] = place
        item = self._paths.setdefault(key, {})
        item[facts.method.lower()] = self._operation(facts, heading, base)

    def _key(self, facts: OperationFacts) -> str:
        """The path; where its method is taken, with a ``#`` part that is not sent."""
        path = facts.path.partition("#")[0]
        method = facts.method.lower()
        for key in (path, f"{path}#{facts.name}"):
            if method not in self._paths.get(key, {}):
                return key
        return f"{path}#{facts.key}"

    def _operation(
        self, facts: OperationFacts, heading: _Heading | None, base: Pointer
    ) -> dict[str, Json]:
        entry = heading.entry if heading is not None else None
        made: dict[str, Json] = {
            "operationId": facts.key,
            "tags": [facts.group],
            "x-plainsdk-name": facts.name,
        }
        summary = facts.summary or (entry.summary if entry is not None else "")
        description = facts.description or (
            entry.description if entry is not None else ""
        )
        if summary:
            made["summary"] = summary
        if description and description != summary:
            made["description"] = description
        if facts.deprecated or (entry is not None and entry.deprecated):
            made["deprecated"] = True
        sent = self._sent(facts, heading, base)
        if sent.parameters:
            made["parameters"] = sent.parameters
        if sent.body is not None:
            made["requestBody"] = _request_body(facts, sent)
        source = heading.page.source if heading is not None else None
        responses = Responses(self._tables, self._named, facts, sent.body)
        made["responses"] = responses.read(entry, source)
        if "security" in facts.given:
            made["security"] = [{name: []} for name in facts.security]
        return made

    def _sent(
        self, facts: OperationFacts, heading: _Heading | None, base: Pointer
    ) -> Sent:
        """The parameters and the body of an operation."""
        rows = {given.row.name: given for given in self._stated(facts)}
        own = list(self._own(heading)) if heading is not None else []
        body = self._named.read(facts, "body", facts.body)
        if body is not None:
            own = [g for g in own if g.row.name not in ("request", "request_body")]
        for given in own:
            rows.setdefault(given.row.name, given)
        known = heading is not None or bool(facts.parameters)
        reader = Reader(self._tables, facts, self._bodies, self._named)
        return reader.read(list(rows.values()), known, body, base)

    def _stated(self, facts: OperationFacts) -> Iterator[Given]:
        """The rows of the page that ``parameters:`` names."""
        if not facts.parameters:
            return
        classes = self._tables.schemas.classes
        found = classes.find(facts.parameters)
        page = classes.page(found) if found is not None else None
        if page is None or not isinstance(page.body, Fields):
            words = f"there is no page with fields for {facts.parameters!r}"
            self._named.fault(facts, "parameters", words, "unknown-page")
            return
        for row in page.body.rows:
            yield Given(row, page.source, (facts.key, page.name), True)

    def _own(self, heading: _Heading) -> Iterator[Given]:
        """The rows of the operation's table, without the published SDK's own."""
        source = heading.page.source
        rows = [row for row in heading.entry.parameters if not _is_pseudo(row)]
        if len(rows) == 1 and rows[0].name == "request":
            classes = self._tables.schemas.classes
            bare, _, _ = presence(rows[0].type)
            page = classes.linked(bare, source)
            if page is not None and isinstance(page.body, Fields):
                for row in page.body.rows:
                    yield Given(row, page.source, (heading.key, page.name), False)
                return
        for row in rows:
            yield Given(row, source, (heading.key,), False)


def _headings(pages: Iterable[GroupPage]) -> Iterator[_Heading]:
    for page in pages:
        for entry in page.page.operations:
            yield _Heading(page, entry)


def _is_pseudo(row: Row) -> bool:
    """Whether the published SDK made the parameter up for itself."""
    named = (
        [class_ for class_, _ in classes_in(row.type)] if row.type is not None else []
    )
    match row.name:
        case "retries":
            return any(c.package == "utils" and c.name == "RetryConfig" for c in named)
        case "security":
            return any(c.name.endswith("Security") for c in named)
        case _:
            return False


def _request_body(facts: OperationFacts, sent: Sent) -> Schema:
    media = facts.body_type or "application/json"
    content: Schema = {media: {"schema": sent.body}}
    made: Schema = {"required": not facts.optional_body, "content": content}
    if sent.guessed:
        made["x-plainsdk-guess"] = ["body"]
    return made
