"""Decoding of what does not fit: nothing is lost, each place that differs is noted."""

from typing import Any, assert_never

from .instances import made, stranger, unlisted
from .kinds import found, is_mapping, is_sequence, kind_of
from .mismatch import Misfit, Mismatch, item, key
from .model import UNSET, Unknown
from .scalars import NAMES, READERS, whole
from .shapes import (
    Anything,
    Choice,
    Constant,
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
from .unions import choose, is_constant, is_scalar, plan_of

__all__ = ["Careful", "Kept", "Trial", "describe"]


class Kept(str):
    """A text that came where a list was promised: the encoder lets this one pass."""

    __slots__ = ()


class Careful:
    """One decoding; ``mismatches`` are the places so far, ``strict`` raises at the
    first.
    """

    __slots__ = ("mismatches", "strict")

    def __init__(self, *, strict: bool) -> None:
        self.strict = strict
        self.mismatches: list[Mismatch] = []

    def decode(self, shape: Shape, value: Any, path: str) -> Any:
        """Decode what fits, and keep what does not as it came.

        Raises ``Misfit`` if this decoding is strict.
        """
        match shape:
            case Anything():
                return value
            case Scalar():
                return self._scalar(shape, value, path)
            case Constant():
                if not is_constant(shape, value):
                    return self._keep(shape, value, path)
                if isinstance(value, str):
                    return value if value in shape.values else unlisted(value)
                return int(value) if isinstance(value, float) else value
            case ListOf():
                if not is_sequence(value):
                    kept = self._keep(shape, value, path)
                    return Kept(kept) if isinstance(kept, str) else kept
                return [
                    self.decode(shape.item, each, item(path, index))
                    for index, each in enumerate(value)
                ]
            case TupleOf():
                if not is_sequence(value) or len(value) != len(shape.items):
                    return self._keep(shape, value, path)
                return tuple(
                    self.decode(shape.items[index], each, item(path, index))
                    for index, each in enumerate(value)
                )
            case MapOf():
                if not is_mapping(value):
                    return self._keep(shape, value, path)
                return {
                    name: self.decode(shape.value, each, key(path, name))
                    for name, each in value.items()
                }
            case Nullable():
                return None if value is None else self.decode(shape.inner, value, path)
            case Limited():
                return self.decode(shape.inner, value, path)
            case Named():
                return self.decode(shape.shape, value, path)
            case Choice():
                return self._choice(shape, value, path)
            case Record():
                return self._record(shape, value, path)
        assert_never(shape)

    def _scalar(self, scalar: Scalar, value: Any, path: str) -> Any:
        name = scalar.name
        if name == "int" or name in READERS:
            try:
                return READERS.get(name, whole)(value)
            except Misfit as misfit:
                return self._note(Mismatch(path, misfit.expected, misfit.found), value)
        return value if is_scalar(name, value) else self._keep(scalar, value, path)

    def _choice(self, choice: Choice, value: Any, path: str) -> Any:
        plan = plan_of(choice)
        if plan.only is not None:
            return self.decode(plan.only, value, path)
        chosen = choose(plan, value)
        if chosen is None:
            return self._keep(choice, value, path)
        if isinstance(chosen, Unknown):
            return stranger(chosen)
        return self.decode(chosen, value, path)

    def _record(self, record: Record, value: Any, path: str) -> Any:
        if not is_mapping(value):
            return self._keep(record, value, path)
        declared = record.declared
        values: dict[str, Any] = {}
        for field in declared.fields:
            here = value.get(field.wire, UNSET)
            place = key(path, field.wire)
            if here is UNSET:
                if field.required:
                    expected = describe(_not_null(field.shape))
                    self._note(Mismatch(place, expected, "missing"), None)
                here = field.missing
            elif here is not None or not (field.nullable or not field.required):
                here = self.decode(field.shape, here, place)
            else:
                here = None if field.nullable else field.missing
            values[field.name] = here
        rest = {
            name: self.decode(declared.extra, each, key(path, name))
            for name, each in value.items()
            if name not in declared.wires
        }
        there = [field.name for field in declared.fields if field.wire in value]
        return made(record.cls, values, there, rest, value)

    def _keep(self, shape: Shape, value: Any, path: str) -> Any:
        expected, what = describe(shape), found(value)
        if what in expected.split(" or ") or (
            isinstance(shape, Constant) and kind_of(value) == kind_of(shape.values[0])
        ):
            what = f"another {what}"
        return self._note(Mismatch(path, expected, what), value)

    def _note(self, mismatch: Mismatch, value: Any) -> Any:
        if self.strict:
            raise Misfit(*mismatch)
        self.mismatches.append(mismatch)
        return value


class Trial(Careful):
    """A decoding of a small value that fits; it raises ``Misfit`` at the rest."""

    __slots__ = ("_left",)

    def __init__(self, size: int) -> None:
        """Take on a value of at most ``size`` parts."""
        super().__init__(strict=True)
        self._left = size

    def decode(self, shape: Shape, value: Any, path: str) -> Any:
        self._left -= 1
        if self._left < 0:
            raise Misfit(path, "the end", "more")
        return super().decode(shape, value, path)


def _not_null(shape: Shape) -> Shape:
    """See through a name to what is there when it is not null."""
    while isinstance(shape, (Named, Nullable)):
        shape = shape.shape if isinstance(shape, Named) else shape.inner
    return shape


def describe(shape: Shape) -> str:
    """Say in the words of JSON what a value of this shape is."""
    match shape:
        case Anything():
            return "anything"
        case Scalar():
            return NAMES.get(shape.name, shape.name)
        case Constant():
            return "string" if shape.open else " or ".join(map(repr, shape.values))
        case ListOf():
            return "array"
        case TupleOf():
            return f"array of {len(shape.items)}"
        case MapOf():
            return "object"
        case Nullable():
            return f"{describe(_not_null(shape))} or null"
        case Limited():
            return describe(shape.inner)
        case Named():
            return describe(shape.shape)
        case Choice():
            plan = plan_of(shape)
            members = (m for kind in plan.by_kind.values() for m in kind)
            return " or ".join(dict.fromkeys(map(describe, members)))
        case Record():
            return shape.cls.__name__
    assert_never(shape)
