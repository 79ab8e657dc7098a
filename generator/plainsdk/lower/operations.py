"""Lowers paths to operations: one for each kind of body and each kind of answer.

Sends nothing and names nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from .. import ir
from ..diagnostics import Pointer
from ..document import Json
from ..grammar import METHODS
from ..words import without_echo
from .answers import Answer, failures, successes
from .bodies import Sent, lower_bodies
from .calls import Call, Found, call_of, groups_of, links_of, repeated
from .context import Context
from .parameters import lower_parameters
from .paths import lower_path
from .schemas import Spot
from .security import lower_needs
from .sending import lower_key, lower_pages, lower_retries
from .servers import fixed_servers
from .values import doc, mapping, text


def lower_operations(
    schemes: Mapping[str, ir.Security], context: Context
) -> list[ir.Operation]:
    """Read every operation under ``paths``, in the document's order."""
    items = dict(_items(context))
    everything = [one for path, item in items.items() for one in _found(path, item)]
    groups = groups_of(everything, _tags(context.root))
    others = repeated(everything, groups, context.report)
    found: list[ir.Operation] = []
    for one in everything:
        call = call_of(one, groups[one.at], one.at in others)
        spot = Spot(one.at, one.at, without_echo(call.group, call.name))
        base = _operation(one, items[one.path], call, spot, schemes, context)
        found.extend(_variants(one, base, spot, context))
    return found


def _tags(root: Mapping[str, Json]) -> Iterator[str]:
    """Walk through the names of the document's tags."""
    tags = root.get("tags")
    for tag in tags if isinstance(tags, list) else []:
        yield text(mapping(tag).get("name"))


def _items(context: Context) -> Iterator[tuple[str, Mapping[str, Json]]]:
    """Walk through the path items; what stands beside a reference wins."""
    at = Pointer("#/paths")
    for path, value in mapping(context.root.get("paths")).items():
        if path.startswith("x-"):
            if not mapping(value).keys().isdisjoint(METHODS):
                words = (
                    f"by its name {path!r} is an extension and no path, which begins"
                )
                context.report.warning("path-template", f"{words} with /", at / path)
            continue
        beside = {key: item for key, item in mapping(value).items() if key != "$ref"}
        item, _ = context.follow(value, Spot(at / path, at / path, ()))
        yield path, {**item, **beside}


def _found(path: str, item: Mapping[str, Json]) -> Iterator[Found]:
    at = Pointer("#/paths") / path
    for key, value in item.items():
        if key in METHODS and isinstance(value, Mapping):
            yield Found(path, key, value, at / key)
    more = at / "additionalOperations"
    for method, value in mapping(item.get("additionalOperations")).items():
        if isinstance(value, Mapping):
            yield Found(path, method, value, more / method)


def _operation(
    one: Found,
    item: Mapping[str, Json],
    call: Call,
    spot: Spot,
    schemes: Mapping[str, ir.Security],
    context: Context,
) -> ir.Operation:
    """Return what all variants of an operation have in common."""
    value, at = one.value, one.at
    given = lower_parameters(
        value.get("parameters"), item.get("parameters"), spot, context
    )
    address, parameters = lower_path(one.path, given, at, context)
    key, parameters = lower_key(value, one.method, parameters, spot, context)
    needs = lower_needs(value.get("security"), schemes, at, context)
    _note_redirects(value, at, context)
    return ir.Operation(
        pointer=at,
        group=call.group,
        name=call.name,
        origin=call.origin,
        method=one.method.upper() if one.method in METHODS else one.method,
        path=address,
        parameters=parameters,
        failures=failures(value, spot, context),
        security=needs.schemes,
        scopes=needs.scopes,
        servers=fixed_servers(value.get("servers") or item.get("servers")),
        summary=text(value.get("summary") or item.get("summary")).strip(),
        doc=doc(value),
        see=text(mapping(value.get("externalDocs")).get("url")).strip(),
        links=links_of(value),
        pages=lower_pages(value, one.method, parameters, spot, context),
        retries=lower_retries(value),
        key=key,
    )


def _note_redirects(value: Mapping[str, Json], at: Pointer, context: Context) -> None:
    responses = mapping(value.get("responses"))
    codes = [code for code in responses if code[:1] == "3" and code != "304"]
    if codes:
        context.report.note(
            "redirect",
            f"the answer {codes[0]} is an ApiError that has the Location in its headers:"
            " redirects are not followed",
            at / "responses" / codes[0],
        )


def _variants(
    one: Found, base: ir.Operation, spot: Spot, context: Context
) -> Iterator[ir.Operation]:
    """Walk through the operations that one is: for each body, for each answer."""
    answers = successes(one.value, one.method, spot, context)
    bodies: list[Sent | None] = [
        *lower_bodies(one.value.get("requestBody"), spot, context)
    ]
    for sent in bodies or [None]:
        operation = base
        if sent is not None:
            operation = replace(base, body=sent.body)
            if sent.word:
                operation = replace(
                    _called(operation, "as", sent.word), pointer=sent.pointer
                )
        yield from _answered(operation, answers, context)


def _answered(
    operation: ir.Operation, answers: list[Answer], context: Context
) -> Iterator[ir.Operation]:
    named = next((answer.switch for answer in answers if answer.switch), None)
    both = len(answers) > 1
    for number, answer in enumerate(answers):
        streams = isinstance(answer.success, ir.Events)
        body = operation.body and _switched(
            operation.body, named, streams, both, context
        )
        made = replace(operation, body=body, success=answer.success, also=answer.also)
        if number:
            at = operation.pointer / "responses" / "stream"
            made = replace(_called(made, "stream"), pointer=at)
        yield made


def _switched(
    body: ir.Body, named: str | None, streams: bool, both: bool, context: Context
) -> ir.Body:
    """Add the property that asks for a stream to a body that has one.

    Where the document does not name it, it is a boolean ``stream`` of an operation that
    answers in both ways.
    """
    found = ir.behind(body.type, context.schemas.declarations)
    wire = named or "stream"
    if not isinstance(found, ir.Object) or not (named or both):
        return (
            replace(body, switch=ir.Switch(wire, True)) if named and streams else body
        )
    field = next((one for one in found.fields if one.wire == wire), None)
    if field is None or not (named or _is_boolean(field.type, context)):
        return body
    if streams:
        return replace(body, switch=ir.Switch(wire, True))
    said = field.required or field.doc.default == (True,)
    return replace(body, switch=ir.Switch(wire, False if said else None))


def _is_boolean(type_: ir.Type, context: Context) -> bool:
    match context.shape(type_):
        case ir.Scalar(ir.ScalarKind.BOOLEAN):
            return True
        case ir.Constant(value):
            return isinstance(value, bool)
        case ir.Enumeration(values):
            return all(isinstance(value, bool) for value in values)
        case _:
            return False


def _called(operation: ir.Operation, *words: str) -> ir.Operation:
    """Return an operation with more words at the end of its name, which none gave it."""
    match operation.origin:
        case ir.Given(name):
            known: tuple[str, ...] = (name,)
        case ir.Made(known):
            pass
    name = "_".join((operation.name, *words))
    return replace(operation, name=name, origin=ir.Made((*known, *words)))
