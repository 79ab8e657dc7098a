"""One more schema or operation leaves every other file as it was, apart from the indexes.

Where its name converts to one that is there, exactly one of the two is called otherwise, the one
of lower rank, and the warning says so: at most that one's module and those that name it change.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from plainsdk.diagnostics import Pointer
from plainsdk.ir import Given

from tests.corpus.additions import Addition, Run, additions, run, shuffled
from tests.corpus.checks import shown
from tests.corpus.documents import SAMPLE, Entry, entries, parameters
from tests.corpus.generated import need_whole

_COUNT, _LARGEST = 20, 400_000
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


@pytest.mark.parametrize("entry", parameters(_FEW))
def test_the_order_in_which_a_document_is_written_changes_no_name(
    entry: Entry, tmp_path: Path
) -> None:
    _, whole = need_whole(entry)
    before = run(entry.name, whole.root, tmp_path)
    turned = shuffled(whole.root, random.Random(entry.name))
    after = run(entry.name, turned, tmp_path)
    assert _named(after) == _named(before)
    assert after.names.fields == before.names.fields
    assert after.names.arguments == before.names.arguments
    assert after.collisions == before.collisions


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
    renamed = {at for at in old if new.get(at) != old[at]} - _respelled(old, new)
    said = {where for where, _ in after.collisions - before.collisions}
    others = {
        at
        for at in said - renamed
        if at in before.names.modules and at not in new.keys() - old.keys()
    }
    silent = {at for at in renamed if not _is_said(at, said)}
    if silent:
        yield f"renamed without a word: {_places(silent)}"
    strange = {
        at for at in said - renamed - others if not _is_added(at, addition, old, new)
    }
    if strange:
        yield f"a collision is said of {_places(strange)}"
    if addition.fresh and renamed:
        yield f"a name that nothing has renames {_places(renamed)}"
    if addition.rival is not None:
        yield from _of_rivals(before, renamed, said, addition)
    for kind in (after.names.declarations, after.names.modules):
        if len({one.casefold() for one in kind.values()}) < len(kind):
            yield "two have one name"
    yield from _files(before, after, renamed | others, addition)


def _respelled(old: Mapping[Pointer, str], new: Mapping[Pointer, str]) -> set[Pointer]:
    """The groups that are spelled another way, and are called what they were called."""
    groups = {name for at, name in new.items() if at not in old and _is_group(at)}
    return {at for at in old if at not in new and _is_group(at) and old[at] in groups}


def _is_group(at: Pointer) -> bool:
    return at.text.startswith("#groups/")


def _places(found: set[Pointer]) -> str:
    return ", ".join(sorted(map(str, found)))


def _is_said(at: Pointer, said: set[Pointer]) -> bool:
    """Whether a collision is said of a place, or of the operation that it is a variant of."""
    return any(at == one or str(at).startswith(f"{one}/") for one in said)


def _is_added(
    at: Pointer,
    addition: Addition,
    old: Mapping[Pointer, str],
    new: Mapping[Pointer, str],
) -> bool:
    """Whether a place belongs to what was added, a group of its own too."""
    inside = at == addition.added or str(at).startswith(f"{addition.added}/")
    return inside or (at in new and at not in old)


def _of_rivals(
    before: Run, renamed: set[Pointer], said: set[Pointer], addition: Addition
) -> Iterator[str]:
    """Say where not exactly one of two gave way, or not the one of lower rank."""
    assert addition.rival is not None
    losers = {addition.rival} & renamed | {addition.added} & said
    if len(losers) != 1:
        yield f"of two with one name {len(losers)} gave way"
    expected = _lower(before, addition)
    if expected is not None and losers != {expected}:
        yield f"{expected} is of lower rank, and {_places(losers)} gave way"


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
    added = addition.added.parts[-1]
    if declaration.origin.name == name:
        return None if added == name else addition.added
    return addition.rival if added == name else None


def _named(run: Run) -> dict[Pointer, str]:
    """The name of each declaration, each operation, each group and each module."""
    with_body = {
        one.pointer for one in run.api.operations if run.api.body_of(one) is not None
    }
    operations = {
        at: f"{one.builder} {one.whole if at in with_body else ''} {one.method}"
        for at, one in run.names.operations.items()
    }
    groups = {
        Pointer("/".join(("#groups", *path))): f"{one.attribute} {one.module} {one.cls}"
        for path, one in run.names.groups.items()
    }
    return {**run.names.declarations, **operations, **groups}


def _files(
    before: Run, after: Run, renamed: set[Pointer], addition: Addition
) -> Iterator[str]:
    """Say which files changed that neither hold nor name what gave way."""
    allowed = {*_INDEXES, *_own_files(before, renamed, addition)}
    allowed |= set(_own_files(after, renamed, addition))
    names = [
        before.names.declarations[one]
        for one in renamed & before.names.declarations.keys()
    ]
    names += [
        name
        for at, name in before.names.declarations.items()
        if before.api.declarations[at].home in renamed
    ]
    for path, text in before.files.items():
        if path in allowed or after.files.get(path) == text:
            continue
        if not any(re.search(rf"\b{re.escape(name)}\b", text) for name in names):
            yield f"{path} changed"


def _own_files(run: Run, renamed: set[Pointer], addition: Addition) -> Iterator[str]:
    """The files of operations and groups that were added or gave way, and of modules."""
    changed = {addition.added, *renamed}
    for operation in run.api.operations:
        if operation.pointer in changed:
            path = operation.group
            module = run.names.groups[path].module
            yield f"requests/{module}.py"
            for above in range(len(path)):
                group = run.names.groups.get(path[: above + 1])
                if group is not None:
                    yield f"resources/{group.module}.py"
    for path, group in run.names.groups.items():
        if Pointer("/".join(("#groups", *path))) in changed:
            yield f"requests/{group.module}.py"
            yield f"resources/{group.module}.py"
    for at in changed & run.names.modules.keys():
        yield f"models/{run.names.modules[at]}.py"
