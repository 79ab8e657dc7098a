"""Makes JSON values of the types of an API from a seed; it knows nothing of schemas.

Unlike what Hypothesis draws, which tries constants of the code that is loaded, the values of a
seed are the same whatever else changes.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, assert_never

from plainsdk import ir
from plainsdk.diagnostics import Pointer

from tests.prism.patterns import matching

_DEPTH = 4
_NOT_BELOW = -10  # the depth at which even what is required has no values
_RARE = 0.3  # how likely an optional field is deep inside

TEXTS = ("a text", "ünïcode ✓ 漢字", 'a "quote" \\ and\na line', "a/b&c=d?e#f%20+")
WORDS = ("word", "two-words", "under_score", "Word9")
SIGNS = ("word", "ünïcode", "a b", "a/b&c=d?e#f%20+")


class Endless(Exception):
    """A type has no values: what it requires never ends, or contradicts itself."""


class Maker:
    """Values of the types of one API.

    ``full``: with all that is optional, else with what is required alone. ``texts`` are
    what texts are of which the type says nothing.
    """

    def __init__(
        self,
        declarations: Mapping[Pointer, ir.Declaration],
        random: Random,
        *,
        full: bool,
        texts: Sequence[str] = TEXTS,
    ) -> None:
        self._declarations = declarations
        self._random = random
        self._full = full
        self._texts = texts

    def make(self, type_: ir.Type, depth: int = _DEPTH) -> Any:
        """A value of a type. Raises ``Endless``."""
        match type_:
            case ir.Scalar(kind):
                return self._scalar(kind)
            case ir.Constant(value):
                return value
            case ir.Enumeration(values):
                return self._random.choice(values)
            case ir.Reference(target):
                return self._declared(self._declarations[target], depth - 1)
            case ir.ListOf() | ir.MapOf():
                return self._several(type_, ir.Length(), depth)
            case ir.TupleOf(items):
                return [self.make(item, depth) for item in items]
            case ir.Nullable(inner):
                return self._or_null(inner, depth)
            case ir.Constrained(inner, constraints):
                return self._constrained(inner, constraints, depth)
            case ir.Union(members, tag):
                return self._any_of(members, tag, depth)
            case ir.Anything():
                return self._random.choice(("anything", 1, True, {"key": ["value"]}))
        assert_never(type_)

    def _declared(self, declaration: ir.Declaration, depth: int) -> Any:
        if depth < _NOT_BELOW:
            raise Endless
        if isinstance(declaration, ir.Alias):
            return self.make(declaration.type, depth)
        made: dict[str, Any] = {}
        for field in declaration.fields:
            if field.required:
                made[field.wire] = self.make(field.type, depth)
            elif self._is_given(depth):
                try:
                    made[field.wire] = self.make(field.type, depth)
                except Endless:
                    continue
        return made

    def _is_given(self, depth: int) -> bool:
        if not self._full or depth <= 0:
            return False
        return depth >= _DEPTH - 2 or self._random.random() < _RARE

    def _or_null(self, inner: ir.Type, depth: int) -> Any:
        if not self._full or self._random.random() < _RARE:
            return None
        try:
            return self.make(inner, depth)
        except Endless:
            return None

    def _any_of(
        self, members: Sequence[ir.Type], tag: ir.Tag | None, depth: int
    ) -> Any:
        order = self._random.sample(members, len(members))
        for member in order:
            try:
                made = self.make(member, depth)
            except Endless:
                continue
            if tag is not None and isinstance(member, ir.Reference):
                said = [v for v, target in tag.mapping if target == member.target]
                if said and isinstance(made, dict):
                    made[tag.property] = self._random.choice(said)
            return made
        raise Endless

    def _several(
        self, type_: ir.ListOf | ir.MapOf, length: ir.Length, depth: int
    ) -> Any:
        low = length.low or 0
        wanted = max(low, 1 if depth > 0 else 0)
        if self._full and depth > 0:
            wanted += 1
        if length.high is not None:
            wanted = min(wanted, length.high)
        found: list[Any] = []
        for _ in range(wanted * 4):
            if len(found) == wanted:
                break
            try:
                made = self.make(
                    type_.item if isinstance(type_, ir.ListOf) else type_.value,
                    depth - 1,
                )
            except Endless:
                break
            if not (length.unique and made in found):
                found.append(made)
        if len(found) < low:
            raise Endless
        if isinstance(type_, ir.ListOf):
            return found
        return {f"key{number}": one for number, one in enumerate(found)}

    def _constrained(
        self, inner: ir.Type, constraints: Sequence[ir.Constraint], depth: int
    ) -> Any:
        length = next((c for c in constraints if isinstance(c, ir.Length)), ir.Length())
        bounds = next((c for c in constraints if isinstance(c, ir.Range)), ir.Range())
        pattern = next((c for c in constraints if isinstance(c, ir.Pattern)), None)
        match inner:
            case ir.ListOf() | ir.MapOf():
                return self._several(inner, length, depth)
            case ir.Scalar(ir.ScalarKind.STRING):
                return self._text(length, pattern)
            case ir.Scalar(ir.ScalarKind.INTEGER | ir.ScalarKind.NUMBER as kind):
                return _number(kind, bounds, self._random)
            case ir.Nullable(ir.Scalar() as scalar):
                return self._or_null(ir.Constrained(scalar, tuple(constraints)), depth)
            case _:
                return self.make(inner, depth)

    def _text(self, length: ir.Length, pattern: ir.Pattern | None) -> str:
        low, high = length.low or 0, length.high
        most = max(low, 64) if high is None else high
        if pattern is not None:
            found = matching(pattern.regex, self._random, low, most)
            if found is None:
                raise Endless
            return found
        made = self._random.choice(self._texts)
        if len(made) < low:
            made += "-text" * low
        return made[: max(low, min(most, len(made)))] if len(made) > most else made

    def _scalar(self, kind: ir.ScalarKind) -> Any:
        chance = self._random
        match kind:
            case ir.ScalarKind.STRING:
                return chance.choice(self._texts)
            case ir.ScalarKind.INTEGER:
                return chance.choice((1, 7, 4096))
            case ir.ScalarKind.NUMBER:
                return chance.choice((1, 0.5, 12.25))
            case ir.ScalarKind.BOOLEAN:
                return chance.choice((True, False))
            case ir.ScalarKind.DATE_TIME:
                return chance.choice(("2026-02-28T12:30:00Z", "2024-02-29T01:02:03.5Z"))
            case ir.ScalarKind.DATE:
                return chance.choice(("2026-02-28", "2024-02-29"))
            case ir.ScalarKind.TIME:
                return "12:30:00Z"
            case ir.ScalarKind.UUID:
                return "3fa85f64-5717-4562-b3fc-2c963f66afa6"
            case ir.ScalarKind.DECIMAL:
                return "12.25"
            case ir.ScalarKind.NULL:
                return None
            case ir.ScalarKind.BASE64 | ir.ScalarKind.BASE64URL | ir.ScalarKind.BINARY:
                return base64.b64encode(b"some bytes").decode()
        assert_never(kind)


def _number(kind: ir.ScalarKind, bounds: ir.Range, random: Random) -> int | float:
    """One within bounds, near the lowest that is not negative."""
    step = bounds.step or (1 if kind is ir.ScalarKind.INTEGER else 0.5)
    low = bounds.low if bounds.low is not None else bounds.above
    high = bounds.high if bounds.high is not None else bounds.below
    if low is None:
        low = 0 if high is None or high >= 0 else high - 100 * step
    if high is None:
        high = low + 100 * step
    first, last = int(-(-low // step)), int(high // step)
    if bounds.above is not None and first * step <= bounds.above:
        first += 1
    if bounds.below is not None and last * step >= bounds.below:
        last -= 1
    if last < first:
        if kind is ir.ScalarKind.INTEGER:
            raise Endless
        return (low + high) / 2
    return random.randint(first, min(last, first + 20)) * step
