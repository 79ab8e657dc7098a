"""Gives requests models of their own where ``readOnly`` or ``writeOnly`` asks for it.

The rule. A property that is ``readOnly`` only comes, one that is ``writeOnly`` only goes
(OpenAPI 3.1, 4.8.24.4.3). One model serves both ways as long as a caller need not give
what only comes, and an answer need not hold what only goes:

- A model that requests reach, with a *required* ``readOnly`` property, is split. So is
  one that requests and answers reach, with a *required* ``writeOnly`` property. So is
  whatever requests reach that contains a split one, at any depth.
- Of a split model ``X``, requests have ``XInput``, in the same module, without
  ``readOnly`` properties. ``X`` is for answers, without ``writeOnly`` properties.
- A model that is not split but reached by answers has its required ``writeOnly``
  properties optional.
- Everything else stays as it is: an optional ``readOnly`` property is a field that is
  not sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .. import ir
from ..diagnostics import Pointer
from .changes import changed_declaration, changed_type
from .reach import Declarations, Links, answered

_KEY = "x-plainsdk-input"


def directed(api: ir.Api, links: Links) -> ir.Api:
    """Return the API with models for requests where the ones of answers do not do.

    ``links`` are those of its declarations.
    """
    declared = api.declarations
    going = links.reached(_sent(api), without=ir.Access.READ)
    coming = links.reached(answered(api), without=ir.Access.WRITE)
    split = _split(going, coming, declared, links)
    if not split and not any(_writes(declared[one]) for one in coming):
        return api
    made: dict[Pointer, ir.Declaration] = {}
    for pointer, declaration in declared.items():
        if pointer not in split:
            optional = pointer in coming
            made[pointer] = _optional(declaration) if optional else declaration
            continue
        made[pointer] = _without(declaration, ir.Access.WRITE)
        made[_input(pointer)] = _for_requests(declaration, split)
    return replace(
        api,
        declarations=made,
        operations=tuple(_operation(one, split) for one in api.operations),
    )


def _sent(api: ir.Api) -> Iterator[ir.Type]:
    for operation in api.operations:
        if operation.body is not None:
            yield operation.body.type
        for parameter in operation.parameters:
            yield parameter.type


def _split(
    going: frozenset[Pointer],
    coming: frozenset[Pointer],
    declared: Declarations,
    links: Links,
) -> frozenset[Pointer]:
    """Return what requests reach and must have otherwise."""
    users: dict[Pointer, list[Pointer]] = {pointer: [] for pointer in going}
    for pointer in going:
        for used in links.of(pointer, ir.Access.READ):
            if used in users:
                users[used].append(pointer)
    pending = [
        pointer
        for pointer in going
        if _has_required(declared[pointer], ir.Access.READ)
        or (pointer in coming and _has_required(declared[pointer], ir.Access.WRITE))
    ]
    found = set(pending)
    while pending:
        for user in users[pending.pop()]:
            if user not in found:
                found.add(user)
                pending.append(user)
    return frozenset(found)


def _has_required(declaration: ir.Declaration, access: ir.Access) -> bool:
    return isinstance(declaration, ir.Object) and any(
        field.required and field.access is access for field in declaration.fields
    )


def _writes(declaration: ir.Declaration) -> bool:
    return _has_required(declaration, ir.Access.WRITE)


def _input(pointer: Pointer) -> Pointer:
    return pointer / _KEY


def _for_requests(
    declaration: ir.Declaration, split: frozenset[Pointer]
) -> ir.Declaration:
    pointer = _input(declaration.pointer)
    changed = changed_declaration(
        _without(declaration, ir.Access.READ), lambda type_: _turned(type_, split)
    )
    origin = declaration.origin
    words = (origin.name,) if isinstance(origin, ir.Given) else origin.words
    named = replace(changed, pointer=pointer, origin=ir.Made((*words, "input")))
    if isinstance(named, ir.Alias):
        return named
    fields = tuple(
        field._replace(pointer=pointer / "properties" / field.wire)
        for field in named.fields
    )
    return replace(named, fields=fields)


def _turned(type_: ir.Type, split: frozenset[Pointer]) -> ir.Type:
    """Return a type as requests have it."""
    if isinstance(type_, ir.Reference) and type_.target in split:
        return ir.Reference(_input(type_.target))
    if isinstance(type_, ir.Union) and type_.tag is not None:
        tag = type_.tag
        pairs = tuple(
            (value, _input(to) if to in split else to) for value, to in tag.mapping
        )
        default = tag.default
        if default is not None and default in split:
            default = _input(default)
        return replace(type_, tag=replace(tag, mapping=pairs, default=default))
    return type_


def _without(declaration: ir.Declaration, access: ir.Access) -> ir.Declaration:
    if isinstance(declaration, ir.Alias):
        return declaration
    fields = tuple(one for one in declaration.fields if one.access is not access)
    return replace(declaration, fields=fields)


def _optional(declaration: ir.Declaration) -> ir.Declaration:
    if not _writes(declaration) or isinstance(declaration, ir.Alias):
        return declaration
    fields = tuple(
        one._replace(required=one.required and one.access is not ir.Access.WRITE)
        for one in declaration.fields
    )
    return replace(declaration, fields=fields)


def _operation(operation: ir.Operation, split: frozenset[Pointer]) -> ir.Operation:
    def turn(type_: ir.Type) -> ir.Type:
        return changed_type(type_, lambda one: _turned(one, split))

    body = operation.body
    return replace(
        operation,
        body=body and replace(body, type=turn(body.type)),
        parameters=tuple(
            replace(one, type=turn(one.type)) for one in operation.parameters
        ),
    )
