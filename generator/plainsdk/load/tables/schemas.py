"""Types of the dialect to JSON Schema; classes are found by link, then by name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from ...diagnostics import Diagnostics
from ...document import Json
from ...fieldtable import (
    BadType,
    Class,
    Constant,
    DictOf,
    Linked,
    ListOf,
    Name,
    Starred,
    StreamOf,
    Type,
    UnionOf,
    Wrapped,
    classes_in,
    format_type,
    parse_type,
)
from ..texts.reading import Source
from .pages import ClassPage

Schema: TypeAlias = dict[str, Json]

_SCALARS = ("string", "integer", "number", "boolean")
BYTES: Schema = {"type": "string", "format": "binary"}
"""What every kind of raw data is."""

_NAMES: dict[str, Schema] = {
    "str": {"type": "string"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "Any": {},
    "Decimal": {"type": "string", "format": "decimal"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "UnrecognizedStr": {"type": "string"},
    "bytes": BYTES,
    "IO[bytes]": BYTES,
    "io.BufferedReader": BYTES,
    "io.IOBase": BYTES,
    "requests.Response": BYTES,
    "httpx.Response": BYTES,
}
_SWAPPED = {"date": "datetime", "datetime": "date"}


class Classes:
    """The classes that have a page, by path and by name, whatever the case."""

    def __init__(self, pages: Iterable[ClassPage]) -> None:
        self.pages: dict[str, ClassPage] = {}
        self._by_path: dict[str, str] = {}
        self._by_name: dict[str, str] = {}
        for page in pages:
            first = self._by_name.setdefault(page.name.casefold(), page.name)
            self.pages.setdefault(first, page)
            self._by_path[page.source.path.casefold()] = first

    def find(
        self, name: str, target: str = "", source: Source | None = None
    ) -> str | None:
        """The class that a link in ``source`` leads to, or that has the name."""
        path = target.partition("#")[0]
        if path and source is not None:
            joined = posixpath.join(posixpath.dirname(source.path), path)
            linked = self._by_path.get(posixpath.normpath(joined).casefold())
            if linked is not None:
                return linked
        return self._by_name.get(name.casefold())

    def linked(self, type_: Type | None, source: Source) -> ClassPage | None:
        """The page of the one class that a type is, nothing else."""
        found = list(classes_in(type_)) if type_ is not None else []
        match type_:
            case Class() | Linked(Class(), _) | Starred(Class()) if len(found) == 1:
                name = self.find(found[0][0].name, found[0][1], source)
                return self.pages.get(name) if name is not None else None
            case _:
                return None

    def page(self, name: str) -> ClassPage | None:
        """The page of a class, by its exact name."""
        return self.pages.get(name)


@dataclass(frozen=True)
class Spot:
    """Where a type stands: its file and line."""

    source: Source
    line: int


class Schemas:
    """Makes schemas of types.

    What a type does not say is reported or marked as a guess.
    """

    def __init__(
        self, classes: Classes, *, swapped: bool, report: Diagnostics, lenient: bool
    ) -> None:
        self.classes = classes
        self._swapped = swapped
        self._report = report
        self._lenient = lenient

    def of(self, type_: Type | None, spot: Spot) -> Schema:
        """The schema of a type.

        Open where the type is unknown or its page is missing.
        """
        return self._of(type_, spot, "") if type_ is not None else {}

    def named(self, cell: str, spot: Spot) -> Schema | str:
        """The schema of a page's name or type in ``http.yaml``, or what is wrong."""
        try:
            type_ = parse_type(cell)
        except BadType as error:
            return f"{cell[:60]!r} is neither a page nor a type: {error}"
        for class_, target in classes_in(type_):
            if self.classes.find(class_.name, target) is None:
                return f"there is no page for {class_.name!r}"
        return self._of(type_, spot, "")

    def _of(self, type_: Type, spot: Spot, target: str) -> Schema:
        match type_:
            case Name(name):
                return self._name(name, target)
            case Class():
                return self._class(type_, spot, target)
            case Constant(value):
                return {"const": value}
            case Wrapped(_, inner):
                # Within another type nothing can be absent, so each of the three means
                # null.
                return nullable(self._of(inner, spot, target))
            case ListOf(item):
                return {"type": "array", "items": self._of(item, spot, target)}
            case DictOf(value):
                values = self._of(value, spot, target)
                return {"type": "object", "additionalProperties": values}
            case UnionOf(members):
                return self._union(
                    [self._of(member, spot, target) for member in members]
                )
            case StreamOf(_, item):
                said = "a stream is a response, not a value; its events are read here"
                self._report.error("unknown-type", said, spot.source.place(spot.line))
                return self._of(item, spot, target)
            case Starred(inner):
                return self._of(inner, spot, target)
            case Linked(inner, link):
                return self._of(inner, spot, link)
            case _:
                assert_never(type_)

    def _union(self, members: list[Schema]) -> Schema:
        if all(member == BYTES for member in members):
            return dict(BYTES)
        return {"anyOf": list(members)}

    def _name(self, name: str, target: str) -> Schema:
        if name not in _SWAPPED:
            return dict(_NAMES[name])
        # The published pages have the labels of the two links swapped; bare names are
        # not.
        meant = _SWAPPED[name] if self._swapped and target else name
        return {**_NAMES[meant], "x-plainsdk-guess": ["date-labels"]}

    def _class(self, class_: Class, spot: Spot, target: str) -> Schema:
        found = self.classes.find(class_.name, target, spot.source)
        if found is not None:
            return {"$ref": f"#/components/schemas/{found}"}
        link = f" ({target})" if target else ""
        said = f"{format_type(class_)}{link[:200]} has no page here"
        where = spot.source.place(spot.line)
        if self._lenient:
            self._report.warning("dangling-link", f"{said}; any value is taken", where)
        else:
            mend = "add the page, or take any value with --lenient"
            self._report.error("dangling-link", f"{said}; {mend}", where)
        return {}


def nullable(schema: Schema) -> Schema:
    """The schema that takes null too."""
    kind = schema.get("type")
    if not schema or kind == "null":
        return schema
    if kind in _SCALARS:
        return {**schema, "type": [kind, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}
