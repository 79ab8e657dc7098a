"""Lowers schemas to types and declarations.

Inline ones are declared under words of their path.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from .. import ir
from ..diagnostics import Diagnostics, Pointer
from ..document import Json, value_at
from .arrays import array_of
from .constraints import constraints
from .enums import enumerated, meanings
from .ignored import say_ignored
from .kinds import SCALARS, kinds_of, plain_scalar, string_of, takes_null
from .objects import is_object, map_of, object_at
from .places import Spot, is_below_paths, named, operation_place, place_of
from .unions import union_of, word_at
from .values import doc, mapping, text

__all__ = ["Schemas", "Spot"]

_NULL = ir.Scalar(ir.ScalarKind.NULL)


@dataclass
class Schemas:
    """The schemas of one document on their way to declarations."""

    root: Mapping[str, Json]
    report: Diagnostics
    declarations: dict[Pointer, ir.Declaration] = field(
        default_factory=dict[Pointer, ir.Declaration]
    )
    _open: set[Pointer] = field(default_factory=set[Pointer])
    _ends: dict[Pointer, Pointer] = field(default_factory=dict[Pointer, Pointer])
    _endless: set[Pointer] = field(default_factory=set[Pointer])
    _asked: dict[Pointer, None] = field(default_factory=dict[Pointer, None])
    _named: dict[Pointer, ir.Type] = field(default_factory=dict[Pointer, ir.Type])
    _said: set[tuple[str, str, Pointer]] = field(
        default_factory=set[tuple[str, str, Pointer]]
    )

    def declare_components(self) -> None:
        """Declare every schema under ``components.schemas``, in the document's order."""
        components = mapping(mapping(self.root.get("components")).get("schemas"))
        at = Pointer("#/components/schemas")
        for name in components:
            self._declare_named(at / name, name)

    def settle(self, words: Mapping[Pointer, tuple[str, ...]]) -> None:
        """Declare what was referred to elsewhere, and shorten chains of aliases.

        ``words`` are those of each operation, by its pointer.
        """
        while self._asked:
            asked, self._asked = list(self._asked), {}
            for pointer in asked:
                name = named(pointer)
                if name is not None:
                    self._declare_named(pointer, name)
                elif pointer not in self.declarations:
                    spot = operation_place(pointer, words, self.root)
                    schema = value_at(self.root, pointer)
                    self._declare(schema, spot, ir.Made(spot.words))
        self._shorten()

    def is_declared(self, pointer: Pointer) -> bool:
        """Whether a declaration stands at a pointer, or is being made for it."""
        return pointer in self.declarations

    def note(self, code: str, message: str, at: Pointer) -> None:
        """Say something that harms no SDK, once."""
        if (code, message, at) not in self._said:
            self._said.add((code, message, at))
            self.report.note(code, message, at)

    def warn(self, code: str, message: str, at: Pointer) -> None:
        """Say that the output may not be what the user wants, once."""
        if (code, message, at) not in self._said:
            self._said.add((code, message, at))
            self.report.warning(code, message, at)

    def type_of(self, schema: Json, spot: Spot) -> ir.Type:
        """Return the type of a schema.

        An inline object, enumeration or union with a mapping is declared on the way.
        """
        found = mapping(schema)
        plain = plain_scalar(found)
        if plain is not None:
            return plain
        if is_object(found):
            self._declare_object(found, spot, ir.Made(spot.words))
            return _or_null(ir.Reference(spot.pointer), takes_null(found))
        shape = self._shape(schema, spot)
        nullable = isinstance(shape, ir.Nullable)
        inner = shape.inner if isinstance(shape, ir.Nullable) else shape
        if not _wants_name(inner):
            return shape
        self._add_alias(found, spot, ir.Made(spot.words), inner)
        return _or_null(ir.Reference(spot.pointer), nullable)

    def _declare_named(self, pointer: Pointer, name: str) -> None:
        if pointer in self.declarations:
            return
        schema = value_at(self.root, pointer)
        self._declare(schema, Spot(pointer, pointer, (name,)), ir.Given(name))

    def _declare(self, schema: Json, spot: Spot, origin: ir.Origin) -> None:
        found = mapping(schema)
        if is_object(found):
            self._declare_object(found, spot, origin)
            return
        self._add_alias(found, spot, origin, ir.Anything())
        self._add_alias(found, spot, origin, self._shape(schema, spot))

    def _add_alias(
        self, schema: Mapping[str, Json], spot: Spot, origin: ir.Origin, type_: ir.Type
    ) -> None:
        said = doc(schema)._replace(meanings=meanings(schema))
        self.declarations[spot.pointer] = ir.Alias(
            spot.pointer, origin, spot.home, type_, said
        )

    def _declare_object(
        self, schema: Mapping[str, Json], spot: Spot, origin: ir.Origin
    ) -> None:
        if spot.pointer in self.declarations:
            return
        empty = ir.Object(spot.pointer, origin, spot.home, ())
        self.declarations[spot.pointer] = empty
        self.declarations[spot.pointer] = object_at(schema, spot, origin, self)

    def _shape(self, schema: Json, spot: Spot) -> ir.Type:
        """Return the type of a schema that is no object with properties of its own."""
        if schema is False:
            self.note(
                "open-false", "no value fits this schema; any is taken", spot.pointer
            )
        if not isinstance(schema, dict):
            return ir.Anything()
        say_ignored(schema, spot, self)
        target = schema.get("$ref")
        if isinstance(target, str):
            return _or_null(self._reference(Pointer(target), spot), takes_null(schema))
        for keyword in ("oneOf", "anyOf"):
            members = schema.get(keyword)
            if isinstance(members, list) and members:
                return union_of(schema, keyword, spot, self)
        values = enumerated(schema, spot, self)
        if values is not None:
            return _or_null(values, schema.get("nullable") is True)
        return self._typed(schema, spot)

    def _reference(self, target: Pointer, spot: Spot) -> ir.Type:
        """Return the type of what stands at a pointer, wherever that is.

        What has a name is declared under it. Any other place is lowered where it
        stands, so that what it holds is one declaration.
        """
        known = self._named.get(target)
        if known is not None:
            return known
        end = self._end_of(target)
        schema = mapping(value_at(self.root, end))
        name = named(target)
        if name is not None:
            self._asked[target] = None
            type_ = _or_null(
                ir.Reference(target), is_object(schema) and takes_null(schema)
            )
            self._named[target] = type_
            return type_
        if named(end) is not None:
            return self._reference(end, spot)
        if is_below_paths(end):
            self._asked[end] = None
            return ir.Reference(end)
        if end in self._open:
            self._endless.add(end)
            return ir.Reference(end)
        self._open.add(end)
        place = place_of(end, lambda at, index: word_at(self.root, at, index))
        type_ = self.type_of(value_at(self.root, end), place)
        self._open.discard(end)
        if end not in self._endless or end in self.declarations:
            return type_
        self._add_alias(schema, place, ir.Made(place.words), type_)
        return ir.Reference(end)

    def _end_of(self, target: Pointer) -> Pointer:
        """Return where a chain of references ends; a long one is walked once."""
        chain: dict[Pointer, None] = {}
        while target not in self._ends and target not in chain:
            chain[target] = None
            following = text(mapping(value_at(self.root, target)).get("$ref"))
            if not following:
                break
            target = Pointer(following)
        end = self._ends.get(target, target)
        self._ends.update(dict.fromkeys(chain, end))
        return end

    def _typed(self, schema: Mapping[str, Json], spot: Spot) -> ir.Type:
        names = kinds_of(schema, spot, self)
        if names is None:
            return ir.Anything()
        if len(names) == 1:
            return _or_null(self._one(names[0], schema, spot), takes_null(schema))
        types = tuple(dict.fromkeys(self._one(name, schema, spot) for name in names))
        if not types:
            return _NULL
        inner = types[0] if len(types) == 1 else ir.Union(types)
        return _or_null(inner, takes_null(schema))

    def _one(self, kind: str, schema: Mapping[str, Json], spot: Spot) -> ir.Type:
        if kind == "object" and mapping(schema.get("properties")):
            return self._object_among(schema, spot)
        type_: ir.Type
        match kind:
            case "string":
                type_ = string_of(schema)
            case "array":
                type_ = array_of(schema, spot, self)
            case "object":
                type_ = map_of(schema, spot, self)
            case _:
                type_ = SCALARS[kind]
        found = constraints(type_, schema, spot.pointer, self.report)
        return ir.Constrained(type_, found) if found else type_

    def _object_among(self, schema: Mapping[str, Json], spot: Spot) -> ir.Type:
        """Declare the object that a value is when it is not of another type."""
        at = spot.pointer / "properties"
        if at not in self.declarations:
            origin = ir.Made((*spot.words, "object"))
            self.declarations[at] = ir.Object(at, origin, spot.home, ())
            made = object_at(schema, spot, origin, self)
            self.declarations[at] = replace(made, pointer=at)
        return ir.Reference(at)

    def _shorten(self) -> None:
        """Let each alias of an alias stand for what the last of them stands for."""
        ends: dict[Pointer, Pointer] = {}
        for pointer in self.declarations:
            chain: list[Pointer] = []
            end = pointer
            while (following := self._next(end)) is not None:
                chain.append(end)
                end = ends.get(following, following)
            ends.update(dict.fromkeys(chain, end))
        for pointer, end in ends.items():
            declaration = self.declarations[pointer]
            if isinstance(declaration, ir.Alias):
                type_ = ir.Reference(end)
                self.declarations[pointer] = replace(declaration, type=type_)

    def _next(self, pointer: Pointer) -> Pointer | None:
        """Return where an alias that is nothing but a reference leads."""
        declaration = self.declarations.get(pointer)
        if isinstance(declaration, ir.Alias) and isinstance(
            declaration.type, ir.Reference
        ):
            return declaration.type.target
        return None


def _wants_name(type_: ir.Type) -> bool:
    """Whether a type is written out as a declaration wherever it stands."""
    return isinstance(type_, ir.Enumeration) or (
        isinstance(type_, ir.Union)
        and type_.tag is not None
        and bool(type_.tag.mapping)
    )


def _or_null(type_: ir.Type, nullable: bool) -> ir.Type:
    if nullable and not isinstance(type_, ir.Nullable | ir.Anything) and type_ != _NULL:
        return ir.Nullable(type_)
    return type_
