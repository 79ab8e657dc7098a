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
from .changes import Change, changed, changed_declaration, same
from .media import Kind, kind_of
from .reach import Links, answered, is_binary

_FILE = ir.Scalar(ir.ScalarKind.BINARY)
_TEXT = ir.Scalar(ir.ScalarKind.STRING)


def placed(api: ir.Api, links: Links) -> ir.Api:
    """Return the API with texts for what is binary, but in what is sent as a form.

    ``links`` are those of its declarations.
    """
    operations = tuple(map(_operation, api.operations))
    open_parts = frozenset(_multipart(api))
    if not links.files and not open_parts:
        return replace(api, operations=operations)
    forms, texts = links.reached(_forms(api)), links.reached(_texts(api))
    made = dict(api.declarations)
    for pointer in links.files | open_parts:
        declaration = made[pointer]
        if pointer not in forms and pointer not in texts and _is_file(declaration):
            continue  # the name of a body that is no JSON
        if pointer in open_parts and pointer not in texts:
            made[pointer] = _with_files(declaration)
        elif pointer not in forms:
            made[pointer] = changed_declaration(declaration, _to(_TEXT))
        elif pointer in texts:
            made[pointer] = changed_declaration(
                declaration, _to(ir.Union((_FILE, _TEXT)))
            )
    return replace(api, declarations=made, operations=operations)


def _is_file(declaration: ir.Declaration) -> bool:
    return isinstance(declaration, ir.Alias) and declaration.type == _FILE


def _to(wanted: ir.Type) -> Change:
    def change(type_: ir.Type) -> ir.Type:
        if is_binary(type_):
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
        fields=tuple(one._replace(type=_part(one.type)) for one in declaration.fields),
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
        body = changed(body, _to(_TEXT))
    parameters = [changed(one, _to(_TEXT)) for one in operation.parameters]
    if body is operation.body and same(parameters, operation.parameters):
        return operation
    return replace(operation, body=body, parameters=tuple(parameters))
