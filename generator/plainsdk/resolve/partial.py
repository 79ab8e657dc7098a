"""Leaves out of a document what errors stand in, so that the rest can be generated.

An operation leaves as a whole, a schema becomes open at the smallest part that is
concerned. What is wrong with the document itself cannot be left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from ..diagnostics import Diagnostic, Diagnostics, Pointer, Severity
from ..document import FILES, Document, Json, Missing, as_mapping, value_at
from ..grammar import METHODS
from .operations import Call, calls, path_item, without
from .reached import reaches
from .references import SAID, opened

_HOLDS_ONE = ("items", "additionalProperties", "schema", "itemSchema")
_HOLDS_MANY = (
    *("properties", "patternProperties", "$defs", "definitions", "schemas"),
    *("allOf", "anyOf", "oneOf", "prefixItems"),
)
_Root: TypeAlias = "Mapping[str, Json]"


def leave_out(
    document: Document, found: Iterable[Diagnostic], report: Diagnostics
) -> tuple[Document, tuple[Missing, ...]]:
    """The document without the parts that errors stand in, and what these are.

    Nothing is missing where no error stands in such a part. Each part that is left out
    is said with a warning, for the first error in it.
    """
    leaving = _Leaving(document.root)
    for item in found:
        if item.severity is Severity.ERROR and isinstance(item.where, Pointer):
            leaving.take(item, item.where)
    for missing, where in leaving.missing.values():
        words = f"{missing.message}; left out: {missing.what}"
        report.warning(missing.code, words, where)
    smaller = replace(document, root=leaving.root())
    return smaller, tuple(missing for missing, _ in leaving.missing.values())


class _Leaving:
    """The parts of one document that are left out."""

    def __init__(self, root: _Root) -> None:
        self._root = root
        self._calls = list(calls(root))
        self._open: set[str] = set()
        self._gone: set[tuple[str, ...]] = set()
        self._schemes: set[str] = set()
        self.missing: dict[str, tuple[Missing, Pointer]] = {}

    def take(self, item: Diagnostic, where: Pointer) -> None:
        """Leave out what an error stands in."""
        for pointer, what in self._parts(where):
            made = Missing(pointer, what, item.code, item.message)
            self.missing.setdefault(pointer.text, (made, where))

    def root(self) -> _Root:
        """The document without them."""
        root = without(self._root, lambda call: call.at.text in self.missing)
        for pointer in self._open:
            root = as_mapping(opened(root, Pointer(pointer).parts))
        for parts in self._gone:
            root = _without_key(root, parts)
        return _without_schemes(root, self._schemes) if self._schemes else root

    def _parts(self, where: Pointer) -> Iterator[tuple[Pointer, str]]:
        """The parts to leave out for an error, each with words for it."""
        parts = where.parts
        if parts[:1] in (("paths",), ("webhooks",)) and len(parts) > 1:
            yield from self._of_path(where)
        elif parts[:2] == ("components", "securitySchemes") and len(parts) > 2:
            yield from self._scheme(parts[2])
        elif parts[:1] in (("components",), (FILES,)):
            schema = _schema_around(where, self._root)
            if schema is None:
                yield from self._needing(where)
            else:
                self._open.add(schema.text)
                yield schema, _words(schema)

    def _of_path(self, where: Pointer) -> Iterator[tuple[Pointer, str]]:
        """The operation around an error, or those of its path, or what is none there."""
        under, path, *below = where.parts
        around = [one for one in self._calls if _is_in(where, one.at)]
        beside = [one for one in self._calls if one.at.parts[:2] == (under, path)]
        if around:
            yield around[0].at, around[0].title
        elif below[:1] and below[0] in METHODS:
            self._gone.add(where.parts)
            yield where, f"{below[0].upper()} {path}"
        elif beside:
            yield from ((one.at, one.title) for one in beside)
        else:
            at = Pointer("#") / under / path
            self._gone.add(at.parts)
            yield at, f"everything at {path}"

    def _needing(self, where: Pointer) -> Iterator[tuple[Pointer, str]]:
        """The component around an error, and the operations that refer to it."""
        parts = where.parts
        if parts[0] == "components" and len(parts) > 2:
            component = Pointer("#/components") / parts[1] / parts[2]
            self._gone.add(component.parts)
            yield component, f"{parts[2]} of components.{parts[1]}"
        for call in self._calls:
            if any(_is_in(where, Pointer(target)) for target in self._reached(call)):
                yield call.at, call.title

    def _reached(self, call: Call) -> set[str]:
        item = value_at(self._root, Pointer("#") / call.under / call.path)
        shared = path_item(item, self._root).get("parameters", [])
        outer = item.get("$ref") if isinstance(item, Mapping) else None
        found = reaches([dict(call.value), shared], self._root)
        return found | ({outer} if isinstance(outer, str) else set())

    def _scheme(self, name: str) -> Iterator[tuple[Pointer, str]]:
        """A security scheme, and the operations that cannot do without it."""
        self._schemes.add(name)
        at = Pointer("#/components/securitySchemes") / name
        yield at, f"security scheme {name}"
        for call in self._calls:
            needs = call.value.get("security", self._root.get("security"))
            if needs and call.under == "paths" and not _usable(needs, self._schemes):
                yield call.at, call.title


def _is_in(where: Pointer, around: Pointer) -> bool:
    return where == around or where.text.startswith(f"{around}/")


def _words(schema: Pointer) -> str:
    """A schema that is left open, as a person would name it."""
    parts = schema.parts
    named = parts[2:] if parts[0] == "components" else parts[1:]
    return f"the type of {'.'.join(one for one in named if one != 'properties')}"


def _schema_around(where: Pointer, root: _Root) -> Pointer | None:
    """The smallest schema around a pointer that is not open already."""
    parts = where.parts
    for end in range(len(parts), 1, -1):
        one, many = parts[end - 1], parts[end - 2]
        if many not in _HOLDS_MANY and (one not in _HOLDS_ONE or many in _HOLDS_MANY):
            continue
        pointer = Pointer("#")
        for part in parts[:end]:
            pointer = pointer / part
        value = value_at(root, pointer)
        if isinstance(value, Mapping) and set(value) - set(SAID):
            return pointer
    return None


def _without_key(value: _Root, parts: tuple[str, ...]) -> _Root:
    """A mapping without what stands at some keys."""
    first, *rest = parts
    if not rest:
        return {key: item for key, item in value.items() if key != first}
    return {**value, first: _without_key(as_mapping(value[first]), tuple(rest))}


def _without_schemes(root: _Root, gone: set[str]) -> _Root:
    """The document without some security schemes, and what asks for them."""
    components = as_mapping(root.get("components", {}))
    schemes = as_mapping(components.get("securitySchemes", {}))
    kept = {name: one for name, one in schemes.items() if name not in gone}
    made = as_mapping(_without_needs(root, gone))
    return {
        **made,
        "components": {**as_mapping(made["components"]), "securitySchemes": kept},
    }


def _without_needs(value: Json, gone: set[str]) -> Json:
    """A value in which no list of requirements asks for a scheme that is gone."""
    if isinstance(value, list):
        return [_without_needs(item, gone) for item in value]
    if not isinstance(value, Mapping):
        return value
    return {
        key: (
            [one for one in item if not _asks(one, gone)]
            if key == "security" and isinstance(item, list)
            else _without_needs(item, gone)
        )
        for key, item in value.items()
    }


def _usable(needs: Json, gone: set[str]) -> bool:
    """Whether one of the alternatives asks for nothing that is gone."""
    return isinstance(needs, list) and any(not _asks(one, gone) for one in needs)


def _asks(need: Json, gone: set[str]) -> bool:
    return isinstance(need, Mapping) and bool(set(need) & gone)
