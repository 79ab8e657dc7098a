"""The words that models are written in where they are Structs of msgspec."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, Self

import msgspec
from msgspec import UNSET
from msgspec import UnsetType as Unset

from .lazy import attributes
from .marks import (
    Base64Url,
    Binary,
    Length,
    Pattern,
    Range,
    ReadOnly,
    Several,
    Tag,
    Unknown,
    Unlisted,
    Wire,
)

if TYPE_CHECKING:
    from decimal import Decimal
    from uuid import UUID
else:  # each costs more to load than all the rest
    __getattr__, __dir__ = attributes(__name__, {"Decimal": "decimal", "UUID": "uuid"})

__all__ = [
    "UNSET",
    "UUID",
    "Annotated",
    "Any",
    "Base64Url",
    "Binary",
    "Decimal",
    "Length",
    "Model",
    "Pattern",
    "Range",
    "ReadOnly",
    "Several",
    "Tag",
    "Unknown",
    "Unlisted",
    "Unset",
    "Wire",
    "dt",
    "extra",
]


class Model(msgspec.Struct, kw_only=True, dict=True):
    """The base of every model: a Struct, and one hidden slot for keys it does not
    declare.

    The slot is no field: it is neither compared nor shown, and msgspec itself does not
    send it, but it is copied and pickled. A model whose undeclared keys have a type
    says so in its body::

        __extra__: ClassVar[dict[str, m.Price]]
    """

    def __copy__(self) -> Self:
        made: Self = _restored(type(self), _fields(self), dict(_kept(self)))
        return made

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        from copy import deepcopy

        fields = deepcopy(_fields(self), memo)
        made: Self = _restored(type(self), fields, deepcopy(_kept(self), memo))
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), _fields(self), _kept(self))


def _fields(model: Model) -> dict[str, Any]:
    return {name: getattr(model, name) for name in model.__struct_fields__}


def _kept(model: Model) -> dict[str, Any]:
    held: dict[str, Any] = getattr(model, "_extra", None) or {}
    return held


def _restored(cls: Any, fields: dict[str, Any], extra: dict[str, Any]) -> Any:
    model = cls(**fields)
    if extra:
        model._extra = extra
    return model


def extra(model: Model, /) -> dict[str, Any]:
    """Give the keys of ``model`` that its class does not declare, by their names in
    JSON.

    The dict is the model's own: what is written into it is sent, and where it holds a
    key that the class does declare, its value is the one that is sent. Decoding puts
    here what it does not know.
    """
    found: dict[str, Any] | None = getattr(model, "_extra", None)
    if found is None:
        found = {}
        held: Any = model
        held._extra = found
    return found
