"""Python expressions as values, and the lines they take: what black would make, made at once.

The rules are those on which black 24.1 and later agree: a bracket that does not fit is opened,
first onto one line, then one part to a line; a union is put into parentheses.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, assert_never

WIDTH = 88
"""The columns of a line, black's own default."""


def columns(text: str) -> int:
    """Count the columns of a text, of which a wide character takes two (Unicode, annex
    11).
    """
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide


@dataclass(frozen=True)
class Atom:
    """A name or literal, which cannot be split; ``quoted`` where a name stands as a
    text.
    """

    text: str
    quoted: bool = False

    @property
    def flat(self) -> str:
        return f'"{self.text}"' if self.quoted else self.text

    @property
    def names(self) -> frozenset[str]:
        name = self.text.split(".", 1)[0]
        return frozenset((name,)) if name.isidentifier() else frozenset()


@dataclass(frozen=True)
class Bracket:
    """A subscript, call or display: ``head``, the brackets, and what is between them."""

    head: str
    parts: tuple[Expression, ...]
    brackets: str = "[]"

    @cached_property
    def flat(self) -> str:
        inner = ", ".join([part.flat for part in self.parts])
        if len(self.parts) == 1 and not self.head and self.brackets == "()":
            inner += ","  # a tuple of one
        return f"{self.head}{self.brackets[0]}{inner}{self.brackets[1]}"

    @cached_property
    def names(self) -> frozenset[str]:
        own = (self.head,) if self.head else ()
        return frozenset(own).union(*[part.names for part in self.parts])


@dataclass(frozen=True)
class Either:
    """Types joined by ``|``."""

    members: tuple[Expression, ...]

    @cached_property
    def flat(self) -> str:
        return " | ".join([member.flat for member in self.members])

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset[str]().union(*[member.names for member in self.members])


@dataclass(frozen=True)
class Labelled:
    """A part of a bracket with something before it: ``key=``, ``"key": ``, ``lambda:
    ``.
    """

    label: str
    value: Expression

    @property
    def flat(self) -> str:
        return f"{self.label}{self.value.flat}"

    @property
    def names(self) -> frozenset[str]:
        return self.value.names


Expression: TypeAlias = Atom | Bracket | Either | Labelled
"""``flat`` is it on one line; ``names`` are those that it needs to be bound, ``m`` for
``m.Chat``.
"""


def lay(
    prefix: str,
    expression: Expression,
    suffix: str,
    depth: int,
    *,
    wrap: bool = True,
    opened: bool = False,
) -> list[str]:
    """Return the lines of ``prefix expression suffix`` at an indentation of ``depth``
    spaces.

    ``wrap``: whether a name that is too long may be put into parentheses of its own.
    ``opened``: brackets are opened even where everything fits on a line.
    """
    line = f"{' ' * depth}{prefix}{expression.flat}{suffix}"
    if columns(line) <= WIDTH and not (
        opened and isinstance(expression, Bracket | Either)
    ):
        return [line]
    match expression:
        case Labelled(label, value):
            return lay(prefix + label, value, suffix, depth, wrap=False)
        case Bracket(head, parts, brackets) if parts:
            first = f"{' ' * depth}{prefix}{head}{brackets[0]}"
            return [
                first,
                *_inside(expression, depth + 4),
                f"{' ' * depth}{brackets[1]}{suffix}",
            ]
        case Either():
            return [
                f"{' ' * depth}{prefix}(",
                *_operands(expression, depth + 4, ""),
                f"{' ' * depth}){suffix}",
            ]
        case Atom(text) if wrap:
            return [
                f"{' ' * depth}{prefix}(",
                f"{' ' * (depth + 4)}{text}",
                f"{' ' * depth}){suffix}",
            ]
        case Atom() | Bracket():
            return [line]
        case _:
            assert_never(expression)


def declared(
    prefix: str, expression: Expression, default: Expression | None, depth: int
) -> list[str]:
    """Return the lines of ``prefix expression = default``, the default in parentheses
    if need be.
    """
    pad = " " * depth
    apart = _apart(pad + prefix, expression, depth + 4)
    if default is None:
        if apart:
            return [f"{pad}{prefix}(", *apart, f"{pad})"]
        return lay(prefix, expression, "", depth)
    line = f"{pad}{prefix}{expression.flat} = {default.flat}"
    opened = f"{pad}{prefix}{expression.flat} = "
    call = default if isinstance(default, Bracket) else None
    too_long = columns(line) > WIDTH
    if too_long and call and columns(f"{opened}{call.head}(") <= WIDTH:
        return _called(opened, call, depth)
    if too_long and columns(opened) < WIDTH:
        return [f"{opened}(", *lay("", default, "", depth + 4, wrap=False), f"{pad})"]
    if apart:
        return [f"{pad}{prefix}(", *apart, *_behind(apart, default, depth)]
    *lines, last = lay(prefix, expression, f" = {default.flat}", depth)
    fits = columns(last) <= WIDTH and columns(f"{pad}{prefix}(") <= WIDTH
    if fits or call is None or not lines:
        return [*lines, last]
    return [*lines, *_called(last.removesuffix(call.flat), call, depth)]


