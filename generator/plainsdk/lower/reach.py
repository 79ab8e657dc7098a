"""Which declarations types lead to, at any depth; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from .. import ir
from ..diagnostics import Pointer

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
    """What each declaration refers to, found once for all questions.

    ``files`` are the declarations that hold what is binary.
    """

    def __init__(self, declared: Declarations) -> None:
        self.files: set[Pointer] = set()
        self._of = {
            one: list(self._links(found, one)) for one, found in declared.items()
        }

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
        pending = [target for type_ in types for target in references(type_)]
        found: set[Pointer] = set()
        while pending:
            pointer = pending.pop()
            if pointer not in found and pointer in self._of:
                found.add(pointer)
                pending.extend(self.of(pointer, without))
        return frozenset(found)

    def _links(
        self, declaration: ir.Declaration, pointer: Pointer
    ) -> Iterator[tuple[Pointer, ir.Access]]:
        for type_, way in _types(declaration):
            if isinstance(type_, ir.Scalar):
                if is_binary(type_):
                    self.files.add(pointer)
                continue
            if isinstance(type_, ir.Reference):
                yield type_.target, way
                continue
            for leaf in leaves(type_):
                if isinstance(leaf, ir.Reference):
                    yield leaf.target, way
                elif is_binary(leaf):
                    self.files.add(pointer)


def _types(declaration: ir.Declaration) -> Iterator[tuple[ir.Type, ir.Access]]:
    """Walk through the types in a declaration, with the way that each goes."""
    match declaration:
        case ir.Alias():
            yield declaration.type, ir.Access.BOTH
        case ir.Object():
            for field in declaration.fields:
                yield field.type, field.access
            if declaration.extra is not None:
                yield declaration.extra, ir.Access.BOTH
        case _:
            assert_never(declaration)


def is_binary(type_: ir.Type) -> bool:
    """Whether a type is a file, or bytes."""
    return isinstance(type_, ir.Scalar) and type_.kind is ir.ScalarKind.BINARY


def references(type_: ir.Type) -> list[Pointer]:
    """Return what a type refers to itself."""
    return [one.target for one in leaves(type_) if isinstance(one, ir.Reference)]


def leaves(type_: ir.Type) -> list[ir.Type]:
    """Return the types that a type is made of and that are made of no others."""
    found: list[ir.Type] = []
    pending = [type_]
    while pending:
        one = pending.pop()
        match one:
            case (
                ir.Scalar()
                | ir.Reference()
                | ir.Constant()
                | ir.Enumeration()
                | ir.Anything()
            ):
                found.append(one)
            case ir.ListOf(inner) | ir.MapOf(inner) | ir.Nullable(inner):
                pending.append(inner)
            case ir.Constrained(inner):
                pending.append(inner)
            case ir.TupleOf(several) | ir.Union(several):
                pending.extend(several)
            case _:
                assert_never(one)
    return found
