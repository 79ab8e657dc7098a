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


class Links:
    """Which declarations each declaration refers to, found once for all questions."""

    def __init__(self, declared: Declarations) -> None:
        self._of = {one: list(_links(found)) for one, found in declared.items()}

    def of(
        self, pointer: Pointer, without: ir.Access | None = None
    ) -> Iterator[Pointer]:
        """Walk through what a declaration refers to itself.

        ``without``: properties that go this way alone are not followed.
        """
        return (target for target, way in self._of[pointer] if way is not without)

    def reached(
        self, types: Iterable[ir.Type], *, without: ir.Access | None = None
    ) -> frozenset[Pointer]:
        """Return the declarations that types refer to, at any depth."""
        pending = references(types)
        found: set[Pointer] = set()
        while pending:
            pointer = pending.pop()
            if pointer not in found and pointer in self._of:
                found.add(pointer)
                pending.extend(self.of(pointer, without))
        return frozenset(found)


def _links(declaration: ir.Declaration) -> Iterator[tuple[Pointer, ir.Access]]:
    """Walk through what a declaration refers to, with the way that this goes."""
    match declaration:
        case ir.Alias():
            for target in references([declaration.type]):
                yield target, ir.Access.BOTH
        case ir.Object():
            for field in declaration.fields:
                if type(field.type) is not ir.Scalar:
                    for target in references([field.type]):
                        yield target, field.access
            if declaration.extra is not None:
                for target in references([declaration.extra]):
                    yield target, ir.Access.BOTH
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
