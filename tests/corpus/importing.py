"""A script: imports every module of a package and resolves every annotation; prints JSON.

It runs in a process of its own, ``python importing.py FOLDER PACKAGE``, and knows nothing of the
generator. What it prints: ``faults``, each with the module, and ``fields``: for every class, by
its name, whether the annotation of each field holds ``Any`` at any depth, aliases seen through.
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import json
import pkgutil
import sys
import typing
import warnings
from types import ModuleType
from typing import Any


def main(folder: str, name: str) -> None:
    """Print what is found in a package."""
    sys.path.insert(0, folder)
    warnings.simplefilter("error")
    faults: list[str] = []
    fields: dict[str, dict[str, bool]] = {}
    package = importlib.import_module(name)
    for found in pkgutil.walk_packages(package.__path__, f"{name}."):
        try:
            module = importlib.import_module(found.name)
            for thing in _own(module):
                hints = _hints(thing)
                if f"{name}.models." in module.__name__ and inspect.isclass(thing):
                    fields[thing.__name__] = {
                        field: _holds_any(hints[field])
                        for field in _fields(thing, hints)
                    }
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
            faults.append(f"{found.name}: {type(error).__name__}: {error}")
    print(json.dumps({"faults": faults, "fields": fields}))


def _hints(thing: Any) -> dict[str, Any]:
    """The annotations of a function, or of a model of any kind, looked up."""
    if hasattr(thing, "model_rebuild"):  # pydantic's
        thing.model_rebuild()
        return {name: one.annotation for name, one in thing.model_fields.items()}
    return typing.get_type_hints(thing, include_extras=True)


def _fields(model: Any, hints: dict[str, Any]) -> list[str]:
    """The names of a model's fields."""
    if dataclasses.is_dataclass(model):
        return [field.name for field in dataclasses.fields(model)]
    return [name for name in hints if name != "__extra__"]


def _own(module: ModuleType) -> list[Any]:
    """The classes and functions that a module defines."""
    return [
        thing
        for thing in vars(module).values()
        if (inspect.isclass(thing) or inspect.isfunction(thing))
        and thing.__module__ == module.__name__
        and "._runtime" not in module.__name__
    ]


def _holds_any(hint: Any, depth: int = 0) -> bool:
    if hint is Any:
        return True
    parts = typing.get_args(hint)
    if typing.get_origin(hint) is typing.Annotated:
        parts = parts[:1]
    if typing.get_origin(hint) is typing.Literal or depth > 20:
        return False
    return any(_holds_any(part, depth + 1) for part in parts)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
