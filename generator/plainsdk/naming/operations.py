"""Names groups, operations and arguments.

Schemas and the client's keywords are named beside this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from .. import ir
from ..diagnostics import Diagnostics, Pointer
from ..names import GroupName, OperationName
from .assign import Rank, Scope, Wish, assign
from .identifiers import (
    BARE,
    CLIENT,
    RESOURCE_CLASSES,
    attribute,
    class_name,
    digest,
    module_name,
)

_NOTHING: frozenset[str] = frozenset()


def group_names(
    api: ir.Api, report: Diagnostics, strict: bool
) -> Mapping[tuple[str, ...], GroupName]:
    """Name every group: its attribute, its module and its class."""
    pointers = {
        group.path: Pointer("/".join(("#groups", *group.path))) for group in api.groups
    }
    scope = Scope("group", module_name, folded=True, own=str.islower, pinned=False)
    modules = assign(
        [
            Wish(pointer, "_".join(path), module_name("_".join(path)), Rank.GIVEN)
            for path, pointer in pointers.items()
        ],
        scope,
        report,
        strict,
    )
    attributes: dict[Pointer, str] = {}
    for above in dict.fromkeys(path[:-1] for path in pointers):
        reserved = _NOTHING if above else CLIENT
        wishes = [
            Wish(pointer, path[-1], attribute(path[-1], reserved), Rank.GIVEN)
            for path, pointer in pointers.items()
            if path[:-1] == above
        ]
        attributes.update(assign(wishes, scope, Diagnostics(), False))
    classes = _group_classes(modules)
    return {
        path: GroupName(attributes[pointer], modules[pointer], classes[pointer])
        for path, pointer in pointers.items()
    }


def _group_classes(modules: Mapping[Pointer, str]) -> Mapping[Pointer, str]:
    """Name the class of each group, which has another beside it for ``async``."""
    wishes = [
        Wish(pointer, module, class_name(module, RESOURCE_CLASSES), Rank.GIVEN)
        for pointer, module in modules.items()
    ]
    scope = Scope("group", class_name, own=lambda _: False, pinned=False)
    classes = assign(wishes, scope, Diagnostics(), False)
    beside = {f"Async{cls}" for cls in classes.values()}
    return {pointer: _free(cls, beside) for pointer, cls in classes.items()}


def operation_names(
    api: ir.Api,
    groups: Mapping[tuple[str, ...], GroupName],
    pins: Mapping[Pointer, str],
    report: Diagnostics,
    strict: bool,
) -> Mapping[Pointer, OperationName]:
    """Name every operation, once in its group's builders and once on the client."""
    found: dict[Pointer, OperationName] = {}
    for group in api.groups:
        members = api.members_of(group.path)
        below = {
            name.attribute for path, name in groups.items() if path[:-1] == group.path
        }
        wishes = [_wish(one, pins) for one in members]
        what = f"operation of {'.'.join(group.path)!r}"
        scope = Scope(what, attribute, own=lambda name: name[0].islower())
        methods = assign(wishes, scope, report, strict)
        taken = set(methods.values())
        constants = _constants(methods)
        for pointer, method in methods.items():
            whole = f"{method}_request"
            if whole in taken:
                whole = _free(f"{method}_from_body", taken)
            found[pointer] = OperationName(
                builder=_free(f"{method}_", taken) if method in BARE else method,
                whole=whole,
                method=_free(method, taken | below) if method in below else method,
                constant=constants[pointer],
            )
    return found


def _free(name: str, taken: Collection[str]) -> str:
    """Return a name with as many underscores behind it as it takes to be free."""
    while name in taken:
        name += "_"
    return name


def _constants(methods: Mapping[Pointer, str]) -> Mapping[Pointer, str]:
    """Name the constants of operations, of which some may differ in case alone."""
    upper = Counter(method.upper() for method in methods.values())
    return {
        pointer: (
            f"_{method.upper()}"
            if upper[method.upper()] == 1 or method.islower()
            else f"_{method.upper()}_{digest(method).upper()}"
        )
        for pointer, method in methods.items()
    }


def _wish(operation: ir.Operation, pins: Mapping[Pointer, str]) -> Wish:
    pointer = operation.pointer
    if pointer in pins:
        return Wish(pointer, pins[pointer], pins[pointer], Rank.PINNED)
    match operation.origin:
        case ir.Given(source):
            rank = Rank.GIVEN
        case ir.Made():
            rank, source = Rank.MADE, operation.name
    return Wish(pointer, source, attribute(operation.name, _NOTHING), rank)


def arguments(
    api: ir.Api, fields: Mapping[Pointer, str]
) -> Mapping[Pointer, Mapping[Pointer, str]]:
    """Name the arguments of every operation: parameters win, body fields step aside."""
    return {
        operation.pointer: dict(_arguments(operation, api, fields))
        for operation in api.operations
    }


def _arguments(
    operation: ir.Operation, api: ir.Api, fields: Mapping[Pointer, str]
) -> Iterator[tuple[Pointer, str]]:
    taken = {"body"} if operation.body else set[str]()
    for where in ir.In:
        for parameter in operation.parameters:
            if parameter.where is not where:
                continue
            argument = attribute(parameter.name or parameter.wire)
            while argument in taken:
                argument = f"{where.value}_{argument}"
            taken.add(argument)
            yield parameter.pointer, argument
    taken.discard("body")
    body = api.body_of(operation)
    for field in body.fields if body else ():
        if field.access is ir.Access.READ:
            continue
        argument = fields[field.pointer]
        while argument in taken:
            argument = f"body_{argument}"
        taken.add(argument)
        yield field.pointer, argument
