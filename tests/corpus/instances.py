"""Makes JSON values for the types of an API; it knows nothing of schemas or of generated code.

What it makes obeys the type, its constraints and its formats, with undeclared keys where an
object takes them. Objects end at a depth: there only what is required stands in them, and a type
that cannot end there has no values.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, assert_never

from hypothesis import strategies as st
from plainsdk import ir
from plainsdk.diagnostics import Pointer

Values = st.SearchStrategy[Any]

DEPTH = 3
_NOT_BELOW = -12  # the depth at which even what is required has no values
_SOME = 4  # optional fields of an object below the top, at most

_UNDECLARED = ("undeclared", "x-y", "Ünïcode key", "1", "class", "_extra")
_TEXT = st.text(max_size=12)


def anything() -> Values:
    """Any JSON value, a small one."""
    leaves = st.one_of(st.none(), st.booleans(), st.integers(-99, 99), _TEXT)
    return st.one_of(
        leaves,
        st.lists(leaves, max_size=2),
        st.dictionaries(_TEXT, leaves, max_size=2),
    )


class Instances:
    """Strategies for the types of one API, each made once.

    ``closed`` says of an object whether it takes keys that it does not declare.
    """

    def __init__(
        self,
        declarations: Mapping[Pointer, ir.Declaration],
        closed: Callable[[Pointer], bool],
    ) -> None:
        self._declarations = declarations
        self._closed = closed
        self._known: dict[tuple[Pointer, int], Values] = {}

    def declared(self, pointer: Pointer, depth: int = DEPTH) -> Values:
        """Values of what is declared at a pointer; none below the last depth."""
        if depth < _NOT_BELOW:
            return st.nothing()
        if (pointer, depth) not in self._known:
            declaration = self._declarations[pointer]
            self._known[pointer, depth] = (
                self._object(declaration, depth)
                if isinstance(declaration, ir.Object)
                else self.of(declaration.type, depth)
            )
        return self._known[pointer, depth]

    def of(self, type_: ir.Type, depth: int) -> Values:
        """Values of a type."""
        match type_:
            case ir.Scalar(kind):
                return _scalar(kind)
            case ir.Constant(value):
                return st.just(value)
            case ir.Enumeration(values):
                return st.sampled_from(values)
            case ir.Reference(target):
                return self.declared(target, depth - 1)
            case ir.ListOf() | ir.MapOf():
                return self._several(type_, depth, (0, 2), unique=False)
            case ir.TupleOf(items):
                places = [self.of(item, depth) for item in items]
                if any(place.is_empty for place in places):
                    return st.nothing()
                return st.tuples(*places).map(list)
            case ir.Nullable(inner):
                return st.one_of(st.none(), self.of(inner, depth))
            case ir.Constrained(inner, constraints):
                return self._constrained(inner, constraints, depth)
            case ir.Union(members, tag):
                found = [self._member(member, tag, depth) for member in members]
                return st.one_of([one for one in found if not one.is_empty])
            case ir.Anything():
                return anything()
        assert_never(type_)

    def _several(
        self,
        type_: ir.ListOf | ir.MapOf,
        depth: int,
        sizes: tuple[int, int],
        *,
        unique: bool,
    ) -> Values:
        low, high = sizes
        inner = type_.item if isinstance(type_, ir.ListOf) else type_.value
        found = self.of(inner, depth - 1)
        if depth <= 0 or found.is_empty:
            high = low
        if high == 0:
            return st.builds(list if isinstance(type_, ir.ListOf) else dict)
        if isinstance(type_, ir.MapOf):
            return st.dictionaries(_TEXT, found, min_size=low, max_size=high)
        by = repr if unique else None
        return st.lists(found, min_size=low, max_size=high, unique_by=by)

    def _constrained(
        self, inner: ir.Type, constraints: Sequence[ir.Constraint], depth: int
    ) -> Values:
        length = next((c for c in constraints if isinstance(c, ir.Length)), ir.Length())
        bounds = next((c for c in constraints if isinstance(c, ir.Range)), None)
        pattern = next((c for c in constraints if isinstance(c, ir.Pattern)), None)
        low = length.low or 0
        high = low + 2 if length.high is None else min(length.high, low + 2)
        if high < low:
            return st.nothing()  # no value is both
        match inner:
            case ir.ListOf() | ir.MapOf():
                return self._several(inner, depth, (low, high), unique=length.unique)
            case ir.Scalar(ir.ScalarKind.STRING):
                top = low + 12 if length.high is None else min(length.high, low + 12)
                return _text(low, top, pattern)
            case ir.Scalar(ir.ScalarKind.INTEGER | ir.ScalarKind.NUMBER as kind):
                return _number(kind, bounds or ir.Range())
            case _:
                return self.of(inner, depth)

    def _member(self, member: ir.Type, tag: ir.Tag | None, depth: int) -> Values:
        """Values of a member of a union, with the tag that leads to it."""
        found = self.of(member, depth)
        if tag is None or not isinstance(member, ir.Reference):
            return found
        values = [value for value, target in tag.mapping if target == member.target]
        if not values:
            return found
        return st.builds(
            lambda made, value: (
                {**made, tag.property: value} if isinstance(made, dict) else made
            ),
            found,
            st.sampled_from(values),
        )

    def _fields(self, declared: ir.Object) -> list[ir.Field]:
        """The fields of an object, with those that only its model for requests has."""
        fields = {field.wire: field for field in declared.fields}
        twin = self._declarations.get(declared.pointer / "x-plainsdk-input")
        for field in twin.fields if isinstance(twin, ir.Object) else ():
            fields.setdefault(field.wire, field)
        return list(fields.values())

    def _object(self, declared: ir.Object, depth: int) -> Values:
        fields = self._fields(declared)
        required = {
            field.wire: self.of(field.type, depth) for field in fields if field.required
        }
        if any(one.is_empty for one in required.values()):
            return st.nothing()
        optional: dict[str, Values] = {}
        if depth > 0:
            made = {
                field.wire: self.of(field.type, depth)
                for field in fields
                if not field.required
            }
            optional = {wire: one for wire, one in made.items() if not one.is_empty}
        extra = None
        if not self._closed(declared.pointer):
            extra = anything()
            if declared.extra is not None:
                extra = self.of(declared.extra, depth - 1)
        wires = {field.wire for field in fields}
        names = [name for name in _UNDECLARED if name not in wires]
        return _objects(required, optional, names, extra, whole=depth >= DEPTH - 1)


@st.composite
def _objects(
    draw: st.DrawFn,
    required: Mapping[str, Values],
    optional: Mapping[str, Values],
    undeclared: Sequence[str],
    extra: Values | None,
    *,
    whole: bool,
) -> dict[str, Any]:
    made = {wire: draw(one) for wire, one in required.items()}
    if whole and draw(st.booleans()):
        chosen = list(optional)
    else:
        names = sorted(optional)
        several = st.lists(st.sampled_from(names), max_size=_SOME, unique=True)
        chosen = draw(several) if names else []
    made.update({wire: draw(optional[wire]) for wire in chosen})
    if extra is not None and not extra.is_empty and draw(st.booleans()):
        made[draw(st.sampled_from(undeclared))] = draw(extra)
    return made


def _scalar(kind: ir.ScalarKind) -> Values:
    match kind:
        case ir.ScalarKind.STRING:
            return _TEXT
        case ir.ScalarKind.INTEGER:
            return st.one_of(st.integers(-99, 99), st.integers(-(2**31), 2**31 - 1))
        case ir.ScalarKind.NUMBER:
            return st.one_of(_scalar(ir.ScalarKind.INTEGER), st.floats(-1e9, 1e9))
        case ir.ScalarKind.BOOLEAN:
            return st.booleans()
        case ir.ScalarKind.DATE_TIME:
            zones = st.sampled_from(("Z", "+00:00", "-05:30", "z"))
            return st.builds(lambda at, zone: at.isoformat() + zone, _MOMENTS, zones)
        case ir.ScalarKind.DATE:
            return st.dates().map(lambda day: day.isoformat())
        case ir.ScalarKind.TIME:
            return st.times().map(lambda time: time.isoformat() + "Z")
        case ir.ScalarKind.UUID:
            return st.uuids().map(str)
        case ir.ScalarKind.DECIMAL:
            return st.decimals(-(10**6), 10**6, places=2).map(str)
        case ir.ScalarKind.NULL:
            return st.none()
        case ir.ScalarKind.BASE64 | ir.ScalarKind.BINARY:
            return st.binary(max_size=8).map(lambda b: base64.b64encode(b).decode())
        case ir.ScalarKind.BASE64URL:
            padded = st.binary(max_size=8).map(
                lambda b: base64.urlsafe_b64encode(b).decode()
            )
            return st.one_of(padded, padded.map(lambda text: text.rstrip("=")))
    assert_never(kind)


_MOMENTS = st.datetimes()


def _text(low: int, high: int, pattern: ir.Pattern | None) -> Values:
    if pattern is None:
        return st.text(min_size=low, max_size=high)
    try:
        found = st.from_regex(re.compile(pattern.regex))
        found.validate()
    except Exception:  # noqa: BLE001 - ECMA-262 has more than re: then there are none
        return st.nothing()
    most = max(high, low)
    return found.map(lambda text: text.removesuffix("\n")).filter(
        lambda text: low <= len(text) <= max(most, 40)
    )


def _number(kind: ir.ScalarKind, bounds: ir.Range) -> Values:
    step = bounds.step or (1 if kind is ir.ScalarKind.INTEGER else 0.5)
    low = bounds.low if bounds.low is not None else bounds.above
    high = bounds.high if bounds.high is not None else bounds.below
    if low is None:
        low = -100 * step if high is None else high - 100 * step
    if high is None:
        high = low + 100 * step
    first, last = -(-low // step), high // step
    if bounds.above is not None and first * step <= bounds.above:
        first += 1
    if bounds.below is not None and last * step >= bounds.below:
        last -= 1
    if last < first:
        middle = (low + high) / 2
        return st.nothing() if kind is ir.ScalarKind.INTEGER else st.just(middle)
    return st.integers(int(first), int(last)).map(lambda n: n * step)
