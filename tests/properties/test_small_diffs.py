"""One new optional field is one line and its doc in the model, and two lines in a builder.

Random fields are put into the tables and schemas of every golden. The lines that a field may
take are taken out of what is generated with it: what is left must be what was generated before.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from plainsdk import lock
from plainsdk.config import Target
from plainsdk.kinds import Kind

from tests.goldens.harness import Case, cases
from tests.properties.new_fields import (
    Change,
    Run,
    as_json,
    grow_document,
    grow_tables,
    run,
)

FIELDS = 200
"""How many fields are tried in all."""


def _has_fields(target: Target) -> bool:
    """Whether its objects are models with their own fields, and each is one model.

    A field of a base is a field of all that are made of it, by ``allOf``, and one of a model that
    requests have in another form is in both.
    """
    if target.source.is_dir():  # of tables, or of files of schemas
        return any(target.source.rglob("*.md"))
    text = target.source.read_text("utf-8")
    has_properties = re.search(r"(?<!/)properties\b", text)
    return bool(has_properties) and "allOf" not in text and "writeOnly" not in text


TARGETS = [
    (case, target)
    for case in cases()
    if case.is_used
    for target in case.targets
    if _has_fields(target)
    and not target.overlays  # they may copy a field
    and not target.schemas  # which are found beside the source
    # Models of other kinds may have to import what says the name in JSON, once a module.
    and target.models is Kind.DATACLASS
]


@pytest.mark.parametrize(
    ("case", "target"), TARGETS, ids=[f"{case.name}-{t.name}" for case, t in TARGETS]
)
def test_a_new_optional_field_is_a_small_diff(
    case: Case, target: Target, tmp_path: Path
) -> None:
    chance = random.Random(f"{case.name} {target.name}")
    tables = target.source.is_dir()
    nothing: dict[str, Any] = {}
    target, root = (target, nothing) if tables else as_json(target, tmp_path / "before")
    before = run(target)
    for number in range(-(-FIELDS // len(TARGETS))):
        folder = tmp_path / str(number)
        grown, change = (
            grow_tables(target, before, folder, chance)
            if tables
            else grow_document(target, root, before, folder, chance)
        )
        complaints = list(_complaints(before, run(grown), change))
        assert not complaints, "\n".join([str(change), *complaints])


def _complaints(before: Run, after: Run, change: Change) -> Iterator[str]:
    """What is more than a small diff."""
    if before.files.keys() != after.files.keys():
        yield f"other files: {set(before.files) ^ set(after.files)}"
        return
    model, builders = _places(before, change)
    changed = {path for path, text in before.files.items() if text != after.files[path]}
    allowed = {model, *builders, lock.NAME}
    if changed != allowed:
        yield f"changed are {sorted(changed)}, and not {sorted(allowed)}"
        return
    field = _attribute(after, change)
    yield from _model(before.files[model], after.files[model], field, change)
    for path, count in builders.items():
        argument = _arguments(after, change)
        yield from _requests(before.files[path], after.files[path], argument, count)
    yield from _lock(before.files[lock.NAME], after.files[lock.NAME], allowed)


def _places(run: Run, change: Change) -> tuple[str, dict[str, int]]:
    """The model's module, and the modules with builders that take it, with how many they are."""
    home = run.api.declarations[change.owner].home
    builders: dict[str, int] = {}
    for operation in run.api.operations:
        body = run.api.body_of(operation)
        if body is not None and body.pointer == change.owner:
            path = f"requests/{run.names.groups[operation.group].module}.py"
            builders[path] = builders.get(path, 0) + 1
    return f"models/{run.names.modules[home]}.py", builders


def _attribute(run: Run, change: Change) -> str:
    return run.names.fields[change.owner / "properties" / change.wire]


def _arguments(run: Run, change: Change) -> str:
    pointer = change.owner / "properties" / change.wire
    found = {names.get(pointer) for names in run.names.arguments.values()} - {None}
    (name,) = found  # one name in every builder
    assert name is not None
    return name


def _model(old: str, new: str, field: str, change: Change) -> Iterator[str]:
    added: list[ast.stmt] = []
    for class_ in ast.parse(new).body:
        if not isinstance(class_, ast.ClassDef):
            continue
        for index, statement in enumerate(class_.body):
            if isinstance(statement, ast.AnnAssign) and _is(statement.target, field):
                added.append(statement)
                following = class_.body[index + 1 : index + 2]
                if change.described:
                    added.extend(following)
    lines = {
        number
        for statement in added
        for number in range(statement.lineno, (statement.end_lineno or 0) + 1)
    }
    yield from _same(old, new, lines)
    yield from _imports(old, new, statements=1)


def _requests(old: str, new: str, argument: str, count: int) -> Iterator[str]:
    spans: list[tuple[int, int]] = []
    for function in ast.parse(new).body:
        if not isinstance(function, ast.FunctionDef):
            continue
        pairs = zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
        for taken, default in pairs:
            if taken.arg == argument and default is not None:
                spans.append((taken.lineno, default.end_lineno or 0))
        for node in ast.walk(function):
            if isinstance(node, ast.keyword) and _is(node.value, argument):
                spans.append((node.lineno, node.end_lineno or 0))
    if len(spans) != 2 * count:
        yield f"{len(spans)} lines for {count} builders"
    lines = {number for first, last in spans for number in range(first, last + 1)}
    yield from _same(old, new, lines)
    yield from _imports(old, new, statements=None)


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _same(old: str, new: str, added: set[int]) -> Iterator[str]:
    """Say what differs but for the added lines and the imports."""
    kept = _without(new, added | _import_block(new))
    if _without(old, _import_block(old)) != kept:
        yield f"more than a field:\n{new}"


def _without(text: str, lines: set[int]) -> list[str]:
    return [
        line for number, line in enumerate(text.split("\n"), 1) if number not in lines
    ]


def _import_block(text: str) -> set[int]:
    found = _statements(text)
    if not found:
        return set()
    last = max(statement.end_lineno or 0 for statement in found)
    return set(range(found[0].lineno, last + 1))


def _statements(text: str) -> list[ast.ImportFrom]:
    return [one for one in ast.parse(text).body if isinstance(one, ast.ImportFrom)]


def _imports(old: str, new: str, statements: int | None) -> Iterator[str]:
    """Say where imports are not as before, with names added and at most so many statements."""
    before, after = _imported(old), _imported(new)
    if not before <= after:
        yield f"no longer imported: {sorted(before - after)}"
    more = len(_statements(new)) - len(_statements(old))
    if statements is not None and more > statements:
        modules = {module for module, _ in after} - {module for module, _ in before}
        yield f"{more} import lines more: {sorted(modules)}"


def _imported(text: str) -> set[tuple[str, str]]:
    return {
        ("." * one.level + (one.module or ""), name.name)
        for one in _statements(text)
        for name in one.names
    }


def _lock(old: str, new: str, allowed: set[str]) -> Iterator[str]:
    before, after = lock.loads(old), lock.loads(new)
    changed = {
        path for path, digest in before.files.items() if after.files[path] != digest
    }
    inputs = sum(a != b for a, b in zip(before.inputs, after.inputs, strict=True))
    lines = _changed_lines(old, new)
    if changed | {lock.NAME} != allowed or inputs != 1 or lines != len(allowed):
        yield f"the lock changed {lines} lines for {sorted(changed)}"


def _changed_lines(old: str, new: str) -> int:
    pairs = zip(old.split("\n"), new.split("\n"), strict=True)
    return sum(a != b for a, b in pairs)
