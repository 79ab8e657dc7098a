"""Document to document: every reference leads somewhere, ``allOf`` is merged.

Nothing is typed yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..diagnostics import Diagnostics, Pointer, Stopped
from ..document import Document
from .allof import merged
from .references import check_references

__all__ = ["resolve"]


def resolve(document: Document, report: Diagnostics) -> Document:
    """Check the references of a document and merge its ``allOf`` schemas.

    Raises :class:`~plainsdk.diagnostics.Stopped` where a reference leads nowhere, after
    every such reference was reported.
    """
    check_references(document, report)
    if report.failed:
        raise Stopped
    root = merged(document.root, document.root, Pointer("#"), report)
    assert isinstance(root, Mapping)  # a mapping merges to a mapping
    return replace(document, root=root)
