"""Which declarations types lead to, at any depth; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from .. import ir
from ..diagnostics import Pointer
from .changes import changed_type

Declarations = Mapping[Pointer, ir.Declaration]


def answered(api: ir.Api) -> Iterator[ir.Type]:
    """Return the types of all that comes: answers, and what webhooks bring."""
    for operation in api.operations:
        success = operation.success
        match success:
            case ir.Content(_, type_) | ir.Events(_, type_, _):
                yield type_
            case ir.Nothing():
                pass
            case _:
                assert_never(success)
        yield from (one.type for one in operation.also if one.type is not None)
        yield from (one.type for one in operation.failures)
    for webhook in api.webhooks:
        if webhook.type is not None:
            yield webhook.type


def reached(
    types: Iterable[ir.Type],
    declared: Declarations,
    *,
    without: ir.Access | None = None,
) -> frozenset[Pointer]:
    """Return the declarations that types refer to, at any depth.

    ``without``: properties that go this way alone are not followed.
    """
    pending = references(types)
    found: set[Pointer] = set()
    while pending:
        pointer = pending.pop()
        if pointer not in found and pointer in declared:
            found.add(pointer)
            pending.extend(references(types_in(declared[pointer], without)))
    return frozenset(found)


def types_in(
    declaration: ir.Declaration, without: ir.Access | None = None
) -> list[ir.Type]:
    """Return the types that a declaration is made of."""
    match declaration:
        case ir.Alias():
            return [declaration.type]
        case ir.Object():
            fields = [one for one in declaration.fields if one.access is not without]
            types = [one.type for one in fields]
            return [*types, *([declaration.extra] if declaration.extra else [])]
        case _:
            assert_never(declaration)


def references(types: Iterable[ir.Type]) -> list[Pointer]:
    """Return what types refer to themselves."""
    found: list[Pointer] = []

    def look(type_: ir.Type) -> ir.Type:
        if isinstance(type_, ir.Reference):
            found.append(type_.target)
        return type_

    for type_ in types:
        changed_type(type_, look)
    return found
