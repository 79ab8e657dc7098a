"""Finds the published documents that stand beside the checkout; it reads none of them.

They are other people's, and so no part of the repository: ``../shared/corpus`` has product APIs
in ``real``, documents of other tools' test suites in ``suite`` and texts that are broken on
purpose in ``malformed``. ``index.json`` names the root file of each, and counts what it uses.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet
from plainsdk.config import Target
from plainsdk.kinds import Kind

CHECKOUT = Path(__file__).resolve().parents[2]
CORPUS = CHECKOUT.parent / "shared" / "corpus"

MISSING = f"the published documents are not there: {CORPUS}"

SAMPLE = (
    "e2b_envd",
    "ga4gh_drs",
    "ollama",
    "prometheus_alertmanager",
    "redocly_museum",
    "scalar_galaxy",
    "snowflake_table",
    "swagger_petstore",
    "train_travel",
)
"""The real documents of every run: small ones, of each version, in one file and in several."""

_EVERY = 60  # one suite document in so many is in every run


@dataclass(frozen=True)
class Entry:
    """A document: its name, its kind (``real``, ``suite``, ``malformed``), its root file.

    ``operations`` and ``schemas`` are what the index counts in it, ``files`` how many files
    it is made of.
    """

    name: str
    kind: str
    file: str
    version: str
    operations: int
    schemas: int
    files: int
    size: int
    models: Kind = Kind.DATACLASS

    def of_kind(self, models: Kind) -> Entry:
        """The same document, of which models of another kind are made."""
        if models is Kind.DATACLASS:
            return self
        return replace(self, name=f"{self.name}_{models.value}", models=models)

    @property
    def path(self) -> Path:
        """The root file."""
        return CORPUS / self.file

    @property
    def suite(self) -> str:
        """The tool whose document it is; ``real`` for a product's."""
        return self.file.split("/")[1] if self.kind == "suite" else self.kind

    def target(self, **options: Any) -> Target:
        """What a run of its own would take: no file is named after this machine."""
        return Target(
            name=self.name,
            source=self.path,
            shown=self.file,
            output=Path("generated") / self.name,
            command=f"plainsdk generate {self.name}",
            models=self.models,
            **options,
        )


@functools.cache
def entries(kind: str) -> tuple[Entry, ...]:
    """The documents of a kind, by name; none where the corpus is missing."""
    if not (CORPUS / "index.json").exists():
        return ()
    index: list[dict[str, Any]] = json.loads((CORPUS / "index.json").read_text("utf-8"))
    found = [
        Entry(
            name=one.get("name") or Path(one["file"]).stem,
            kind=one["kind"],
            file=one["file"],
            version=str(one.get("openapi_version", "")),
            operations=one.get("operations", 0),
            schemas=one.get("component_schemas", 0),
            files=one.get("files", 1),
            size=one.get("total_bytes", one["bytes"]),
        )
        for one in index
        if one["kind"] == kind
    ]
    return tuple(sorted(found, key=lambda one: one.name))


def sample() -> tuple[Entry, ...]:
    """The real documents of every run."""
    return tuple(one for one in entries("real") if one.name in SAMPLE)


def suite_sample() -> tuple[Entry, ...]:
    """The documents of other tools' suites that are in every run."""
    return entries("suite")[::_EVERY]


def parameters(found: tuple[Entry, ...]) -> list[ParameterSet]:
    """Documents as parameters of a test, which skips with a word where there are none."""
    if not found:
        return [pytest.param(None, marks=pytest.mark.skip(MISSING), id="none")]
    return [pytest.param(one, id=one.name) for one in found]


def need() -> None:
    """Skip the test that calls this where the corpus is missing."""
    if not entries("real"):
        pytest.skip(MISSING)
