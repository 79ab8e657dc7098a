"""One more schema or operation leaves every other file as it was, apart from the indexes.

Where its name converts to one that is there, exactly one of the two is called otherwise, the one
of lower rank, and the warning says so: at most that one's module and those that name it change.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from plainsdk.diagnostics import Pointer
from plainsdk.ir import Given

from tests.corpus.additions import Addition, Run, additions, run
from tests.corpus.checks import shown
from tests.corpus.documents import SAMPLE, Entry, entries, parameters
from tests.corpus.generated import need_whole

_COUNT, _LARGEST = 20, 600_000
_INDEXES = frozenset(
    (
        "API.md",
        "__init__.py",
        "client.py",
        "models/__init__.py",
        "plainsdk.lock",
        "requests/__init__.py",
        "resources/__init__.py",
    )
)

_SOME = tuple(
    one for one in entries("real") if one.schemas >= 5 and one.size < _LARGEST
)
_MANY = _SOME[:: max(len(_SOME) // _COUNT, 1)][:_COUNT]
_FEW = tuple(one for one in _SOME if one.name in SAMPLE[4:])[:3]


@pytest.mark.parametrize("entry", parameters(_FEW))
def test_an_addition_to_one_of_the_sample(entry: Entry, tmp_path: Path) -> None:
    _check(entry, tmp_path)


@pytest.mark.corpus
@pytest.mark.parametrize("entry", parameters(_MANY))
def test_an_addition_changes_nothing_else(entry: Entry, tmp_path: Path) -> None:
    _check(entry, tmp_path)


def _check(entry: Entry, folder: Path) -> None:
    _, whole = need_whole(entry)
    before = run(entry.name, whole.root, folder)
    complaints: list[str] = []
    tried = collided = 0
    for addition in additions(before, whole.root, random.Random(entry.name)):
        tried += 1
        collided += addition.rival is not None
        after = run(entry.name, addition.root, folder)
        complaints += [f"{addition}: {one}" for one in _wrong(before, after, addition)]
    print(f"\n{entry.name}: {tried} additions, {collided} of a name that is there")
    assert tried > collided > 0
    assert not complaints, shown(complaints)


def _wrong(before: Run, after: Run, addition: Addition) -> Iterator[str]:
    old, new = _named(before), _named(after)
    renamed = {at for at in old if new.get(at) != old[at]}
    said = {where for where, _ in after.collisions - before.collisions}
    losers = said & {addition.added, addition.rival}
    if addition.rival is None:
        losers = set()
    elif old[addition.rival] != new[addition.rival]:
        losers = {addition.rival}
    elif _clashes(before, after, addition):
        losers = {addition.added}
    expected = _lower(before, addition) if losers else None
    if expected is not None and losers != {expected}:
        yield f"{expected} is of lower rank, and {losers} gave way"
    if said != losers:
        yield f"a collision is said of {set(map(str, said))}, not {set(map(str, losers))}"
    if renamed - losers:
        yield f"others were renamed: {sorted(map(str, renamed - losers))}"
    if len(set(map(str.casefold, new.values()))) < len(
        set(map(str.casefold, old.values()))
    ):
        yield "two have one name"
    yield from _files(before, after, losers & old.keys(), addition)


def _clashes(before: Run, after: Run, addition: Addition) -> bool:
    """Whether the added one did not get the name that it has where it is alone."""
    return any(where == addition.added for where, _ in after.collisions)


def _lower(before: Run, addition: Addition) -> Pointer | None:
    """The one of two that must give way; None where their ranks say nothing.

    A name that was made of a path gives way to one that the document gives; of two given ones
    that whose spelling is not the identifier.
    """
    assert addition.rival is not None
    declaration = before.api.declarations.get(addition.rival)
    if declaration is None:
        return None
    if not isinstance(declaration.origin, Given):
        return addition.rival
    name = before.names.declarations[addition.rival]
    if declaration.origin.name == name:
        return addition.added
    return addition.rival if addition.added.parts[-1] == name else None


def _named(run: Run) -> dict[Pointer, str]:
    """The name of each declaration and each operation."""
    operations = {
        at: f"{one.builder} {one.method}" for at, one in run.names.operations.items()
    }
    return {**run.names.declarations, **operations}


def _files(
    before: Run, after: Run, renamed: set[Pointer], addition: Addition
) -> Iterator[str]:
    """Say which files changed that neither hold nor name what gave way."""
    allowed = set(_INDEXES)
    for operation in after.api.operations:
        if operation.pointer == addition.added:
            module = after.names.groups[operation.group].module
            allowed |= {f"requests/{module}.py", f"resources/{module}.py"}
    names = [
        before.names.declarations[one]
        for one in renamed & before.names.declarations.keys()
    ]
    for path, text in before.files.items():
        if path in allowed or after.files.get(path) == text:
            continue
        if not any(re.search(rf"\b{re.escape(name)}\b", text) for name in names):
            yield f"{path} changed"
