"""What stands behind the name of a field or an argument, by the one rule of presence and null."""

from __future__ import annotations

from typing import NamedTuple, assert_never

from .. import ir
from ..kinds import Kind
from .expressions import Atom, Bracket, Expression, Labelled
from .literals import literal
from .types import (
    Context,
    annotation,
    either,
    is_nullable,
    is_open,
    quoted,
    takes_null,
)
from .values import BINARY, FILE, constraint

_UNSET = Atom("UNSET")
_NONE = Atom("None")
_NULL = Bracket("Null", (), "()")


class Slot(NamedTuple):
    """A field or argument as Python has it: its annotation, and its default where it
    has one.
    """

    annotation: Expression
    default: Expression | None


def field_slot(field: ir.Field, name: str, context: Context) -> Slot:
    """Return a field's annotation and default in models of the kind that is wanted."""
    type_, marks = _bare(field.type)
    match context.models:
        case Kind.DATACLASS:
            slot = presence(type_, annotation(type_, context), field.required, context)
            marks += _read_only(field)
            if name != field.wire:
                marks.append(Bracket("Wire", (_text(field.wire),), "()"))
            return _marked(slot, marks)
        case Kind.PYDANTIC:
            slot = presence(type_, annotation(type_, context), field.required, context)
            if slot.default == _UNSET:
                slot = _none_for_unset(type_, context)
                marks.append(_NULL)
            marks += _read_only(field)
            if name != field.wire:
                alias = Labelled("alias=", _text(field.wire))
                marks.append(Bracket("Field", (alias,), "()"))
            return _marked(slot, marks)
        case Kind.MSGSPEC:
            slot = _unset_for_none(type_, field.required, context)
            slot = _marked(slot, marks + _read_only(field))
            if name == field.wire:
                return slot
            parts = [Labelled("name=", _text(field.wire))]
            if slot.default is not None:
                parts.insert(0, Labelled("default=", slot.default))
            return Slot(slot.annotation, Bracket("field", tuple(parts), "()"))
        case Kind.TYPEDDICT:
            return Slot(
                _key(type_, marks, field, annotation(type_, context), context), None
            )
        case _:
            assert_never(context.models)


def quoted_key(field: ir.Field, context: Context) -> Expression:
    """Return the type of a key of a dict where its type is not written as a class."""
    type_, marks = _bare(field.type)
    written = _key(type_, marks, field, quoted(type_, context), context)
    return written


def _bare(type_: ir.Type) -> tuple[ir.Type, list[Expression]]:
    """Take the constraints off a type, as marks."""
    marks = list[Expression]()
    if isinstance(type_, ir.Nullable) and isinstance(type_.inner, ir.Constrained):
        marks = [constraint(one) for one in type_.inner.constraints]
        type_ = ir.Nullable(type_.inner.inner)
    elif isinstance(type_, ir.Constrained):
        marks = [constraint(one) for one in type_.constraints]
        type_ = type_.inner
    if type_ == FILE:
        marks.append(BINARY)
    return type_, marks


def _read_only(field: ir.Field) -> list[Expression]:
    reads = field.access is ir.Access.READ
    return [Bracket("ReadOnly", (), "()")] if reads else []


def _text(wire: str) -> Atom:
    return Atom(literal(wire))


def _marked(slot: Slot, marks: list[Expression]) -> Slot:
    if not marks:
        return slot
    return Slot(Bracket("Annotated", (slot.annotation, *marks)), slot.default)


def _none_for_unset(type_: ir.Type, context: Context) -> Slot:
    """Return what is ``None`` where the key is not there, though null is a value too."""
    written = annotation(type_, context)
    opened = is_open(type_, context.api.declarations)
    return Slot(written if opened else either(written, _NONE), _NONE)


def _unset_for_none(type_: ir.Type, required: bool, context: Context) -> Slot:
    """Return what is ``UNSET`` where the key is not there, whether null is a value or
    not.
    """
    written = annotation(type_, context)
    slot = presence(type_, written, required, context)
    if required or slot.default == _UNSET:
        return slot
    default = _UNSET if slot.default == _NONE else slot.default
    return Slot(either(written, Atom("Unset")), default)


def _key(
    type_: ir.Type,
    marks: list[Expression],
    field: ir.Field,
    written: Expression,
    context: Context,
) -> Expression:
    """Return the type of a key of a dict, which says itself that it may be missing."""
    opened = is_open(type_, context.api.declarations)
    if is_nullable(type_, context.api.declarations) and not opened:
        written = either(written, _NONE)
    if marks:
        written = Bracket("Annotated", (written, *marks))
    return written if field.required else Bracket("NotRequired", (written,))


def presence(
    type_: ir.Type, written: Expression, required: bool, context: Context
) -> Slot:
    """Add to a type's annotation what may stand in place of a value."""
    found = ir.behind(type_, context.api.declarations)
    nullable, constant = takes_null(found), _only(found)
    if isinstance(found, ir.Anything):
        # Null is one of all values, and so is not absent.
        if required:
            return Slot(written, None)
        return Slot(either(written, Atom("Unset")), _UNSET)
    if required:
        return Slot(either(written, _NONE) if nullable else written, constant)
    if nullable:
        return Slot(either(written, _NONE, Atom("Unset")), _UNSET)
    return Slot(either(written, _NONE), constant or _NONE)


def constant_default(type_: ir.Type, context: Context) -> Expression | None:
    """Return the literal of a type that has one value, through aliases."""
    return _only(ir.behind(type_, context.api.declarations))


def _only(found: ir.Type | ir.Object) -> Expression | None:
    return Atom(literal(found.value)) if isinstance(found, ir.Constant) else None
