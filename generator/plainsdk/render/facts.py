"""The constant of an operation: its facts, each on a line, and nothing that is as usual."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import ir
from .expressions import Atom, Bracket, Expression, Labelled, lay
from .imports import Imports
from .literals import literal
from .paging import paging, retries
from .types import Context, either, is_nullable, is_open, result
from .values import constraint
from .views import OperationView

_PLACES = {
    ir.In.PATH: "path",
    ir.In.QUERY: "query",
    ir.In.HEADER: "header",
    ir.In.COOKIE: "cookie",
}


def operation_view(
    operation: ir.Operation, context: Context, imports: Imports
) -> OperationView:
    """Return the view of an operation's constant."""
    options = _Options(operation, context, imports)
    lines = [
        line
        for key, value in options.walk()
        for line in lay(f"{key}=", value, ",", 4, wrap=False)
    ]
    return OperationView(
        constant=context.names.operations[operation.pointer].constant,
        method=literal(operation.method),
        path=literal(operation.path),
        options="\n".join(lines),
    )


class _Options:
    """What is said of an operation beside its method and path."""

    def __init__(
        self, operation: ir.Operation, context: Context, imports: Imports
    ) -> None:
        self._operation = operation
        self._context = context
        self._imports = imports

    def walk(self) -> Iterator[tuple[str, Expression]]:
        """Walk through the keywords and their values."""
        operation = self._operation
        if operation.body:
            yield "body", Atom(literal(operation.body.media))
        success = operation.success
        if not isinstance(success, ir.Nothing):
            yield "accept", Atom(literal(success.media))
        if operation.body:
            yield "takes", self._lazy(operation.body.type)
            if _sends_null(operation.body, self._context):
                yield "null", Atom("True")
        type_ = _brings(success)
        if type_ is not None:
            yield "returns", self._lazy(type_)
        if operation.also:
            entries = [
                Labelled(
                    f"{one.status}: ",
                    self._lazy(one.type) if one.type else Atom("None"),
                )
                for one in operation.also
            ]
            yield "answers", _mapping(entries)
        if operation.failures:
            entries = [
                Labelled(f"{_status(one.status)}: ", self._lazy(one.type))
                for one in operation.failures
            ]
            yield "errors", _mapping(entries)
        if isinstance(success, ir.Events) and success.sentinel is not None:
            yield "sentinel", Atom(literal(success.sentinel))
        yield from self._needs()
        yield from self._written()
        if operation.pages:
            yield "paging", paging(operation.pages, self._imports)
        if operation.retries:
            yield "retries", retries(operation.retries, self._imports)
        if operation.key:
            yield "key", Atom(literal(operation.key))
        if operation.doc.deprecated:
            yield "deprecated", Atom("True")

    def _needs(self) -> Iterator[tuple[str, Expression]]:
        """Walk through what security and servers say."""
        operation = self._operation
        if operation.security is not None:
            yield "security", alternatives(operation.security)
            if operation.scopes or self._context.api.scopes:
                yield "scopes", texts(operation.scopes)
        if operation.servers:
            yield "servers", texts(one.url for one in operation.servers)

    def _written(self) -> Iterator[tuple[str, Expression]]:
        """Walk through how parameters and parts of the body are written."""
        operation = self._operation
        lists = [
            one.wire
            for one in operation.parameters
            if _is_list(one.type, self._context)
        ]
        if lists:
            yield "lists", texts(lists)
        styles = [
            (_PLACES[where], _manners(operation.parameters, where)) for where in ir.In
        ]
        if operation.body:
            styles.append(("body", list(operation.body.manners)))
        places = [
            Labelled(f"{literal(place)}: ", _mapping(_style(*one) for one in found))
            for place, found in styles
            if found
        ]
        if places:
            yield "styles", _mapping(places)
        limits = [
            (_PLACES[where], list(self._limits(operation.parameters, where)))
            for where in (ir.In.PATH, ir.In.QUERY, ir.In.HEADER)
        ]
        bounded = [
            Labelled(f"{literal(place)}: ", _mapping(found))
            for place, found in limits
            if found
        ]
        if bounded:
            yield "limits", _mapping(bounded)
        if operation.body and operation.body.encoding:
            parts = [
                Labelled(f"{literal(wire)}: ", Atom(literal(media)))
                for wire, media in operation.body.encoding
            ]
            yield "encoding", _mapping(parts)

    def _limits(
        self, parameters: Iterable[ir.Parameter], where: ir.In
    ) -> Iterator[Labelled]:
        """Walk through the parameters of a place that the API constrains."""
        for one in parameters:
            if one.where is where:
                found = ir.behind(one.type, self._context.api.declarations)
                if isinstance(found, ir.Nullable):
                    found = ir.behind(found.inner, self._context.api.declarations)
                if isinstance(found, ir.Constrained):
                    marks = tuple(constraint(mark) for mark in found.constraints)
                    written = Bracket("", marks, "()")
                    self._imports.need(written.names)
                    yield Labelled(f"{literal(one.wire)}: ", written)

    def _lazy(self, type_: ir.Type) -> Expression:
        written = result(type_, self._context)
        self._imports.need(written.names)
        return Labelled("lambda: ", written)


