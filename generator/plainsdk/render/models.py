"""Modules under ``models``: one for each named schema, what is inline in it beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, assert_never

from .. import ir
from ..diagnostics import Pointer
from ..kinds import Kind
from ..words import is_keyword
from .docs import field_doc, value_doc
from .expressions import (
    WIDTH,
    Atom,
    Bracket,
    Expression,
    Labelled,
    aliased,
    declared,
    headed,
    lay,
    renamed,
)
from .fields import Slot, constant_default, field_slot, quoted_key
from .imports import Imports
from .literals import docstring, literal
from .types import (
    Context,
    alias,
    annotation,
    other_name,
)
from .views import AliasView, ClassView, FieldView, ModelModule

_BASES = {Kind.TYPEDDICT: "TypedDict"}


class Home(NamedTuple):
    """A module that is to be written: what is named there, and what is inline in it."""

    pointer: Pointer
    declarations: list[ir.Declaration]

    @property
    def size(self) -> int:
        """How much there is to write, in fields."""
        return sum(
            1 + len(one.fields) if isinstance(one, ir.Object) else 1
            for one in self.declarations
        )


def homes(api: ir.Api) -> list[Home]:
    """List the modules under ``models``."""
    found: dict[Pointer, list[ir.Declaration]] = defaultdict(list)
    for declaration in api.declarations.values():
        found[declaration.home].append(declaration)
    return [Home(*one) for one in found.items()]


def model_modules(
    homes: Iterable[Home], context: Context, banner: str, runtime: str
) -> Iterator[tuple[str, ModelModule]]:
    """Walk through modules under ``models`` by name."""
    fields = _Fields(context)
    for home, declarations in homes:
        last = {one.pointer for one in declarations if other_name(one) is not None}
        ordered = sorted(
            declarations, key=lambda one: (one.pointer in last, one.pointer != home)
        )
        yield context.names.modules[home], _module(ordered, fields, banner, runtime)


def _module(
    declarations: list[ir.Declaration], fields: _Fields, banner: str, runtime: str
) -> ModelModule:
    context = fields.context
    classes = any(isinstance(one, ir.Object) for one in declarations)
    imports = Imports(runtime, classes=classes)
    late = classes and context.models is Kind.PYDANTIC
    # A class hides what the module imports under its name: that is imported as another.
    clashes = {
        name: f"{name}_" for name in (context.name(one.pointer) for one in declarations)
    }
    beside = frozenset(one.pointer for one in declarations)
    writer = _Writer(context, fields, imports, clashes, beside)
    views: list[ClassView | AliasView] = []
    for declaration in declarations:
        match declaration:
            case ir.Object() if not writer.is_class(declaration):
                below = bool(views) and views[-1].is_class
                views.append(writer.write_table(declaration, below))
            case ir.Object():
                views.append(writer.write_class(declaration))
            case ir.Alias():
                below = bool(views) and views[-1].is_class
                views.append(writer.write_alias(declaration, below))
            case _:
                assert_never(declaration)
    return ModelModule(
        banner=banner,
        future=any(view.is_class for view in views),
        imports="\n".join(imports.lines(late=late)),
        lazy_imports=imports.late_lines() if late else "",
        declarations=tuple(views),
    )


@dataclass(frozen=True)
class _Writer:
    """Writes the declarations of one module; ``clashes`` are bare names that are taken
    there.
    """

    context: Context
    fields: _Fields
    imports: Imports
    clashes: Mapping[str, str]
    beside: frozenset[Pointer]

    def _bound(self, expression: Expression) -> Expression:
        """Call an expression's names what they are called here, and import them."""
        names = expression.names
        if names.isdisjoint(self.clashes):
            self.imports.need(names)
            return expression
        bound = renamed(expression, self.clashes)
        self.imports.need(bound.names.difference(self.clashes))  # those are of here
        return bound

    def write_alias(self, declaration: ir.Alias, below_class: bool) -> AliasView:
        name = self.context.name(declaration.pointer)
        value = alias(declaration, self.context, self.beside)
        if other_name(declaration) not in self.beside:
            value = self._bound(value)
        self._bound(Atom("TypeAlias"))
        text = value_doc(declaration.doc)
        return AliasView(
            lines="\n".join(aliased(name, value)),
            doc=docstring(text, 0) if text else "",
            below_class=below_class,
        )

    def write_class(self, declaration: ir.Object) -> ClassView:
        models = self.context.models
        if models is Kind.DATACLASS:
            self.imports.need(["dataclass"])
        base = self._bound(Atom(_BASES.get(models, "Model"))).flat
        if models is Kind.MSGSPEC:
            base = f"{base}, kw_only=True"
        extra = ""
        if declaration.extra is not None and models is not Kind.TYPEDDICT:
            value = annotation(declaration.extra, self.context)
            mapping = Bracket("dict", (Atom("str"), value))
            kept = self._bound(Bracket("ClassVar", (mapping,)))
            extra = "\n".join(lay("__extra__: ", kept, "", 4))
        name = self.context.name(declaration.pointer)
        return ClassView(
            head="\n".join(headed(name, base)),
            doc=_class_doc(declaration),
            extra=extra,
            fields=tuple(self._field(field) for field in declaration.fields),
        )

    def is_class(self, declaration: ir.Object) -> bool:
        """Whether a class can say what an object is: a key may be no name in Python, or
        one that the class needs for something else.
        """
        if self.context.models is not Kind.TYPEDDICT:
            return True
        used = {
            name
            for one in declaration.fields
            for name in self.fields.like(one, one.wire).names
        }
        return all(
            one.wire.isascii()
            and one.wire.isidentifier()
            and not is_keyword(one.wire)
            and not one.wire.startswith("__")
            and one.wire not in used
            for one in declaration.fields
        )

    def write_table(self, declaration: ir.Object, below_class: bool) -> AliasView:
        """Write a type of dicts by its keys, of which not all are names in Python."""
        name = self.context.name(declaration.pointer)
        self.imports.need(["TypedDict"])
        head = self._bound(Atom("TypedDict")).flat
        keys = tuple(
            Labelled(
                f"{literal(one.wire)}: ", self._bound(quoted_key(one, self.context))
            )
            for one in declaration.fields
        )
        lines = [f"{name} = {head}(", f"    {literal(name)},", "    {"]
        lines += [line for key in keys for line in lay("", key, ",", 8, wrap=False)]
        docs = [(one.wire, field_doc(one.doc)) for one in declaration.fields]
        said = [f"``{wire}``: {text}" for wire, text in docs if text]
        text = "\n\n".join(filter(None, [value_doc(declaration.doc), *said]))
        return AliasView(
            lines="\n".join([*lines, "    },", ")"]),
            doc=docstring(text, 0) if text else "",
            below_class=below_class,
        )

    def _field(self, field: ir.Field) -> FieldView:
        name = self.context.names.fields[field.pointer]
        if self.context.models is Kind.TYPEDDICT:
            name = field.wire
        alike = self.fields.like(field, name)
        line = f"    {name}: {alike.line}"
        if len(line) <= WIDTH and alike.names.isdisjoint(self.clashes):
            self.imports.need(alike.names)
        else:
            written = self._bound(alike.slot.annotation)
            default = alike.slot.default and self._bound(alike.slot.default)
            line = "\n".join(declared(f"{name}: ", written, default, 4))
        return FieldView(line, self.fields.doc(field.doc, constant=alike.constant))


