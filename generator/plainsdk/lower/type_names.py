"""Gives declarations the names that the document has for them beside where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .. import ir
from ..diagnostics import Pointer
from ..document import Json
from .values import mapping, text


def with_given_names(
    declarations: Mapping[Pointer, ir.Declaration], root: Mapping[str, Json]
) -> Mapping[Pointer, ir.Declaration]:
    """Return the declarations with the names of ``x-plainsdk-type-names``, by pointer."""
    given = mapping(root.get("x-plainsdk-type-names"))
    names = {Pointer(pointer): text(name) for pointer, name in given.items()}
    return {
        pointer: _named(declaration, names.get(pointer))
        for pointer, declaration in declarations.items()
    }


def _named(declaration: ir.Declaration, name: str | None) -> ir.Declaration:
    if not name:
        return declaration
    origin = declaration.origin
    words = origin.words if isinstance(origin, ir.Made) else ()
    return replace(declaration, origin=ir.Given(name, words))
