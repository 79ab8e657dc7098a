"""Document to API: facts only, in the source's own names.

No identifier or annotation is made.
"""

from __future__ import annotations

from collections.abc import Mapping

from .. import ir
from ..diagnostics import Diagnostics, Stopped
from ..document import Document, Json
from ..words import without_echo
from .circles import unwound
from .context import Context
from .deliveries import declare_event, with_event
from .directions import directed
from .files import placed
from .operations import lower_operations
from .paged import paged
from .reach import Links
from .schemas import Schemas
from .security import lower_defaults, lower_schemes
from .sending import lower_retries
from .servers import lower_servers
from .tags import tagged
from .type_names import with_given_names
from .values import mapping, text
from .webhooks import lower_webhooks

__all__ = ["lower"]


def lower(document: Document, report: Diagnostics) -> ir.Api:
    """Turn a resolved OpenAPI 3.1 document into an :class:`~plainsdk.ir.Api`.

    Raises :class:`~plainsdk.diagnostics.Stopped` after everything that cannot be read
    was reported.
    """
    root = document.root
    schemas = Schemas(root, report)
    schemas.declare_components()
    context = Context(root, schemas, report)
    schemes = lower_schemes(context)
    operations = lower_operations(schemes, context)
    needs = lower_defaults(operations, schemes, context)
    webhooks = lower_webhooks(root, operations, schemas, report)
    declare_event(webhooks, schemas)
    schemas.settle(
        {one.pointer: without_echo(one.group, one.name) for one in operations}
    )
    if report.failed:
        raise Stopped
    info = mapping(root.get("info"))
    api = tagged(
        ir.Api(
            title=text(info.get("title")) or document.source,
            version=text(info.get("version")),
            doc=text(info.get("description")),
            source=document.source,
            servers=lower_servers(root.get("servers")),
            schemes=schemes,
            security=needs.schemes or (),
            scopes=needs.scopes,
            groups=_groups(root, operations),
            operations=tuple(operations),
            declarations=unwound(with_given_names(schemas.declarations, root)),
            webhooks=webhooks,
            retries=lower_retries(root),
            inputs=document.inputs,
        )
    )
    links = Links(api.declarations)
    split = directed(api, links)
    links = links if split is api else Links(split.declarations)
    return with_event(paged(placed(split, links), report))


def _groups(
    root: Mapping[str, Json], operations: list[ir.Operation]
) -> tuple[ir.Group, ...]:
    """List the groups in the order of their first operation, those above before those
    below.
    """
    tags = root.get("tags")
    docs = {
        text(mapping(tag).get("name")): text(mapping(tag).get("description"))
        for tag in (tags if isinstance(tags, list) else [])
    }
    paths: dict[tuple[str, ...], None] = {}
    for operation in operations:
        for depth in range(1, len(operation.group) + 1):
            paths.setdefault(operation.group[:depth])
    return tuple(ir.Group(path, docs.get(".".join(path), "")) for path in paths)
