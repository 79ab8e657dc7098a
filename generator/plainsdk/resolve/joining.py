"""Joins two schemas into the one that both allow; opens no reference.

What contradicts itself is reported, and the later of the two is used.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from ..diagnostics import Diagnostics, Pointer
from ..document import Json
from .keywords import Schema, is_word, kinds, listed, mapping, says_nothing

_LOWEST = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_HIGHEST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_ERROR = re.compile(r"#/paths/[^/]+/[^/]+/responses/(default|[45]..)/")
_COMPOUND = frozenset(
    ["$ref", "allOf", "oneOf", "anyOf", "properties", "items", "prefixItems"]
)


def join(
    first: dict[str, Json], second: Schema, at: Pointer, report: Diagnostics
) -> None:
    """Add what a second schema says to the first, which is changed."""
    for key, item in second.items():
        present = first.get(key)
        if key == "enum" and item == []:
            continue  # no list of values at all (JSON Schema Validation, 6.1.2)
        if key not in first or present in (item, []) or is_word(key):
            first[key] = item
        else:
            first[key] = _joined(key, present, item, at, report)
    _check_values(first, at, report)


def _joined(
    key: str, first: Json, second: Json, at: Pointer, report: Diagnostics
) -> Json:
    """Return what a keyword says that two schemas have."""
    if key in ("properties", "patternProperties"):
        return _each(mapping(first), mapping(second), at / key, report)
    if key == "required":
        both = [
            one for one in (*listed(first), *listed(second)) if isinstance(one, str)
        ]
        return list(dict.fromkeys(both))
    if key in ("additionalProperties", "items"):
        return _narrowed(first, second, at / key, report)
    if key in _LOWEST or key in _HIGHEST:
        return _bound(key, first, second)
    if key == "uniqueItems":
        return first is True or second is True
    found: Json = None
    match key:
        case "type":
            found = _common_types(first, second)
        case "enum":
            found = [one for one in listed(first) if _within(one, listed(second))]
        case "multipleOf" if isinstance(first, int) and isinstance(second, int):
            found = math.lcm(first, second)
        case "pattern" if isinstance(first, str) and isinstance(second, str):
            found = rf"^(?=[\s\S]*(?:{first}))(?=[\s\S]*(?:{second}))"
        case "not" | "if" | "then" | "else" | "contains" | "propertyNames":
            found = second  # which is not read
        case _:
            pass
    if found or found == 0:
        return found
    disagree(f" on {key!r}; the last one is used", at, report)
    return second


def _each(
    first: Schema, second: Schema, at: Pointer, report: Diagnostics
) -> dict[str, Json]:
    result = dict(first)
    for name, schema in second.items():
        result[name] = (
            _narrowed(first[name], schema, at / name, report)
            if name in first
            else schema
        )
    return result


def _narrowed(first: Json, second: Json, at: Pointer, report: Diagnostics) -> Json:
    """Return the schema of what two schemas are both about.

    What could only be joined after references were opened becomes an ``allOf``.
    """
    if first == second or says_nothing_at_all(first):
        return _worded(second, first)
    if says_nothing_at_all(second):
        return _worded(first, second, later=True)
    if first is False or second is False:
        return second if first is False else first
    one, other = mapping(first), mapping(second)
    if one.get("$ref") is not None and one.get("$ref") == other.get("$ref"):
        return {**one, **other}
    if (one.keys() | other.keys()) & _COMPOUND:
        return {"allOf": [first, second]}
    joined = dict(one)
    join(joined, other, at, report)
    return joined


def says_nothing_at_all(schema: Json) -> bool:
    """Whether a schema lets every value pass, of any type."""
    return says_nothing(schema) and not kinds(mapping(schema))


def _worded(schema: Json, words: Json, *, later: bool = False) -> Json:
    found, said = mapping(schema), mapping(words)
    if not said:
        return schema
    return {**found, **said} if later else {**said, **found}


def _bound(key: str, first: Json, second: Json) -> Json:
    if isinstance(first, int | float) and isinstance(second, int | float):
        pick: Callable[[float, float], float] = max if key in _LOWEST else min
        return pick(first, second)
    return second if isinstance(second, int | float) else first


def _common_types(first: Json, second: Json) -> Json:
    names, others = kinds({"type": first}), kinds({"type": second})
    found = [name for name in names if name in others]
    for wide, narrow in ((names, others), (others, names)):
        if "number" in wide and "integer" in narrow and "integer" not in found:
            found = [name for name in found if name != "number"] + ["integer"]
    return found[0] if len(found) == 1 else [*found]


def _check_values(schema: dict[str, Json], at: Pointer, report: Diagnostics) -> None:
    """Let a constant stand for the enumeration that it is in."""
    values = schema.get("enum")
    if "const" not in schema or not isinstance(values, list):
        return
    if not _within(schema["const"], values):
        words = ": the constant of one is no value of another; the constant is used"
        disagree(words, at, report)
    del schema["enum"]


def disagree(words: str, at: Pointer, report: Diagnostics) -> None:
    """Say that no value is all that the parts of a schema ask for.

    The body of an error is taken as it comes, so that there it harms nobody.
    """
    say = report.note if _ERROR.match(at.text) else report.warning
    say("allof-conflict", f"the parts of this schema disagree{words}", at)


def _within(value: Json, values: list[Json]) -> bool:
    return any(value == one and type(value) is type(one) for one in values)
