"""What a model is in Python, here one of pydantic's: told apart, looked at, made and read.

Nothing of JSON is decided here, and nothing is validated.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from typing_extensions import TypeAliasType

from .late import bind
from .model import UNSET, Model, Null, Unknown, Unlisted
from .source import Given, annotations_of, marks_in

__all__ = [
    "EXTRA",
    "HAS_NAMES",
    "absent",
    "begin",
    "behind",
    "constants_of",
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

_CONSTANTS: dict[type[Any], frozenset[str]] = {}


def is_model_class(cls: type[Any]) -> bool:
    """Say whether this is the class of a model."""
    return issubclass(cls, Model)


def is_model(value: object) -> bool:
    """Say whether this is an instance of a model."""
    return isinstance(value, Model)


def behind(annotation: Any) -> Any:
    """Give what an alias stands for, and anything else as it is."""
    if isinstance(annotation, TypeAliasType):
        return annotation.__value__
    return annotation


def declared_by(cls: type[Any]) -> tuple[list[Given], tuple[Any, Any] | None]:
    """Give the fields of a class, and what it says of undeclared keys, with its scope."""
    owners = [one for one in cls.__mro__ if issubclass(one, Model) and one is not Model]
    found = annotations_of(owners, bind)
    given: list[Given] = []
    for name, info in cls.model_fields.items():
        hint, scope = found[name]
        _, marks = marks_in(hint)
        aliases = (mark.alias for mark in marks if isinstance(mark, FieldInfo))
        alias = next((one for one in aliases if one is not None), None)
        has_default = info.default is not PydanticUndefined
        given.append(
            Given(
                name,
                name if alias is None else alias,
                hint,
                scope,
                has_default=has_default,
                default=info.default if has_default else UNSET,
                settable=any(isinstance(mark, Null) for mark in marks),
                missing=None,
            )
        )
    return given, found.get("__extra__")


def constants_of(cls: type[Any]) -> frozenset[str]:
    """Give the fields that hold one value only and are always there."""
    known = _CONSTANTS.get(cls)
    if known is None:
        from .resolve import record_of

        known = _CONSTANTS[cls] = frozenset(
            field.name
            for field in record_of(cls).fields
            if field.required and field.default is not UNSET
        )
    return known


def part(model: Any, name: str) -> Any:
    """Give what a model holds in a field, ``UNSET`` where it holds nothing."""
    return getattr(model, name, UNSET)


def undeclared(model: Any) -> dict[str, Any] | None:
    """Give the keys of a model that its class does not declare, if there are any."""
    found: dict[str, Any] | None = model.__pydantic_extra__
    return found


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
    return new(cls, dict(values), set(there), extra)


def new(
    cls: type[Any], values: dict[str, Any], there: set[str], extra: dict[str, Any]
) -> Any:
    """Make a model without asking pydantic: no value is looked at."""
    model: Any = _new(cls)
    _put(model, "__dict__", values)
    _put(model, "__pydantic_fields_set__", there)
    _put(model, "__pydantic_extra__", extra)
    _put(model, "__pydantic_private__", None)
    return model


_new: Final = object.__new__
_put: Final = object.__setattr__

unlisted: Final = Unlisted
"""What a text becomes that an enumeration does not list."""


def stranger(unknown: Unknown) -> Any:
    """Give what a member of a union becomes that this version does not know."""
    return unknown


# Lines of the functions that decode and encode a model. In one that decodes, ``_d`` is
# the JSON object, ``_v`` the value of a field, ``_o`` the values of the model, ``_s``
# the fields that are there, and ``_e`` the undeclared keys.


def begin(cls: str, required: Sequence[str]) -> list[str]:
    """Begin a model whose class goes by the name ``cls``."""
    names = ", ".join(map(repr, required))
    return [" _o = {}", f" _s = {{{names}}}" if names else " _s = set()", " _e = {}"]


def put(name: str, required: bool) -> str:
    """Put the value into a field whose key is there."""
    line = f"_o[{name!r}] = _v"
    return line if required else f"{line}; _s.add({name!r})"


def absent(name: str, value: str) -> str:
    """Put ``value`` into a field whose key is not there."""
    return f"_o[{name!r}] = {value}"


def keep(rest: str) -> str:
    """Keep the undeclared keys, which the expression ``rest`` gives."""
    return f"_e = {rest}"


def end(cls: str) -> list[str]:
    """Give the model back."""
    return [f" return _new({cls}, _o, _s, _e)"]


def take(name: str, settable: bool) -> str:
    """Give the expression for what the model ``_x`` holds in a field, or ``_U``.

    ``settable``: its key may be left out where null is a value of it.
    """
    if settable:
        return f"_x.{name} if {name!r} in _x.__pydantic_fields_set__ else _U"
    return f"_x.{name}"


HAS_NAMES: Final[bool] = True
"""Whether all fields have names that Python has a word for."""

EXTRA: Final = "_x.__pydantic_extra__"
"""The expression for the undeclared keys of the model ``_x``."""
