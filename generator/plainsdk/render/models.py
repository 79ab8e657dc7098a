"""Modules under ``models``: one for each named schema, what is inline in it beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, assert_never

from .. import ir
from ..diagnostics import Pointer
from .docs import field_doc, value_doc
from .expressions import (
    WIDTH,
    Atom,
    Bracket,
    Expression,
    aliased,
    declared,
    headed,
    lay,
    renamed,
)
from .imports import Imports
from .literals import docstring, literal
from .types import (
    BINARY,
    FILE,
    Context,
    alias,
    annotation,
    constraint,
    either,
    is_nullable,
    is_open,
    other_name,
)
from .views import AliasView, ClassView, FieldView, ModelModule

_UNSET = Atom("UNSET")
_NONE = Atom("None")


class Slot(NamedTuple):
    """A field or argument as Python has it: its annotation, and its default where it
    has one.
    """

    annotation: Expression
    default: Expression | None


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
    # A class hides what the module imports under its name: that is imported as another.
    clashes = {
        name: f"{name}_" for name in (context.name(one.pointer) for one in declarations)
    }
    beside = frozenset(one.pointer for one in declarations)
    writer = _Writer(context, fields, imports, clashes, beside)
    views: list[ClassView | AliasView] = []
    for declaration in declarations:
        match declaration:
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
        imports="\n".join(imports.lines()),
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
        self.imports.need(["dataclass"])
        base = self._bound(Atom("Model"))
        extra = ""
        if declaration.extra is not None:
            value = annotation(declaration.extra, self.context)
            mapping = Bracket("dict", (Atom("str"), value))
            kept = self._bound(Bracket("ClassVar", (mapping,)))
            extra = "\n".join(lay("__extra__: ", kept, "", 4))
        name = self.context.name(declaration.pointer)
        return ClassView(
            head="\n".join(headed(name, base.flat)),
            doc=_class_doc(declaration),
            extra=extra,
            fields=tuple(self._field(field) for field in declaration.fields),
        )

    def _field(self, field: ir.Field) -> FieldView:
        name = self.context.names.fields[field.pointer]
        alike = self.fields.like(field, name)
        line = f"    {name}: {alike.line}"
        if len(line) <= WIDTH and alike.names.isdisjoint(self.clashes):
            self.imports.need(alike.names)
        else:
            written = self._bound(alike.slot.annotation)
            default = alike.slot.default and self._bound(alike.slot.default).flat
            line = "\n".join(declared(f"{name}: ", written, default or "", 4))
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
        text = field_doc(replace(doc, default=()) if constant and doc.default else doc)
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


def field_slot(field: ir.Field, name: str, context: Context) -> Slot:
    """Return a field's annotation and default, by the one rule of presence and null."""
    type_, marks = field.type, list[Expression]()
    if isinstance(type_, ir.Nullable) and isinstance(type_.inner, ir.Constrained):
        marks = [constraint(one) for one in type_.inner.constraints]
        type_ = ir.Nullable(type_.inner.inner)
    elif isinstance(type_, ir.Constrained):
        marks = [constraint(one) for one in type_.constraints]
        type_ = type_.inner
    if type_ == FILE:
        marks.append(BINARY)
    slot = presence(type_, annotation(type_, context), field.required, context)
    if field.access is ir.Access.READ:
        marks.append(Bracket("ReadOnly", (), "()"))
    if name != field.wire:
        marks.append(Bracket("Wire", (Atom(literal(field.wire)),), "()"))
    if not marks:
        return slot
    return Slot(Bracket("Annotated", (slot.annotation, *marks)), slot.default)


def presence(
    type_: ir.Type, written: Expression, required: bool, context: Context
) -> Slot:
    """Add to a type's annotation what may stand in place of a value."""
    nullable = is_nullable(type_, context.api.declarations)
    constant = constant_default(type_, context)
    if is_open(type_, context.api.declarations):
        # Null is one of all values, and so is not absent.
        if required:
            return Slot(written, None)
        return Slot(either(written, Atom("Unset")), _UNSET)
    if required:
        return Slot(either(written, _NONE) if nullable else written, constant)
    if nullable:
        return Slot(either(written, _NONE, Atom("Unset")), _UNSET)
    return Slot(either(written, _NONE), constant or _NONE)


def constant_default(type_: ir.Type, context: Context) -> Expression | None:
    """Return the literal of a type that has one value, through aliases."""
    found = ir.behind(type_, context.api.declarations)
    return Atom(literal(found.value)) if isinstance(found, ir.Constant) else None
