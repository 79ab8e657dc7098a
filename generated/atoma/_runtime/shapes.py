"""What an annotation means to JSON, as a closed sum type; it converts no values."""

from collections.abc import Callable
from typing import Any, TypeAlias

from .model import Length, Pattern, Range, Tag, Unset

__all__ = [
    "Anything",
    "Choice",
    "Constant",
    "Declared",
    "Field",
    "Limit",
    "Limited",
    "ListOf",
    "MapOf",
    "Named",
    "Nullable",
    "Record",
    "Scalar",
    "Shape",
    "TupleOf",
    "knows_unknown",
    "leads_to",
]

Limit: TypeAlias = Range | Length | Pattern


class Anything:
    """Any JSON value."""

    __slots__ = ()


class Scalar:
    """A value that is one JSON value and one Python value; ``name`` is the Python
    type's.
    """

    __slots__ = ("name",)
    __match_args__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Constant:
    """One of ``values``; ``open``: or another text, as ``Unlisted``."""

    __slots__ = ("open", "values")

    def __init__(self, values: tuple[Any, ...], open: bool) -> None:
        self.values = values
        self.open = open


class ListOf:
    """An array of one kind of items."""

    __slots__ = ("item",)

    def __init__(self, item: "Shape") -> None:
        self.item = item


class TupleOf:
    """An array of a fixed length, each place with a shape of its own."""

    __slots__ = ("items",)

    def __init__(self, items: "tuple[Shape, ...]") -> None:
        self.items = items


class MapOf:
    """An object of which any key may be there, with one kind of values."""

    __slots__ = ("value",)

    def __init__(self, value: "Shape") -> None:
        self.value = value


class Nullable:
    """A value or null."""

    __slots__ = ("inner",)

    def __init__(self, inner: "Shape") -> None:
        self.inner = inner


class Limited:
    """A value with constraints, which only validation minds."""

    __slots__ = ("inner", "limits")

    def __init__(self, inner: "Shape", limits: tuple[Limit, ...]) -> None:
        self.inner = inner
        self.limits = limits


class Choice:
    """One of several members; ``unknown``: or an ``Unknown``, for a tag that none of
    them has.

    ``plan`` belongs to the module that chooses among them.
    """

    __slots__ = ("members", "plan", "tag", "unknown")

    def __init__(
        self, members: "tuple[Shape, ...]", unknown: bool, tag: Tag | None
    ) -> None:
        self.members = members
        self.unknown = unknown
        self.tag = tag
        self.plan: Any = None


class Named:
    """A model or an alias by its name, which is looked up when a value needs it.

    ``known`` is what it stands for, if that was looked up; ``compiled`` holds the
    function that reads it, once there is one. Threads that race for either find the
    same.
    """

    __slots__ = ("_find", "compiled", "known")

    def __init__(self, find: "Callable[[], Shape]") -> None:
        self._find = find
        self.known: Shape | None = None
        self.compiled: Callable[[Any], Any] | None = None

    @property
    def shape(self) -> "Shape":
        """What the name stands for."""
        known = self.known
        if known is None:
            known = self.known = self._find()
        return known


class Field:
    """One field of a model.

    ``required``: the key is always there. ``nullable``: null is a value of it; null in
    any other key that is not required is as if it were not there. ``missing`` is what
    the attribute holds without the key. ``default`` is what is sent where no argument
    is given, ``UNSET`` for nothing. ``read_only``: requests leave it out.
    """

    __slots__ = (
        "default",
        "missing",
        "name",
        "nullable",
        "read_only",
        "required",
        "shape",
        "wire",
    )

    def __init__(
        self,
        name: str,
        wire: str,
        shape: "Shape",
        *,
        required: bool,
        nullable: bool,
        missing: Unset | None,
        default: Any,
        read_only: bool,
    ) -> None:
        self.name = name
        self.wire = wire
        self.shape = shape
        self.required = required
        self.nullable = nullable
        self.missing = missing
        self.default = default
        self.read_only = read_only


class Record:
    """A model: its class, and its fields once somebody asks for them."""

    __slots__ = ("_known", "_resolve", "cls")

    def __init__(
        self, cls: type[Any], resolve: "Callable[[type[Any]], Declared]"
    ) -> None:
        self.cls = cls
        self._resolve = resolve
        self._known: Declared | None = None

    @property
    def declared(self) -> "Declared":
        """What the class says, found once; threads that race for it find the same."""
        known = self._known
        if known is None:
            known = self._known = self._resolve(self.cls)
        return known

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields in the order of the class."""
        return self.declared.fields


class Declared:
    """The fields of a model, the shape of undeclared keys, and the names in JSON."""

    __slots__ = ("extra", "fields", "wires")

    def __init__(self, fields: tuple[Field, ...], extra: "Shape") -> None:
        self.fields = fields
        self.extra = extra
        self.wires = frozenset(field.wire for field in fields)


Shape: TypeAlias = (
    Anything
    | Scalar
    | Constant
    | ListOf
    | TupleOf
    | MapOf
    | Nullable
    | Limited
    | Choice
    | Named
    | Record
)


def leads_to(shape: Shape, wanted: frozenset[int], seen: set[int]) -> bool:
    """Say whether a union is, at any depth, a member of another."""
    match shape:
        case Choice():
            return id(shape) in wanted or any(
                leads_to(member, wanted, seen) for member in shape.members
            )
        case Named() if id(shape) not in seen:
            seen.add(id(shape))
            return leads_to(shape.shape, wanted, seen)
        case Nullable():
            return leads_to(shape.inner, wanted, seen)
        case _:
            return False


def knows_unknown(shape: Shape, seen: set[int]) -> bool:
    """Say whether a shape is a union that takes what it does not know."""
    if isinstance(shape, Named) and id(shape) not in seen:
        seen.add(id(shape))
        return knows_unknown(shape.shape, seen)
    return isinstance(shape, Choice) and (
        shape.unknown or any(knows_unknown(member, seen) for member in shape.members)
    )
