"""Finds the constant that tells a union's members apart, where the document does not name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .. import ir
from ..diagnostics import Pointer
from .changes import changed_declaration, changed_operation

_SIMPLE = (ir.Scalar, ir.Reference, ir.Constant, ir.Enumeration, ir.Anything)


def tagged(api: ir.Api) -> ir.Api:
    """Return the API with a tag on every union whose objects all declare a constant of
    one name.
    """
    declared = api.declarations

    def mark(type_: ir.Type) -> ir.Type:
        if isinstance(type_, ir.Union) and type_.tag is None:
            tag = _infer(type_, declared)
            return type_ if tag is None else replace(type_, tag=tag)
        return type_

    return replace(
        api,
        declarations={
            pointer: (
                declaration
                if _is_simple(declaration)
                else changed_declaration(declaration, mark)
            )
            for pointer, declaration in declared.items()
        },
        operations=tuple(
            changed_operation(operation, mark) for operation in api.operations
        ),
    )


def _is_simple(declaration: ir.Declaration) -> bool:
    """Whether no type in a declaration is made of others, as in most."""
    if isinstance(declaration, ir.Alias) or declaration.extra is not None:
        return False
    return all(isinstance(one.type, _SIMPLE) for one in declaration.fields)


def _infer(
    union: ir.Union, declared: Mapping[Pointer, ir.Declaration]
) -> ir.Tag | None:
    objects, others = _objects(union, declared)
    if not objects or (len(objects) == 1 and others):
        return None
    for field in objects[0].fields:
        values = [_constant(member, field.wire, declared) for member in objects]
        if None not in values and len(set(values)) == len(values):
            return ir.Tag(field.wire)
    return None


def _objects(
    union: ir.Union, declared: Mapping[Pointer, ir.Declaration]
) -> tuple[list[ir.Object], bool]:
    """Return the objects that a union may be, and whether it may be anything else.

    What several members lead to is walked through once.
    """
    found: dict[Pointer, ir.Object] = {}
    others = False
    seen: set[Pointer] = set()
    pending: list[ir.Type] = [union]
    while pending:
        type_ = pending.pop()
        if isinstance(type_, ir.Union):
            pending += type_.members[::-1]
        elif not isinstance(type_, ir.Reference) or type_.target not in declared:
            others = True
        elif type_.target not in seen:
            seen.add(type_.target)
            declaration = declared[type_.target]
            if isinstance(declaration, ir.Object):
                found[declaration.pointer] = declaration
            else:
                pending.append(declaration.type)
    return list(found.values()), others


def _constant(
    member: ir.Object, wire: str, declared: Mapping[Pointer, ir.Declaration]
) -> str | None:
    for field in member.fields:
        if field.wire == wire:
            found = ir.behind(field.type, declared)
            value = found.value if isinstance(found, ir.Constant) else None
            return value if isinstance(value, str) else None
    return None
