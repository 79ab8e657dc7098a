"""Names what reads the webhooks of an API; callbacks are models alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from .. import ir
from ..diagnostics import Diagnostics, Pointer
from .assign import Rank, Scope, Wish, assign
from .identifiers import attribute

_RESERVED = frozenset(["m", "event", "annotations"])
"""What else stands in their module."""


def webhook_names(
    api: ir.Api, report: Diagnostics, strict: bool
) -> Mapping[Pointer, str]:
    """Name every webhook whose body can be read; one of several methods has its own."""
    hooks = [
        one
        for one in api.webhooks
        if one.operation is None and one.type is not None and one.is_json
    ]
    counts = Counter(one.name for one in hooks)
    wishes: list[Wish] = []
    for one in hooks:
        source = (
            one.name if counts[one.name] < 2 else f"{one.name}_{one.method.lower()}"
        )
        wishes.append(Wish(one.pointer, source, _name(source), Rank.GIVEN))
    scope = Scope("webhook", _name, own=lambda name: name[0].islower(), pinned=False)
    return assign(wishes, scope, report, strict)


def _name(source: str) -> str:
    return attribute(source, _RESERVED)
