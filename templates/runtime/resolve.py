"""From annotations to shapes: what a class or alias says, looked up where it stands."""

import datetime as dt
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from types import ModuleType, NoneType, UnionType
from typing import Annotated, Any, ForwardRef, Literal, Union, get_args, get_origin

from .instances import behind, declared_by, is_model_class
from .model import (
    UNSET,
    Base64Url,
    Binary,
    Length,
    Pattern,
    Range,
    ReadOnly,
    Tag,
    Unknown,
    Unlisted,
    Unset,
)
from .shapes import (
    Anything,
    Choice,
    Constant,
    Declared,
    Field,
    Limited,
    ListOf,
    MapOf,
    Named,
    Nullable,
    Record,
    Scalar,
    Shape,
    TupleOf,
)
from .source import Either, Given, Reference, marks_in
from .unions import merged

__all__ = ["PARTLY_SENT", "record_of", "shape_of"]

PARTLY_SENT: set[type[Any]] = set()
"""The models that were looked at and have a field which requests leave out."""

_RECORDS: dict[type[Any], Record] = {}
_NAMED: dict[tuple[ModuleType, str], Named] = {}

_UNKNOWN: Shape = Choice((), True, None)

_SCALARS: dict[Any, Shape] = {
    Any: Anything(),
    object: Anything(),
    str: Scalar("str"),
    int: Scalar("int"),
    float: Scalar("float"),
    bool: Scalar("bool"),
    bytes: Scalar("bytes"),
    dt.datetime: Scalar("datetime"),
    dt.date: Scalar("date"),
    dt.time: Scalar("time"),
    None: Scalar("None"),
    NoneType: Scalar("None"),
    Unlisted: Constant((), open=True),
    Unknown: _UNKNOWN,
    list: ListOf(Anything()),
    dict: MapOf(Anything()),
}
_SLOW_TO_IMPORT = {("uuid", "UUID"), ("decimal", "Decimal")}


def record_of(cls: type[Any]) -> Record:
    """Give the shape of a model, the same one every time."""
    return _RECORDS.get(cls) or _RECORDS.setdefault(cls, Record(cls, _declared))


def shape_of(annotation: Any, scope: Mapping[str, Any]) -> Shape:
    """Give the shape of a type; names in quotes are looked up in ``scope``.

    Models of the package ``m`` are looked up when a value needs them.

    Raises ``TypeError`` for a type that no model has, ``NameError`` for a name that is
    not there.
    """
    return _Resolver(scope, {}).shape(annotation)


class _Resolver:
    """One look-up; ``names`` are those that it found in scopes, where an alias may name
    itself.
    """

    __slots__ = ("names", "scope")

    def __init__(
        self, scope: Mapping[str, Any], names: dict[tuple[int, str], Named]
    ) -> None:
        self.scope = scope
        self.names = names

    def shape(self, annotation: Any) -> Shape:
        if isinstance(annotation, str):
            return self.named(annotation, None)
        if isinstance(annotation, ForwardRef):
            module = annotation.__forward_module__
            return self.named(annotation.__forward_arg__, module)
        if isinstance(annotation, Reference):
            return self.model(annotation.module, annotation.name)
        if isinstance(annotation, Either):
            return self.union(annotation.args)
        origin = get_origin(annotation)
        if origin is not None:
            return self.generic(annotation, origin, get_args(annotation))
        known = _SCALARS.get(annotation)
        if known is not None:
            return known
        if isinstance(annotation, type):
            if is_model_class(annotation):
                return record_of(annotation)
            if (annotation.__module__, annotation.__name__) in _SLOW_TO_IMPORT:
                return Scalar(annotation.__name__)
        meaning = behind(annotation)
        if meaning is not annotation:
            return self.shape(meaning)
        raise TypeError(f"no JSON value is a {annotation!r}")

    def generic(self, annotation: Any, origin: Any, args: tuple[Any, ...]) -> Shape:
        if origin is Union or origin is UnionType:
            return self.union(args)
        if origin is Annotated:
            return _marked(self.shape(args[0]), annotation.__metadata__)
        if origin is Literal:
            return _constant(args)
        if origin is list or origin is Sequence:
            return ListOf(self.shape(args[0]))
        if origin is tuple and Ellipsis not in args:
            return TupleOf(tuple(map(self.shape, args)))
        if origin is dict or origin is Mapping:
            return MapOf(self.shape(args[1]))
        raise TypeError(f"no JSON value is a {annotation!r}")

    def named(self, name: str, module: Any) -> Shape:
        """Look up the first part of a quoted name; what it stands for has time."""
        scope = self.scope
        if module is not None:
            scope = vars(sys.modules[getattr(module, "__name__", module)])
        first, _, rest = name.partition(".")
        if first not in scope:
            raise NameError(
                f"{name!r} means nothing here; take the alias from its package"
            )
        target = scope[first]
        inside = _Resolver(scope, self.names)
        if rest and isinstance(target, ModuleType):
            return inside.model(target, rest)
        if not rest and isinstance(target, type):
            return self.shape(target)
        place = (id(scope), name)
        made = Named(partial(inside.attribute, target, rest))
        return self.names.setdefault(place, made)

    def model(self, module: ModuleType, name: str) -> Shape:
        """Name a model, by one and the same shape wherever it is named."""
        if name in ("Unknown", "Unlisted"):  # which say what the union is
            return self.attribute(module, name)
        place = (module, name)
        made = _NAMED.get(place)
        if made is None:
            find = partial(self.attribute, module, name)
            made = _NAMED.setdefault(place, Named(find))
        return made

    def attribute(self, target: Any, path: str) -> Shape:
        """Load what a name stands for."""
        for part in path.split(".") if path else ():
            target = getattr(target, part)
        return self.shape(target)

    def union(self, args: tuple[Any, ...]) -> Shape:
        kinds = [arg for arg in args if arg not in (NoneType, Unset)]
        shapes = [self.shape(kind) for kind in kinds]
        members = merged([shape for shape in shapes if shape is not _UNKNOWN])
        unknown = _UNKNOWN in shapes
        nullable = NoneType in args or any(isinstance(m, Nullable) for m in members)
        members = [m.inner if isinstance(m, Nullable) else m for m in members]
        if not members and not unknown:
            return Scalar("None")
        if len(members) == 1 and not unknown:
            made = members[0]
        else:
            made = Choice(tuple(members), unknown, None)
        return Nullable(made) if nullable else made


