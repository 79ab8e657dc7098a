"""What lowering an operation needs beside it, and how it follows references."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .. import ir
from ..diagnostics import Diagnostics, Pointer
from ..document import Json, value_at
from ..words import without_echo
from .places import named_in_file
from .schemas import Schemas, Spot
from .values import mapping

_SHARED = {
    "parameters": "parameter",
    "responses": "response",
    "requestBodies": "body",
    "headers": "header",
}
_KINDS = {**_SHARED, "requestBody": "body"}


@dataclass(frozen=True)
class Context:
    """The document, its schemas, and where remarks go.

    ``parameters`` are those that several operations share, by where they stand.
    """

    root: Mapping[str, Json]
    schemas: Schemas
    report: Diagnostics
    parameters: dict[Spot, ir.Parameter | None] = field(
        default_factory=dict[Spot, "ir.Parameter | None"]
    )

    def follow(self, value: Json, spot: Spot) -> tuple[Mapping[str, Json], Spot]:
        """Return what a value or its reference is, and where it stands.

        What has a name of its own, under ``components``, stands there for all who refer
        to it, and what is inline in it is named after it.
        """
        found = mapping(value)
        seen: set[str] = set()
        while isinstance(target := found.get("$ref"), str) and target not in seen:
            seen.add(target)
            pointer = Pointer(target)
            found = mapping(value_at(self.root, pointer))
            spot = self._shared(pointer, spot) or spot
        return found, spot

    def _shared(self, pointer: Pointer, spot: Spot) -> Spot | None:
        parts, around = pointer.parts, spot.pointer.parts
        above = Pointer(pointer.text.rpartition("/")[0])
        kind = next((_KINDS[one] for one in around[:-3:-1] if one in _KINDS), None)
        in_file = named_in_file(pointer)
        if in_file is not None and kind is not None:
            return Spot(pointer, pointer, without_echo((kind,), in_file)[::-1])
        if len(parts) < 2 or parts[-2] not in _SHARED:
            return None
        if not isinstance(value_at(self.root, above), Mapping):
            return None
        return Spot(pointer, pointer, (parts[-1], _SHARED[parts[-2]]))

    def shape(self, type_: ir.Type) -> ir.Type | ir.Object:
        """Return what a type is without null, bounds and names."""
        return shape_of(type_, self.schemas.declarations)

    def is_scalar(self, type_: ir.Type) -> bool:
        """Whether every value of a type is one text on the wire."""
        match self.shape(type_):
            case ir.Scalar() | ir.Constant() | ir.Enumeration():
                return True
            case ir.Union(members):
                return all(self.is_scalar(member) for member in members)
            case _:
                return False

    def is_list(self, type_: ir.Type) -> bool:
        """Whether every value of a type is an array."""
        return isinstance(self.shape(type_), ir.ListOf)


def shape_of(
    type_: ir.Type, declared: Mapping[Pointer, ir.Declaration]
) -> ir.Type | ir.Object:
    """Return what a type is without null, bounds and names."""
    found = ir.behind(type_, declared)
    while isinstance(found, ir.Nullable | ir.Constrained):
        found = ir.behind(found.inner, declared)
    return found