def _manners(
    parameters: Iterable[ir.Parameter], where: ir.In
) -> list[tuple[str, ir.Manner]]:
    return [
        (one.wire, one.manner)
        for one in parameters
        if one.where is where and one.manner is not None
    ]


def _style(wire: str, manner: ir.Manner) -> Labelled:
    """Return a style as the runtime spells it: ``form*`` is exploded, ``form+``
    reserved.
    """
    marks = ("*" if manner.explode else "") + ("+" if manner.reserved else "")
    return Labelled(f"{literal(wire)}: ", Atom(literal(manner.style.value + marks)))


def _mapping(entries: Iterable[Labelled]) -> Bracket:
    return Bracket("", tuple(entries), "{}")


def texts(values: Iterable[str]) -> Bracket:
    """Return a tuple of texts."""
    return Bracket("", tuple(Atom(literal(one)) for one in values), "()")


def alternatives(security: tuple[tuple[str, ...], ...]) -> Expression:
    """Return security requirements as a tuple of tuples of scheme names."""
    return Bracket("", tuple(texts(names) for names in security), "()")


def returned(operation: ir.Operation, context: Context) -> Expression | None:
    """Return the type of what comes back, or of one event of a stream; None for
    nothing.
    """
    main = _brings(operation.success)
    if main is None:
        return None
    others = (
        Atom("None") if one.type is None else result(one.type, context)
        for one in operation.also
    )
    return either(result(main, context), *others)


def takes_files(body: ir.Body) -> bool:
    """Whether what is binary in a body goes as it is: not in JSON, whose texts hold
    base64.
    """
    return "json" not in body.media


def _sends_null(body: ir.Body, context: Context) -> bool:
    """Whether ``None`` for a body is JSON's null: one that is due and may be null."""
    declared = context.api.declarations
    json = body.media.partition(";")[0].rstrip().endswith("json")
    null = is_nullable(body.type, declared) or is_open(body.type, declared)
    return body.required and json and null


def _brings(success: ir.Success) -> ir.Type | None:
    match success:
        case ir.Content(_, type_) | ir.Events(_, type_, _):
            return type_
        case ir.Nothing():
            return None


def _is_list(type_: ir.Type, context: Context) -> bool:
    """Whether a parameter's value is a list and nothing else."""
    found = ir.behind(type_, context.api.declarations)
    if isinstance(found, ir.Nullable | ir.Constrained):
        return _is_list(found.inner, context)
    return isinstance(found, ir.ListOf)


def _status(status: str) -> str:
    return status if status.isdigit() else literal(status)
