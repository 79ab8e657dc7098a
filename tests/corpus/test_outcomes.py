"""What becomes of every published document is what ``expected.json`` says; nothing crashes.

``pytest -m corpus`` reads all of them, every run a sample. ``--update-corpus`` writes the file
anew: read the diff, and write a word why for each new fault.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.corpus import expected
from tests.corpus.documents import entries, need, sample, suite_sample
from tests.corpus.generated import outcome_of
from tests.corpus.outcomes import Outcome, What, outcome
from tests.corpus.table import table
from tests.support.pool import over

_FEW = 0.03
"""The share of refused suite documents up to which none needs a word why."""


def _crashes(outcomes: Iterable[Outcome]) -> str:
    return "\n\n".join(
        f"{one.name}:\n{one.crash}" for one in outcomes if one.what is What.CRASHED
    )


def _silent(outcomes: Iterable[Outcome]) -> list[str]:
    """What is missing though nothing says so."""
    return [f"{one.name}: {place}" for one in outcomes for place in one.silent]


def test_a_sample_of_the_real_documents() -> None:
    need()
    found = [outcome_of(entry) for entry in sample()]
    print(f"\n{table(found)}")
    assert not _crashes(found), _crashes(found)
    known = expected.read()["real"]
    wanted = {one.name: known[one.name] for one in found}
    assert list(expected.differences(wanted, expected.real(found))) == []


def test_a_sample_of_the_suites() -> None:
    need()
    found = [(entry, outcome(entry)) for entry in suite_sample()]
    outcomes = [one for _, one in found]
    assert not _crashes(outcomes), _crashes(outcomes)
    known = expected.read()["suite"]["refused"]
    files = {entry.file for entry, _ in found}
    wanted = {file: fault for file, fault in known.items() if file in files}
    made = expected.suite(found)["refused"]
    assert list(expected.differences(wanted, made)) == []


@pytest.mark.corpus
def test_every_real_document(pytestconfig: pytest.Config) -> None:
    need()
    found = [one for _, one in over(outcome_of, entries("real"))]
    print(f"\n{table(found)}")
    if pytestconfig.getoption("--update-corpus"):
        expected.update("real", expected.real(found))
    assert not _crashes(found), _crashes(found)
    known = expected.read()["real"]
    assert list(expected.differences(known, expected.real(found))) == []
    refused = [
        f"{one.name}: {one.faults[0]} and {len(one.faults) - 1} more"
        for one in found
        if one.what is What.REFUSED
    ]
    assert not refused, "\n".join(refused)
    assert _silent(found) == []
    assert list(expected.without_words(known)) == []


@pytest.mark.corpus
@pytest.mark.parametrize("kind", ["suite", "malformed"])
def test_every_document_of_other_tools(pytestconfig: pytest.Config, kind: str) -> None:
    need()
    found = list(over(outcome, entries(kind)))
    outcomes = [one for _, one in found]
    made = expected.suite(found)
    refused = made["refused"]
    print(f"\n{len(found)} documents, {len(refused)} refused: {_by_code(refused)}")
    if pytestconfig.getoption("--update-corpus"):
        expected.update(kind, made)
    assert not _crashes(outcomes), _crashes(outcomes)
    assert _silent(outcomes) == []
    known = expected.read()[kind]
    assert list(expected.differences(known, made)) == []
    if len(refused) > _FEW * len(found):
        assert list(expected.without_words(known["refused"])) == []


def _by_code(refused: expected.Known) -> dict[str, int]:
    codes = [fault["code"] for fault in refused.values()]
    return {code: codes.count(code) for code in sorted(set(codes))}
