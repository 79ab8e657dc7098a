"""One type for all that the API sends by itself, where a constant tells deliveries apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .. import ir
from ..diagnostics import Pointer
from .schemas import Schemas

_AT = Pointer("#/webhooks/x-plainsdk-event")


def declare_event(webhooks: Iterable[ir.Webhook], schemas: Schemas) -> None:
    """Declare the union of what webhooks bring, those of callbacks aside."""
    types = dict.fromkeys(
        one.type
        for one in webhooks
        if one.type is not None and one.is_json and one.operation is None
    )
    if len(types) > 1 and all(isinstance(one, ir.Reference) for one in types):
        schemas.declarations[_AT] = ir.Alias(
            _AT,
            ir.Made(("webhook", "event")),
            _AT,
            ir.Union(tuple(types)),
            ir.Doc("Anything that the API sends by itself."),
        )


def with_event(api: ir.Api) -> ir.Api:
    """Return the API with that union where a tag was found for it, else without."""
    declaration = api.declarations.get(_AT)
    if declaration is None:
        return api
    found = declaration.type if isinstance(declaration, ir.Alias) else None
    if isinstance(found, ir.Union) and found.tag is not None:
        return replace(api, event=_AT)
    kept = {at: one for at, one in api.declarations.items() if at != _AT}
    return replace(api, declarations=kept)
