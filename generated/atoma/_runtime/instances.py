"""What a model is in Python, here a dataclass: told apart, looked at, made and read.

Nothing of JSON is decided here. Models of another kind have another such module.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from .model import UNSET, Unknown, Unlisted, Unset, Wire
from .source import Given, annotations_of, marks_in, parts

__all__ = [
    "EXTRA",
    "HAS_NAMES",
    "absent",
    "begin",
    "behind",
    "declared_by",
    "end",
    "is_model",
    "is_model_class",
    "keep",
    "made",
    "new",
    "part",
    "put",
    "stranger",
    "take",
    "undeclared",
    "unlisted",
]


def is_model_class(cls: type[Any]) -> bool:
    """Say whether this is the class of a model."""
    return hasattr(cls, "__dataclass_fields__")


def is_model(value: object) -> bool:
    """Say whether this is an instance of a model."""
    return hasattr(type(value), "__dataclass_fields__")


def behind(annotation: Any) -> Any:
    """Give what an alias stands for: it is that itself."""
    return annotation


def declared_by(cls: type[Any]) -> tuple[list[Given], tuple[Any, Any] | None]:
    """Give the fields of a class, and what it says of undeclared keys, with its scope."""
    from dataclasses import MISSING, fields

    found = annotations_of(
        cls.__mro__[:-1], lambda owner: vars(sys.modules[owner.__module__])
    )
    given: list[Given] = []
    for field in fields(cls):
        hint, scope = found[field.name]
        inner, marks = marks_in(hint)
        default = field.default
        settable = default is UNSET or Unset in parts(inner)
        given.append(
            Given(
                field.name,
                next(
                    (mark.name for mark in marks if isinstance(mark, Wire)), field.name
                ),
                hint,
                scope,
                has_default=default is not MISSING,
                default=UNSET if default is MISSING else default,
                settable=settable,
                missing=UNSET if settable else None,
            )
        )
    return given, found.get("__extra__")


def part(model: Any, name: str) -> Any:
    """Give what a model holds in a field, ``UNSET`` where its key is not there."""
    return getattr(model, name, UNSET)


def undeclared(model: Any) -> dict[str, Any] | None:
    """Give the keys of a model that its class does not declare, if there are any."""
    return getattr(model, "_extra", None)


def made(
    cls: type[Any],
    values: Mapping[str, Any],
    there: Iterable[str],
    extra: dict[str, Any],
    data: Any,
) -> Any:
    """Make a model from the values of all its fields, whatever they are.

    ``there`` are those whose keys came, ``data`` is the JSON object.
    """
    model = object.__new__(cls)
    for name, value in values.items():
        setattr(model, name, value)
    if extra:
        model._extra = extra
    return model


new: Final = object.__new__
"""Makes a model where a line says so, as ``_new``."""

unlisted: Final = Unlisted
"""What a text becomes that an enumeration does not list."""


def stranger(unknown: Unknown) -> Any:
    """Give what a member of a union becomes that this version does not know."""
    return unknown


# Lines of the functions that decode and encode a model. In one that decodes, ``_d`` is
# the JSON object, ``_v`` the value of a field and ``_o`` the model.


def begin(cls: str, required: Sequence[str]) -> list[str]:
    """Begin a model whose class goes by the name ``cls``."""
    return [f" _o = _new({cls})"]


def put(name: str, required: bool) -> str:
    """Put the value into a field whose key is there."""
    return f"_o.{name} = _v"


def absent(name: str, value: str) -> str:
    """Put ``value`` into a field whose key is not there."""
    return f"_o.{name} = {value}"


def keep(rest: str) -> str:
    """Keep the undeclared keys, which the expression ``rest`` gives."""
    return f"_o._extra = {rest}"


def end(cls: str) -> list[str]:
    """Give the model back."""
    return [" return _o"]


def take(name: str, settable: bool) -> str:
    """Give the expression for what the model ``_x`` holds in a field, or ``_U``.

    ``settable``: its key may be left out where null is a value of it.
    """
    return f"_x.{name}"


HAS_NAMES: Final[bool] = True
"""Whether all fields have names that Python has a word for."""

EXTRA: Final = "_getattr(_x, '_extra', None)"
"""The expression for the undeclared keys of the model ``_x``."""
