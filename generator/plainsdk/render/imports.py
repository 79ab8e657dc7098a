"""The import lines of a generated module, sorted as ruff sorts them.

It decides no name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection

from .expressions import WIDTH

_STANDARD = {
    "Callable": "collections.abc",
    "Mapping": "collections.abc",
    "Sequence": "collections.abc",
    "dataclass": "dataclasses",
    "Decimal": "decimal",
    "Annotated": "typing",
    "Any": "typing",
    "ClassVar": "typing",
    "Literal": "typing",
    "NotRequired": "typing",
    "TYPE_CHECKING": "typing",
    "TypeAlias": "typing",
    "TypedDict": "typing",
    "Union": "typing",
    "UUID": "uuid",
}
_OTHERS = {"Field": "pydantic", "field": "msgspec"}
_MODEL = frozenset(
    [
        "UNSET",
        "Base64",
        "Base64Url",
        "Binary",
        "Length",
        "Model",
        "Null",
        "Pattern",
        "Range",
        "ReadOnly",
        "Several",
        "Tag",
        "Unlisted",
        "Unset",
        "Wire",
        "dt",
    ]
)


_ALSO_MODEL = frozenset(["Annotated", "Any", "Decimal", "UUID"])
"""What a module with classes takes from the runtime's ``model``, from where it imports
anyway.

A new field so needs one more import line at most.
"""


_DIGIT = re.compile(r"\d")
_RUNS = re.compile(r"\d+|\D+")


class Imports:
    """What one module of the package imports.

    ``runtime`` is where its runtime stands; ``classes``: it declares models.
    """

    def __init__(self, runtime: str, *, classes: bool = False) -> None:
        self._runtime = runtime
        self._of_model = _MODEL | _ALSO_MODEL if classes else _MODEL
        self._from: dict[str, set[str]] = defaultdict(set)
        self._models = False
        self._needed: set[str] = set()

    def need(self, names: Collection[str]) -> None:
        """Import the names among these that are not builtins; ``Range_`` is ``Range``
        renamed.
        """
        if self._needed.issuperset(names):
            return
        fresh = set(names) - self._needed
        self._needed |= fresh
        for name in fresh:
            source = name.removesuffix("_")
            bound = name if source == name else f"{source} as {name}"
            if name == "m":
                self._models = True
            elif name == "File":
                self.runtime("files", "File")
            elif source in self._of_model:
                self._from[f"{self._runtime}.model"].add(bound)
            elif source in _OTHERS:
                self._from[_OTHERS[source]].add(bound)
            elif source in _STANDARD:
                self._from[_STANDARD[source]].add(bound)

    def runtime(self, module: str, *names: str) -> None:
        """Import names from a module of the runtime."""
        self._from[f"{self._runtime}.{module}"].update(names)

    def local(self, module: str, name: str) -> None:
        """Import a name from a module of the package."""
        self._from[module].add(name)

    def late_lines(self) -> str:
        """Return the import that only type checkers see, if there is one."""
        return "    from .. import models as m" if self._models else ""

    def lines(self, depth: int = 0, *, late: bool = False) -> list[str]:
        """Return the import lines, a blank one between what comes from where.

        ``late``: but for that of the models, which only type checkers see.
        """
        if late and self._models:
            self.need(["TYPE_CHECKING"])
        standard = [one for one in self._from if one in set(_STANDARD.values())]
        local = [one for one in self._from if one.startswith(".")]
        others = [one for one in self._from if one not in (*standard, *local)]
        lines = {
            module: import_lines(module, self._from[module], depth)
            for module in self._from
        }
        sections = [
            [line for module in sorted(names, key=module_key) for line in lines[module]]
            for names in (standard, others)
        ]
        relative = {module: lines[module] for module in local}
        if self._models and not late:
            relative[".."] = [f"{' ' * depth}from .. import models as m"]
        sections.append(
            [line for one in sorted(relative, key=module_key) for line in relative[one]]
        )
        found: list[str] = []
        for section in sections:
            if section:
                found.extend(["", *section] if found else section)
        return found


def import_lines(module: str, names: Collection[str], depth: int = 0) -> list[str]:
    """Return the imports of some names of a module; each that is renamed has its own."""
    renamed = [[name] for name in names if " as " in name]
    plain = sorted((name for name in names if " as " not in name), key=member_key)
    groups = [*renamed, plain] if plain else renamed
    groups.sort(key=lambda group: member_key(group[0].split(" ")[0]))
    return [line for group in groups for line in _statement(module, group, depth)]


def _statement(module: str, names: list[str], depth: int) -> list[str]:
    """Return one import statement, its names to a line each where it does not fit."""
    pad = " " * depth
    line = f"{pad}from {module} import {', '.join(names)}"
    if len(line) <= WIDTH:
        return [line]
    inner = [f"{pad}    {name}," for name in names]
    return [f"{pad}from {module} import (", *inner, f"{pad})"]


def module_key(module: str) -> tuple[int, list[tuple[bool, int, str]]]:
    """Return the order of modules: far relative ones first, then by name, numbers as
    numbers.
    """
    dots = len(module) - len(module.lstrip("."))
    return (-dots, natural(module.lstrip(".")))


def member_key(name: str) -> tuple[int, list[tuple[bool, int, str]], str]:
    """Return the order of imported names: constants, classes, the rest."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return (kind, natural(name.lower()), name)


def listed_key(name: str) -> tuple[int, list[tuple[bool, int, str]]]:
    """Return the order of names in ``__all__``: as imported names, but with case
    counting.
    """
    return (member_key(name)[0], natural(name))


def natural(text: str) -> list[tuple[bool, int, str]]:
    """Split a text so that runs of digits compare as numbers.

    A run that begins with 0 compares digit by digit, as the part after a point does.
    """
    if not _DIGIT.search(text):
        return [(True, 0, text)]  # as most
    return [
        (
            not part.isdigit(),
            len(part) if part.isdigit() and part[0] != "0" else 0,
            part,
        )
        for part in _RUNS.findall(text)
    ]
