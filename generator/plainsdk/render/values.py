"""Types that hold no other type as annotations: scalars, constants, constraints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from .. import ir
from ..kinds import Kind
from .expressions import Atom, Bracket, Expression, Labelled
from .literals import literal

_SCALARS = {
    ir.ScalarKind.STRING: "str",
    ir.ScalarKind.INTEGER: "int",
    ir.ScalarKind.NUMBER: "float",
    ir.ScalarKind.BOOLEAN: "bool",
    ir.ScalarKind.DATE_TIME: "dt.datetime",
    ir.ScalarKind.DATE: "dt.date",
    ir.ScalarKind.TIME: "dt.time",
    ir.ScalarKind.UUID: "UUID",
    ir.ScalarKind.DECIMAL: "Decimal",
    ir.ScalarKind.BASE64: "bytes",
    ir.ScalarKind.BASE64URL: "bytes",
    ir.ScalarKind.BINARY: "bytes",
    ir.ScalarKind.NULL: "None",
}
_JSON = frozenset(["str", "int", "float", "bool", "None"])

FILE = ir.Scalar(ir.ScalarKind.BINARY)
"""What is no JSON, and goes as it is."""

BINARY = Bracket("Binary", (), "()")
"""The mark of a file, which tells its bytes from those that are base64 in JSON."""

MARKED_FILE = Bracket("Annotated", (Atom("bytes"), BINARY))
"""The bytes of a file, marked as that."""

_BASE64 = Bracket("Annotated", (Atom("bytes"), Bracket("Base64", (), "()")))
_BASE64URL = Bracket("Annotated", (Atom("bytes"), Bracket("Base64Url", (), "()")))


def scalar(kind: ir.ScalarKind, models: Kind) -> Expression:
    """Return the annotation of a scalar in models of a kind."""
    name = _SCALARS[kind]
    match models:
        case Kind.TYPEDDICT:
            is_text = name not in _JSON and kind is not ir.ScalarKind.BINARY
            return Atom("str" if is_text else name)
        case Kind.PYDANTIC if kind is ir.ScalarKind.BASE64:
            return _BASE64
        case Kind.PYDANTIC | Kind.DATACLASS | Kind.MSGSPEC:
            return _BASE64URL if kind is ir.ScalarKind.BASE64URL else Atom(name)
        case _:
            assert_never(models)


def given_scalar(kind: ir.ScalarKind, models: Kind) -> Iterator[Expression]:
    """Walk through what an argument takes for a scalar: what people have, and what is
    in models of the kind.
    """
    name = _SCALARS[kind]
    yield Atom(name)
    if models is Kind.TYPEDDICT and scalar(kind, models) != Atom(name):
        yield Atom("str")


def constant(value: str | float | bool) -> Expression:
    """Return the type of one value."""
    if isinstance(value, float):
        return Atom("float")
    return Bracket("Literal", (Atom(literal(value)),))


def enumeration(
    values: tuple[str | int | float | bool, ...], models: Kind
) -> Iterator[Expression]:
    """Walk through an open enumeration: the values known, and the kinds that others may
    have.
    """
    known = tuple(Atom(literal(one)) for one in values if not isinstance(one, float))
    if known:
        yield Bracket("Literal", known)
    if any(isinstance(one, float) for one in values):
        yield Atom("float")
    elif any(isinstance(one, int) and not isinstance(one, bool) for one in values):
        yield Atom("int")
    if any(isinstance(one, str) for one in values):
        yield Atom("str" if models is Kind.TYPEDDICT else "Unlisted")


def constraint(constraint: ir.Constraint) -> Expression:
    """Return the call that states a constraint."""
    match constraint:
        case ir.Range(low, high, above, below, step):
            parts = [Atom(literal(low)), Atom(literal(high))]
            while parts and parts[-1].text == "None":
                parts.pop()
            named = (("above", above), ("below", below), ("step", step))
            labels = tuple(
                Labelled(f"{key}=", Atom(literal(value)))
                for key, value in named
                if value is not None
            )
            return Bracket("Range", (*parts, *labels), "()")
        case ir.Length(low, high, unique):
            bounds = [Atom(literal(low)), Atom(literal(high))]
            while bounds and bounds[-1].text == "None":
                bounds.pop()
            marks = (Labelled("unique=", Atom("True")),) if unique else ()
            return Bracket("Length", (*bounds, *marks), "()")
        case ir.Pattern(regex):
            return Bracket("Pattern", (Atom(literal(regex)),), "()")
        case _:
            assert_never(constraint)
