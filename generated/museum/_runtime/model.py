"""The words that models are written in; it knows nothing of JSON, codecs or HTTP."""

import datetime as dt
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from .lazy import attributes
from .marks import (
    Base64Url,
    Binary,
    Length,
    Pattern,
    Range,
    ReadOnly,
    Tag,
    Unknown,
    Unlisted,
    Wire,
)

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Protocol, SupportsIndex, TypeVar
    from uuid import UUID

    _T_co = TypeVar("_T_co", covariant=True)

    class Several(Protocol[_T_co]):
        """Any sequence but a text, which is one of texts and seldom meant as one: what
        it looks for in itself must be a text.
        """

        def __contains__(self, value: object, /) -> bool: ...
        def __iter__(self) -> Iterator[_T_co]: ...
        def __reversed__(self) -> Iterator[_T_co]: ...
        def __len__(self) -> int: ...
        def __getitem__(self, index: SupportsIndex, /) -> _T_co: ...

else:  # each costs more to load than all the rest
    __getattr__, __dir__ = attributes(__name__, {"Decimal": "decimal", "UUID": "uuid"})
    Several = Sequence  # the encoder refuses a text

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


class Unset(Enum):
    """The type of ``UNSET``, the one value that says: this key is not there.

    It is falsy, so that ``if x.limit:`` and ``x.limit is not UNSET`` both narrow. An
    enum member stays itself under ``copy``, ``deepcopy`` and ``pickle``.
    """

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    __str__ = __repr__


UNSET: Final = Unset.UNSET
"""Not there, which an API may tell from null."""


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
