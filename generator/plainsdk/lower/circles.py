"""Unwinds unions that are members of each other: each is then all that any of them can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from .. import ir
from ..diagnostics import Pointer


def unwound(
    declarations: Mapping[Pointer, ir.Declaration],
) -> dict[Pointer, ir.Declaration]:
    """Return the declarations without a union that is, through others, a member of
    itself.

    ``A`` as ``B`` or a text, and ``B`` as ``A`` or a number, are both a text or a
    number.
    """
    return {
        pointer: (
            replace(declaration, type=_whole(pointer, declarations))
            if isinstance(declaration, ir.Alias) and _circular(pointer, declarations)
            else declaration
        )
        for pointer, declaration in declarations.items()
    }


def _circular(start: Pointer, declarations: Mapping[Pointer, ir.Declaration]) -> bool:
    return any(
        member == ir.Reference(start)
        for pointer in _reached(start, declarations)
        for member in _members(pointer, declarations)
    )


def _whole(start: Pointer, declarations: Mapping[Pointer, ir.Declaration]) -> ir.Type:
    """Return the union of all that the unions which a union reaches have as members."""
    reached = set(_reached(start, declarations))
    found: dict[ir.Type, None] = {}
    nullable = False
    for pointer in _reached(start, declarations):
        declaration = declarations[pointer]
        if isinstance(declaration, ir.Alias):
            nullable = nullable or isinstance(declaration.type, ir.Nullable)
        for member in _members(pointer, declarations):
            if not isinstance(member, ir.Reference) or member.target not in reached:
                found.setdefault(member)
    union: ir.Type = ir.Union(tuple(found)) if found else ir.Anything()
    return ir.Nullable(union) if nullable and found else union


def _reached(
    start: Pointer, declarations: Mapping[Pointer, ir.Declaration]
) -> Iterator[Pointer]:
    """Walk through a union and the unions that are its members, and theirs, once each."""
    seen, pending = {start}, [start]
    while pending:
        pointer = pending.pop()
        yield pointer
        for member in _members(pointer, declarations):
            if not isinstance(member, ir.Reference) or member.target in seen:
                continue
            if any(True for _ in _members(member.target, declarations)):
                seen.add(member.target)
                pending.append(member.target)


def _members(
    pointer: Pointer, declarations: Mapping[Pointer, ir.Declaration]
) -> Iterator[ir.Type]:
    """Walk through the members of a declaration that is a union, null aside."""
    declaration = declarations.get(pointer)
    type_ = declaration.type if isinstance(declaration, ir.Alias) else None
    if isinstance(type_, ir.Nullable):
        type_ = type_.inner
    if isinstance(type_, ir.Union):
        yield from type_.members
