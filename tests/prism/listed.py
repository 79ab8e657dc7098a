"""Reads the list of what Prism or a document gets wrong, and holds it against what was found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.prism.findings import Finding

FILE = Path(__file__).with_name("listed.yaml")


@dataclass(frozen=True)
class Reason:
    """Why some operations are not accepted, and how that is said of each: a pattern."""

    why: str
    kind: str
    says: re.Pattern[str]
    operations: frozenset[str]


def reasons(document: str) -> list[Reason]:
    """The reasons that some operations of a document are listed for."""
    listed = yaml.safe_load(FILE.read_text("utf-8"))
    return [
        Reason(
            one["why"],
            one["kind"],
            re.compile(one["says"]),
            frozenset(one["operations"].get(document, ())),
        )
        for one in listed
    ]


def faults(document: str, found: Sequence[Finding], known: set[str]) -> list[str]:
    """What the list does not say, and what it says without need."""
    wrong: list[str] = []
    needed: set[tuple[str, str]] = set()
    listed = reasons(document)
    for one in found:
        fitting = [
            reason
            for reason in listed
            if one.operation in reason.operations and reason.says.search(one.words)
        ]
        needed.update((reason.why, one.operation) for reason in fitting)
        if one.ours or not fitting:
            wrong.append(f"{one.operation}: {one.words}\n  {one.sent[:700]}")
    for reason in listed:
        for name in sorted(reason.operations):
            if name not in known:
                wrong.append(f"{name} is listed, and is no operation")
            elif (reason.why, name) not in needed:
                wrong.append(f"{name} is listed without need: {reason.why}")
    return wrong
