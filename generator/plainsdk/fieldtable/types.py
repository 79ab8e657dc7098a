"""The type cell of a field table, both ways: text, a closed sum type, the same text.

What a type means (a schema, a class) is not decided here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never, get_args

Presence: TypeAlias = Literal["Optional", "Nullable", "OptionalNullable"]
Primitive: TypeAlias = Literal[
    "str",
    "int",
    "float",
    "bool",
    "bytes",
    "Any",
    "Decimal",
    "date",
    "datetime",
    "UnrecognizedStr",
    "IO[bytes]",
    "io.BufferedReader",
    "io.IOBase",
    "requests.Response",
    "httpx.Response",
]

MAX_DEPTH = 40
"""How deep a type may nest; the deepest one published is four levels."""

PACKAGES = frozenset(
    (
        "models",
        "shared",
        "components",
        "operations",
        "errors",
        "callbacks",
        "webhooks",
        "internal",
    )
    + ("utils", "api")
)
"""The packages that a class is named with, ``models.File``."""


@dataclass(frozen=True, slots=True)
class Name:
    """A type that Python or a library has, by the dialect's word for it."""

    name: Primitive


@dataclass(frozen=True, slots=True)
class Class:
    """A class of the API, ``models.File``; ``package`` is empty for a bare ``File``."""

    package: str
    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    """``Literal["x"]``: one value, a string, a number or a truth value."""

    value: str | int | float | bool


@dataclass(frozen=True, slots=True)
class Wrapped:
    """``Optional[…]`` (may be absent), ``Nullable[…]`` (may be null), or both."""

    presence: Presence
    inner: Type


@dataclass(frozen=True, slots=True)
class ListOf:
    """``List[…]``."""

    item: Type


@dataclass(frozen=True, slots=True)
class DictOf:
    """``Dict[str, …]``."""

    value: Type


@dataclass(frozen=True, slots=True)
class UnionOf:
    """``Union[…, …]``, in the order of the cell."""

    members: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class StreamOf:
    """A stream of events, by the Python type that the published SDK returns."""

    form: Literal["EventStream", "EventStreamAsync", "Generator", "AsyncGenerator"]
    item: Type


@dataclass(frozen=True, slots=True)
class Starred:
    """``*…*``: the dialect's emphasis around a type that has no page."""

    inner: Type


@dataclass(frozen=True, slots=True)
class Linked:
    """``[…](target)``: a type with a page, or with documentation elsewhere."""

    inner: Type
    target: str


Type: TypeAlias = (
    Name
    | Class
    | Constant
    | Wrapped
    | ListOf
    | DictOf
    | UnionOf
    | StreamOf
    | Starred
    | Linked
)

_PRIMITIVES: dict[str, Primitive] = {name: name for name in get_args(Primitive)}
_PRESENCE: dict[str, Presence] = {name: name for name in get_args(Presence)}
_TOKEN = re.compile(
    r"\s*(?:"
    r"(?P<text>\"(?:[^\"\\]|\\.)*\")"
    r"|(?P<number>-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)"
    r"|(?P<io>IO\[bytes\])"
    r"|(?P<word>[^\W\d]\w*(?:\.[^\W\d]\w*)*)"
    r"|(?P<mark>[\[\](),*])"
    r")",
    re.DOTALL,
)
_TARGET = re.compile(r"\(([^()\s]*)\)")


class BadType(ValueError):
    """A type cell that the grammar does not know.

    The text says what is wrong and where.
    """


def parse_type(text: str) -> Type:
    """The type that a cell, a union heading or a response line has.

    Raises ``BadType``.
    """
    reader = _Reader(text)
    found = reader.type(0)
    if reader.rest():
        raise reader.error("the type ends before this")
    return found


def format_type(type_: Type) -> str:
    """The text of a type: what ``parse_type`` reads, in the published spacing."""
    match type_:
        case Name(name):
            return name
        case Class(package, name):
            return f"{package}.{name}" if package else name
        case Constant(value):
            shown = (
                repr(value)
                if isinstance(value, bool)
                else json.dumps(value, ensure_ascii=False)
            )
            return f"Literal[{shown}]"
        case Wrapped(presence, inner):
            return f"{presence}[{format_type(inner)}]"
        case ListOf(item):
            return f"List[{format_type(item)}]"
        case DictOf(value):
            return f"Dict[str, {format_type(value)}]"
        case UnionOf(members):
            return f"Union[{', '.join(map(format_type, members))}]"
        case StreamOf(form, item):
            return _format_stream(form, format_type(item))
        case Starred(inner):
            return f"*{format_type(inner)}*"
        case Linked(inner, target):
            return f"[{format_type(inner)}]({target})"
        case _:
            assert_never(type_)


