"""The facts of ``http.yaml`` that name a page or a type, looked up.

Faults carry their line.
"""

from __future__ import annotations

from ...diagnostics import Diagnostics, Place
from .http import HttpFile
from .http_facts import OperationFacts
from .schemas import Schema, Schemas, Spot


class Named:
    """Looks names up and says which ones lead nowhere."""

    def __init__(
        self, schemas: Schemas, http: HttpFile | None, report: Diagnostics
    ) -> None:
        self._schemas = schemas
        self._http = http
        self._report = report

    def place(self, facts: OperationFacts, *keys: str) -> Place | None:
        """Where a fact of the operation stands, if there is an ``http.yaml``."""
        if self._http is None:
            return None
        return self._http.place("operations", facts.key, *keys)

    def fault(
        self, facts: OperationFacts, key: str, words: str, code: str = "bad-http"
    ) -> None:
        """Say what is wrong with a fact of an operation; ``key`` may be dotted."""
        where = self.place(facts, *key.split("."))
        self._report.error(code, f"operations.{facts.key}.{key}: {words}", where)

    def read(self, facts: OperationFacts, key: str, cell: str) -> Schema | None:
        """The schema of a page's name or a type.

        Nothing where it is empty or leads nowhere.
        """
        where = self.place(facts, *key.split("."))
        if not cell or self._http is None or where is None:
            return None
        found = self._schemas.named(cell, Spot(self._http.source, where.line))
        if isinstance(found, str):
            self.fault(facts, key, found, "unknown-page")
            return None
        return found
