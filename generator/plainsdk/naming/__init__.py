"""API to names: one table, made once; it reads no file and writes no code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from .. import ir
from ..diagnostics import Diagnostics, Pointer, Stopped
from ..document import FILES
from ..kinds import Kind
from ..names import Names, OperationName
from ..words import snake, telling, without_echo
from .assign import Rank, Scope, Wish, assign
from .attributes import ATTRIBUTES
from .identifiers import attribute, class_name, is_free_in_builders, module_name
from .keywords import client_keywords
from .operations import arguments, group_names, operation_names
from .webhooks import webhook_names

__all__ = ["name"]

_KINDS = {"parameters": "parameter", "responses": "response", "requestBodies": "body"}
"""What stands beside the schemas, and may have some inline."""

_FREE: frozenset[str] = frozenset()


def name(
    api: ir.Api,
    overrides: Mapping[str, str],
    report: Diagnostics,
    strict: bool,
    models: Kind = Kind.DATACLASS,
) -> Names:
    """Name everything that an API declares, for ``models`` of a kind.

    ``overrides`` are names by pointer, from the configuration: they outrank all others,
    and one that nothing needs is an error. With ``strict`` a collision is an error, not
    a warning. Raises :class:`~plainsdk.diagnostics.Stopped` after such errors.
    """
    pins = {Pointer(pointer): pinned for pointer, pinned in overrides.items()}
    declarations = _declarations(api, pins, report, strict)
    fields = _fields(api, pins, report, strict)
    groups = group_names(api, report, strict)
    operations = operation_names(api, groups, pins, report, strict)
    modules = _modules(api, declarations, operations)
    schemes, variables = client_keywords(api, report, strict)
    _check_pins(api, pins, report)
    if report.failed:
        raise Stopped
    return Names(
        declarations=declarations,
        modules=modules,
        fields=_beside_base(api, fields, models),
        groups=groups,
        operations=operations,
        arguments=arguments(api, fields, pins, report, strict),
        schemes=schemes,
        variables=variables,
        webhooks=webhook_names(api, report, strict),
    )


def _declarations(
    api: ir.Api, pins: Mapping[Pointer, str], report: Diagnostics, strict: bool
) -> Mapping[Pointer, str]:
    wishes = [
        _class_wish(pointer, declaration.origin, pins)
        for pointer, declaration in api.declarations.items()
    ]
    scope = Scope("schema", class_name, folded=True, own=lambda name: name[0].isupper())
    return assign(wishes, scope, report, strict)


def _class_wish(
    pointer: Pointer, origin: ir.Origin, pins: Mapping[Pointer, str]
) -> Wish:
    if pointer in pins:
        return Wish(pointer, pins[pointer], pins[pointer], Rank.PINNED)
    match origin:
        case ir.Given(source, words):
            longer = (_joined(words),) if words else tuple(_longer(pointer, source))
            rank = Rank.CALLED if words else Rank.GIVEN
            return Wish(pointer, source, class_name(source), rank, longer)
        case ir.Made(words):
            joined, fewer = _joined(words), _short(pointer, words)
            short = joined if fewer is words else _joined(fewer)
            longer = (*((joined,) if joined != short else ()), f"{joined} inline")
            source = " ".join(words)
            return Wish(pointer, source, class_name(short), Rank.MADE, longer)


def _joined(words: Iterable[str]) -> str:
    return "".join([class_name(word, _FREE) for word in words])


def _short(pointer: Pointer, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a place, without the kind of component where its name ends so."""
    shared = pointer.parts[:1] == ("components",) and pointer.parts[1:2]
    kind = _KINDS.get(pointer.parts[1]) if shared else None
    if words[1:2] != (kind,) or snake(words[0]).split("_")[-1] != kind:
        return words
    return (words[0], *words[2:])


def _longer(pointer: Pointer, source: str) -> Iterator[str]:
    """Walk through what tells a schema from another of its name: its key, its file."""
    parts = pointer.parts
    if parts and parts[-1] != source and len(parts) != 2:
        yield parts[-1]
    if len(parts) > 1 and parts[0] == FILES:
        path = PurePosixPath(parts[1])
        folders = [one for one in path.parts[:-1] if one != ".."]
        around = [*folders, path.stem] if len(parts) > 2 else folders
        for names in (telling(around), around):
            for depth in range(1, len(names) + 1):
                yield " ".join((*names[-depth:], source))


