"""Changes every type in a declaration or an operation; decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from operator import is_
from typing import TypeVar, assert_never

from .. import ir

Change = Callable[[ir.Type], ir.Type]


def changed_declaration(declaration: ir.Declaration, change: Change) -> ir.Declaration:
    """Return a declaration with each of its types changed; itself where none is."""
    match declaration:
        case ir.Alias():
            type_ = changed_type(declaration.type, change)
            if type_ is declaration.type:
                return declaration
            return replace(declaration, type=type_)
        case ir.Object():
            fields = [_changed_field(one, change) for one in declaration.fields]
            extra = declaration.extra and changed_type(declaration.extra, change)
            if extra is declaration.extra and same(fields, declaration.fields):
                return declaration
            return replace(declaration, fields=tuple(fields), extra=extra)
        case _:
            assert_never(declaration)


def changed_operation(operation: ir.Operation, change: Change) -> ir.Operation:
    """Return an operation with each of its types changed; itself where none is."""
    success = operation.success
    match success:
        case ir.Content():
            success = changed(success, change)
        case ir.Events():
            payload = changed_type(success.payload, change)
            if payload is not success.payload:
                success = replace(success, payload=payload)
        case ir.Nothing():
            pass
        case _:
            assert_never(success)
    body = operation.body and changed(operation.body, change)
    also = [changed(one, change) for one in operation.also]
    parameters = [changed(one, change) for one in operation.parameters]
    failures = [changed(one, change) for one in operation.failures]
    if (
        success is operation.success
        and body is operation.body
        and same(also, operation.also)
        and same(parameters, operation.parameters)
        and same(failures, operation.failures)
    ):
        return operation
    return replace(
        operation,
        success=success,
        also=tuple(also),
        body=body,
        parameters=tuple(parameters),
        failures=tuple(failures),
    )


def _changed_field(field: ir.Field, change: Change) -> ir.Field:
    type_ = changed_type(field.type, change)
    return field if type_ is field.type else field._replace(type=type_)


_Typed = TypeVar("_Typed", ir.Content, ir.Also, ir.Body, ir.Parameter, ir.Failure)


def changed(typed: _Typed, change: Change) -> _Typed:
    """Return what has a type with that changed; itself where it is not."""
    old = typed.type
    new = old and changed_type(old, change)
    return typed if new is old else replace(typed, type=new)


def same(new: Iterable[object], old: Iterable[object]) -> bool:
    return all(map(is_, new, old))


def changed_type(type_: ir.Type, change: Change) -> ir.Type:
    """Change a type from the leaves up; one that does not change is the same object."""
    match type_:
        case (
            ir.Scalar()
            | ir.Reference()
            | ir.Constant()
            | ir.Enumeration()
            | ir.Anything()
        ):
            pass
        case ir.ListOf(item):
            new = changed_type(item, change)
            type_ = type_ if new is item else ir.ListOf(new)
        case ir.TupleOf(items):
            several = tuple([changed_type(one, change) for one in items])
            type_ = type_ if same(several, items) else ir.TupleOf(several)
        case ir.MapOf(value):
            new = changed_type(value, change)
            type_ = type_ if new is value else ir.MapOf(new)
        case ir.Nullable(inner):
            new = changed_type(inner, change)
            type_ = type_ if new is inner else ir.Nullable(new)
        case ir.Constrained(inner, constraints):
            new = changed_type(inner, change)
            type_ = type_ if new is inner else ir.Constrained(new, constraints)
        case ir.Union(members, tag):
            several = tuple([changed_type(one, change) for one in members])
            type_ = type_ if same(several, members) else ir.Union(several, tag)
        case _:
            assert_never(type_)
    return change(type_)
