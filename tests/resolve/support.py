"""Documents in small for the tests of ``resolve``; nothing here asserts."""

from __future__ import annotations

from plainsdk.diagnostics import Diagnostics, Place, Pointer
from plainsdk.document import Document, Json


def document(**root: Json) -> Document:
    """A document whose every value is found on the line that its pointer is long."""
    return Document(
        {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, **root},
        "spec/t",
        (),
        lambda pointer: Place(pointer.text, len(pointer.text)),
    )


def remarks(report: Diagnostics) -> list[str]:
    """What was said, as ``severity code where: message``."""
    return [
        f"{one.severity.value} {one.code} {one.where}: {one.message}" for one in report
    ]


def ref(pointer: str) -> dict[str, Json]:
    """A reference."""
    return {"$ref": pointer}


def at(document: Document, pointer: str) -> str:
    """The pointer by which a value is found in the source."""
    place = document.locate(Pointer(pointer))
    return place.file if place else ""
