"""Says which keywords of a schema no type can hold; the type is left wider."""

from __future__ import annotations

from collections.abc import Mapping

from ..document import Json
from .places import Lowering, Spot

_IGNORED = {
    "not": "open-not",
    "if": "open-if",
    "dependentSchemas": "open-dependent",
    "dependentRequired": "open-dependent",
    "dependencies": "open-dependent",
    "propertyNames": "open-property-names",
    "contains": "open-contains",
    "$dynamicRef": "open-dynamic",
    "$recursiveRef": "open-dynamic",
}


_KEYWORDS = frozenset(_IGNORED)


def say_ignored(schema: Mapping[str, Json], spot: Spot, lowering: Lowering) -> None:
    """Note each keyword of a schema that is not checked."""
    if _KEYWORDS.isdisjoint(schema):
        return
    for keyword, code in _IGNORED.items():
        if keyword in schema:
            lowering.note(
                code,
                f"{keyword!r} is not checked: the type is left wider",
                spot.pointer,
            )
