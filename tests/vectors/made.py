"""Makes the package of a document that a test has put together, and imports it."""

from __future__ import annotations

import importlib
import itertools
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

from plainsdk.config import Target
from plainsdk.diagnostics import Diagnostics
from plainsdk.pipeline import generate

Json: TypeAlias = dict[str, Any]

_NUMBERS = itertools.count(1)


class Made:
    """A generated package, and the codes of what its generation said."""

    def __init__(self, package: ModuleType, said: tuple[str, ...]) -> None:
        self.package = package
        self.said = said

    def request(self, operation: str, **values: Any) -> Any:
        """The request that the builder of an operation makes."""
        return getattr(self.package.requests.wire, operation)(**values)

    def built(self, operation: str, **values: Any) -> Any:
        """What goes on the wire, without scheme and host."""
        return self.request(operation, **values).build()


def made(folder: Path, operations: Mapping[str, Json]) -> Iterator[Made]:
    """The package of some operations by name, as long as a test needs it.

    An operation has a ``path``, maybe a ``method``, and what OpenAPI's has; its answer is
    left out.
    """
    name = f"vectors_sdk_{next(_NUMBERS)}"
    file = folder / "spec.yaml"
    file.write_text(json.dumps(_document(operations)), "utf-8")
    report = Diagnostics()
    target = Target(
        name=name,
        source=file,
        shown=file.name,
        output=folder / name,
        command=f"plainsdk generate {name}",
    )
    for path, text in generate(target, report).items():
        written = target.output / path
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(text, "utf-8")
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    yield Made(importlib.import_module(name), tuple(one.code for one in report))
    sys.path.remove(str(folder))


def _document(operations: Mapping[str, Json]) -> Json:
    paths: dict[str, Json] = {}
    for name, given in operations.items():
        operation = dict(given)
        path, method = operation.pop("path"), operation.pop("method", "get")
        paths.setdefault(path, {})[method] = {
            "operationId": name,
            "tags": ["wire"],
            "responses": {"204": {"description": "Done."}},
            **operation,
        }
    return {
        "openapi": "3.2.0",
        "info": {"title": "Vectors", "version": "1"},
        "paths": paths,
    }
