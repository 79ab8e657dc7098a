"""Which kind of classes the models become; it writes none."""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """A kind of models, by its word in the configuration and on the command line."""

    DATACLASS = "dataclass"
    """Dataclasses of the standard library."""
    PYDANTIC = "pydantic"
    """Models of pydantic, version 2."""
    MSGSPEC = "msgspec"
    """Structs of msgspec."""
    TYPEDDICT = "typeddict"
    """Types of dicts, which are the JSON itself."""


KINDS = tuple(kind.value for kind in Kind)
"""The words, the usual one first."""
