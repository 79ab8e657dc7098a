"""Document to document: what is asked for, every reference leading somewhere, no ``allOf``.

Nothing is typed yet.
"""

from __future__ import annotations

from dataclasses import replace

from ..diagnostics import Diagnostics, Stopped
from ..document import Document
from .allof import merged
from .extensions import read_extensions
from .partial import leave_out
from .references import check_references
from .selection import selected

__all__ = ["leave_out", "resolve", "select"]


def select(
    document: Document,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    report: Diagnostics,
) -> Document:
    """The document as its extensions mean it, with the operations that are asked for.

    ``include`` and ``exclude`` are the patterns of the configuration.
    """
    document = read_extensions(document, report)
    return selected(document, include, exclude, report)


def resolve(document: Document, report: Diagnostics) -> Document:
    """Check the references of a document and merge its ``allOf`` schemas.

    Raises :class:`~plainsdk.diagnostics.Stopped` where a reference leads nowhere, after
    every such reference was reported.
    """
    document, targets = check_references(document, report)
    if report.failed:
        raise Stopped
    return replace(document, root=merged(document.root, targets, report))
