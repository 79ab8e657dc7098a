"""What ``http.yaml`` says, as values; no check is made here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...document import Json


@dataclass(frozen=True)
class Stream:
    """How the events of a response come.

    Empty texts are for facts that are left out.
    """

    event: str = ""
    shape: str = ""
    sentinel: str = ""
    switch: str = ""


@dataclass(frozen=True)
class OperationFacts:
    """One operation.

    ``given`` are the keys that it has, so that ``null`` differs from nothing.
    """

    key: str
    method: str
    path: str
    given: frozenset[str]
    summary: str = ""
    description: str = ""
    body: str = ""
    body_type: str = ""
    optional_body: bool = False
    parameters: str = ""
    headers: tuple[str, ...] = ()
    returns: str = ""
    returns_type: str = ""
    stream: Stream | None = None
    errors: Mapping[str, str] = field(default_factory=dict[str, str])
    security: tuple[str, ...] = ()
    deprecated: bool = False

    @property
    def group(self) -> str:
        """``batch.jobs`` of ``batch.jobs.list``."""
        return self.key.rpartition(".")[0]

    @property
    def name(self) -> str:
        """``list`` of ``batch.jobs.list``."""
        return self.key.rpartition(".")[2]


@dataclass(frozen=True)
class Facts:
    """All of the file; ``servers`` and ``schemes`` are as the document has them."""

    title: str = ""
    version: str = ""
    description: str = ""
    servers: tuple[Mapping[str, Json], ...] = ()
    schemes: Mapping[str, Mapping[str, Json]] = field(
        default_factory=dict[str, Mapping[str, Json]]
    )
    swapped: bool = True
    camel: bool = False
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    groups: Mapping[str, str] = field(default_factory=dict[str, str])
    operations: Mapping[str, OperationFacts] = field(
        default_factory=dict[str, OperationFacts]
    )
