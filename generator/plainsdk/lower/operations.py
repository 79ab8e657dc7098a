"""Lowers paths to operations: one for each kind of answer.

Sends nothing and names nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from .. import ir
from ..diagnostics import Diagnostics, Pointer
from ..document import Json
from .answers import failures, successes
from .schemas import Schemas, Spot
from .security import lower_requirements
from .values import doc, follow, is_json, mapping, text, texts

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True)
class _Context:
    """What lowering one operation needs beside the operation."""

    root: Mapping[str, Json]
    schemas: Schemas
    report: Diagnostics


def lower_operations(
    root: Mapping[str, Json], schemas: Schemas, report: Diagnostics
) -> list[ir.Operation]:
    """Read every operation under ``paths``, in the document's order."""
    context = _Context(root, schemas, report)
    at = Pointer("#/paths")
    found: list[ir.Operation] = []
    for path, item in mapping(root.get("paths")).items():
        for method, value in mapping(item).items():
            if method in _METHODS and isinstance(value, Mapping):
                shared = mapping(item).get("parameters")
                place = at / path / method
                found.extend(_operation(path, method, value, shared, place, context))
    return found


def _operation(
    path: str,
    method: str,
    value: Mapping[str, Json],
    shared: Json,
    at: Pointer,
    context: _Context,
) -> Iterator[ir.Operation]:
    group = _group(value)
    name, origin = _name(value, method, path, group)
    spot = Spot(at, at, (*group, name))
    parameters = _parameters(value.get("parameters"), shared, spot, context)
    address = path.split("#", 1)[0]
    _check_path(address, parameters, at, context.report)
    base = ir.Operation(
        pointer=at,
        group=group,
        name=name,
        origin=origin,
        method=method.upper(),
        path=address,
        parameters=parameters,
        body=_body(value.get("requestBody"), spot, context),
        failures=failures(value, spot, context.root, context.schemas),
        security=lower_requirements(value.get("security")),
        summary=text(value.get("summary")).strip(),
        doc=doc(value),
    )
    for number, answer in enumerate(
        successes(value, spot, context.root, context.schemas, context.report)
    ):
        operation = replace(base, success=answer.success)
        if answer.switch and base.body:
            operation = replace(
                operation, body=replace(base.body, switch=answer.switch)
            )
        if number:
            operation = replace(
                operation,
                pointer=at / "responses" / "stream",
                name=f"{name}_stream",
                origin=_streaming(origin),
            )
        yield operation


def _streaming(origin: ir.Origin) -> ir.Origin:
    match origin:
        case ir.Given(name):
            return ir.Given(f"{name}_stream")
        case ir.Made(words):
            return ir.Made((*words, "stream"))


def _group(value: Mapping[str, Json]) -> tuple[str, ...]:
    """Return the group of an operation: its first tag, with dots between its parts."""
    given = tuple(texts(value.get("x-plainsdk-group")))
    if given:
        return given
    tags = texts(value.get("tags"))
    parts = tuple(part for part in tags[0].split(".") if part) if tags else ()
    return parts or ("api",)


def _name(
    value: Mapping[str, Json], method: str, path: str, group: tuple[str, ...]
) -> tuple[str, ir.Origin]:
    given = text(value.get("x-plainsdk-name")) or text(value.get("operationId"))
    if given:
        prefix = ".".join(group) + "."
        short = given.removeprefix(prefix) or given
        return short, ir.Given(short)
    words = tuple(part for part in re.split(r"[^0-9A-Za-z]+", path) if part)
    return "_".join((method, *words)), ir.Made((method, *words))


def _parameters(
    own: Json, shared: Json, spot: Spot, context: _Context
) -> tuple[ir.Parameter, ...]:
    """Read an operation's parameters; its own stand in for shared ones of the same
    name.
    """
    found: dict[tuple[str, str], ir.Parameter] = {}
    above = Spot(Pointer(str(spot.pointer).rpartition("/")[0]), spot.home, spot.words)
    for values, place in ((shared, above), (own, spot)):
        for index, value in enumerate(values if isinstance(values, list) else []):
            parameter = follow(value, context.root)
            below = place.below("parameters", index, word=text(parameter.get("name")))
            lowered = _parameter(parameter, below, context)
            if lowered is not None:
                found[(lowered.where.value, lowered.wire)] = lowered
    return tuple(found.values())


def _parameter(
    value: Mapping[str, Json], spot: Spot, context: _Context
) -> ir.Parameter | None:
    try:
        where = ir.In(text(value.get("in")))
    except ValueError:
        context.report.error(
            "bad-parameter",
            f"{text(value.get('in'))!r} is no place for it",
            spot.pointer,
        )
        return None
    if where is ir.In.COOKIE or _has_style(value, where):
        context.report.error(
            "unsupported-parameter",
            f"parameter {text(value.get('name'))!r} is sent in a way that is not"
            " supported yet (cookie, or a style that is not its place's own)",
            spot.pointer,
        )
        return None
    name = value.get("x-plainsdk-name")
    schema = value.get("schema", {})
    return ir.Parameter(
        pointer=spot.pointer,
        wire=text(value.get("name")),
        name=name if isinstance(name, str) else None,
        where=where,
        type=context.schemas.type_of(schema, spot.below("schema")),
        required=value.get("required") is True or where is ir.In.PATH,
        doc=doc(value),
    )


def _has_style(value: Mapping[str, Json], where: ir.In) -> bool:
    usual = "form" if where in (ir.In.QUERY, ir.In.COOKIE) else "simple"
    explode = value.get("explode", usual == "form")
    return (
        value.get("style", usual) != usual
        or explode is not (usual == "form")
        or "content" in value
    )


def _check_path(
    path: str, parameters: tuple[ir.Parameter, ...], at: Pointer, report: Diagnostics
) -> None:
    """Report a template that names what no parameter gives, and the other way round."""
    wanted = set(re.findall(r"\{([^{}]*)\}", path))
    given = {one.wire for one in parameters if one.where is ir.In.PATH}
    for name in sorted(wanted - given):
        report.error(
            "path-parameter", f"the path wants {name!r}, and no parameter gives it", at
        )
    for name in sorted(given - wanted):
        report.error(
            "path-parameter",
            f"parameter {name!r} does not occur in the path {path!r}",
            at,
        )


def _body(value: Json, spot: Spot, context: _Context) -> ir.Body | None:
    body = follow(value, context.root)
    content = mapping(body.get("content"))
    if not content:
        return None
    media = next((name for name in content if is_json(name)), next(iter(content)))
    if len(content) > 1:
        context.report.note(
            "one-media-type",
            f"the body can be sent in {len(content)} media types; {media} is used",
            spot.pointer / "requestBody",
        )
    below = spot.below("requestBody", "content", media, "schema", word="body")
    schema = mapping(content[media]).get("schema", {})
    return ir.Body(
        media=media,
        type=context.schemas.type_of(schema, below),
        required=body.get("required") is True,
    )
