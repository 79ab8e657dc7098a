"""Builds the requests of a real document from keywords, and from bodies as one value."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import given
from plainsdk import ir

from tests.corpus.drawn import instances
from tests.corpus.equal import difference
from tests.corpus.generated import Made
from tests.corpus.instances import Values
from tests.corpus.outcomes import Whole
from tests.corpus.values import drawing
from tests.support.server import Server, stream

_EACH = 3  # bodies that are sent of each operation
_STREAMS = 4  # operations of a document whose events are read from a server


def differing_requests(ours: Made, whole: Whole, usual: Made) -> list[str]:
    """Say which bodies are not what the models of the usual kind make of the same values.

    Every operation with an object for a body is called with a keyword for each of its
    fields, and with the body as one value.
    """
    faults: list[str] = []
    values = instances(whole)
    for operation in whole.api.operations:
        body = whole.api.body_of(operation)
        if body is None or operation.body is None or "json" not in operation.body.media:
            continue
        at = f"{ours.entry.name} {operation.method} {operation.path}"

        for value in _drawn(values.declared(body.pointer)):
            found = bodies(ours, whole, operation, value)
            expected = bodies(usual, whole, operation, value)
            differences = map(difference, expected, found)
            faults += [f"{at}: {one}\n  {value}" for one in differences if one]
    return faults


def _drawn(values: Values) -> list[Any]:
    found: list[Any] = []

    @drawing(_EACH)
    @given(values)
    def draw(value: Any) -> None:
        found.append(value)

    draw()
    return found


def bodies(
    made: Made, whole: Whole, operation: ir.Operation, value: Mapping[str, Any]
) -> list[Any]:
    """What is sent for an object: from keywords, and from it as one value, as JSON."""
    names = whole.names.operations[operation.pointer]
    group = whole.names.groups[operation.group].module
    module = made.module(f"requests.{group}")
    positional, keywords = parameters(whole, operation)
    request = getattr(module, names.builder)(
        *positional, **keywords, **fields(whole, operation, value)
    )
    entire = getattr(module, names.whole)(*positional, value, **keywords)
    return [json.loads(json.dumps(one.body)) for one in (request, entire)]


def fields(
    whole: Whole, operation: ir.Operation, value: Mapping[str, Any]
) -> dict[str, Any]:
    """The keywords for the fields of a body."""
    body = whole.api.body_of(operation)
    assert body is not None and operation.body is not None
    names = whole.names.arguments[operation.pointer]
    switch = operation.body.switch
    return {
        names[field.pointer]: value[field.wire]
        for field in body.fields
        if field.wire in value
        and field.access is not ir.Access.READ
        and (switch is None or field.wire != switch.property)
    }


def parameters(
    whole: Whole, operation: ir.Operation
) -> tuple[list[Any], dict[str, Any]]:
    """Something for each parameter that is due: those of the path, and the others."""
    names = whole.names.arguments[operation.pointer]
    positional: list[Any] = []
    keywords: dict[str, Any] = {}
    for one in operation.parameters:
        found = ir.behind(one.type, whole.api.declarations)
        value: Any = ["x"] if isinstance(found, ir.ListOf) else "x"
        if one.where is ir.In.PATH:
            positional.append(value)
        elif one.required:
            keywords[names[one.pointer]] = value
    return positional, keywords


def differing_events(ours: Made, whole: Whole) -> list[str]:
    """Say which events do not come back equal from a stream that a server sends."""
    faults: list[str] = []
    for operation, success in list(_streams(whole))[:_STREAMS]:
        sent = _drawn(instances(whole).of(success.payload, 3))
        found = [json.loads(one) for one in _events(ours, whole, operation, sent)]
        fault = difference(sent, found)
        if fault is not None:
            faults.append(f"{ours.entry.name} {operation.path}: {fault}")
    return faults


def _streams(whole: Whole) -> Iterator[tuple[ir.Operation, ir.Events]]:
    for operation in whole.api.operations:
        success = operation.success
        body = operation.body
        if (
            isinstance(success, ir.Events)
            and "event-stream" in success.media
            and (body is None or whole.api.body_of(operation) is not None)
        ):
            yield operation, success


def _events(
    made: Made, whole: Whole, operation: ir.Operation, sent: list[Any]
) -> list[str]:
    names = whole.names.operations[operation.pointer]
    group = whole.names.groups[operation.group].module
    positional, keywords = parameters(whole, operation)
    body = whole.api.body_of(operation)
    if body is not None:
        drawn = _drawn(instances(whole).declared(body.pointer))
        keywords |= fields(whole, operation, drawn[0])
    request = getattr(made.module(f"requests.{group}"), names.builder)(
        *positional, **keywords
    )
    lines = [b"data: " + json.dumps(one).encode() + b"\n\n" for one in sent]
    package = made.module()
    credentials = {
        name: "secret" for several in whole.names.schemes.values() for name in several
    }
    with Server() as server, package.Client(server.url, **credentials) as client:
        server.will(stream(b"".join(lines)))
        with client.send(request) as events:
            return [package.to_json(one) for one in events]
