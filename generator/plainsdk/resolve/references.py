"""Checks that every ``$ref`` of a document leads to a value in it; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..diagnostics import Diagnostics, Pointer
from ..document import Json, value_at


def check_references(root: Mapping[str, Json], report: Diagnostics) -> None:
    """Report each reference that leads nowhere, out of the document, or only to itself."""
    for at, target in references(root, Pointer("#")):
        if not target.startswith("#"):
            report.error(
                "remote-reference",
                f"{target!r} leads out of this document; only references that begin with"
                " # are read",
                at,
            )
        elif value_at(root, Pointer(target)) is None:
            report.error("broken-reference", f"nothing stands at {target!r}", at)
        elif circular(root, target):
            report.error("circular-reference", f"{target!r} refers to itself", at)


def references(value: Json, at: Pointer) -> Iterator[tuple[Pointer, str]]:
    """Walk through a value's references, in document order, examples and names left
    out.
    """
    pending: list[tuple[Pointer, Json]] = [(at, value)]
    while pending:
        place, node = pending.pop()
        if isinstance(node, Mapping):
            target = node.get("$ref")
            if isinstance(target, str):
                yield place, target
            pending.extend(
                (place / key, item)
                for key, item in reversed(list(node.items()))
                if key not in ("example", "examples", "default", "const", "enum")
            )
        elif isinstance(node, list):
            pending.extend(
                (place / index, item) for index, item in reversed(list(enumerate(node)))
            )


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
    while isinstance(node, Mapping):
        target = node.get("$ref")
        if isinstance(target, str):
            return target
        members = [node[key] for key in ("allOf", "anyOf", "oneOf") if key in node]
        only = members[0] if len(members) == 1 else None
        node = only[0] if isinstance(only, list) and len(only) == 1 else None
    return None
