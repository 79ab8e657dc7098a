"""Every case gives exactly the files that it expects, and each of their modules can be imported."""

from __future__ import annotations

import difflib
import importlib
import inspect
import pkgutil
import typing
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from tests.goldens import harness
from tests.goldens.harness import Case, Refused, cases, make, stored

CASES = cases()


def _name(case: Case) -> str:
    return case.name


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_what_is_generated_is_what_is_expected(case: Case) -> None:
    made, expected = make(case), stored(case)
    differences = "".join(_differences(expected, made))
    assert not differences, f"pytest --update-goldens writes these:\n{differences}"


def _differences(expected: dict[str, str], made: dict[str, str]) -> Iterator[str]:
    for path in sorted(expected.keys() | made.keys()):
        old, new = expected.get(path), made.get(path)
        if old == new:
            continue
        yield from difflib.unified_diff(
            (old or "").splitlines(keepends=True),
            (new or "").splitlines(keepends=True),
            path if old is not None else f"{path} (missing)",
            path if new is not None else f"{path} (not generated)",
        )


@pytest.mark.parametrize("case", [one for one in CASES if one.is_used], ids=_name)
def test_every_module_can_be_imported_and_every_hint_resolved(case: Case) -> None:
    for target in case.targets:
        package = importlib.import_module(case.package(target))
        for module in _modules(package):
            for thing in _defined(module):
                _resolve(thing)
        assert set(package.__all__) <= set(dir(package))
        for name in package.__all__:
            getattr(package, name)
        for name in package.models.__all__:
            getattr(package.models, name)


def _resolve(thing: Any) -> None:
    if hasattr(thing, "model_rebuild"):  # pydantic's
        assert thing.model_rebuild(force=True)
    else:
        typing.get_type_hints(thing, include_extras=True)


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    yield package
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if "._runtime" not in found.name:
            yield importlib.import_module(found.name)


def _defined(module: ModuleType) -> Iterator[type | typing.Callable[..., object]]:
    below = module.__name__.split(".")
    if not {"models", "requests"} & set(below):
        return
    for thing in list(vars(module).values()):  # a module may get its names late
        is_ours = inspect.isclass(thing) or inspect.isfunction(thing)
        if is_ours and thing.__module__ == module.__name__:
            yield thing


def test_goldens_are_not_written_anew_where_ci_is_set() -> None:
    with pytest.raises(Refused, match="CI is set"):
        harness.update({"CI": ""})
