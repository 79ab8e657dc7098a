"""Document to document: every reference leads somewhere, ``allOf`` is merged.

Nothing is typed yet.
"""

from __future__ import annotations

from dataclasses import replace

from ..diagnostics import Diagnostics, Stopped
from ..document import Document
from .allof import merged
from .references import check_references

__all__ = ["resolve"]


def resolve(document: Document, report: Diagnostics) -> Document:
    """Check the references of a document and merge its ``allOf`` schemas.

    Raises :class:`~plainsdk.diagnostics.Stopped` where a reference leads nowhere, after
    every such reference was reported.
    """
    check_references(document.root, report)
    if report.failed:
        raise Stopped
    return replace(document, root=merged(document.root, report))
