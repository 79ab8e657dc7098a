"""Makes the arguments of every operation of a generated package, from examples and schemas.

Nothing is sent.
"""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from plainsdk import ir
from plainsdk.diagnostics import Pointer
from plainsdk.document import Json, value_at

from tests.corpus.generated import Made
from tests.corpus.outcomes import Whole
from tests.prism.drawing import Drawing

Parameters = dict[ir.Parameter, Any]

CONTENT = b"\x00the content of a file\r\n"
_TEXT = "a text"

_TYPES: Mapping[ir.ScalarKind, type[Any]] = {
    ir.ScalarKind.DATE_TIME: dt.datetime,
    ir.ScalarKind.DATE: dt.date,
    ir.ScalarKind.TIME: dt.time,
    ir.ScalarKind.UUID: UUID,
    ir.ScalarKind.DECIMAL: Decimal,
}


@dataclass(frozen=True)
class Call:
    """One call of an operation: what builds its request.

    ``way`` says where the arguments come from: ``examples`` are the document's as far as it has any,
    and little else; ``types`` are drawn, with all that is optional.
    """

    operation: ir.Operation
    way: str
    build: Callable[[], Any]


class NoArguments(Exception):
    """No arguments can be made for an operation; the message says of what."""


class Calls:
    """The calls of one generated package."""

    def __init__(self, made: Made, whole: Whole) -> None:
        self._made = made
        self._api = whole.api
        self._names = whole.names
        self._root = whole.root
        self._decode = made.module("_runtime.codec").decode
        self.drawing = Drawing(whole)

    def of(self, operation: ir.Operation, way: str) -> Call:
        """A call of an operation. Raises ``NoArguments``."""
        parameters = {
            one: value
            for one in operation.parameters
            for value in self._parameter(one, way)
        }
        sent = list(self._body(operation, way))
        build = self._build(operation, way, parameters, sent)
        return Call(operation, way, build)

    def _parameter(self, parameter: ir.Parameter, way: str) -> list[Any]:
        """Its value; none where it is left out."""
        at = located(self._root, parameter.pointer)
        schema = _schema_of(self._root, at)
        published = self.drawing.examples(at, schema) if way == "examples" else []
        if published and published[0] not in (None, [], {}, ""):
            return [self._python(parameter.type, published[0])]
        if way == "examples" and not (parameter.required or self._is_fatal(parameter)):
            return []
        made = self.drawing.made(
            parameter.type, at, schema, full=way == "types", where=parameter.where
        )
        if not made and parameter.required:
            raise NoArguments(f"no value for the parameter {parameter.wire!r}")
        return [self._python(parameter.type, one) for one in made]

    def _is_fatal(self, parameter: ir.Parameter) -> bool:
        """Whether Prism ends where a parameter is left out: a list in the header."""
        shape = ir.behind(parameter.type, self._api.declarations)
        while isinstance(shape, ir.Constrained | ir.Nullable):
            shape = shape.inner
        return parameter.where is ir.In.HEADER and isinstance(shape, ir.ListOf)

    def _python(self, type_: ir.Type, value: Any) -> Any:
        """A value as a builder takes it: dates and such are no texts in Python."""
        match ir.behind(type_, self._api.declarations):
            case ir.Scalar(kind) if kind in _TYPES:
                return self._decode(_TYPES[kind], value)
            case ir.Scalar(ir.ScalarKind.BINARY | ir.ScalarKind.BASE64):
                return CONTENT
            case ir.Nullable(inner) | ir.Constrained(inner, _):
                return None if value is None else self._python(inner, value)
            case ir.ListOf(item) if isinstance(value, list):
                return [self._python(item, one) for one in value]
            case _:
                return value

    def _body(self, operation: ir.Operation, way: str) -> list[Any]:
        """The body as JSON, a text or bytes; none where none is sent."""
        body = operation.body
        if body is None:
            return []
        shape = ir.behind(body.type, self._api.declarations)
        if shape == ir.Scalar(ir.ScalarKind.BINARY):
            return [CONTENT]
        media = self._media(operation, body)
        schema = located(self._root, media / "schema")
        if shape == ir.Scalar(ir.ScalarKind.STRING) and "json" not in body.media:
            return [_TEXT]
        published = self.drawing.examples(media, schema) if way == "examples" else []
        if published:
            return published[:1]
        made = self.drawing.made(body.type, media, schema, full=way == "types")
        if not made and body.required:
            raise NoArguments(f"no value for the body of {body.media}")
        return made

    def _media(self, operation: ir.Operation, body: ir.Body) -> Pointer:
        own = operation.pointer.parts[:3]
        at = Pointer("#") / own[0] / own[1] / own[2] / "requestBody" / "content"
        content = located(self._root, at)
        found = value_at(self._root, content)
        names = list(found) if isinstance(found, Mapping) else []
        name = next((one for one in names if one == body.media), None)
        return content / (name or names[0])

    def _build(
        self,
        operation: ir.Operation,
        way: str,
        parameters: Parameters,
        sent: list[Any],
    ) -> Callable[[], Any]:
        names = self._names.operations[operation.pointer]
        arguments = self._names.arguments[operation.pointer]
        group = self._names.groups[operation.group].module
        module = self._made.module(f"requests.{group}")
        given = {arguments[one.pointer]: value for one, value in parameters.items()}
        fields = self._api.body_of(operation)
        if fields is None or (way == "types" and sent):
            whole = names.builder if fields is None else names.whole
            if sent:
                given["body"] = self._whole(operation, module, sent[0], fields)
            return _bound(getattr(module, whole), given)
        if sent and operation.body is not None:
            given.update(self._keywords(operation, module, sent[0], fields))
        return _bound(getattr(module, names.builder), given)

    def _whole(
        self, operation: ir.Operation, module: Any, value: Any, fields: ir.Object | None
    ) -> Any:
        """A body as one value: a mapping as people write it, a model where it has files."""
        if fields is None or not self._has_files(fields):
            return value
        return {
            one.wire: self._python(one.type, value[one.wire])
            for one in fields.fields
            if one.wire in value
        }

    def _has_files(self, fields: ir.Object) -> bool:
        return any(self._is_file(one.type) for one in fields.fields)

    def _is_file(self, type_: ir.Type) -> bool:
        match ir.behind(type_, self._api.declarations):
            case ir.Scalar(ir.ScalarKind.BINARY):
                return True
            case ir.Nullable(inner) | ir.Constrained(inner, _) | ir.ListOf(inner):
                return self._is_file(inner)
            case _:
                return False

    def _keywords(
        self, operation: ir.Operation, module: Any, value: Any, fields: ir.Object
    ) -> dict[str, Any]:
        """The fields of a body by keyword, in the types that its model has."""
        names = self._names.arguments[operation.pointer]
        constant = self._names.operations[operation.pointer].constant
        takes = getattr(module, constant).takes()
        model = self._decode(takes, value)
        switch = operation.body.switch if operation.body else None
        given: dict[str, Any] = {}
        for one in fields.fields:
            is_switch = switch is not None and one.wire == switch.property
            if one.wire not in value or one.access is ir.Access.READ or is_switch:
                continue
            given[names[one.pointer]] = (
                self._python(one.type, value[one.wire])
                if self._is_file(one.type)
                else getattr(model, self._names.fields[one.pointer])
            )
        return given


