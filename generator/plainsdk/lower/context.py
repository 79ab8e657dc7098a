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

    ``parameters`` are those that several operations share, by where they stand, and
    ``errors`` what shared responses carry; ``named`` is what stands at a reference, and
    its spot where it has a name of its own.
    """

    root: Mapping[str, Json]
    schemas: Schemas
    report: Diagnostics
    parameters: dict[Spot, ir.Parameter | None] = field(
        default_factory=dict[Spot, "ir.Parameter | None"]
    )
    errors: dict[Spot, ir.Type | None] = field(
        default_factory=dict[Spot, "ir.Type | None"]
    )
    named: dict[str, tuple[Mapping[str, Json], Spot | None]] = field(
        default_factory=dict[str, tuple[Mapping[str, Json], "Spot | None"]]
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
            if target not in self.named:
                self.named[target] = self._named(pointer)
            found, shared = self.named[target]
            spot = _in_file(pointer, spot.pointer) or shared or spot
        return found, spot

    def _named(self, pointer: Pointer) -> tuple[Mapping[str, Json], Spot | None]:
        found = mapping(value_at(self.root, pointer))
        parts = pointer.parts
        above = Pointer(pointer.text.rpartition("/")[0])
        if len(parts) < 2 or parts[-2] not in _SHARED:
            return found, None
        if not isinstance(value_at(self.root, above), Mapping):
            return found, None
        return found, Spot(pointer, pointer, (parts[-1], _SHARED[parts[-2]]))

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


def _in_file(pointer: Pointer, at: Pointer) -> Spot | None:
    """Return the spot of what is in a file of its own, by the place that refers to it."""
    name = named_in_file(pointer)
    if name is None:
        return None
    kind = next((_KINDS[one] for one in at.parts[:-3:-1] if one in _KINDS), None)
    if kind is None:
        return None
    return Spot(pointer, pointer, without_echo((kind,), name)[::-1])


def shape_of(
    type_: ir.Type, declared: Mapping[Pointer, ir.Declaration]
) -> ir.Type | ir.Object:
    """Return what a type is without null, bounds and names."""
    found = ir.behind(type_, declared)
    while isinstance(found, ir.Nullable | ir.Constrained):
        found = ir.behind(found.inner, declared)
    return found