def _constant(values: tuple[Any, ...]) -> Shape:
    """Give the shape of a ``Literal``, of which null may be a part."""
    rest = tuple(value for value in values if value is not None)
    if len(rest) == len(values):
        return Constant(values, open=False)
    return Nullable(Constant(rest, open=False)) if rest else Scalar("None")


def _marked(shape: Shape, marks: Iterable[Any]) -> Shape:
    if isinstance(shape, Nullable):
        return Nullable(_marked(shape.inner, marks))
    limits = tuple(m for m in marks if isinstance(m, (Range, Length, Pattern)))
    for mark in marks:
        if isinstance(mark, Binary):
            shape = Scalar("binary")
        elif isinstance(mark, Base64Url):
            shape = Scalar("base64url")
        elif isinstance(mark, Tag) and isinstance(shape, Choice):
            shape = Choice(shape.members, shape.unknown, mark)
        elif isinstance(mark, Tag):  # a union of one
            shape = Choice((shape,), False, mark)
    return Limited(shape, limits) if limits else shape


def _declared(cls: type[Any]) -> Declared:
    """Find out what a model says, each annotation in the module that wrote it."""
    given, hint = declared_by(cls)
    made = tuple(map(_field, given))
    if any(field.read_only for field in made):
        PARTLY_SENT.add(cls)
    extra: Shape = Anything()
    if hint is not None:
        annotation, scope = hint
        mapping = shape_of(get_args(annotation)[0], scope)
        extra = mapping.value if isinstance(mapping, MapOf) else extra
    return Declared(made, extra)


def _field(given: Given) -> Field:
    _, marks = marks_in(given.hint)
    shape = shape_of(given.hint, given.scope)
    nullable = isinstance(shape, Nullable)
    if isinstance(shape, Nullable):
        shape = shape.inner
    elif given.has_default or given.settable:  # else null is up to the shape itself
        nullable = _takes_null(shape)
    settable = given.settable
    required = not settable and (not nullable or not given.has_default)
    return Field(
        given.name,
        given.wire,
        shape,
        required=required,
        nullable=nullable and (settable or required),
        missing=UNSET if required else given.missing,
        default=UNSET if given.default is None else given.default,
        read_only=any(isinstance(mark, ReadOnly) for mark in marks),
    )


def _takes_null(shape: Shape, inside: tuple[Shape, ...] = ()) -> bool:
    """Say whether null is a value of what is not written with ``None`` in the field
    itself; ``inside`` are the names that led here.
    """
    match shape:
        case Nullable() | Anything() | Scalar("None"):
            return True
        case Named():
            return shape not in inside and _takes_null(shape.shape, (*inside, shape))
        case Limited():
            return _takes_null(shape.inner, inside)
        case Choice():
            return any(_takes_null(member, inside) for member in shape.members)
        case _:
            return False
