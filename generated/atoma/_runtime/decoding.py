"""Decoding of what fits: a compiled function per model, which gives up on all else."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias, assert_never

from .instances import absent, begin, end, keep, new, put, stranger, unlisted
from .model import Unknown
from .scalars import READERS
from .shapes import (
    Anything,
    Choice,
    Constant,
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
from .source import Source, later
from .unions import Plan, choose, is_constant, plan_of

__all__ = ["Decoder", "Odd", "decoder_of"]

Decoder: TypeAlias = Callable[[Any], Any]

_DECODERS: dict[type[Any], Decoder] = {}

_TESTS = {
    "str": "type(_v) is not str",
    "int": "type(_v) is not int",
    "float": "type(_v) is not float and type(_v) is not int",
    "bool": "_v is not True and _v is not False",
    "None": "_v is not None",
}
_TYPES = {
    "str": frozenset({str}),
    "int": frozenset({int}),
    "float": frozenset({int, float}),
    "bool": frozenset({bool}),
}


class Odd(Exception):
    """The value is not one that the fast path knows; the careful one does."""


def decoder_of(shape: Shape) -> Decoder:
    """Give the function that decodes values of ``shape``, compiled the first time.

    It raises ``Odd``, ``KeyError`` or ``TypeError`` for what does not fit, without a
    word on where: the careful path finds that out.
    """
    match shape:
        case Record(cls=cls):
            known = _DECODERS.get(cls)
            if known is None:
                known = _DECODERS[cls] = _Text().record(shape)
            return known
        case Named():
            if shape.compiled is None:
                shape.compiled = decoder_of(shape.shape)
            return shape.compiled
        case _:
            return _Text().function(shape)


class _Text:
    """The text of one function and its helpers; ``_v`` is always the value in hand."""

    __slots__ = ("source",)

    def __init__(self) -> None:
        self.source = Source(odd=Odd, unlisted=unlisted, new=new)

    def function(self, shape: Shape) -> Decoder:
        function: Decoder = self.source.run(self.helper(shape))
        return function

    def helper(self, shape: Shape) -> str:
        """Define a function of its own for ``shape``, and give its name."""
        name = self.source.name(None)
        lines = [f"def {name}(_v):"]
        self.value(lines, " ", shape)
        self.source.lines += [*lines, " return _v"]
        return name

    def record(self, record: Record) -> Decoder:
        source = self.source
        declared = record.declared
        required = [field.name for field in declared.fields if field.required]
        cls = source.name(record.cls)
        lines = [
            "def _decode(_d):",
            " if type(_d) is not dict: raise _odd",
            *begin(cls, required),
            f" _n = {len(required)}",
        ]
        for field in declared.fields:
            self.field(lines, field)
        rest = "_d[_k]"
        if not isinstance(declared.extra, Anything):
            rest = f"{self.call(declared.extra)}({rest})"
        known = source.name(declared.wires)
        lines += [
            " if _n != len(_d):",
            f"  {keep(f'{{_k: {rest} for _k in _d if _k not in {known}}}')}",
            *end(cls),
        ]
        source.lines += lines
        function: Decoder = source.run("_decode")
        return function

    def field(self, lines: list[str], field: Field) -> None:
        wire = repr(field.wire)
        if field.required:
            pad = " "
            lines.append(f" _v = _d[{wire}]")
        else:
            pad = "  "
            lines += [f" if {wire} in _d:", "  _n += 1", f"  _v = _d[{wire}]"]
        test = self.test(field.shape)
        if field.required and not field.nullable:
            self.value(lines, pad, field.shape)
        elif test is not None:
            lines.append(f"{pad}if _v is not None and ({test}): raise _odd")
        else:
            self.value(lines, pad, Nullable(field.shape))
        if field.missing is not None and not (field.required or field.nullable):
            missing = self.source.name(field.missing)
            lines.append(f"{pad}if _v is None: _v = {missing}")
        lines.append(f"{pad}{put(field.name, field.required)}")
        if not field.required:
            missing = (
                "None" if field.missing is None else self.source.name(field.missing)
            )
            lines.append(f" else: {absent(field.name, missing)}")

    def value(
        self, lines: list[str], pad: str, shape: Shape, *, known: bool = False
    ) -> None:
        """Add the lines that decode ``_v`` in place; ``known``: its kind is what it
        must be.
        """
        match shape:
            case Anything():
                return
            case Scalar() if shape.name in READERS:
                lines.append(f"{pad}_v = {self.source.name(READERS[shape.name])}(_v)")
            case Scalar() | Constant():
                test = self.test(shape)
                if test is not None and not (known and isinstance(shape, Scalar)):
                    lines.append(f"{pad}if {test}: raise _odd")
                if isinstance(shape, Constant) and shape.open:
                    listed = self.source.name(frozenset(shape.values))
                    lines.append(f"{pad}if type(_v) is not str: raise _odd")
                    lines.append(f"{pad}if _v not in {listed}: _v = _unlisted(_v)")
            case ListOf():
                if not known:
                    lines.append(f"{pad}if type(_v) is not list: raise _odd")
                self.items(lines, pad, shape.item)
            case TupleOf():
                size = f"len(_v) != {len(shape.items)}"
                test = size if known else f"type(_v) is not list or {size}"
                lines.append(f"{pad}if {test}: raise _odd")
                calls = [
                    (
                        f"_v[{index}]"
                        if isinstance(each, Anything)
                        else f"{self.call(each)}(_v[{index}])"
                    )
                    for index, each in enumerate(shape.items)
                ]
                lines.append(f"{pad}_v = ({''.join(f'{call}, ' for call in calls)})")
            case MapOf():
                if not known:
                    lines.append(f"{pad}if type(_v) is not dict: raise _odd")
                if not isinstance(shape.value, Anything):
                    call = self.call(shape.value)
                    lines.append(f"{pad}_v = {{_k: {call}(_v[_k]) for _k in _v}}")
            case Nullable():
                inner: list[str] = []
                self.value(inner, f"{pad} ", shape.inner)
                if inner:
                    lines += [f"{pad}if _v is not None:", *inner]
            case Limited():
                self.value(lines, pad, shape.inner, known=known)
            case Choice():
                self.choice(lines, pad, plan_of(shape))
            case Named(known=Anything() | Scalar() | Constant() | Choice() as near):
                self.value(lines, pad, near, known=known)
            case Named() | Record():
                lines.append(f"{pad}_v = {self.call(shape)}(_v)")
            case _:
                assert_never(shape)

    def test(self, shape: Shape) -> str | None:
        """Give the condition under which ``_v`` does not fit, where one says all."""
        match shape:
            case Scalar():
                return _TESTS.get(shape.name)
            case Constant(open=False, values=values):
                if not all(isinstance(value, str) for value in values):
                    fits = self.source.name(partial(is_constant, shape))
                    return f"type(_v) is float or not {fits}(_v)"
                if len(values) == 1:
                    return f"_v != {values[0]!r}"
                listed = self.source.name(frozenset(values))
                return f"type(_v) is not str or _v not in {listed}"
            case Limited():
                return self.test(shape.inner)
            case Named(known=Scalar() | Constant() as inner):
                return self.test(inner)
            case _:
                return None

    def items(self, lines: list[str], pad: str, item: Shape) -> None:
        while isinstance(item, Limited):
            item = item.inner
        if isinstance(item, Named) and isinstance(item.known, (Anything, Scalar)):
            item = item.known
        if isinstance(item, Anything):
            return
        if isinstance(item, Scalar) and item.name in _TYPES:
            types = self.source.name(_TYPES[item.name])
            lines.append(f"{pad}if not {types}.issuperset(map(type, _v)): raise _odd")
        else:
            # In Python 3.11 a comprehension is a call, and most lists are short.
            lines.append(f"{pad}_l = []")
            lines.append(f"{pad}for _i in _v: _l.append({self.call(item)}(_i))")
            lines.append(f"{pad}_v = _l")

    def choice(self, lines: list[str], pad: str, plan: Plan) -> None:
        """Branch by kind; whatever needs more than that is chosen by a closure."""
        pick = self.source.name(_picker(plan))
        word = "if"
        for kind, test in _KIND_TESTS.items():
            members = plan.by_kind.get(kind, ())
            if not members:
                continue
            branch: list[str] = []
            if kind == "object" and plan.tag is not None:
                table = self.source.name(_dispatch(plan))
                branch.append(f"{pad} _f = {table}.get(_v.get({plan.tag!r}), {pick})")
                branch.append(f"{pad} _v = _f(_v)")
            elif len(members) == 1:
                known = kind != "number"  # of which there are two types
                self.value(branch, f"{pad} ", members[0], known=known)
            elif not _is_plain(members[0]):
                branch.append(f"{pad} _v = {pick}(_v)")
            lines += [f"{pad}{word} {test}:", *(branch or [f"{pad} pass"])]
            word = "elif"
        lines.append(
            f"{pad}else: _v = {pick}(_v)" if word != "if" else f"{pad}_v = {pick}(_v)"
        )

    def call(self, shape: Shape) -> str:
        """Give the name of a function that decodes ``shape``."""
        match shape:
            case Record() | Named():
                name = self.source.name(None)
                later(self.source.names, name, partial(decoder_of, shape))
                return name
            case Limited():
                return self.call(shape.inner)
            case Scalar() if shape.name in READERS:
                return self.source.name(READERS[shape.name])
            case _:
                return self.helper(shape)


_KIND_TESTS = {
    "string": "type(_v) is str",
    "object": "type(_v) is dict",
    "array": "type(_v) is list",
    "number": "type(_v) is int or type(_v) is float",
    "boolean": "type(_v) is bool",
}


def _is_plain(member: Shape) -> bool:
    """Say whether this member takes all values of its kind as they are."""
    while isinstance(member, Limited):
        member = member.inner
    return isinstance(member, Scalar) and member.name in ("str", "float", "bool")


def _picker(plan: Plan) -> Decoder:
    """Make the function that looks at the value to find the member."""
    decoders: dict[int, Decoder] = {}

    def pick(value: Any) -> Any:
        chosen = choose(plan, value)
        if chosen is None:
            raise Odd
        if isinstance(chosen, Unknown):
            return stranger(chosen)
        decoder = decoders.get(id(chosen))
        if decoder is None:
            decoder = decoders[id(chosen)] = decoder_of(chosen)
        return decoder(value)

    return pick


def _dispatch(plan: Plan) -> dict[Any, Decoder]:
    """Make the table from tags to decoders, each of which is compiled when it is
    needed.
    """
    table: dict[Any, Decoder] = {}
    for tag, record in plan.table.items():
        later(table, tag, partial(decoder_of, record))
    return table
