"""Finds the constant that tells a union's members apart, where the document does not name it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import assert_never

from .. import ir
from ..diagnostics import Pointer


def tagged(api: ir.Api) -> ir.Api:
    """Return the API with a tag on every union whose objects all declare a constant of
    one name.
    """
    declared = api.declarations

    def mark(type_: ir.Type) -> ir.Type:
        if isinstance(type_, ir.Union) and type_.tag is None:
            return replace(type_, tag=_infer(type_, declared))
        return type_

    return replace(
        api,
        declarations={
            pointer: _declaration(declaration, mark)
            for pointer, declaration in declared.items()
        },
        operations=tuple(_operation(operation, mark) for operation in api.operations),
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


Change = Callable[[ir.Type], ir.Type]


def _declaration(declaration: ir.Declaration, change: Change) -> ir.Declaration:
    match declaration:
        case ir.Alias():
            return replace(declaration, type=_type(declaration.type, change))
        case ir.Object():
            fields = tuple(
                replace(field, type=_type(field.type, change))
                for field in declaration.fields
            )
            extra = declaration.extra and _type(declaration.extra, change)
            return replace(declaration, fields=fields, extra=extra)
        case _:
            assert_never(declaration)


def _operation(operation: ir.Operation, change: Change) -> ir.Operation:
    success = operation.success
    match success:
        case ir.Content():
            success = replace(success, type=_type(success.type, change))
        case ir.Events():
            success = replace(success, payload=_type(success.payload, change))
        case ir.Nothing():
            pass
        case _:
            assert_never(success)
    body = operation.body
    return replace(
        operation,
        success=success,
        also=tuple(
            replace(one, type=one.type and _type(one.type, change))
            for one in operation.also
        ),
        body=body and replace(body, type=_type(body.type, change)),
        parameters=tuple(
            replace(one, type=_type(one.type, change)) for one in operation.parameters
        ),
        failures=tuple(
            replace(one, type=_type(one.type, change)) for one in operation.failures
        ),
    )


def _type(type_: ir.Type, change: Change) -> ir.Type:
    """Change a type from the leaves up."""
    match type_:
        case ir.ListOf(item):
            type_ = ir.ListOf(_type(item, change))
        case ir.MapOf(value):
            type_ = ir.MapOf(_type(value, change))
        case ir.Nullable(inner):
            type_ = ir.Nullable(_type(inner, change))
        case ir.Constrained(inner, constraints):
            type_ = ir.Constrained(_type(inner, change), constraints)
        case ir.Union(members, tag):
            type_ = ir.Union(tuple(_type(one, change) for one in members), tag)
        case (
            ir.Scalar()
            | ir.Constant()
            | ir.Enumeration()
            | ir.Reference()
            | ir.Anything()
        ):
            pass
        case _:
            assert_never(type_)
    return change(type_)
