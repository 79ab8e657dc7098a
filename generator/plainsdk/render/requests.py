"""Modules under ``requests``: for each operation its facts and two builders.

Nothing is sent.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .. import ir
from ..kinds import Kind
from ..names import OperationName
from .docs import call_doc, first_line
from .expressions import WIDTH, Atom, Bracket, Expression, Labelled, lay
from .facts import operation_view, returned, takes_files
from .fields import Slot, constant_default, presence
from .imports import Imports
from .literals import docstring, literal
from .paging import item
from .types import Context, argument, either
from .views import BuilderView, RequestGroup, RequestModule


def request_modules(
    context: Context, banner: str, runtime: str
) -> Iterator[tuple[str, RequestModule]]:
    """Walk through the modules under ``requests`` by name."""
    for group in context.api.groups:
        operations = context.api.members_of(group.path)
        imports = Imports(runtime)
        views = [
            _Builders(one, context, imports).view(follows=number > 0)
            for number, one in enumerate(operations)
        ]
        name = context.names.groups[group.path].module
        if not views:
            continue
        yield name, RequestModule(
            banner=banner,
            doc=docstring(f"Requests: {first_line(group.doc) or name}", 0),
            imports="\n".join(imports.lines()),
            groups=tuple(views),
        )


class _Argument(NamedTuple):
    """One argument of a builder, and what it becomes."""

    name: str
    slot: Slot
    positional: bool = False


@dataclass
class _Builders:
    """The builders of one operation."""

    operation: ir.Operation
    context: Context
    imports: Imports

    def view(self, follows: bool) -> RequestGroup:
        self.imports.runtime("request", "Operation")
        kind = self._kind()
        self.imports.runtime("paging" if self.operation.pages else "request", kind)
        keywords = self._keywords()
        builders = [keywords] if keywords else []
        if self.operation.body is not None:
            builders.append(self._whole(single=keywords is None))
        facts = operation_view(self.operation, self.context, self.imports)
        return RequestGroup(follows, facts, tuple(builders))

    def _kind(self) -> str:
        if self.operation.pages:
            return "PageRequest"
        stream = isinstance(self.operation.success, ir.Events)
        return "StreamRequest" if stream else "Request"

    @property
    def _constant(self) -> str:
        return self._names.constant

    @property
    def _names(self) -> OperationName:
        return self.context.names.operations[self.operation.pointer]

    def _keywords(self) -> BuilderView | None:
        """Return the builder that takes a keyword for each thing that can be sent."""
        operation = self.operation
        body = self.context.api.body_of(operation)
        if operation.body is not None and body is None:
            return None
        arguments = [*self._parameters()]
        fields: list[str] = []
        switched: list[str] = []
        switch = operation.body.switch if operation.body else None
        names = self.context.names.arguments[operation.pointer]
        for one in body.fields if body else ():
            if switch is not None and one.wire == switch.property:
                if switch.value is not None:
                    switched.append(self._set(one, str(switch.value)))
                continue
            if one.access is ir.Access.READ:
                continue
            slot = self._slot(one)
            arguments.append(_Argument(names[one.pointer], slot))
            fields.append(self._set(one, names[one.pointer]))
        optional = operation.body is not None and not operation.body.required
        fields.extend(switched)
        bare = not fields and not operation.parameters
        return self._builder(
            self._names.builder,
            arguments,
            docstring(call_doc(operation), 4),
            fields=tuple(fields),
            optional=optional and _all_optional(body),
            bare=bare,
        )

    def _set(self, field: ir.Field, value: str) -> str:
        """Return the keyword that sets a field of the body."""
        if self.context.models is not Kind.TYPEDDICT:
            return f"{self.context.names.fields[field.pointer]}={value}"
        if _has_base64url(field.type, self.context):
            self.imports.need(["Base64Url"])
            value = f"Base64Url.text({value})"
        wire = field.wire
        if wire.isascii() and wire.isidentifier() and not keyword.iskeyword(wire):
            return f"{wire}={value}"
        return f"**{{{literal(wire)}: {value}}}"

    def _slot(self, field: ir.Field) -> Slot:
        """Return the argument for a field of the body."""
        body = self.operation.body
        files = body is not None and takes_files(body)
        written = argument(field.type, self.context, files=files)
        if body is not None and body.patch:
            return Slot(either(written, Atom("None"), Atom("Unset")), Atom("UNSET"))
        return presence(field.type, written, field.required, self.context)

    def _whole(self, single: bool) -> BuilderView:
        """Return the builder that takes the body as one value."""
        operation = self.operation
        assert operation.body is not None
        files = takes_files(operation.body)
        written = argument(operation.body.type, self.context, files=files)
        slot = Slot(written, None)
        if not operation.body.required:
            slot = Slot(either(written, Atom("None")), Atom("None"))
        encoded = Bracket(f"{self._constant}.encode", (Atom("body"),), "()")
        body = Labelled("body=", encoded)
        switch = operation.body.switch
        if switch is not None and switch.value is not None:
            parts = (
                Labelled("**", encoded),
                Atom(f"{literal(switch.property)}: {switch.value}"),
            )
            body = Labelled("body=", Bracket("", parts, "{}"))
        text = f":func:`{self._names.builder}` with its body as one value."
        return self._builder(
            self._names.builder if single else self._names.whole,
            [*self._parameters(), _Argument("body", slot, positional=True)],
            docstring(call_doc(operation) if single else text, 4),
            body="\n".join(lay("", body, ",", 8)),
        )

    def _parameters(self) -> Iterator[_Argument]:
        names = self.context.names.arguments[self.operation.pointer]
        for one in self.operation.parameters:
            written = argument(one.type, self.context)
            slot = Slot(written, None)
            if not one.required:
                slot = Slot(either(written, Atom("None")), Atom("None"))
            positional = one.where is ir.In.PATH
            if one.required and not positional:
                slot = Slot(written, constant_default(one.type, self.context))
            yield _Argument(names[one.pointer], slot, positional)

    def _entries(self, where: ir.In) -> tuple[str, ...]:
        names = self.context.names.arguments[self.operation.pointer]
        return tuple(
            f"{literal(one.wire)}: {self._sent(one, names[one.pointer])}"
            for one in self.operation.parameters
            if one.where is where
        )

    def _sent(self, parameter: ir.Parameter, name: str) -> str:
        """Return what is sent for an argument: its bytes as text, where their type alone
        does not say which.
        """
        if not _has_base64url(parameter.type, self.context):
            return name
        self.imports.need(["Base64Url"])
        return f"Base64Url.text({name})"

    def _builder(
        self,
        name: str,
        arguments: list[_Argument],
        doc: str,
        fields: tuple[str, ...] = (),
        optional: bool = False,
        body: str = "",
        bare: bool = False,
    ) -> BuilderView:
        return BuilderView(
            signature=self._signature(name, arguments),
            doc=doc,
            request=self._kind(),
            constant=self._constant,
            path=self._entries(ir.In.PATH),
            query=self._entries(ir.In.QUERY),
            headers=self._entries(ir.In.HEADER),
            cookies=self._entries(ir.In.COOKIE),
            fields=fields,
            optional=optional,
            body=body,
            bare=(
                "\n".join(lay("return ", self._plain_request(), "", 4)) if bare else ""
            ),
        )

    def _plain_request(self) -> Expression:
        return Bracket(self._kind(), (Atom(self._constant),), "()")

    def _signature(self, name: str, arguments: list[_Argument]) -> str:
        value = returned(self.operation, self.context) or Atom("None")
        if isinstance(value, Bracket) and value.head == "Annotated":
            value = value.parts[0]  # what it is to a reader
        pages = self.operation.pages
        items = (item(pages, self.context),) if pages else ()
        returns = Bracket(self._kind(), (*items, value))
        self.imports.need(returns.names)
        if not arguments:
            line = f"def {name}() -> {returns.flat}:"
            if len(line) <= WIDTH:
                return line
            return "\n".join([f"def {name}() -> (", *lay("", returns, "", 4), "):"])
        lines = [f"def {name}("]
        ordered = sorted(arguments, key=lambda one: not one.positional)
        starred = False
        for one in ordered:
            if not one.positional and not starred:
                lines.append("    *,")
                starred = True
            lines.extend(self._argument(one))
        return "\n".join([*lines, *lay(") -> ", returns, ":", 0)])

    def _argument(self, one: _Argument) -> list[str]:
        self.imports.need(one.slot.annotation.names)
        suffix = ","
        if isinstance(one.slot.default, Atom):
            self.imports.need(one.slot.default.names)
            suffix = f" = {one.slot.default.text},"
        return lay(f"{one.name}: ", one.slot.annotation, suffix, 4, wrap=False)


def _has_base64url(type_: ir.Type, context: Context) -> bool:
    """Whether a parameter is bytes in the alphabet for URLs, or a list of such."""
    match ir.behind(type_, context.api.declarations):
        case ir.Scalar(kind):
            return kind is ir.ScalarKind.BASE64URL
        case ir.Nullable(inner) | ir.Constrained(inner, _) | ir.ListOf(inner):
            return _has_base64url(inner, context)
        case _:
            return False


def _all_optional(body: ir.Object | None) -> bool:
    return body is not None and not any(one.required for one in body.fields)