def classes_in(type_: Type, target: str = "") -> Iterator[tuple[Class, str]]:
    """The classes that a type names, each with the target of its link."""
    match type_:
        case Class():
            yield type_, target
        case Linked(inner, link):
            yield from classes_in(inner, link)
        case (
            Wrapped(_, inner)
            | Starred(inner)
            | ListOf(inner)
            | DictOf(inner)
            | StreamOf(_, inner)
        ):
            yield from classes_in(inner, target)
        case UnionOf(members):
            for member in members:
                yield from classes_in(member, target)
        case Name() | Constant():
            pass
        case _:
            assert_never(type_)


def _format_stream(form: str, item: str) -> str:
    match form:
        case "Generator":
            return f"Generator[{item}, None, None]"
        case "AsyncGenerator":
            return f"AsyncGenerator[{item}, None]"
        case _:
            return f"eventstreaming.{form}[{item}]"


class _Reader:
    """A cursor in one cell: recursive descent, one token at a time."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def rest(self) -> str:
        return self.text[self.at :].strip()

    def error(self, words: str) -> BadType:
        rest = self.rest()
        if not rest:
            return BadType("the type ends too early")
        shown = rest if len(rest) <= 40 else rest[:40] + "…"
        return BadType(f"{words}: {shown!r}")

    def next(self) -> tuple[str, str]:
        """The next token: its kind and its text."""
        found = _TOKEN.match(self.text, self.at)
        if found is None or found.lastgroup is None:
            raise self.error("not a type")
        self.at = found.end()
        return found.lastgroup, found[found.lastgroup]

    def skip(self, mark: str) -> bool:
        """Pass the mark, if it is what comes next."""
        found = _TOKEN.match(self.text, self.at)
        if found is None or found["mark"] != mark:
            return False
        self.at = found.end()
        return True

    def expect(self, mark: str) -> None:
        if not self.skip(mark):
            raise self.error(f"{mark!r} is missing before")

    def type(self, depth: int) -> Type:
        if depth > MAX_DEPTH:
            raise BadType(f"the type nests more than {MAX_DEPTH} levels")
        before = self.at
        kind, text = self.next()
        if kind == "io":
            return Name("IO[bytes]")
        if kind == "mark" and text == "*":
            inner = self.type(depth + 1)
            self.expect("*")
            return Starred(inner)
        if kind == "mark" and text == "[":
            inner = self.type(depth + 1)
            self.expect("]")
            return Linked(inner, self.target())
        if kind != "word":
            self.at = before
            raise self.error("not a type")
        if self.text.startswith("[", self.at):
            self.at += 1
            found = self.generic(text, before, depth)
            self.expect("]")
            return found
        return self.name(text, before)

    def target(self) -> str:
        found = _TARGET.match(self.text, self.at)
        if found is None:
            raise self.error("a link without a target")
        self.at = found.end()
        return found[1]

    def name(self, word: str, before: int) -> Type:
        if word in _PRIMITIVES:
            return Name(_PRIMITIVES[word])
        package, _, name = word.rpartition(".")
        if package in PACKAGES or (not package and name[0].isupper()):
            return Class(package, name)
        self.at = before
        raise self.error("no such type")

    def generic(self, head: str, before: int, depth: int) -> Type:
        """What stands between the brackets after ``head``."""
        depth += 1
        if head in _PRESENCE:
            return Wrapped(_PRESENCE[head], self.type(depth))
        match head:
            case "List":
                return ListOf(self.type(depth))
            case "Dict":
                if self.next() != ("word", "str"):
                    raise self.error("the keys of a Dict are str; here comes")
                self.expect(",")
                return DictOf(self.type(depth))
            case "Union":
                return self.union(depth)
            case "Literal":
                return self.constant()
            case "eventstreaming.EventStream" | "EventStream":
                return StreamOf("EventStream", self.type(depth))
            case "eventstreaming.EventStreamAsync" | "EventStreamAsync":
                return StreamOf("EventStreamAsync", self.type(depth))
            case "Generator" | "AsyncGenerator":
                return self.generator(head, depth)
            case _:
                self.at = before
                raise self.error("no such type")

    def union(self, depth: int) -> Type:
        members = [self.type(depth)]
        while self.skip(","):
            members.append(self.type(depth))
        return UnionOf(tuple(members))

    def generator(
        self, head: Literal["Generator", "AsyncGenerator"], depth: int
    ) -> Type:
        item = self.type(depth)
        for _ in range(2 if head == "Generator" else 1):
            self.expect(",")
            if self.next() != ("word", "None"):
                raise self.error("None is missing before")
        return StreamOf(head, item)

    def constant(self) -> Type:
        before = self.at
        kind, text = self.next()
        if kind == "word" and text in ("True", "False"):
            return Constant(text == "True")
        if kind in ("text", "number"):
            try:
                value: str | int | float = json.loads(text, strict=False)
            except ValueError:
                value = float("inf")
            if value not in (float("inf"), float("-inf")):
                return Constant(value)
        self.at = before
        raise self.error("not a value that a Literal can have")
