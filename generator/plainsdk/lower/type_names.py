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
        pointer: (
            replace(declaration, origin=ir.Given(names[pointer]))
            if names.get(pointer)
            else declaration
        )
        for pointer, declaration in declarations.items()
    }
