"""Types as annotations: of a field, of an alias, and of an argument, which takes more."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from .. import ir
from ..diagnostics import Pointer
from ..kinds import Kind
from ..names import Names
from .expressions import Atom, Bracket, Either, Expression, Labelled
from .literals import literal
from .values import (
    FILE,
    MARKED_FILE,
    constant,
    constraint,
    enumeration,
    given_scalar,
    scalar,
)

_FILE_INPUT = Atom("File")
_NULL = ir.Scalar(ir.ScalarKind.NULL)
_ANY = Atom("Any")
_NONE = Atom("None")
_UNSET = Atom("Unset")
_MAPPING = Bracket("Mapping", (Atom("str"), Atom("Any")))
_LAST = {"None": 1, "Unset": 2}
_OBJECT = Bracket("dict", (Atom("str"), Atom("Any")))


@dataclass(frozen=True)
class Context:
    """What writing a type needs beside the type."""

    api: ir.Api
    names: Names
    models: Kind = Kind.DATACLASS
    _referred: dict[Pointer, Atom] = field(default_factory=dict[Pointer, Atom])

    def declared(self, pointer: Pointer) -> ir.Declaration:
        """Return what a reference leads to."""
        return self.api.declarations[pointer]

    def name(self, pointer: Pointer) -> str:
        """Return the name of what a reference leads to."""
        return self.names.declarations[pointer]

    def referred(self, pointer: Pointer) -> Atom:
        """Return a reference; to null alone it is null, which ``|`` can join."""
        found = self._referred.get(pointer)
        if found is None:
            end = ir.behind(ir.Reference(pointer), self.api.declarations)
            found = _NONE if end == _NULL else Atom(f"m.{self.name(pointer)}")
            self._referred[pointer] = found
        return found


def annotation(type_: ir.Type, context: Context) -> Expression:
    """Return the annotation of a field or result: exact, with constraints."""
    return _write(type_, context.referred, context)


def quoted(type_: ir.Type, context: Context) -> Expression:
    """Return the annotation of a field where it is no text: references are quoted."""

    def refer(pointer: Pointer) -> Atom:
        name = context.referred(pointer)
        return Atom(name.text, quoted=name != _NONE)

    return _write(type_, refer, context, quotes=True)


def result(type_: ir.Type, context: Context) -> Expression:
    """Return the type of what is sent or comes back as a whole: without constraints."""
    return annotation(_unconstrained(type_), context)


def _unconstrained(type_: ir.Type) -> ir.Type:
    match type_:
        case ir.Constrained(inner, _):
            return _unconstrained(inner)
        case ir.Nullable(inner):
            return ir.Nullable(_unconstrained(inner))
        case ir.ListOf(item):
            return ir.ListOf(_unconstrained(item))
        case ir.TupleOf(items):
            return ir.TupleOf(tuple(map(_unconstrained, items)))
        case ir.MapOf(value):
            return ir.MapOf(_unconstrained(value))
        case ir.Union(members, tag):
            return ir.Union(tuple(map(_unconstrained, members)), tag)
        case _:
            return type_


def alias(
    declaration: ir.Alias, context: Context, beside: Collection[Pointer] = ()
) -> Expression:
    """Return what an alias stands for: references are quoted, each on its own.

    An alias that is a part of itself has its bare name there, which type checkers can
    follow. ``beside`` are declarations that stand above it in the same module.
    """
    other = other_name(declaration)
    if other is not None:
        name = context.name(other)
        return Atom(name if other in beside else f"m.{name}")

    if declaration.type == FILE:
        return MARKED_FILE

    def refer(pointer: Pointer) -> Atom:
        if pointer == declaration.pointer:
            return Atom(context.name(pointer), quoted=True)
        name = context.referred(pointer)
        return Atom(name.text, quoted=name != _NONE)

    written = _write(declaration.type, refer, context, quotes=True)
    # A quoted name alone would be a text when it is used, not a type.
    return replace(written, quoted=False) if isinstance(written, Atom) else written


def other_name(declaration: ir.Declaration) -> Pointer | None:
    """Return what a declaration is nothing but another name of."""
    if not isinstance(declaration, ir.Alias):
        return None
    type_ = declaration.type
    if isinstance(type_, ir.Union) and len(type_.members) == 1 and type_.tag is None:
        type_ = type_.members[0]
    return type_.target if isinstance(type_, ir.Reference) else None


def _write(
    type_: ir.Type,
    refer: Callable[[Pointer], Atom],
    context: Context,
    *,
    quotes: bool = False,
) -> Expression:
    def write(inner: ir.Type) -> Expression:
        if inner == FILE:
            return MARKED_FILE
        return _write(inner, refer, context, quotes=quotes)

    match type_:
        case ir.Scalar(kind):
            return scalar(kind, context.models)
        case ir.Constant(value):
            return constant(value)
        case ir.Enumeration(values):
            return either(*enumeration(values, context.models))
        case ir.Reference(target):
            return refer(target)
        case ir.ListOf(item):
            return Bracket("list", (write(item),))
        case ir.TupleOf(items):
            return Bracket("tuple", tuple(write(item) for item in items))
        case ir.MapOf(value):
            return Bracket("dict", (Atom("str"), write(value)))
        case ir.Nullable(inner):
            return either(write(inner), _NONE)
        case ir.Constrained(inner, constraints):
            marks = tuple(constraint(one) for one in constraints)
            return Bracket("Annotated", (write(inner), *marks))
        case ir.Union(members, tag):
            joined = either(*(write(member) for member in members))
            return _tagged(joined, tag, context, quotes) if tag else joined
        case ir.Anything():
            return _ANY
        case _:
            assert_never(type_)


def _tagged(
    joined: Expression, tag: ir.Tag, context: Context, quotes: bool
) -> Expression:
    """Add what a tag that no member has becomes, and the mapping where there is one."""
    unknown: Expression = Atom("m.Unknown", quoted=quotes)
    if context.models is Kind.TYPEDDICT:
        unknown = _OBJECT
    union = either(*_members(joined), unknown)
    if not quotes or not (tag.mapping or tag.default):
        return union
    entries = tuple(
        Labelled(f"{literal(value)}: ", Atom(literal(context.name(pointer))))
        for value, pointer in tag.mapping
        if pointer in context.names.declarations
    )
    mapping = Bracket("", entries, "{}")
    parts: list[Expression] = [Atom(literal(tag.property)), mapping]
    if tag.default in context.names.declarations and tag.default is not None:
        parts.append(Atom(literal(context.name(tag.default))))
    mark = Bracket("Tag", tuple(parts), "()")
    return Bracket("Annotated", (union, mark))


def _members(expression: Expression) -> tuple[Expression, ...]:
    match expression:
        case Either(members):
            return members
        case Bracket("Union", parts):
            return parts
        case _:
            return (expression,)


def either(*parts: Expression) -> Expression:
    """Join types: by ``|``, or by ``Union`` where one is quoted and ``|`` would fail.

    ``None`` and then ``Unset`` come last, where a reader looks for them.
    """
    if len(parts) == 1:
        return parts[0]
    distinct = _literals_joined([member for part in parts for member in _members(part)])
    words = {one.text for one in distinct if isinstance(one, Atom)}
    if "Any" in words:
        distinct = [one for one in distinct if one in (_ANY, _NONE, _UNSET)]
    if "float" in words:
        distinct = [one for one in distinct if one != Atom("int")]
    if not words.isdisjoint(_LAST):
        distinct.sort(key=_place)
    if len(distinct) == 1:
        return distinct[0]
    if any(isinstance(one, Atom) and one.quoted for one in distinct):
        return Bracket("Union", tuple(distinct))
    return Either(tuple(distinct))


def _place(member: Expression) -> int:
    return _LAST.get(member.text, 0) if isinstance(member, Atom) else 0


def _literals_joined(members: list[Expression]) -> list[Expression]:
    """Join the literals among the members into one, and drop what comes twice."""
    found = [
        one for one in members if isinstance(one, Bracket) and one.head == "Literal"
    ]
    if not found:
        return list(dict.fromkeys(members))
    values = tuple(dict.fromkeys(value for one in found for value in one.parts))
    joined = Bracket("Literal", values)
    return list(dict.fromkeys(joined if one in found else one for one in members))


def argument(type_: ir.Type, context: Context, *, files: bool = False) -> Expression:
    """Return the annotation of an argument: objects as mappings too, any sequence for a
    list.

    ``files``: what is binary may be given as a file of any kind.
    """
    return _Arguments(context, files).write(type_, frozenset())


@dataclass(frozen=True)
class _Arguments:
    context: Context
    files: bool

    def write(self, type_: ir.Type, inside: frozenset[Pointer]) -> Expression:
        match type_:
            case ir.Reference(target):
                return self._reference(target, inside)
            case ir.ListOf(item):
                # Every text is a sequence of texts for a type checker.
                head = "Several" if self._takes_text(item, frozenset()) else "Sequence"
                return Bracket(head, (self.write(item, inside),))
            case ir.TupleOf(items):
                parts = tuple(self.write(item, inside) for item in items)
                return Bracket("tuple", parts)
            case ir.MapOf(value):
                return Bracket("Mapping", (Atom("str"), self.write(value, inside)))
            case ir.Nullable(inner):
                return either(self.write(inner, inside), _NONE)
            case ir.Constrained(inner, _):
                return self.write(inner, inside)
            case ir.Union(members, tag):
                written = [self.write(member, inside) for member in members]
                mappings = (
                    [_MAPPING] if any(_MAPPING in _members(p) for p in written) else []
                )
                rest = [one for p in written for one in _members(p) if one != _MAPPING]
                if Atom("str") in rest:  # a text is meant as one
                    rest = [_any_sequence(one) for one in rest]
                if tag and self.context.models is not Kind.TYPEDDICT:
                    rest.append(Atom("m.Unknown"))
                return either(*rest, *mappings)
            case ir.Scalar(ir.ScalarKind.BINARY) if self.files:
                return _FILE_INPUT
            case ir.Scalar(kind):
                return either(*given_scalar(kind, self.context.models))
            case ir.Constant() | ir.Enumeration() | ir.Anything():
                return annotation(type_, self.context)
            case _:
                assert_never(type_)

    def _takes_text(self, type_: ir.Type, seen: frozenset[Pointer]) -> bool:
        """Whether any text is a value of a type."""
        match type_:
            case ir.Scalar(kind):
                return Atom("str") in given_scalar(kind, self.context.models)
            case ir.Nullable(inner) | ir.Constrained(inner, _):
                return self._takes_text(inner, seen)
            case ir.Union(members):
                return any(self._takes_text(one, seen) for one in members)
            case ir.Reference(target) if target not in seen:
                declaration = self.context.declared(target)
                return isinstance(declaration, ir.Alias) and self._takes_text(
                    declaration.type, seen | {target}
                )
            case _:
                return isinstance(type_, ir.Anything)

    def _reference(self, target: Pointer, inside: frozenset[Pointer]) -> Expression:
        name = self.context.referred(target)
        declaration = self.context.declared(target)
        if isinstance(declaration, ir.Object):
            return either(name, _MAPPING)
        if target in inside:
            return name
        written = self.write(declaration.type, inside | {target})
        has_container = _has_container(declaration.type, self.context, frozenset())
        if has_container or _FILE_INPUT in _members(written):
            return written
        takes = _MAPPING in _members(written)
        return either(name, _MAPPING) if takes else name


def _any_sequence(one: Expression) -> Expression:
    if isinstance(one, Bracket) and one.head == "Several":
        return Bracket("Sequence", one.parts)
    return one


def _has_container(type_: ir.Type, context: Context, seen: frozenset[Pointer]) -> bool:
    match type_:
        case ir.ListOf() | ir.TupleOf() | ir.MapOf():
            return True
        case ir.Nullable(inner) | ir.Constrained(inner, _):
            return _has_container(inner, context, seen)
        case ir.Union(members):
            return any(_has_container(one, context, seen) for one in members)
        case ir.Reference(target) if target not in seen:
            declaration = context.declared(target)
            return isinstance(declaration, ir.Alias) and _has_container(
                declaration.type, context, seen | {target}
            )
        case _:
            return False


def is_nullable(type_: ir.Type, declared: Mapping[Pointer, ir.Declaration]) -> bool:
    """Whether null is a value of a type, through aliases."""
    return takes_null(ir.behind(type_, declared))


def takes_null(found: ir.Type | ir.Object) -> bool:
    """Whether null is a value of what stands behind a type."""
    return isinstance(found, ir.Nullable) or found == _NULL


def is_open(type_: ir.Type, declared: Mapping[Pointer, ir.Declaration]) -> bool:
    """Whether every value is one of a type, through aliases."""
    return isinstance(ir.behind(type_, declared), ir.Anything)