def _called(start: str, call: Bracket, depth: int) -> list[str]:
    """Return the lines of a call behind ``start``, its brackets opened."""
    return [f"{start}{call.head}(", *_inside(call, depth + 4), f"{' ' * depth})"]


def _behind(apart: list[str], default: Expression, depth: int) -> list[str]:
    """Return the lines of a default behind an annotation in parentheses."""
    pad = " " * depth
    if isinstance(default, Bracket):
        return _called(f"{pad}) = ", default, depth)
    if not any(line.endswith(",") for line in apart):
        return [f"{pad}) = ({default.flat})"]
    return [f"{pad}) = (", f"{pad}    {default.flat}", f"{pad})"]


def _apart(start: str, expression: Expression, depth: int) -> list[str]:
    """Return the lines of a bracket that has parentheses of its own: its own does not
    fit beside what stands before it, and a parenthesis does. None, if that is no help.
    """
    if not isinstance(expression, Bracket):
        return []
    opened = columns(f"{start}{expression.head}{expression.brackets[0]}")
    if not opened > WIDTH >= columns(start) + 1:
        return []
    lines = lay("", expression, "", depth)
    return lines if all(columns(line) <= WIDTH for line in lines) else []


def renamed(expression: Expression, names: Mapping[str, str]) -> Expression:
    """Return an expression with some of its bare names called otherwise."""
    match expression:
        case Atom(text, quoted=False):
            return Atom(names.get(text, text))
        case Atom():
            return expression
        case Bracket(head, parts, brackets):
            inner = tuple(renamed(part, names) for part in parts)
            return Bracket(names.get(head, head), inner, brackets)
        case Either(members):
            return Either(tuple(renamed(member, names) for member in members))
        case Labelled(label, value):
            return Labelled(label, renamed(value, names))
        case _:
            assert_never(expression)


def aliased(name: str, expression: Expression) -> list[str]:
    """Return the lines that make a name stand for a type."""
    prefix = f"{name}: TypeAlias = "
    if columns(f"{prefix}{expression.flat}") <= WIDTH:
        return lay(prefix, expression, "", 0)
    if columns(f"{prefix}(") <= WIDTH:
        if (
            isinstance(expression, Bracket)
            and columns(prefix + expression.head) >= WIDTH
        ):
            return [f"{prefix}(", *lay("", expression, "", 4), ")"]
        return lay(prefix, expression, "", 0)
    return [f"{name}: (", "    TypeAlias", *_behind_alias(name, expression)]


def _behind_alias(name: str, expression: Expression) -> list[str]:
    """Return the lines behind ``TypeAlias`` where even that does not fit beside its
    name.
    """
    if columns(f"{name}: (") > WIDTH:
        return lay(") = ", expression, "", 0, opened=True)
    closed = f") = ({expression.flat})"
    if not isinstance(expression, Either):
        return lay(") = ", expression, "", 0)
    if columns(closed) <= WIDTH:
        return [closed]
    return lay(") = ", expression, "", 0, opened=True)


def headed(name: str, base: str) -> list[str]:
    """Return the lines that begin a class."""
    line = f"class {name}({base}):"
    if columns(line) <= WIDTH:
        return [line]
    return [f"class {name}(", f"    {base}", "):"]


def _inside(bracket: Bracket, depth: int) -> list[str]:
    parts = bracket.parts
    together = " " * depth + ", ".join([part.flat for part in parts])
    if columns(together) <= WIDTH and bracket.head:
        return [together]
    if len(parts) == 1 and bracket.brackets == "[]":
        return _part(parts[0], depth, "")
    return [line for part in parts for line in _part(part, depth, ",")]


def _part(part: Expression, depth: int, comma: str) -> list[str]:
    if isinstance(part, Either):
        return _operands(part, depth, comma)
    return lay("", part, comma, depth, wrap=False)


def _operands(either: Either, depth: int, comma: str) -> list[str]:
    """Return a union inside brackets: on one line, else one member to a line."""
    together = f"{' ' * depth}{either.flat}{comma}"
    if columns(together) <= WIDTH:
        return [together]
    lines: list[str] = []
    for number, member in enumerate(either.members):
        last = number == len(either.members) - 1
        mark = "| " if number else ""
        lines.extend(lay(mark, member, comma if last else "", depth, wrap=False))
    return lines
