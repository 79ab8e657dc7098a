"""What a model is in Python, here a Struct of msgspec: told apart, looked at, made and read.

Nothing of JSON is decided here. Models of another kind have another such module.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from msgspec import NODEFAULT

from .model import UNSET, Model, Unknown, Unlisted, Unset
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
    return issubclass(cls, Model)


def is_model(value: object) -> bool:
    """Say whether this is an instance of a model."""
    return isinstance(value, Model)


def behind(annotation: Any) -> Any:
    """Give what an alias stands for: it is that itself."""
    return annotation


def declared_by(cls: type[Any]) -> tuple[list[Given], tuple[Any, Any] | None]:
    """Give the fields of a class, and what it says of undeclared keys, with its scope."""
    owners = [one for one in cls.__mro__ if issubclass(one, Model) and one is not Model]
    found = annotations_of(owners, lambda owner: vars(sys.modules[owner.__module__]))
    names = cls.__struct_fields__
    defaults = cls.__struct_defaults__
    first = len(names) - len(defaults)
    given: list[Given] = []
    for index, name in enumerate(names):
        hint, scope = found[name]
        inner, _ = marks_in(hint)
        default = defaults[index - first] if index >= first else NODEFAULT
        given.append(
            Given(
                name,
                cls.__struct_encode_fields__[index],
                hint,
                scope,
                has_default=default is not NODEFAULT,
                default=UNSET if default is NODEFAULT else default,
                settable=Unset in parts(inner),
                missing=UNSET,
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
    return new(cls, values, extra)


def new(cls: type[Any], values: Mapping[str, Any], extra: dict[str, Any] | None) -> Any:
    """Make a model; the lines below know this as ``_new``."""
    model = cls(**values)
    if extra:
        model._extra = extra
    return model


unlisted: Final = Unlisted
"""What a text becomes that an enumeration does not list."""


def stranger(unknown: Unknown) -> Any:
    """Give what a member of a union becomes that this version does not know."""
    return unknown


# Lines of the functions that decode and encode a model. In one that decodes, ``_d`` is
# the JSON object, ``_v`` the value of a field, ``_o`` the values of the model and
# ``_e`` the undeclared keys.


def begin(cls: str, required: Sequence[str]) -> list[str]:
    """Begin a model whose class goes by the name ``cls``."""
    return [" _o = {}", " _e = None"]


def put(name: str, required: bool) -> str:
    """Put the value into a field whose key is there."""
    return f"_o[{name!r}] = _v"


def absent(name: str, value: str) -> str:
    """Put ``value`` into a field whose key is not there."""
    return f"_o[{name!r}] = {value}"


def keep(rest: str) -> str:
    """Keep the undeclared keys, which the expression ``rest`` gives."""
    return f"_e = {rest}"


def end(cls: str) -> list[str]:
    """Give the model back."""
    return [f" return _new({cls}, _o, _e)"]


def take(name: str, settable: bool) -> str:
    """Give the expression for what the model ``_x`` holds in a field, or ``_U``.

    ``settable``: its key may be left out where null is a value of it.
    """
    return f"_x.{name}"


HAS_NAMES: Final[bool] = True
"""Whether all fields have names that Python has a word for."""

EXTRA: Final = "_getattr(_x, '_extra', None)"
"""The expression for the undeclared keys of the model ``_x``."""
