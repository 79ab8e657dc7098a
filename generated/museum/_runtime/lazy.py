"""Attributes of a package that are loaded when they are first used (PEP 562).

It loads no more.
"""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from types import GenericAlias, UnionType
from typing import Annotated, Any, ForwardRef, Literal, Union, get_args, get_origin

__all__ = ["attributes", "bound"]


def attributes(
    package: str, table: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Make ``__getattr__`` and ``__dir__`` of a package.

    ``table`` gives for each name the module that defines it, relative to ``package``;
    what ends in a dot is the package of which the module of that name is itself the
    value. A value is stored, so that its second use costs nothing.
    """

    def load(name: str) -> Any:
        path = table.get(name)
        if path is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if path.endswith("."):
            value = import_module(path + name, package)
        else:
            module = import_module(path, package)
            value = bound(getattr(module, name), module.__name__)
        setattr(sys.modules[package], name, value)
        return value

    def names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *table})

    return load, names


def bound(alias: Any, module: str) -> Any:
    """Give ``alias`` with the names in it tied to the module that they are to be looked
    up in.

    ``typing`` keeps one object for all that is written ``Union["m.A", "m.B"]``. In two
    packages that are in one process these are two types, and from the outside nobody
    could say which one is meant. Whatever is no alias, or quotes no name, is given back
    as it is.
    """
    origin, args = get_origin(alias), get_args(alias)
    if origin is None or origin is Literal:
        return alias
    if origin is Annotated:
        args = args[:1]
    made = tuple(_argument(arg, module) for arg in args)
    if all(new is old for new, old in zip(made, args, strict=True)):
        return alias
    if origin is Annotated:
        return Annotated[(*made, *alias.__metadata__)]
    if origin is Union or origin is UnionType:
        union: Any = made[0]
        for member in made[1:]:
            union = union | member
        return union
    return GenericAlias(origin, made)


def _argument(arg: Any, module: str) -> Any:
    match arg:
        case str():
            return ForwardRef(arg, module=module)
        case ForwardRef(__forward_arg__=name, __forward_module__=None):
            return ForwardRef(name, module=module)
        case _:
            return bound(arg, module)
