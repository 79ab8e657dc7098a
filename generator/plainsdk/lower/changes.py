"""Changes every type in a declaration or an operation; decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from .. import ir

Change = Callable[[ir.Type], ir.Type]


def changed_declaration(declaration: ir.Declaration, change: Change) -> ir.Declaration:
    """Return a declaration with each of its types changed."""
    match declaration:
        case ir.Alias():
            return replace(declaration, type=changed_type(declaration.type, change))
        case ir.Object():
            fields = tuple(
                replace(field, type=changed_type(field.type, change))
                for field in declaration.fields
            )
            extra = declaration.extra and changed_type(declaration.extra, change)
            return replace(declaration, fields=fields, extra=extra)
        case _:
            assert_never(declaration)


def changed_operation(operation: ir.Operation, change: Change) -> ir.Operation:
    """Return an operation with each of its types changed."""
    success = operation.success
    match success:
        case ir.Content():
            success = replace(success, type=changed_type(success.type, change))
        case ir.Events():
            success = replace(success, payload=changed_type(success.payload, change))
        case ir.Nothing():
            pass
        case _:
            assert_never(success)
    body = operation.body
    return replace(
        operation,
        success=success,
        also=tuple(
            replace(one, type=one.type and changed_type(one.type, change))
            for one in operation.also
        ),
        body=body and replace(body, type=changed_type(body.type, change)),
        parameters=tuple(
            replace(one, type=changed_type(one.type, change))
            for one in operation.parameters
        ),
        failures=tuple(
            replace(one, type=changed_type(one.type, change))
            for one in operation.failures
        ),
    )


def changed_type(type_: ir.Type, change: Change) -> ir.Type:
    """Change a type from the leaves up."""
    match type_:
        case ir.ListOf(item):
            type_ = ir.ListOf(changed_type(item, change))
        case ir.TupleOf(items):
            type_ = ir.TupleOf(tuple(changed_type(item, change) for item in items))
        case ir.MapOf(value):
            type_ = ir.MapOf(changed_type(value, change))
        case ir.Nullable(inner):
            type_ = ir.Nullable(changed_type(inner, change))
        case ir.Constrained(inner, constraints):
            type_ = ir.Constrained(changed_type(inner, change), constraints)
        case ir.Union(members, tag):
            type_ = ir.Union(tuple(changed_type(one, change) for one in members), tag)
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
