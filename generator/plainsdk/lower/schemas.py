"""Lowers schemas to types and declarations.

Inline ones are declared under words of their path.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from .. import ir
from ..diagnostics import Diagnostics, Pointer
from ..document import Json
from .constraints import constraints
from .values import doc, mapping, text, texts

_IGNORED = (
    "not",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "propertyNames",
    "contains",
)
_FORMATS = {
    "date-time": ir.ScalarKind.DATE_TIME,
    "date": ir.ScalarKind.DATE,
    "time": ir.ScalarKind.TIME,
    "uuid": ir.ScalarKind.UUID,
    "decimal": ir.ScalarKind.DECIMAL,
    "byte": ir.ScalarKind.BASE64,
    "binary": ir.ScalarKind.BINARY,
}


@dataclass(frozen=True)
class Spot:
    """Where a schema stands: its pointer, the declaration that is its home, and words
    for a name.
    """

    pointer: Pointer
    home: Pointer
    words: tuple[str, ...]

    def below(self, *keys: str | int, word: str | None = None) -> Spot:
        """Go down some keys, and add a word to the name where one is given."""
        pointer = self.pointer
        for key in keys:
            pointer = pointer / key
        words = self.words if word is None else (*self.words, word)
        return Spot(pointer, self.home, words)


@dataclass
class Schemas:
    """The schemas of one document on their way to declarations."""

    root: Mapping[str, Json]
    report: Diagnostics
    declarations: dict[Pointer, ir.Declaration] = field(
        default_factory=dict[Pointer, ir.Declaration]
    )

    def declare_components(self) -> None:
        """Declare every schema under ``components.schemas``, in the document's order."""
        components = mapping(mapping(self.root.get("components")).get("schemas"))
        at = Pointer("#/components/schemas")
        for name, schema in components.items():
            spot = Spot(at / name, at / name, (name,))
            self._declare(schema, spot, ir.Given(name))
        self._shorten()

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

    def _declare(self, schema: Json, spot: Spot, origin: ir.Origin) -> None:
        found = mapping(schema)
        if _is_object(found):
            self._declare_object(found, spot, origin)
            return
        placeholder = ir.Alias(spot.pointer, origin, spot.home, ir.Anything())
        self.declarations[spot.pointer] = placeholder
        self.declarations[spot.pointer] = ir.Alias(
            spot.pointer, origin, spot.home, self._shape(schema, spot), doc(found)
        )

    def _declare_object(
        self, schema: Mapping[str, Json], spot: Spot, origin: ir.Origin
    ) -> None:
        empty = ir.Object(spot.pointer, origin, spot.home, ())
        self.declarations[spot.pointer] = empty
        required = texts(schema.get("required"))
        fields = tuple(
            self._field(wire, value, wire in required, spot)
            for wire, value in mapping(schema.get("properties")).items()
        )
        more = schema.get("additionalProperties")
        self.declarations[spot.pointer] = ir.Object(
            spot.pointer,
            origin,
            spot.home,
            fields,
            extra=(
                self.type_of(more, spot.below("additionalProperties", word="value"))
                if isinstance(more, Mapping) and more
                else None
            ),
            doc=doc(schema),
        )

    def _field(self, wire: str, schema: Json, required: bool, spot: Spot) -> ir.Field:
        found = mapping(schema)
        below = spot.below("properties", wire, word=wire)
        name = found.get("x-plainsdk-name")
        return ir.Field(
            pointer=below.pointer,
            wire=wire,
            name=name if isinstance(name, str) else None,
            type=self.type_of(schema, below),
            required=required,
            doc=doc(found),
        )

    def type_of(self, schema: Json, spot: Spot) -> ir.Type:
        """Return the type of a schema; an inline object or enumeration is declared on
        the way.
        """
        found = mapping(schema)
        if _is_object(found):
            self._declare_object(found, spot, ir.Made(spot.words))
            return ir.Reference(spot.pointer)
        shape = self._shape(schema, spot)
        inner = shape.inner if isinstance(shape, ir.Nullable) else shape
        if not isinstance(inner, ir.Enumeration):
            return shape
        self.declarations[spot.pointer] = ir.Alias(
            spot.pointer, ir.Made(spot.words), spot.home, inner, doc(found)
        )
        reference = ir.Reference(spot.pointer)
        return ir.Nullable(reference) if isinstance(shape, ir.Nullable) else reference

    def _shape(self, schema: Json, spot: Spot) -> ir.Type:
        """Return the type of a schema that is no object with properties of its own."""
        if not isinstance(schema, Mapping):
            return ir.Anything()
        for keyword in _IGNORED:
            if keyword in schema:
                self.report.note(
                    "open-keyword",
                    f"{keyword!r} is not checked: the type is left wider",
                    spot.pointer,
                )
        target = schema.get("$ref")
        if isinstance(target, str):
            return self._reference(target, spot)
        if "const" in schema:
            return _constant(schema["const"])
        values = schema.get("enum")
        if isinstance(values, list):
            return _enumeration(values)
        for keyword in ("oneOf", "anyOf"):
            members = schema.get(keyword)
            if isinstance(members, list) and members:
                return self._union(schema, keyword, members, spot)
        return self._typed(schema, spot)

    def _reference(self, target: str, spot: Spot) -> ir.Type:
        pointer = Pointer(target)
        if pointer.parts[:2] != ("components", "schemas") or len(pointer.parts) != 3:
            self.report.error(
                "unsupported-reference",
                f"{target!r} is no schema of its own; give it a name under"
                " #/components/schemas and refer to that",
                spot.pointer,
            )
        return ir.Reference(pointer)

    def _union(
        self,
        schema: Mapping[str, Json],
        keyword: str,
        members: list[Json],
        spot: Spot,
    ) -> ir.Type:
        types: list[ir.Type] = []
        nullable = False
        for index, member in enumerate(members):
            if _is_null(member):
                nullable = True
                continue
            word = _word(mapping(member))
            type_ = self.type_of(member, spot.below(keyword, index, word=word))
            if type_ == ir.Reference(spot.pointer):
                continue  # a union adds nothing to itself
            if isinstance(type_, ir.Nullable):
                nullable, type_ = True, type_.inner
            if type_ not in types:
                types.append(type_)
        tag = _tag(mapping(schema.get("discriminator")))
        union: ir.Type = ir.Anything() if not types else ir.Union(tuple(types), tag)
        if len(types) == 1 and (nullable or spot.pointer not in self.declarations):
            union = types[0]
        return ir.Nullable(union) if nullable else union

    def _typed(self, schema: Mapping[str, Json], spot: Spot) -> ir.Type:
        kinds = schema.get("type")
        names = [kinds] if isinstance(kinds, str) else texts(kinds)
        nullable = "null" in names or schema.get("nullable") is True
        names = [name for name in names if name != "null"] or _guess_kind(schema)
        types = tuple(dict.fromkeys(self._one(name, schema, spot) for name in names))
        inner: ir.Type = types[0] if len(types) == 1 else ir.Union(types)
        if not types:
            inner = ir.Anything()
        return ir.Nullable(inner) if nullable and inner != ir.Anything() else inner

    def _one(self, kind: str, schema: Mapping[str, Json], spot: Spot) -> ir.Type:
        type_: ir.Type
        match kind:
            case "string":
                format_ = _FORMATS.get(text(schema.get("format")))
                if text(schema.get("contentEncoding")) == "base64":
                    format_ = ir.ScalarKind.BASE64
                type_ = ir.Scalar(format_ or ir.ScalarKind.STRING)
            case "integer":
                type_ = ir.Scalar(ir.ScalarKind.INTEGER)
            case "number":
                type_ = ir.Scalar(ir.ScalarKind.NUMBER)
            case "boolean":
                type_ = ir.Scalar(ir.ScalarKind.BOOLEAN)
            case "array":
                item = self.type_of(
                    schema.get("items", {}), spot.below("items", word="item")
                )
                type_ = ir.ListOf(item)
            case "object":
                more = schema.get("additionalProperties", {})
                below = spot.below("additionalProperties", word="value")
                type_ = ir.MapOf(self.type_of(more, below))
            case _:
                self.report.error(
                    "unknown-type", f"{kind!r} is no type of JSON Schema", spot.pointer
                )
                type_ = ir.Anything()
        found = constraints(type_, schema, spot.pointer, self.report)
        return ir.Constrained(type_, found) if found else type_


