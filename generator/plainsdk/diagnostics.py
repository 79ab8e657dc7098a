"""What the tool has to say about its input; it never prints and never exits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Severity(Enum):
    """How much a diagnostic matters: only errors stop a run before anything is written."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Place:
    """A line in a file, as a person finds it: the file as the user named it, lines from
    1.
    """

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def escaped(key: str) -> str:
    """Return a key as a part of a JSON pointer (RFC 6901, section 3)."""
    if "~" in key or "/" in key:
        return key.replace("~", "~0").replace("/", "~1")
    return key


class Pointer(NamedTuple):
    """A JSON pointer into a document (RFC 6901), ``#/components/schemas/User``.

    A tuple, for there are many: it is made, compared and hashed without Python code.
    """

    text: str

    def __truediv__(self, key: str | int) -> Pointer:
        part = key if isinstance(key, int) else escaped(key)
        return Pointer(f"{self.text}/{part}")

    def __str__(self) -> str:
        return self.text

    @property
    def parts(self) -> tuple[str, ...]:
        """The keys from the root to the value, unescaped."""
        keys = self.text.split("/")[1:]
        if "~" not in self.text:
            return tuple(keys)
        return tuple(key.replace("~1", "/").replace("~0", "~") for key in keys)


@dataclass(frozen=True)
class Diagnostic:
    """One fault or remark: a stable code, what is the matter and what to do, and where.

    ``where`` is a pointer where the document is known, a place where a file is all
    there is.
    """

    code: str
    severity: Severity
    message: str
    where: Place | Pointer | None = None


class Diagnostics:
    """The remarks of one run, in the order in which they were made."""

    def __init__(self) -> None:
        self._items: list[Diagnostic] = []

    def error(
        self, code: str, message: str, where: Place | Pointer | None = None
    ) -> None:
        """Say that nothing can be written until this is mended."""
        self._items.append(Diagnostic(code, Severity.ERROR, message, where))

    def warning(
        self, code: str, message: str, where: Place | Pointer | None = None
    ) -> None:
        """Say that the output may not be what the user wants."""
        self._items.append(Diagnostic(code, Severity.WARNING, message, where))

    def note(
        self, code: str, message: str, where: Place | Pointer | None = None
    ) -> None:
        """Say something that harms no SDK."""
        self._items.append(Diagnostic(code, Severity.NOTE, message, where))

    def extend(self, items: Iterable[Diagnostic]) -> None:
        """Add the remarks of another run, as they are."""
        self._items.extend(items)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    @property
    def failed(self) -> bool:
        """Whether anything was an error."""
        return any(item.severity is Severity.ERROR for item in self._items)


class Stopped(Exception):
    """A stage could not go on; the diagnostics say why."""