def _bound(builder: Any, given: Mapping[str, Any]) -> Callable[[], Any]:
    positional = [
        name
        for name, one in inspect.signature(builder).parameters.items()
        if one.kind is one.POSITIONAL_OR_KEYWORD and name in given
    ]
    before = [given[name] for name in positional]
    after = {name: one for name, one in given.items() if name not in positional}
    return lambda: builder(*before, **after)


def located(root: Mapping[str, Json], pointer: Pointer) -> Pointer:
    """Where a value really stands whose pointer leads through references."""
    at, node = Pointer("#"), root
    for part in pointer.parts:
        seen: set[str] = set()
        while isinstance(node, Mapping) and part not in node:
            target = node.get("$ref")
            if not isinstance(target, str) or target in seen:
                return pointer
            seen.add(target)
            at = Pointer(target)
            node = value_at(root, at)  # type: ignore[assignment]
        at = at / part
        node = node[int(part)] if isinstance(node, list) else node[part]  # type: ignore
    return at


def _schema_of(root: Mapping[str, Json], parameter: Pointer) -> Pointer:
    found = value_at(root, parameter)
    seen: set[str] = set()
    while isinstance(found, Mapping) and isinstance(found.get("$ref"), str):
        target = str(found["$ref"])
        if target in seen:
            break
        seen.add(target)
        parameter = Pointer(target)
        found = value_at(root, parameter)
    content = found.get("content") if isinstance(found, Mapping) else None
    if isinstance(content, Mapping) and content:
        return parameter / "content" / next(iter(content)) / "schema"
    return parameter / "schema"
