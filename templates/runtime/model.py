"""The words that models are written in; it knows nothing of JSON, codecs or HTTP."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

from .lazy import attributes
from .marks import (
    UNSET,
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
    Unset,
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


class Model:
    """The base of every model: a dataclass, and one hidden slot for keys it does not
    declare.

    The slot is no field: it is neither compared nor shown, but copied, pickled and
    sent. A model whose undeclared keys have a type says so in its body::

        __extra__: ClassVar[dict[str, m.Price]]
    """

    __slots__ = ("_extra",)

    _extra: dict[str, Any]

    def __getstate__(self) -> Any:
        # A shallow copy gets a dict of its own: else both would send a key added to it.
        state: Any = object.__getstate__(self)
        match state:
            case (_, {"_extra": extra} as slots):
                slots["_extra"] = dict(extra)
            case _:
                pass
        return state


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
        object.__setattr__(model, "_extra", found)
    return found