def _modules(
    api: ir.Api,
    declarations: Mapping[Pointer, str],
    called: Mapping[Pointer, OperationName],
) -> Mapping[Pointer, str]:
    """Name a module for every home: a named schema, or the operation that holds inline
    ones.
    """
    operations = {operation.pointer: operation for operation in api.operations}
    homes = dict.fromkeys(one.home for one in api.declarations.values())
    wishes: list[Wish] = []
    for home in homes:
        operation = operations.get(home)
        rank = Rank.MADE
        if home in declarations:
            source, rank = declarations[home], Rank.GIVEN
        elif operation is not None:
            source = "_".join(without_echo(operation.group, called[home].builder))
        else:
            source = _place_name(home)
        wishes.append(Wish(home, source, module_name(source), rank))
    scope = Scope("module", module_name, folded=True, own=str.islower, pinned=False)
    return assign(wishes, scope, Diagnostics(), False)  # no name that anyone writes


def _place_name(home: Pointer) -> str:
    """Name a place that has no name: a shared response, a path, a part of a file."""
    parts = home.parts
    if parts[:1] == (FILES,) and len(parts) > 1:
        path = PurePosixPath(parts[1])
        kinds = (_KINDS[one] for one in path.parts[:-1] if one in _KINDS)
        return "_".join((path.stem, *parts[2:], *kinds))
    if len(parts) > 1 and parts[-2] in _KINDS:
        return "_".join(_short(home, (parts[-1], _KINDS[parts[-2]])))
    return "_".join(part for part in parts[1:] if part)


def _fields(
    api: ir.Api, pins: Mapping[Pointer, str], report: Diagnostics, strict: bool
) -> Mapping[Pointer, str]:
    names: dict[Pointer, str] = {}
    for declaration in api.declarations.values():
        if isinstance(declaration, ir.Object):
            plain = {one.pointer: _plain_name(one) for one in declaration.fields}
            if not pins and len(set(plain.values())) == len(plain):
                names.update(plain)
                continue
            wishes = [_field_wish(field, pins) for field in declaration.fields]
            scope = Scope("property", attribute, own=is_free_in_builders)
            names.update(assign(wishes, scope, report, strict))
    return names


def _beside_base(
    api: ir.Api, fields: Mapping[Pointer, str], models: Kind
) -> Mapping[Pointer, str]:
    """Let no field have a name that the base class has a use for; arguments may."""
    taken = ATTRIBUTES.get(models)
    if not taken:
        return fields
    names = dict(fields)
    for declaration in api.declarations.values():
        if isinstance(declaration, ir.Object):
            own = {names[one.pointer] for one in declaration.fields}
            for one in declaration.fields:
                found = names[one.pointer]
                if found in taken:
                    while found in own or found in taken:
                        found = f"{found}_"
                    names[one.pointer] = found
    return names


def _plain_name(field: ir.Field) -> str:
    return attribute(field.name or field.wire)


def _field_wish(field: ir.Field, pins: Mapping[Pointer, str]) -> Wish:
    if pins and field.pointer in pins:
        pinned = pins[field.pointer]
        return Wish(field.pointer, pinned, pinned, Rank.PINNED)
    source = field.name or field.wire
    return Wish(field.pointer, source, _plain_name(field), Rank.GIVEN)


def _check_pins(api: ir.Api, pins: Mapping[Pointer, str], report: Diagnostics) -> None:
    """Report each name in the configuration that names nothing, or what is called so
    anyway.
    """
    if not pins:
        return
    natural: dict[Pointer, str] = {}
    for pointer, declaration in api.declarations.items():
        natural[pointer] = _class_wish(pointer, declaration.origin, {}).name
        if isinstance(declaration, ir.Object):
            for field in declaration.fields:
                natural[field.pointer] = _field_wish(field, {}).name
    for operation in api.operations:
        natural[operation.pointer] = attribute(operation.name)
        for parameter in operation.parameters:
            natural[parameter.pointer] = attribute(parameter.name or parameter.wire)
    clashing = [one.casefold() for one in natural.values()]
    for pointer, pinned in pins.items():
        if pointer not in natural:
            report.error(
                "unneeded-name",
                f"the configuration names {pointer}, which is not there",
            )
        elif natural[pointer] == pinned and clashing.count(pinned.casefold()) < 2:
            report.error(
                "unneeded-name",
                f"the configuration calls it {pinned!r}, and so it is called anyway;"
                " leave the entry out",
                pointer,
            )
