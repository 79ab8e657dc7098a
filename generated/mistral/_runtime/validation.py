"""Checking of values against types and constraints.

It changes nothing and sends nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, assert_never

from .careful import describe
from .instances import is_model, part, undeclared
from .kinds import found, is_mapping, is_sequence
from .mismatch import item, key
from .model import UNSET, Length, Pattern, Range, Unknown, Unlisted
from .request import Sendable
from .resolve import record_of, shape_of
from .scalars import READERS
from .shapes import (
    Anything,
    Choice,
    Constant,
    Field,
    Limit,
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

__all__ = ["Fault", "ValidationError", "check", "check_parameters", "validate"]


class Fault(NamedTuple):
    """One thing that the API would not accept: a JSON path (RFC 9535) and what is wrong
    there.
    """

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class ValidationError(ValueError):
    """A value is not what its type and constraints say; ``faults`` are the places."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(tuple(faults))
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


def validate(value: Any) -> None:
    """Check a model, or a list or dict of them, against all that its class says.

    Raises ``ValidationError`` with every fault.
    """
    faults = list(_faults(_ANYTHING, value, "$"))
    if faults:
        raise ValidationError(faults)


def check(
    type_: Any, value: Any, *, scope: Mapping[str, Any] | None = None
) -> list[Fault]:
    """Give all that keeps ``value`` from being a ``type_``; nothing if it is one.

    ``value`` is a value of the type or its JSON, and so is each part of it. ``scope``
    holds the names that ``type_`` has in quotes.
    """
    return list(_faults(shape_of(type_, scope or {}), value, "$"))


def check_parameters(
    limits: Mapping[str, Mapping[str, Sequence[Limit]]], request: Sendable[Any]
) -> Iterator[Fault]:
    """Walk through what keeps parameters, which are texts already, from being sent."""
    held = {"path": request.path, "query": request.query, "header": request.headers}
    for place, by_name in limits.items():
        for name, marks in by_name.items():
            value = held[place].get(name)
            for mark in marks if value is not None else ():
                found = _number(value) if isinstance(mark, Range) else value
                yield from _limit(mark, found, f"{place}.{name}")


def _number(text: object) -> object:
    """The number that a text is, else the text."""
    for kind in (int, float):
        try:
            return kind(str(text))
        except ValueError:
            continue
    return text


_ANYTHING = Anything()


def _faults(shape: Shape, value: Any, path: str) -> Iterator[Fault]:
    match shape:
        case Anything():
            yield from _anything(value, path)
        case Scalar():
            if not _is_scalar(shape.name, value):
                yield _not(shape, value, path)
        case Constant():
            yield from _constant(shape, value, path)
        case ListOf():
            if not is_sequence(value):
                yield _not(shape, value, path)
                return
            for index, each in enumerate(value):
                yield from _faults(shape.item, each, item(path, index))
        case TupleOf():
            if not is_sequence(value) or len(value) != len(shape.items):
                yield _not(shape, value, path)
                return
            for index, each in enumerate(value):
                yield from _faults(shape.items[index], each, item(path, index))
        case MapOf():
            if not is_mapping(value):
                yield _not(shape, value, path)
                return
            for name, each in value.items():
                if each is not UNSET:
                    yield from _faults(shape.value, each, key(path, name))
        case Nullable():
            if value is not None:
                yield from _faults(shape.inner, value, path)
        case Limited():
            faults = list(_faults(shape.inner, value, path))
            yield from faults
            if all(fault.path != path for fault in faults):
                for limit in shape.limits:
                    yield from _limit(limit, value, path)
        case Named():
            yield from _faults(shape.shape, value, path)
        case Choice():
            yield from _choice(shape, value, path)
        case Record():
            yield from _record(shape, value, path)
        case _:
            assert_never(shape)


def _not(shape: Shape, value: Any, path: str) -> Fault:
    return Fault(path, f"must be {describe(shape)}, not {found(value)}")


def _anything(value: Any, path: str) -> Iterator[Fault]:
    """Look for models in a value of which nothing is declared."""
    if is_model(value):
        yield from _record(record_of(value.__class__), value, path)
    elif is_mapping(value):
        for name, each in value.items():
            yield from _anything(each, key(path, name))
    elif is_sequence(value):
        for index, each in enumerate(value):
            yield from _anything(each, item(path, index))


def _is_scalar(name: str, value: Any) -> bool:
    if name == "datetime" and type(value).__name__ == "datetime":
        return value.utcoffset() is not None
    if name == "float" and isinstance(value, float):
        return value - value == 0  # neither infinite nor no number
    if name in ("bytes", "base64url") and isinstance(value, bytes | bytearray):
        return True
    return is_scalar(name, value) or (
        name in READERS and any(base.__name__ == name for base in type(value).__mro__)
    )


def _constant(constant: Constant, value: Any, path: str) -> Iterator[Fault]:
    known = Constant(
        constant.values, open=isinstance(value, Unlisted) and constant.open
    )
    if constant.values and not is_constant(known, value):
        listed = ", ".join(map(repr, constant.values))
        one = "one of " if len(constant.values) > 1 else ""
        yield Fault(path, f"must be {one}{listed}")


