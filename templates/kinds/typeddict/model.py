"""The words that models are written in where they are types of dicts."""

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
]


class Model:
    """Nothing is an instance of it: a model is a dict, which has no class of its own."""

    __slots__ = ()
