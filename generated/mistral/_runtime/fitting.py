"""Whether a JSON value is wholly of a shape, at any depth; it chooses and converts nothing."""

from typing import Any, assert_never

from .kinds import is_mapping, is_sequence, kind_of
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
from .unions import is_constant, is_scalar, plan_of

__all__ = ["fits"]


def fits(shape: Shape, value: Any) -> bool:
    """Say whether all of ``value`` is what ``shape`` says, null and constants included.

    Each part of the value is held against each shape once, however unions are nested.
    """
    return _Fitting().fits(shape, value)


class _Fitting:
    """One question; ``known`` are the answers to those that it led to."""

    __slots__ = ("known",)

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], bool] = {}

    def fits(self, shape: Shape, value: Any) -> bool:
        match shape:
            case Anything():
                return True
            case Scalar():
                return is_scalar(shape.name, value)
            case Constant():
                return is_constant(Constant(shape.values, open=False), value)
            case Nullable():
                return value is None or self.fits(shape.inner, value)
            case Limited():
                return self.fits(shape.inner, value)
            case Named():
                return self.fits(shape.shape, value)
            case ListOf():
                return is_sequence(value) and all(
                    self.fits(shape.item, each) for each in value
                )
            case TupleOf():
                return (
                    is_sequence(value)
                    and len(value) == len(shape.items)
                    and all(map(self.fits, shape.items, value))
                )
            case MapOf():
                return is_mapping(value) and all(
                    self.fits(shape.value, each) for each in value.values()
                )
            case Choice() | Record():
                place = (id(shape), id(value))
                known = self.known.get(place)
                if known is None:
                    known = self.known[place] = (
                        self.record(shape, value)
                        if isinstance(shape, Record)
                        else self.choice(shape, value)
                    )
                return known
        assert_never(shape)

    def record(self, record: Record, value: Any) -> bool:
        if not is_mapping(value):
            return False
        declared = record.declared
        for field in declared.fields:
            if field.wire not in value:
                if field.required:
                    return False
            elif not (value[field.wire] is None and field.nullable) and not self.fits(
                field.shape, value[field.wire]
            ):
                return False
        return isinstance(declared.extra, Anything) or all(
            self.fits(declared.extra, each)
            for name, each in value.items()
            if name not in declared.wires
        )

    def choice(self, choice: Choice, value: Any) -> bool:
        plan, kind = plan_of(choice), kind_of(value)
        if kind == "object" and plan.tag is not None:
            tag = value.get(plan.tag)
            if isinstance(tag, (str, int, float)) and tag in plan.table:
                return self.fits(plan.table[tag], value)
        return any(self.fits(member, value) for member in plan.by_kind.get(kind, ()))