def _record(record: Record, value: Any, path: str) -> Iterator[Fault]:
    declared = record.declared
    if is_mapping(value):
        for field in declared.fields:
            here = value.get(field.wire, UNSET)
            nullable = field.nullable
            yield from _field(field, here, key(path, field.wire), nullable)
        extra = {name: value[name] for name in value if name not in declared.wires}
    elif isinstance(value, record.cls):
        for field in declared.fields:
            here = part(value, field.name)
            nullable = field.nullable or not field.required
            yield from _field(field, here, key(path, field.wire), nullable)
        extra = undeclared(value) or {}
    else:
        yield _not(record, value, path)
        return
    for name, each in extra.items():
        yield from _faults(declared.extra, each, key(path, name))


def _field(field: Field, value: Any, path: str, nullable: bool) -> Iterator[Fault]:
    if value is UNSET:
        if field.required:
            yield Fault(path, "is required")
    elif value is not None or not nullable:
        yield from _faults(field.shape, value, path)


def _choice(choice: Choice, value: Any, path: str) -> Iterator[Fault]:
    if isinstance(value, Unknown):
        if not plan_of(choice).unknown:
            yield _not(choice, value, path)
        return
    members = [member for kind in plan_of(choice).by_kind.values() for member in kind]
    if is_model(value):
        for member in members:
            if isinstance(member, Record) and isinstance(value, member.cls):
                yield from _record(member, value, path)
                return
    chosen = choose(plan_of(choice), value)
    if isinstance(chosen, Unknown) and chosen.tag is not None:
        return  # the JSON of an Unknown, which may be sent back as it came
    if chosen is not None and not isinstance(chosen, Unknown):
        yield from _faults(chosen, value, path)
    elif all(any(True for _ in _faults(m, value, path)) for m in members):
        yield _not(choice, value, path)


def _limit(limit: Limit, value: Any, path: str) -> Iterator[Fault]:
    for message in broken(limit, value):
        yield Fault(path, message)


def broken(limit: Limit, value: Any) -> Iterator[str]:
    """Walk through what keeps a value from a constraint."""
    match limit:
        case Range():
            yield from _range(limit, value)
        case Length():
            yield from _length(limit, value)
        case Pattern():
            yield from _pattern(limit, value)
        case _:
            assert_never(limit)


def _range(limit: Range, value: Any) -> Iterator[str]:
    if isinstance(value, bool) or not hasattr(value, "__floor__"):
        return
    if limit.low is not None and value < limit.low:
        yield f"must be at least {limit.low}"
    if limit.high is not None and value > limit.high:
        yield f"must be at most {limit.high}"
    if limit.above is not None and value <= limit.above:
        yield f"must be more than {limit.above}"
    if limit.below is not None and value >= limit.below:
        yield f"must be less than {limit.below}"
    if limit.step is not None and not _is_multiple(value, limit.step):
        yield f"must be a multiple of {limit.step}"


def _is_multiple(value: Any, step: float) -> bool:
    from fractions import Fraction

    # As written in decimal: 0.3 is a multiple of 0.1, though no float is.
    return Fraction(str(value)) % Fraction(str(step)) == 0


def _length(limit: Length, value: Any) -> Iterator[str]:
    if not hasattr(value, "__len__"):
        return
    unit = "characters" if isinstance(value, str) else "items"
    if limit.low is not None and len(value) < limit.low:
        yield f"must have at least {limit.low} {unit}"
    if limit.high is not None and len(value) > limit.high:
        yield f"must have at most {limit.high} {unit}"
    if limit.unique and is_sequence(value):
        kinds = {_comparable(each) for each in value}
        if len(kinds) < len(value):
            yield "must have no two equal items"


def _comparable(value: Any) -> Any:
    """Give a value that is hashable, and equal where two JSON values are."""
    from .plain import plain

    if isinstance(value, bool):
        return (bool, value)
    if is_sequence(value):
        return tuple(map(_comparable, value))
    if is_mapping(value):
        return frozenset((name, _comparable(each)) for name, each in value.items())
    try:
        hash(value)
    except TypeError:
        return _comparable(plain(value))
    return value


def _pattern(limit: Pattern, value: Any) -> Iterator[str]:
    regex = _compiled(limit.regex)
    if regex is not None and isinstance(value, str) and not regex.search(value):
        yield f"must match {limit.regex}"


_ECMA = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\$|\(\?<(?![=!])", re.DOTALL)


@lru_cache
def _compiled(regex: str) -> re.Pattern[str] | None:
    r"""Translate ECMA-262 to what ``re`` knows; ``None`` for what it has no word for
    (``\p{L}``).

    There ``$`` is the very end of the text, and a named group has no ``P``.
    """
    words = {"$": r"\Z", "(?<": "(?P<"}
    try:
        return re.compile(_ECMA.sub(lambda m: words.get(m[0], m[0]), regex))
    except re.error:
        return None
