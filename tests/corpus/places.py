"""Finds the value that a pointer of the API leads to; it changes nothing."""

from __future__ import annotations

from collections.abc import Mapping

from plainsdk.diagnostics import Pointer
from plainsdk.document import Json, value_at


def schema_at(root: Mapping[str, Json], pointer: Pointer) -> Json:
    """The value at a pointer whose way may lead through references; None where there is none.

    What an operation holds keeps the pointer of the operation, also where its body, a
    parameter or a path item is a reference.
    """
    node: Json = root
    for part in pointer.parts:
        node = _followed(root, node, part)
        if isinstance(node, Mapping):
            node = node.get(part)
        elif isinstance(node, list) and part.isdecimal() and int(part) < len(node):
            node = node[int(part)]
        else:
            return None
    return node


def _followed(root: Mapping[str, Json], node: Json, key: str) -> Json:
    seen: set[str] = set()
    while isinstance(node, Mapping) and key not in node:
        target = node.get("$ref")
        if not isinstance(target, str) or target in seen:
            break
        seen.add(target)
        node = value_at(root, Pointer(target))
    return node
