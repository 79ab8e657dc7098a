"""Lowers arrays: lists of one type, and tuples of several."""

from __future__ import annotations

from collections.abc import Mapping

from .. import ir
from ..document import Json
from .places import Lowering, Spot


def array_of(schema: Mapping[str, Json], spot: Spot, lowering: Lowering) -> ir.Type:
    """Return the type of an array.

    One whose length is fixed is a tuple; one that may go on is a list of whatever may
    stand in it (JSON Schema 2020-12, 10.3.1).
    """
    places = schema.get("prefixItems")
    more = schema.get("items", True)
    if isinstance(more, list):  # what prefixItems was called before 2020-12
        places, more = more, schema.get("additionalItems", True)
    below = spot.below("items", word="item")
    if not isinstance(places, list) or not places:
        return ir.ListOf(_item(more, below, lowering))
    keyword = "items" if "prefixItems" not in schema else "prefixItems"
    types = [
        lowering.type_of(one, spot.below(keyword, index, word=_word(index)))
        for index, one in enumerate(places)
    ]
    if more is False or schema.get("maxItems") == len(types):
        return ir.TupleOf(tuple(types))
    if "items" in schema or "additionalItems" in schema:
        types.append(_item(more, below, lowering))
    elif schema.get("maxItems") is None:
        types.append(ir.Anything())
    distinct = tuple(dict.fromkeys(types))
    if ir.Anything() in distinct:
        return ir.ListOf(ir.Anything())
    return ir.ListOf(distinct[0] if len(distinct) == 1 else ir.Union(distinct))


_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def _word(index: int) -> str:
    return _PLACES[index] if index < len(_PLACES) else "later"


def _item(schema: Json, spot: Spot, lowering: Lowering) -> ir.Type:
    if schema is False:
        return ir.Anything()  # of which there is none
    return lowering.type_of(schema, spot)