def _is_object(schema: Mapping[str, Json]) -> bool:
    """Whether a schema is an object with properties of its own, and nothing else."""
    if not mapping(schema.get("properties")) or "$ref" in schema:
        return False
    return schema.get("type", "object") == "object" and not {"oneOf", "anyOf"} & set(
        schema
    )


def _word(member: Mapping[str, Json]) -> str | None:
    """Return what tells an inline member of a union from the others, position aside."""
    title = text(member.get("title"))
    if title:
        return title
    properties = mapping(member.get("properties"))
    for schema in properties.values():
        found = mapping(schema)
        values = [found["const"]] if "const" in found else found.get("enum")
        if isinstance(values, list) and len(values) == 1 and isinstance(values[0], str):
            return values[0]
    return next(iter(texts(member.get("required"))), None) or next(
        iter(properties), None
    )


def _is_null(schema: Json) -> bool:
    found = mapping(schema)
    return found.get("type") == "null" or ("const" in found and found["const"] is None)


def _constant(value: Json) -> ir.Type:
    if isinstance(value, str | int | float):
        return ir.Constant(value)
    return ir.Anything()


def _enumeration(values: list[Json]) -> ir.Type:
    known = [value for value in values if isinstance(value, str | int | float)]
    inner: ir.Type
    if not known or len(known) < len([value for value in values if value is not None]):
        inner = ir.Anything()
    elif len(known) == 1:
        inner = ir.Constant(known[0])
    else:
        inner = ir.Enumeration(_distinct(known))
    return ir.Nullable(inner) if None in values and inner != ir.Anything() else inner


def _distinct(
    values: list[str | int | float | bool],
) -> tuple[str | int | float | bool, ...]:
    """Drop repeated values; 1, 1.0 and True are three."""
    return tuple({(type(value), value): value for value in values}.values())


def _tag(discriminator: Mapping[str, Json]) -> ir.Tag | None:
    """Read a Discriminator Object (OpenAPI 3.1, 4.8.25)."""
    name = text(discriminator.get("propertyName"))
    if not name:
        return None
    found = mapping(discriminator.get("mapping"))
    return ir.Tag(name, tuple((tag, _target(text(to))) for tag, to in found.items()))


def _target(value: str) -> Pointer:
    return Pointer(value if value.startswith("#") else f"#/components/schemas/{value}")


def _guess_kind(schema: Mapping[str, Json]) -> list[str]:
    """Return the kind that a schema without ``type`` speaks of."""
    for keywords, kind in (
        (("properties", "additionalProperties", "required"), "object"),
        (("items", "minItems", "maxItems", "uniqueItems"), "array"),
        (("pattern", "minLength", "maxLength", "format"), "string"),
        (("minimum", "maximum", "multipleOf"), "number"),
    ):
        if any(keyword in schema for keyword in keywords):
            return [kind]
    return []
