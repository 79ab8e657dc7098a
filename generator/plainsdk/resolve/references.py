"""Checks that every ``$ref`` of a document leads to a value in it; changes nothing.

A reference that an SDK needs is an error where it leads nowhere; in an example, a link
or a header it is a note. What the document does not reach is not looked at.
"""

from __future__ import annotations

from ..diagnostics import Diagnostics, Pointer
from ..document import Document, Json, value_at
from ..grammar import objects

_WORDS = frozenset(
    ("title", "description", "default", "example", "examples", "deprecated")
    + ("readOnly", "writeOnly", "externalDocs", "$id", "$anchor", "$comment")
)  # fmt: skip


def check_references(document: Document, report: Diagnostics) -> None:
    """Report each reference that leads nowhere, or only to itself."""
    faults = {
        target: fault
        for target in document.survey.references
        if (fault := _fault(target, document)) is not None
    }
    if not faults:
        return
    for found in objects(document.root):
        target = found.value.get("$ref")
        fault = faults.get(target) if isinstance(target, str) else None
        if fault is not None:
            say = report.error if found.needed else report.note
            say(*fault, found.pointer)


def _fault(target: str, document: Document) -> tuple[str, str] | None:
    """A code and words where a reference leads nowhere."""
    if target.startswith("#") and value_at(document.root, Pointer(target)) is not None:
        if circular(document.root, target):
            return "circular-reference", f"{target!r} refers to itself"
        return None
    remote = target.startswith(("http:", "https:"))
    words = f"nothing stands at {target[:200]!r}"
    why = document.broken.get(target, "")
    code = "remote-reference" if remote else "broken-reference"
    return code, f"{words}: {why}" if why else words


def circular(root: Json, target: str) -> bool:
    """Whether a chain of references, with nothing beside them, comes back to where it
    began.
    """
    seen = {target}
    following = _only_reference(value_at(root, Pointer(target)))
    while following is not None:
        if following in seen:
            return True
        seen.add(following)
        following = _only_reference(value_at(root, Pointer(following)))
    return False


def _only_reference(node: Json) -> str | None:
    """Return the reference that a schema is: a bare one, or the one member of a
    combination.
    """
    while isinstance(node, dict):
        target = node.get("$ref")
        if isinstance(target, str):
            return target
        says = [key for key in node if key not in _WORDS and not key.startswith("x-")]
        combined = len(says) == 1 and says[0] in ("allOf", "anyOf", "oneOf")
        only = node[says[0]] if combined else None
        node = only[0] if isinstance(only, list) and len(only) == 1 else None
    return None
