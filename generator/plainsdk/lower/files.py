"""Tells files from texts: what is ``binary`` is a file in a form, and a text in JSON.

JSON has no bytes (RFC 8259), so a property of ``format: binary`` is there whatever text the
API writes. What forms of several parts alone reach is a file, what both reach may be either.
A part of which nothing is said is a file too (OpenAPI 3.1, 4.8.15).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .. import ir
from ..diagnostics import Pointer
from .changes import Change, changed_declaration, changed_type
from .media import Kind, kind_of
from .reach import answered, reached

_FILE = ir.Scalar(ir.ScalarKind.BINARY)
_TEXT = ir.Scalar(ir.ScalarKind.STRING)


def placed(api: ir.Api) -> ir.Api:
    """Return the API with texts for what is binary, but in what is sent as a form."""
    declared = api.declarations
    forms = reached(_forms(api), declared)
    texts = reached(_texts(api), declared)
    known = forms | texts
    open_parts = frozenset(_multipart(api))
    made: dict[Pointer, ir.Declaration] = {}
    for pointer, declaration in declared.items():
        if pointer not in known and _is_file(declaration):
            made[pointer] = declaration  # the name of a body that is no JSON
        elif pointer in open_parts and pointer not in texts:
            made[pointer] = _with_files(declaration)
        elif pointer not in forms:
            made[pointer] = changed_declaration(declaration, _to(_TEXT))
        elif pointer in texts:
            made[pointer] = changed_declaration(
                declaration, _to(ir.Union((_FILE, _TEXT)))
            )
        else:
            made[pointer] = declaration
    operations = tuple(map(_operation, api.operations))
    return replace(api, declarations=made, operations=operations)


def _is_file(declaration: ir.Declaration) -> bool:
    return isinstance(declaration, ir.Alias) and declaration.type == _FILE


def _to(wanted: ir.Type) -> Change:
    def change(type_: ir.Type) -> ir.Type:
        if type_ == _FILE:
            return wanted
        if isinstance(type_, ir.Union) and wanted in type_.members:
            return _flat(type_)
        return type_

    return change


def _flat(union: ir.Union) -> ir.Type:
    """Return a union without what it says twice."""
    members = dict.fromkeys(
        inner
        for one in union.members
        for inner in (one.members if isinstance(one, ir.Union) else (one,))
    )
    return replace(union, members=tuple(members)) if len(members) > 1 else _TEXT


def _is_form(body: ir.Body) -> bool:
    return kind_of(body.media) in (Kind.MULTIPART, Kind.BINARY)


def _forms(api: ir.Api) -> Iterator[ir.Type]:
    for operation in api.operations:
        if operation.body is not None and _is_form(operation.body):
            yield operation.body.type


def _texts(api: ir.Api) -> Iterator[ir.Type]:
    for operation in api.operations:
        if operation.body is not None and not _is_form(operation.body):
            yield operation.body.type
        for parameter in operation.parameters:
            yield parameter.type
    yield from answered(api)


def _multipart(api: ir.Api) -> Iterator[Pointer]:
    """Walk through the objects whose properties are the parts of a body."""
    for operation in api.operations:
        body = operation.body
        if body is not None and kind_of(body.media) is Kind.MULTIPART:
            found = ir.behind(body.type, api.declarations)
            if isinstance(found, ir.Object):
                yield found.pointer


def _with_files(declaration: ir.Declaration) -> ir.Declaration:
    """Return an object whose properties are files where nothing is said of them."""
    assert isinstance(declaration, ir.Object)
    return replace(
        declaration,
        fields=tuple(replace(one, type=_part(one.type)) for one in declaration.fields),
    )


def _part(type_: ir.Type) -> ir.Type:
    match type_:
        case ir.Anything():
            return _FILE
        case ir.ListOf(ir.Anything()):
            return ir.ListOf(_FILE)
        case ir.Constrained(inner, constraints):
            return ir.Constrained(_part(inner), constraints)
        case _:
            return type_


def _operation(operation: ir.Operation) -> ir.Operation:
    """Return an operation with texts in its parameters, and below a body of JSON."""
    body = operation.body
    if body is not None and not _is_form(body) and body.type != _FILE:
        body = replace(body, type=changed_type(body.type, _to(_TEXT)))
    parameters = tuple(
        replace(one, type=changed_type(one.type, _to(_TEXT)))
        for one in operation.parameters
    )
    return replace(operation, body=body, parameters=parameters)
