"""What comes of published documents imports, type-checks, is clean and laid out, and is typed.

How the share of ``Any`` is counted beside the share of what is open in the document stands in
``openness``. The runtime of a package is the same in each, and is checked as itself.
"""

from __future__ import annotations

import pytest

from tests.corpus import checks
from tests.corpus.documents import Entry, entries, need, parameters, sample
from tests.corpus.generated import Made, need_whole
from tests.corpus.openness import fields, is_open_field
from tests.corpus.outcomes import Whole

_ALL = parameters(entries("real"))
_SAMPLE = parameters(sample())


def _is_imported(made: Made, whole: Whole) -> None:
    """Import everything, and compare what is open in the code with what is in the document."""
    faults, found = checks.imported(made)
    assert not faults, checks.shown(faults)
    count = anything = opened = 0
    more: list[str] = []
    for class_, name, field in fields(whole):
        count += 1
        is_any, is_open = found[class_][name], is_open_field(field, whole)
        anything += is_any
        opened += is_open
        if is_any and not is_open:
            more.append(f"{class_}.{name}: {field.pointer}")
    share, limit = anything / max(count, 1), opened / max(count, 1)
    print(
        f"\n{made.entry.name}: Any in {share:.2%} of {count} fields, open are {limit:.2%}"
    )
    assert share <= limit, checks.shown(more)


@pytest.mark.parametrize("entry", _SAMPLE)
def test_the_sample_imports(entry: Entry) -> None:
    made, whole = need_whole(entry)
    _is_imported(made, whole)


def test_the_sample_is_clean() -> None:
    need()
    found = [need_whole(entry)[0] for entry in sample()]
    complaints = checks.ruff(*found) + checks.black(*found)
    assert not complaints, checks.shown(complaints)


@pytest.mark.corpus
@pytest.mark.parametrize("entry", _ALL)
def test_every_module_imports_and_every_annotation_resolves(entry: Entry) -> None:
    made, whole = need_whole(entry)
    _is_imported(made, whole)


@pytest.mark.corpus
@pytest.mark.parametrize("entry", _ALL)
def test_ruff_finds_nothing_and_black_would_change_nothing(entry: Entry) -> None:
    made, _ = need_whole(entry)
    complaints = checks.ruff(made) + checks.black(made)
    assert not complaints, checks.shown(complaints)


@pytest.mark.corpus
@pytest.mark.parametrize("entry", _ALL)
def test_mypy_accepts_it(entry: Entry) -> None:
    made, _ = need_whole(entry)
    complaints = checks.mypy(made)
    assert not complaints, checks.shown(complaints)


@pytest.mark.corpus
@pytest.mark.parametrize("entry", _ALL)
def test_pyright_accepts_it(entry: Entry) -> None:
    made, _ = need_whole(entry)
    complaints = checks.pyright(made)
    assert not complaints, checks.shown(complaints)
