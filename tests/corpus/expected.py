"""Reads, compares and writes ``expected.json``: what is known to become of each document.

For a real document: its outcome, what is counted, and each part that is left out with a
word why. For a suite: what is said by code, and each document that is refused with code, place
and a word why no SDK can be made of it. Words are written by people: an update keeps those of
faults that are the same, and leaves the word of a new one empty.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.corpus.documents import Entry
from tests.corpus.outcomes import Outcome, What

FILE = Path(__file__).with_name("expected.json")

Known = dict[str, Any]


class Refused(Exception):
    """The file cannot be written anew; the message says why."""


def read() -> Known:
    """What the file says."""
    found: Known = json.loads(FILE.read_text("utf-8"))
    return found


def update(part: str, made: Known) -> None:
    """Write one part of the file anew.

    Raises ``Refused`` where ``CI`` is set.
    """
    if "CI" in os.environ:
        raise Refused(
            "--update-corpus does not run where CI is set: update expected.json where"
            " somebody reads the diff, and commit that"
        )
    known = read() if FILE.exists() else {}
    known[part] = _with_words(made, known.get(part, {}))
    text = json.dumps(known, indent=1, ensure_ascii=False, sort_keys=True)
    FILE.write_text(text + "\n", "utf-8")


def _with_words(made: Known, known: Known) -> Known:
    """Take over each word of a fault whose code and place are as they were."""
    taken: Known = {}
    for key, value in made.items():
        old = known.get(key)
        if not isinstance(value, dict):
            taken[key] = value
        elif "why" in value:
            same = isinstance(old, dict) and all(
                old.get(part) == value.get(part) for part in ("code", "place")
            )
            taken[key] = {**value, "why": old["why"]} if same and old else value
        else:
            taken[key] = _with_words(value, old if isinstance(old, dict) else {})
    return taken


def real(outcomes: Iterable[Outcome]) -> Known:
    """What the file should say of real documents."""
    return {one.name: _real(one) for one in outcomes}


def _real(one: Outcome) -> Known:
    found: Known = {"outcome": one.what.value, "said": dict(one.codes)}
    match one.what:
        case What.WHOLE | What.PARTIAL:
            found["operations"] = one.operations
            found["schemas"] = one.schemas
            if one.missing:
                found["missing"] = {
                    place: {"code": code, "place": place, "why": ""}
                    for place, code in one.missing.items()
                }
        case What.REFUSED:
            found["refused"] = _fault(one)
        case What.CRASHED:
            pass
    return found


def _fault(one: Outcome) -> Known:
    code, place, _ = one.faults[0]
    return {"code": code, "place": place, "why": ""}


def suite(found: Iterable[tuple[Entry, Outcome]]) -> Known:
    """What the file should say of the documents of suites."""
    said: dict[str, Counter[str]] = {}
    refused: Known = {}
    documents: Counter[str] = Counter()
    for entry, one in found:
        documents[entry.suite] += 1
        said.setdefault(entry.suite, Counter()).update(one.codes)
        if one.what in (What.REFUSED, What.PARTIAL):
            refused[entry.file] = _fault(one)
    return {
        "documents": dict(documents),
        "refused": refused,
        "said": {name: dict(counts) for name, counts in said.items()},
    }


def differences(known: Any, made: Any, at: str = "") -> Iterator[str]:
    """Say where two trees of values differ; a word why is no part of the comparison."""
    if isinstance(known, Mapping) and isinstance(made, Mapping):
        for key in sorted({*known, *made} - {"why"}):
            yield from differences(known.get(key), made.get(key), f"{at} {key}")
    elif known != made:
        yield f"{at.strip()}: expected {known!r}, found {made!r}"


def without_words(known: Any, at: str = "") -> Iterator[str]:
    """Say which faults have no word why."""
    if isinstance(known, Mapping):
        if known.get("why") == "":
            yield f"{at.strip()}: {known['code']} at {known['place']}"
        for key, value in known.items():
            yield from without_words(value, f"{at} {key}")
