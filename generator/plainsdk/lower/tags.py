"""Finds the constant that tells a union's members apart, where the document does not name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .. import ir
from ..diagnostics import Pointer
from .changes import changed_declaration, changed_operation


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
            pointer: changed_declaration(declaration, mark)
            for pointer, declaration in declared.items()
        },
        operations=tuple(
            changed_operation(operation, mark) for operation in api.operations
        ),
    )


def _infer(
    union: ir.Union, declared: Mapping[Pointer, ir.Declaration]
) -> ir.Tag | None:
    objects, others = _objects(union, declared, frozenset())
    if not objects or (len(objects) == 1 and others):
        return None
    for field in objects[0].fields:
        values = [_constant(member, field.wire, declared) for member in objects]
        if None not in values and len(set(values)) == len(values):
            return ir.Tag(field.wire)
    return None


def _objects(
    type_: ir.Type, declared: Mapping[Pointer, ir.Declaration], seen: frozenset[Pointer]
) -> tuple[list[ir.Object], bool]:
    """Return the objects that a type may be, and whether it may be anything else."""
    match type_:
        case ir.Reference(target) if target not in seen:
            declaration = declared.get(target)
            if isinstance(declaration, ir.Object):
                return [declaration], False
            if isinstance(declaration, ir.Alias):
                return _objects(declaration.type, declared, seen | {target})
            return [], True
        case ir.Union(members):
            parts = [_objects(member, declared, seen) for member in members]
            unique = {one.pointer: one for objects, _ in parts for one in objects}
            return list(unique.values()), any(others for _, others in parts)
        case _:
            return [], True


def _constant(
    member: ir.Object, wire: str, declared: Mapping[Pointer, ir.Declaration]
) -> str | None:
    for field in member.fields:
        if field.wire == wire:
            found = ir.behind(field.type, declared)
            value = found.value if isinstance(found, ir.Constant) else None
            return value if isinstance(value, str) else None
    return None
