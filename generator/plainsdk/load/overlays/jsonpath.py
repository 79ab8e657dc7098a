"""JSONPath (RFC 9535) by the library; the only module that knows it.

It is loaded where an overlay is applied, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping

from jsonpath import JSONPathEnvironment
from jsonpath.exceptions import JSONPathError

from ...diagnostics import Pointer
from ...document import Json


class BadPath(ValueError):
    """A text is no JSONPath; ``key`` is the key of the action that holds it."""

    def __init__(self, path: str, why: str, key: str) -> None:
        super().__init__(f"{path[:200]!r} is no JSONPath (RFC 9535): {why}")
        self.key = key


def select(path: str, root: Mapping[str, Json], key: str = "target") -> list[Pointer]:
    """The pointers of all values that a path selects, each once, in document order.

    Raises ``BadPath``.
    """
    try:
        matches = JSONPathEnvironment(strict=True).finditer(path, root)
        found = [tuple(match.parts) for match in matches]
    except (JSONPathError, RecursionError) as error:
        why = str(error).split("\n", 1)[0] or type(error).__name__
        raise BadPath(path, why, key) from None
    pointers: list[Pointer] = []
    for parts in dict.fromkeys(found):
        pointer = Pointer("#")
        for part in parts:
            pointer = pointer / part
        pointers.append(pointer)
    return pointers
