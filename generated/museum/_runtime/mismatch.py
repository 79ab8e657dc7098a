"""Where a JSON value is not what its type says, and how such a place is named."""

from typing import NamedTuple

__all__ = ["Misfit", "Mismatch", "item", "key"]


class Mismatch(NamedTuple):
    """A place where what came is not what the type says.

    ``path`` is a JSON path (RFC 9535) from the root of the value,
    ``$.choices[0].delta``; ``expected`` and ``found`` say what kind of value it is, and
    never show the value itself, which may be nobody's business but the caller's.
    """

    path: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.path}: expected {self.expected}, found {self.found}"


class Misfit(ValueError):
    """A JSON value is not what its type says, and the caller asked for nothing less."""

    def __init__(self, path: str, expected: str, found: str) -> None:
        super().__init__(path, expected, found)
        self.path = path
        self.expected = expected
        self.found = found

    def __str__(self) -> str:
        return f"{self.path}: expected {self.expected}, found {self.found}"


def key(path: str, name: object) -> str:
    """Give the path of the value under ``name`` in the object at ``path``."""
    if isinstance(name, str) and name.isidentifier():
        return f"{path}.{name}"
    return f"{path}[{name!r}]"


def item(path: str, index: int) -> str:
    """Give the path of item ``index`` of the array at ``path``."""
    return f"{path}[{index}]"
