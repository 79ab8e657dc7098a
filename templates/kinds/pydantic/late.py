"""Attributes of the package of models, whose modules see the package once they are loaded.

Not before: pydantic would look up the names in an annotation while their classes are
still being made.
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any, ForwardRef, Literal, get_args, get_origin

from typing_extensions import TypeAliasType

from .lazy import attributes as lazy_attributes

__all__ = ["attributes", "bind"]


def attributes(
    package: str, table: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Make ``__getattr__`` and ``__dir__`` of the package of models."""
    load, names = lazy_attributes(package, table)

    def load_and_bind(name: str) -> Any:
        value = load(name)
        path = table[name]
        if path.startswith(".") and not path.startswith(".."):
            module = sys.modules[package + path]
            _bind(module)
            if not isinstance(value, type) and _has_references(value):
                value = _ALIAS(name, value)  # it may be a part of itself
                setattr(module, name, value)
                setattr(sys.modules[package], name, value)
        return value

    return load_and_bind, names


_ALIAS: Any = TypeAliasType  # of names that no type checker has to know


def _has_references(alias: Any) -> bool:
    """Say whether an alias names what may have to be loaded."""
    if isinstance(alias, ForwardRef):
        return True
    return get_origin(alias) is not Literal and any(
        map(_has_references, get_args(alias))
    )


def bind(cls: type[Any]) -> dict[str, Any]:
    """Give the names of the module of a class, ``m`` among them where it is a model of
    that package.
    """
    module = sys.modules[cls.__module__]
    package = sys.modules.get(str(module.__package__))
    if cls.__name__ in getattr(package, "__all__", ()):
        _bind(module)
        # Else a variable m of whoever asks pydantic for something would be meant.
        cls.m = package
    return vars(module)


def _bind(module: Any) -> None:
    names: dict[str, Any] = module.__dict__
    if "m" not in names:
        names["m"] = sys.modules[str(module.__package__)]
