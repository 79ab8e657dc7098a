"""Names groups, operations and arguments.

Schemas and the client's keywords are named beside this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from .. import ir
from ..diagnostics import Diagnostics, Pointer
from ..names import GroupName, OperationName
from .assign import Rank, Scope, Wish, assign, report_collision
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
_LONGEST = 66  # characters of a constant that fit on a line with their use


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
    classes = _group_classes(modules, report, strict)
    return {
        path: GroupName(attributes[pointer], modules[pointer], classes[pointer])
        for path, pointer in pointers.items()
    }


def _group_classes(
    modules: Mapping[Pointer, str], report: Diagnostics, strict: bool
) -> Mapping[Pointer, str]:
    """Name the class of each group, which has another beside it for ``async``."""
    wishes = [
        Wish(pointer, module, class_name(module, RESOURCE_CLASSES), Rank.GIVEN)
        for pointer, module in modules.items()
    ]
    scope = Scope("group", class_name, own=lambda _: False, pinned=False)
    classes = assign(wishes, scope, Diagnostics(), False)
    beside = {f"Async{cls}": modules[pointer] for pointer, cls in classes.items()}
    found: dict[Pointer, str] = {}
    for wish in wishes:
        cls = classes[wish.pointer]
        found[wish.pointer] = _free(cls, beside)
        if cls in beside:
            other = wish._replace(name=cls)
            new = found[wish.pointer]
            report_collision(beside[cls], other, new, scope, report, strict)
    return found


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
        if below:
            below.add("property")  # what makes attributes of them
        wishes = [_wish(one, pins) for one in members]
        what = f"operation of {'.'.join(group.path)!r}"
        scope = Scope(what, attribute, own=lambda name: name[0].islower())
        methods = assign(wishes, scope, report, strict)
        constants = _constants(methods)
        taken = frozenset(methods.values())
        for one, wish in zip(members, wishes, strict=True):
            made = _beside(wish, methods, taken, below, constants)
            found[wish.pointer] = made
            name = methods[wish.pointer]
            path = ".".join(group.path)
            pairs = [(f"{name}_" if name in BARE else name, made.builder, "")]
            pairs.append((name, made.method, f"{path}."))
            if api.body_of(one) is not None:
                pairs.append((f"{name}_request", made.whole, ""))
            for wished, called, above in pairs:
                if wished != called:
                    other, first = wish._replace(name=wished), f"{above}{wished}"
                    report_collision(first, other, called, scope, report, strict)
    return found


def _beside(
    wish: Wish,
    methods: Mapping[Pointer, str],
    taken: frozenset[str],
    below: Collection[str],
    constants: Mapping[Pointer, str],
) -> OperationName:
    """Return all names of an operation: those made of its own give way to others'.

    ``taken`` are all the methods.
    """
    method = methods[wish.pointer]
    whole = f"{method}_request"
    if whole in taken:
        whole = _free(f"{method}_from_body", taken)
    return OperationName(
        builder=_free(f"{method}_", taken) if method in BARE else method,
        whole=whole,
        method=_free(method, taken | set(below)) if method in below else method,
        constant=constants[wish.pointer],
    )


def _free(name: str, taken: Collection[str]) -> str:
    """Return a name with as many underscores behind it as it takes to be free."""
    while name in taken:
        name += "_"
    return name


def _constants(methods: Mapping[Pointer, str]) -> Mapping[Pointer, str]:
    """Name the constants of operations, of which some may differ in case alone.

    One that would not fit on a line with its call is cut.
    """
    upper = Counter(method.upper() for method in methods.values())
    found: dict[Pointer, str] = {}
    for pointer, method in methods.items():
        name = method.upper()
        if len(name) > _LONGEST:
            name = f"{name[:_LONGEST].rstrip('_')}_{digest(method).upper()}"
        elif upper[name] > 1 and not method.islower():
            name = f"{name}_{digest(method).upper()}"
        found[pointer] = f"_{name}"
    return found


def _wish(operation: ir.Operation, pins: Mapping[Pointer, str]) -> Wish:
    pointer, longer = operation.pointer, tuple[str, ...]()
    if pointer in pins:
        return Wish(pointer, pins[pointer], pins[pointer], Rank.PINNED)
    match operation.origin:
        case ir.Given(source):
            rank = Rank.GIVEN
        case ir.Made():
            rank, source = Rank.MADE, operation.name
            path = operation.path.replace("{", "by ")
            longer = (f"{operation.method.lower()} {path}",)
    return Wish(pointer, source, attribute(operation.name, _NOTHING), rank, longer)


def arguments(
    api: ir.Api,
    fields: Mapping[Pointer, str],
    pins: Mapping[Pointer, str],
    report: Diagnostics,
    strict: bool,
) -> Mapping[Pointer, Mapping[Pointer, str]]:
    """Name the arguments of every operation: parameters win, body fields step aside.

    Among parameters the place decides, never the order in which they are listed.
    """
    found: dict[Pointer, Mapping[Pointer, str]] = {}
    for operation in api.operations:
        names: dict[Pointer, str] = {}
        taken = {"body"} if operation.body else set[str]()
        for where in ir.In:
            wishes = [
                _parameter_wish(one, pins)
                for one in operation.parameters
                if one.where is where
            ]
            wanted = _parameter_names(wishes, report, strict)
            names.update(_aside(wanted, where.value, taken))
        taken.discard("body")
        body = api.body_of(operation)
        wanted = {
            field.pointer: fields[field.pointer]
            for field in (body.fields if body else ())
            if field.access is not ir.Access.READ
        }
        found[operation.pointer] = {**names, **_aside(wanted, "body", taken)}
    return found


def _parameter_wish(parameter: ir.Parameter, pins: Mapping[Pointer, str]) -> Wish:
    pointer = parameter.pointer
    if pointer in pins:
        return Wish(pointer, pins[pointer], pins[pointer], Rank.PINNED)
    source = parameter.name or parameter.wire
    return Wish(pointer, source, attribute(source), Rank.GIVEN)


def _parameter_names(
    wishes: list[Wish], report: Diagnostics, strict: bool
) -> Mapping[Pointer, str]:
    """Name the parameters of one place."""
    if len({wish.name for wish in wishes}) == len(wishes):
        return {wish.pointer: wish.name for wish in wishes}
    scope = Scope("parameter", attribute, own=lambda name: name[0].islower())
    return assign(wishes, scope, report, strict)


def _aside(
    wanted: Mapping[Pointer, str], prefix: str, taken: set[str]
) -> Mapping[Pointer, str]:
    """Put a prefix before each name that is taken, and take them all."""
    clear = {name for name in wanted.values() if name not in taken}
    moved: dict[str, str] = {}
    for name in sorted(taken.intersection(wanted.values())):
        argument = name
        while argument in taken or argument in clear:
            argument = f"{prefix}_{argument}"
        moved[name] = argument
        clear.add(argument)
    taken |= clear
    return {pointer: moved.get(name, name) for pointer, name in wanted.items()}