class _Alike(NamedTuple):
    """What fields have in common: their line but for the name, and the names in it.

    ``constant``: their default says what they hold.
    """

    slot: Slot
    line: str
    names: frozenset[str]
    constant: bool


class _Fields:
    """Remembers what it made of fields: few of them are unlike all others."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._alike: dict[tuple[ir.Type, bool, bool, str | None], _Alike] = {}
        self._docs: dict[str, str] = {}

    def like(self, field: ir.Field, name: str) -> _Alike:
        """Return what a field of that name shares with all that are declared alike."""
        type_ = field.type
        inner = type_.inner if isinstance(type_, ir.Nullable) else type_
        if not isinstance(inner, ir.Scalar | ir.Reference):
            return self._like(field, name)  # may hold values: True equals 1
        reads = field.access is ir.Access.READ
        wire = field.wire if field.wire != name else None
        key = (type_, field.required, reads, wire)
        found = self._alike.get(key)
        if found is None:
            found = self._alike[key] = self._like(field, name)
        return found

    def _like(self, field: ir.Field, name: str) -> _Alike:
        constant = constant_default(field.type, self.context) is not None
        slot = field_slot(field, name, self.context)
        line, names = slot.annotation.flat, slot.annotation.names
        if slot.default is not None:
            line = f"{line} = {slot.default.flat}"
            names |= slot.default.names
        return _Alike(slot, line, names, constant)

    def doc(self, doc: ir.Doc, *, constant: bool) -> str:
        """Return a field's docstring, if anything is said of it."""
        text = field_doc(doc._replace(default=()) if constant and doc.default else doc)
        if not text:
            return ""
        found = self._docs.get(text)
        if found is None:
            found = self._docs[text] = docstring(text, 4)
        return found


def _class_doc(declaration: ir.Object) -> str:
    """Return a class's docstring; one that says nothing stands only where the body
    needs it.
    """
    text = value_doc(declaration.doc)
    if not text and not declaration.fields:
        text = "An object without properties of its own."
    return docstring(text, 4) if text else ""
