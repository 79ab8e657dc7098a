"""Lowers what a schema says of its values' size and form.

A bound that is no number is reported.
"""

from __future__ import annotations

from collections.abc import Mapping

from .. import ir
from ..diagnostics import Diagnostics, Pointer
from ..document import Json

_WORDS = frozenset(
    ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
    + ("minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems")
    + ("minProperties", "maxProperties")
)  # fmt: skip


def constraints(
    type_: ir.Type, schema: Mapping[str, Json], at: Pointer, report: Diagnostics
) -> tuple[ir.Constraint, ...]:
    """Return the constraints of a schema that apply to values of a type (JSON Schema,
    6).
    """
    if _WORDS.isdisjoint(schema):
        return ()
    found: list[ir.Constraint] = []
    match type_:
        case ir.Scalar(ir.ScalarKind.INTEGER | ir.ScalarKind.NUMBER):
            found.append(_range(schema, at, report))
        case ir.Scalar(ir.ScalarKind.STRING):
            found.append(_length("Length", schema, at, report))
            pattern = schema.get("pattern")
            if isinstance(pattern, str):
                found.append(ir.Pattern(pattern))
            elif pattern is not None:
                _say_bad("pattern", "text", at, report)
        case ir.ListOf():
            found.append(_length("Items", schema, at, report))
        case ir.MapOf():
            found.append(_length("Properties", schema, at, report))
        case _:
            pass
    return tuple(one for one in found if one not in (ir.Range(), ir.Length()))


def _range(schema: Mapping[str, Json], at: Pointer, report: Diagnostics) -> ir.Range:
    def bound(keyword: str) -> int | float | None:
        return _number(keyword, schema, at, report)

    low, above = bound("minimum"), schema.get("exclusiveMinimum")
    high, below = bound("maximum"), schema.get("exclusiveMaximum")
    # OpenAPI 3.0 has booleans here that turn the other bound into an exclusive one.
    return ir.Range(
        low=None if above is True else low,
        high=None if below is True else high,
        above=low if above is True else bound("exclusiveMinimum"),
        below=high if below is True else bound("exclusiveMaximum"),
        step=bound("multipleOf"),
    )


def _length(
    noun: str, schema: Mapping[str, Json], at: Pointer, report: Diagnostics
) -> ir.Length:
    low = _number(f"min{noun}", schema, at, report)
    high = _number(f"max{noun}", schema, at, report)
    return ir.Length(
        low=int(low) if low else None,
        high=None if high is None else int(high),
        unique=noun == "Items" and schema.get("uniqueItems") is True,
    )


def _number(
    keyword: str, schema: Mapping[str, Json], at: Pointer, report: Diagnostics
) -> int | float | None:
    value = schema.get(keyword)
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value
    _say_bad(keyword, "number", at, report)
    return None


def _say_bad(keyword: str, kind: str, at: Pointer, report: Diagnostics) -> None:
    message = f"{keyword!r} is no {kind} and is not checked"
    report.warning("bad-constraint", message, at)
