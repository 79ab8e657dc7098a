"""Models of every kind of real documents: they import, type-check, and mean the same.

The README's table says where kinds differ; what is compared here does not.
"""

from __future__ import annotations

import re

import pytest
from plainsdk.kinds import Kind

from tests.corpus import checks
from tests.corpus.calling import differing_events, differing_requests
from tests.corpus.documents import SAMPLE, Entry, entries, parameters
from tests.corpus.generated import need_whole
from tests.corpus.test_values import examples
from tests.corpus.values import tried

_NAMED = (
    "discord",
    "docker_engine",
    "github",
    "mistral",
    "openai",
    "prefect",
    "stripe_spec3_2023",
    "train_travel",
)
_DOCUMENTS = parameters(tuple(one for one in entries("real") if one.name in _NAMED))
_FEW = parameters(tuple(one for one in entries("real") if one.name in SAMPLE[-3:]))
_OTHERS = [kind for kind in Kind if kind is not Kind.DATACLASS]

pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")
of_kind = pytest.mark.parametrize("kind", _OTHERS, ids=lambda kind: str(kind.value))


def _means_the_same(entry: Entry, kind: Kind) -> None:
    made, whole = need_whole(entry.of_kind(kind))
    usual, _ = need_whole(entry)
    tally = tried(made, whole, 4, 4)
    print(f"\n{made.entry.name}: {tally}")
    complaints = [*tally.complaints, *examples(made, whole).complaints]
    complaints += differing_requests(made, whole, usual)
    complaints += differing_events(made, whole)
    assert not complaints, checks.shown(complaints)


@of_kind
@pytest.mark.parametrize("entry", _FEW)
def test_a_few_documents_mean_the_same(entry: Entry, kind: Kind) -> None:
    _means_the_same(entry, kind)
    made, _ = need_whole(entry.of_kind(kind))
    faults, _ = checks.imported(made)
    complaints = [*faults, *checks.ruff(made), *checks.black(made)]
    assert not complaints, checks.shown(complaints)


@pytest.mark.corpus
@of_kind
@pytest.mark.parametrize("entry", _DOCUMENTS)
def test_values_examples_requests_and_streams_mean_the_same(
    entry: Entry, kind: Kind
) -> None:
    _means_the_same(entry, kind)


@pytest.mark.corpus
@of_kind
@pytest.mark.parametrize("entry", _DOCUMENTS)
def test_it_imports_and_is_clean(entry: Entry, kind: Kind) -> None:
    made, _ = need_whole(entry.of_kind(kind))
    faults, _ = checks.imported(made)
    complaints = [*faults, *checks.ruff(made), *checks.black(made)]
    assert not complaints, checks.shown(complaints)


@pytest.mark.corpus
@of_kind
@pytest.mark.parametrize("entry", _DOCUMENTS)
def test_mypy_accepts_it(entry: Entry, kind: Kind) -> None:
    made, _ = need_whole(entry.of_kind(kind))
    complaints = checks.mypy(made)
    if kind is Kind.PYDANTIC:
        complaints += checks.mypy(made, plugin="pydantic.mypy")
    assert not complaints, checks.shown(complaints)


@pytest.mark.corpus
@of_kind
@pytest.mark.parametrize("entry", _DOCUMENTS)
def test_pyright_accepts_it(entry: Entry, kind: Kind) -> None:
    made, _ = need_whole(entry.of_kind(kind))
    complaints = checks.pyright(made)
    assert not complaints, checks.shown(complaints)


@pytest.mark.corpus
@pytest.mark.parametrize("entry", _DOCUMENTS)
def test_names_are_the_same_in_all_kinds_and_none_is_numbered(entry: Entry) -> None:
    _, usual = need_whole(entry)
    spelled = {re.sub(r"[^a-z0-9]", "", one.lower()) for one in _sources(usual.root)}
    for kind in _OTHERS:
        _, whole = need_whole(entry.of_kind(kind))
        assert whole.names.declarations == usual.names.declarations
        assert whole.names.modules == usual.names.modules
        assert whole.names.operations == usual.names.operations
    numbered = [
        name
        for name in usual.names.declarations.values()
        if re.fullmatch(r".*[A-Za-z]\d+", name) and name.lower() not in spelled
    ]
    taken = {one.rstrip("0123456789") for one in numbered}
    assert not taken & {*usual.names.declarations.values()}, numbered


def _sources(value: object) -> set[str]:
    """Every key and text of a document."""
    found: set[str] = set()
    todo = [value]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            found |= {str(key) for key in one}
            todo += list(one.values())
        elif isinstance(one, list):
            todo += one
        elif isinstance(one, str) and len(one) < 200:
            found.add(one)
    return found
