"""What Python modules say of models of a kind, read from their text: nothing is imported."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from plainsdk.kinds import Kind


class Said(NamedTuple):
    """What a field is: whether its key is always there, and whether null may be.

    ``one``: it holds one value only. ``open``: it holds anything.
    """

    required: bool
    nullable: bool
    one: bool
    open: bool


Models = dict[str, dict[str, Said]]
"""The fields of each model by their names in JSON."""


def models_of(texts: Iterable[str], kind: Kind) -> Models:
    """Read the models of some modules, each with the fields of the models it extends."""
    own: dict[str, tuple[list[str], dict[str, Said]]] = {}
    for text in texts:
        for node in ast.parse(text).body:
            match node:
                case ast.ClassDef(name=name, bases=bases):
                    above = [one.id for one in bases if isinstance(one, ast.Name)]
                    own[name] = above, dict(_fields(node, kind))
                case ast.Assign(
                    targets=[ast.Name(id=name)],
                    value=ast.Call(func=ast.Name(id="TypedDict"), args=[_, keys]),
                ) if isinstance(keys, ast.Dict):
                    own[name] = [], dict(_keys(keys))
                case _:
                    pass
    return {name: _with_bases(name, own) for name in own}


def _with_bases(
    name: str, own: dict[str, tuple[list[str], dict[str, Said]]]
) -> dict[str, Said]:
    if name not in own:
        return {}
    above, fields = own[name]
    found: dict[str, Said] = {}
    for one in above:
        found |= _with_bases(one, own)
    return found | fields


def _fields(node: ast.ClassDef, kind: Kind) -> Iterator[tuple[str, Said]]:
    for one in node.body:
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            name = one.target.id
            if name.startswith("__") or name == "model_config":
                continue
            if kind is Kind.TYPEDDICT:
                yield name, _of_key(one.annotation)
                continue
            members = list(_members(one.annotation))
            default = _default(one.value)
            optional = {"None", "Unset", "UnsetType"} & {*members}
            constant = isinstance(default, ast.Constant) and not optional
            required = default is None or constant
            yield _wire(name, one), _said(required, members)


def _default(value: ast.expr | None) -> ast.expr | None:
    """What a field holds where nothing is said; None where something must be."""
    if not isinstance(value, ast.Call):
        return value
    words = {one.arg: one.value for one in value.keywords}
    first = words.get("default", value.args[0] if value.args else None)
    is_due = isinstance(first, ast.Constant) and first.value is Ellipsis
    return None if is_due else words.get("default_factory", first)


def _wire(name: str, field: ast.AnnAssign) -> str:
    """The name in JSON: it stands in a call of ``Field`` or ``field``, if it is another."""
    for node in ast.walk(field):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            word = {"Field": "alias", "field": "name"}.get(node.func.id)
            for one in node.keywords:
                if one.arg == word and isinstance(one.value, ast.Constant):
                    return str(one.value.value)
    return name


def _keys(keys: ast.Dict) -> Iterator[tuple[str, Said]]:
    for key, value in zip(keys.keys, keys.values, strict=True):
        if isinstance(key, ast.Constant):
            yield str(key.value), _of_key(value)


def _of_key(annotation: ast.expr) -> Said:
    required = True
    if isinstance(annotation, ast.Subscript) and _name(annotation) == "NotRequired":
        required, annotation = False, annotation.slice
    return _said(required, list(_members(annotation)))


def _said(required: bool, members: list[str]) -> Said:
    constants = [one for one in members if one.startswith("Literal[")]
    one = len(constants) == 1 and "," not in constants[0]
    return Said(required, "None" in members, one, "Any" in members)


def _members(annotation: ast.expr) -> Iterator[str]:
    """The members of a union, whatever stands around it."""
    match annotation:
        case ast.BinOp(left=left, right=right):
            yield from _members(left)
            yield from _members(right)
        case ast.Subscript(slice=ast.Tuple(elts=[first, *_])) if (
            _name(annotation) == "Annotated"
        ):
            yield from _members(first)
        case ast.Subscript(slice=ast.Tuple(elts=members)) if (
            _name(annotation) == "Union"
        ):
            for one in members:
                yield from _members(one)
        case ast.Subscript(slice=inner) if _name(annotation) == "Optional":
            yield "None"
            yield from _members(inner)
        case _:
            yield ast.unparse(annotation)


def _name(annotation: ast.Subscript) -> str:
    return annotation.value.id if isinstance(annotation.value, ast.Name) else ""
