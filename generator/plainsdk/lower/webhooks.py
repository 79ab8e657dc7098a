"""Lowers webhooks and callbacks: what the API sends, as types to read it with.

Nothing here is a call.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from .. import ir
from ..diagnostics import Diagnostics, Pointer
from ..document import Json, value_at
from ..grammar import METHODS
from .schemas import Schemas, Spot
from .values import doc, follow, is_json, mapping, text


def lower_webhooks(
    root: Mapping[str, Json],
    operations: list[ir.Operation],
    schemas: Schemas,
    report: Diagnostics,
) -> tuple[ir.Webhook, ...]:
    """Read ``webhooks`` and the ``callbacks`` of operations (OpenAPI 3.1, 4.8.1, 4.8.18).

    A body that is no reference is declared under the webhook's name.
    """
    found: list[ir.Webhook] = []
    for name, item in mapping(root.get("webhooks")).items():
        at = Pointer("#/webhooks") / name
        words = (name, "webhook")
        found.extend(_hooks(item, at, name, words, root, schemas, report))
    for operation in operations:
        found.extend(_callbacks(operation, root, schemas, report))
    return tuple(found)


def _callbacks(
    operation: ir.Operation,
    root: Mapping[str, Json],
    schemas: Schemas,
    report: Diagnostics,
) -> Iterator[ir.Webhook]:
    value = mapping(value_at(root, operation.pointer))
    for name, callback in mapping(value.get("callbacks")).items():
        at = operation.pointer / "callbacks" / name
        words = (*operation.group, operation.name, name, "callback")
        shared = mapping(callback).get("$ref")
        if isinstance(shared, str):  # one declaration for all that refer to it
            at, words = Pointer(shared), (Pointer(shared).parts[-1], "callback")
        for address, item in follow(callback, root).items():
            if address.startswith("x-"):
                continue
            below = at / address
            for hook in _hooks(item, below, name, words, root, schemas, report):
                yield replace(hook, operation=operation.pointer, address=address)


def _hooks(
    item: Json,
    at: Pointer,
    name: str,
    words: tuple[str, ...],
    root: Mapping[str, Json],
    schemas: Schemas,
    report: Diagnostics,
) -> Iterator[ir.Webhook]:
    """The requests of a path item, each of another method."""
    methods = [
        (method, mapping(value))
        for method, value in follow(item, root).items()
        if method in METHODS and isinstance(value, Mapping)
    ]
    for method, value in methods:
        several = (method,) if len(methods) > 1 else ()
        spot = Spot(at / method, at / method, (*words, *several))
        content = mapping(follow(value.get("requestBody"), root).get("content"))
        yield ir.Webhook(
            pointer=at / method,
            name=name,
            method=method.upper(),
            type=_body(content, spot, schemas, report),
            summary=(text(value.get("summary")) or doc(value).text).strip(),
            is_json=any(map(is_json, content)),
        )


def _body(
    content: Mapping[str, Json], spot: Spot, schemas: Schemas, report: Diagnostics
) -> ir.Type | None:
    """The type of a body: a declaration, by which it can be read."""
    if not content:
        return None
    media = next((one for one in content if is_json(one)), next(iter(content)))
    if not is_json(media):
        report.note(
            "no-json",
            f"what is sent here is {media}; its type is declared, and from_json does"
            " not read it",
            spot.pointer / "requestBody",
        )
    schema = mapping(content[media]).get("schema", {})
    below = spot.below("requestBody", "content", media, "schema")
    own = Spot(below.pointer, below.pointer, below.words)
    type_ = schemas.type_of(schema, own)
    if isinstance(type_, ir.Reference | ir.Anything):
        return type_
    if own.pointer in schemas.declarations:  # null, or what is declared
        return type_
    schemas.declarations[own.pointer] = ir.Alias(
        own.pointer, ir.Made(own.words), own.home, type_, doc(mapping(schema))
    )
    return ir.Reference(own.pointer)
