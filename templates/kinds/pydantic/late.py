"""Attributes of the package of models, whose modules see the package once they are loaded.

Not before: pydantic would look up the names in an annotation while their classes are
still being made.
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any

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
            _bind(sys.modules[package + path])
        return value

    return load_and_bind, names


def bind(cls: type[Any]) -> dict[str, Any]:
    """Give the names of the module of a class, ``m`` among them where it is a model of
    that package.
    """
    module = sys.modules[cls.__module__]
    package = sys.modules.get(str(module.__package__))
    if cls.__name__ in getattr(package, "__all__", ()):
        _bind(module)
    return vars(module)


def _bind(module: Any) -> None:
    names: dict[str, Any] = module.__dict__
    if "m" not in names:
        names["m"] = sys.modules[str(module.__package__)]
