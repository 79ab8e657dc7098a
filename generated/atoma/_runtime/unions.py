"""Which member of a union a JSON value is, by tag, kind or keys; it converts nothing.

A tag is tried first: the one that the union names, or a constant field that all its
models have. Then the kind of the JSON value decides, for arrays and maps also the kind
of their first element; then the keys that a model must have and its constants. Of
several models that are left, the one that knows most of the keys and that all of the
value fits is taken, and the first of those.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from .kinds import KINDS, is_mapping, is_sequence, kind_of
from .mismatch import Misfit
from .model import UNSET, Tag, Unknown
from .scalars import READERS, whole
from .shapes import (
    Anything,
    Choice,
    Constant,
    Limited,
    ListOf,
    MapOf,
    Named,
    Nullable,
    Record,
    Scalar,
    Shape,
    TupleOf,
    knows_unknown,
    leads_to,
)

__all__ = [
    "Plan",
    "choose",
    "is_constant",
    "is_of_lists",
    "is_scalar",
    "merged",
    "plan_of",
]

_NULL: Final = Scalar("None")


class Plan:
    """What of a union is known before any value: members by kind, and the table of
    tags.

    ``only`` is the one member of a union that turned out to have one; ``default`` is
    the one that an object is whose tag is not in the table.
    """

    __slots__ = ("by_kind", "default", "only", "table", "tag", "unknown")

    def __init__(
        self,
        by_kind: Mapping[str, tuple[Shape, ...]],
        unknown: bool,
        tag: str | None,
        table: Mapping[Any, Record],
        only: Shape | None,
        default: Record | None,
    ) -> None:
        self.by_kind = by_kind
        self.unknown = unknown
        self.tag = tag
        self.table = table
        self.only = only
        self.default = default


def plan_of(choice: Choice) -> Plan:
    """Give the plan of a union, made once; threads that race for it make the same.

    It takes all members that are models or aliases, and loads them.
    """
    plan: Plan | None = choice.plan
    if plan is None:
        plan = choice.plan = _plan(choice, frozenset())
    return plan


def is_of_lists(choice: Choice) -> bool:
    """Say whether a union has arrays and no texts, for which one is easily given by
    mistake.

    Members are only loaded if those that are there without leave it open.
    """
    near = [m for m in choice.members if not isinstance(m, (Named, Choice))]
    if any("string" in _kinds(member, frozenset()) for member in near):
        return False
    by_kind = plan_of(choice).by_kind
    return "array" in by_kind and "string" not in by_kind


def merged(members: list[Shape]) -> list[Shape]:
    """Put all constants into one, where the first of them stands."""
    constants = [member for member in members if isinstance(member, Constant)]
    if len(constants) < 2:
        return members
    values = tuple(value for constant in constants for value in constant.values)
    one = Constant(values, any(constant.open for constant in constants))
    place = members.index(constants[0])
    rest = [member for member in members[place:] if not isinstance(member, Constant)]
    return [*members[:place], one, *rest]


def choose(plan: Plan, value: Any) -> Shape | Unknown | None:
    """Give the member that ``value`` is, or nearly is.

    ``Unknown`` where the tag is not in the table; ``None`` where it is no member at
    all.
    """
    kind = kind_of(value)
    members = plan.by_kind.get(kind, ())
    if kind == "object" and plan.tag is not None:
        tag = value.get(plan.tag, UNSET)
        found = plan.table.get(tag) if isinstance(tag, (str, int, float)) else None
        if found is None and tag is not UNSET:
            several = tuple(m for m in members if _lists(m, plan.tag, tag))
            if several:
                return _best(several, value, loose=False) or several[0]
        if found is None:
            found = plan.default
        if found is not None:
            return found
        if tag is not UNSET:
            members = tuple(m for m in members if not isinstance(m, Record))
    if len(members) == 1 and kind not in ("object", "number", "string"):
        return members[0]
    chosen = _best(members, value, loose=False)
    if chosen is None and not plan.unknown:
        chosen = _best(members, value, loose=True)
    if chosen is None and plan.unknown and kind != "null":
        tag = value.get(plan.tag) if kind == "object" else None
        return Unknown(tag if isinstance(tag, (str, int, float)) else None, value)
    return chosen


def _lists(shape: Shape, wire: str, tag: Any) -> bool:
    """Say whether a model lists a value for its tag."""
    if not isinstance(shape, Record):
        return False
    found = (each.shape for each in shape.fields if each.wire == wire)
    constant = _constant(next(found, Anything()), unions=True)
    return constant is not None and tag in constant.values


def _best(members: tuple[Shape, ...], value: Any, *, loose: bool) -> Shape | None:
    """Give the member that all of ``value`` fits, else the one that most keys fit."""
    scores = [(_score(member, value, loose), member) for member in members]
    fitting = [one for one in scores if one[0] >= 0]
    if len(fitting) > 1:
        from .fitting import fits

        fitting.sort(key=lambda one: -one[0])
        for _, member in fitting:
            if fits(member, value):
                return member
    return fitting[0][1] if fitting else None


def _score(shape: Shape, value: Any, loose: bool) -> int:
    """Say how well ``value`` fits: -1 not at all, else twice the keys that a model
    knows.

    ``loose``: a required key that is missing is no reason against a model.
    """
    match shape:
        case Record():
            return _score_record(shape, value, loose)
        case Limited() | Nullable():
            if value is None and isinstance(shape, Nullable):
                return 0
            return _score(shape.inner, value, loose)
        case Named():
            return _score(shape.shape, value, loose)
        case Choice():
            chosen = choose(plan_of(shape), value)
            if chosen is None or isinstance(chosen, Unknown):
                return -1
            return _score(chosen, value, loose)
        case ListOf():
            if not is_sequence(value):
                return -1
            return _score(shape.item, value[0], loose) if value else 0
        case TupleOf():
            return _score_tuple(shape, value, loose)
        case MapOf():
            if not is_mapping(value):
                return -1
            first = next(iter(value.values()), UNSET)
            if first is UNSET:
                return 0
            return 1 if _score(shape.value, first, loose) >= 0 else -1
        case Anything():
            return 0
        case Constant():
            return 0 if is_constant(shape, value) else -1
        case Scalar():
            return 0 if is_scalar(shape.name, value) else -1


def _score_tuple(shape: TupleOf, value: Any, loose: bool) -> int:
    if not is_sequence(value) or len(value) != len(shape.items):
        return -1
    scores = [
        _score(each, part, loose) for each, part in zip(shape.items, value, strict=True)
    ]
    return min(scores, default=0)


def _score_record(record: Record, value: Any, loose: bool) -> int:
    if not is_mapping(value):
        return -1
    known = 0
    for field in record.fields:
        if field.wire not in value:
            if field.required and not loose:
                return -1
            continue
        here = value[field.wire]
        constant = _constant(field.shape, unions=True)
        if constant and here is not None and not is_constant(constant, here):
            return -1
        known += 2
    return known if known or not loose else -1


def is_constant(constant: Constant, value: Any) -> bool:
    """Say whether ``value`` is one of the values, or may be one that is not listed."""
    if isinstance(value, str):
        return constant.open or value in constant.values
    # True equals 1, but is not the same JSON value; 1.0 is.
    return any(
        value == other and isinstance(value, bool) == isinstance(other, bool)
        for other in constant.values
    )


def is_scalar(name: str, value: Any) -> bool:
    """Say whether ``value`` is a JSON value of the scalar ``name``."""
    match name:
        case "str":
            return isinstance(value, str)
        case "bool":
            return isinstance(value, bool)
        case "float":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case "None":
            return value is None
        case _:
            try:
                READERS.get(name, whole)(value)
            except Misfit:
                return False
            return True


def _plan(choice: Choice, busy: frozenset[int]) -> Plan:
    """Make a plan; ``busy`` are the unions in the middle of whose plans that is."""
    busy = busy | {id(choice)}
    members = merged(list(_leaves(choice, set(), frozenset())))
    records = [member for member in members if isinstance(member, Record)]
    unknown = knows_unknown(choice, set())
    tag, table = _table(records, choice.tag, unknown)
    if tag is None:
        members = merged(list(_leaves(choice, set(), busy)))
    members.sort(key=_is_null)
    by_kind: dict[str, tuple[Shape, ...]] = {}
    for member in members:
        for kind in _kinds(member, busy):
            by_kind[kind] = (*by_kind.get(kind, ()), member)
    only = members[0] if len(members) == 1 and tag is None and not unknown else None
    name = None if choice.tag is None else choice.tag.default
    default = next((one for one in records if one.cls.__name__ == name), None)
    return Plan(by_kind, unknown, tag, table, only, default)


def _is_null(shape: Shape) -> bool:
    return isinstance(shape, Scalar) and shape.name == "None"


def _leaves(shape: Shape, seen: set[int], busy: frozenset[int]) -> Iterator[Shape]:
    """Give the members of a union and of the unions in it.

    If any are ``busy``, those that have a tag of their own are members themselves.
    """
    match shape:
        case Choice():
            if busy and id(shape) not in busy and _planned(shape, busy).tag is not None:
                yield shape
                return
            for member in shape.members:
                yield from _leaves(member, seen, busy)
        case Named():
            if id(shape) not in seen:
                seen.add(id(shape))
                yield from _leaves(shape.shape, seen, busy)
        case Nullable():
            yield from _leaves(shape.inner, seen, busy)
            yield _NULL
        case _:
            yield shape


def _planned(choice: Choice, busy: frozenset[int]) -> Plan:
    """Give the plan of a union inside of one whose plan is not ready.

    It is kept, or unions around it make it again, where it depends on none of those.
    """
    plan: Plan | None = choice.plan
    if plan is None:
        plan = _plan(choice, busy)
        if not leads_to(choice, busy, set()):
            choice.plan = plan
    return plan


def _table(
    records: list[Record], tag: Tag | None, unknown: bool
) -> tuple[str | None, Mapping[Any, Record]]:
    if tag is not None:
        by_name = {record.cls.__name__: record for record in records}
        pairs = [(value, by_name.get(name)) for value, name in tag.mapping]
        return tag.property, {value: record for value, record in pairs if record}
    if not records or (len(records) == 1 and not unknown):
        return None, {}
    fields = [{field.wire: field.shape for field in each.fields} for each in records]
    for wire in fields[0]:
        # An alias is asked for only where all members have the key.
        if all(wire in others for others in fields):
            values = dict.fromkeys(_values(others[wire] for others in fields))
            if len(values) == len(records):
                return wire, dict(zip(values, records, strict=True))
    return None, {}


def _values(shapes: Iterable[Shape]) -> Iterator[Any]:
    """Give the values of constants that have only one, up to the first that is none."""
    for shape in shapes:
        constant = _constant(shape, unions=False)
        if constant is None or len(constant.values) != 1 or constant.open:
            return
        yield constant.values[0]


def _constant(shape: Shape, *, unions: bool) -> Constant | None:
    """Give the constant that a shape is; ``unions``: also one that is put together."""
    match shape:
        case Constant():
            return shape
        case Limited() | Nullable():
            return _constant(shape.inner, unions=unions)
        case Named():
            return _constant(shape.shape, unions=unions)
        case Choice() if unions and all(
            isinstance(member, (Named, Constant)) for member in shape.members
        ):
            only = plan_of(shape).only
            return only if isinstance(only, Constant) else None
        case _:
            return None


def _kinds(shape: Shape, busy: frozenset[int]) -> tuple[str, ...]:
    match shape:
        case Anything():
            return KINDS
        case Record() | MapOf():
            return ("object",)
        case ListOf() | TupleOf():
            return ("array",)
        case Limited():
            return _kinds(shape.inner, busy)
        case Choice():
            return tuple(_planned(shape, busy).by_kind)
        case Constant():
            kinds = [kind_of(value) for value in shape.values]
            return tuple(dict.fromkeys(["string", *kinds] if shape.open else kinds))
        case Scalar("int" | "float"):
            return ("number",)
        case Scalar("bool"):
            return ("boolean",)
        case Scalar("None"):
            return ("null",)
        case Scalar("binary"):
            return ("other",)
        case Scalar():
            return ("string",)
        case Named():
            return _kinds(shape.shape, busy)
        case Nullable():
            return ("null", *_kinds(shape.inner, busy))
