"""An API description as JSON values, and where each of them stands.

Nothing here reads files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from .diagnostics import Place, Pointer

FILES = "x-plainsdk-files"
"""The key of a document under which the files stand that it is made of, by their path."""

IN_FILES = f"#/{FILES}/"
"""How the pointers begin of what came from such a file."""

Json: TypeAlias = "Mapping[str, Json] | list[Json] | str | int | float | bool | None"


def value_at(root: Json, pointer: Pointer) -> Json:
    """Return the value at a pointer; None where there is none (RFC 6901)."""
    node = root
    for part in pointer.parts:
        if isinstance(node, dict) and part in node:
            node = node[part]
        elif isinstance(node, list) and part.isdecimal() and int(part) < len(node):
            node = node[int(part)]
        else:
            return None
    return node


def as_mapping(value: Json) -> Mapping[str, Json]:
    """Return an object, or an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def as_list(value: Json) -> list[Json]:
    """Return a list, or an empty one for anything else."""
    return value if isinstance(value, list) else []


def before_removal(
    parts: tuple[str, ...], above: tuple[str, ...], index: int
) -> tuple[str, ...]:
    """Where a value stood before an item of the list at ``above`` was taken out."""
    depth = len(above)
    if len(parts) <= depth or parts[:depth] != above or not parts[depth].isdecimal():
        return parts
    here = int(parts[depth])
    moved = here + 1 if here >= index else here
    return (*above, str(moved), *parts[depth + 1 :])


@dataclass(frozen=True)
class Missing:
    """A part of a document that is left out, because an error stands in it.

    ``what`` names it for a person, ``GET /pets``; ``code`` and ``message`` are the
    error's.
    """

    pointer: Pointer
    what: str
    code: str
    message: str


@dataclass(frozen=True)
class Input:
    """A file that was read: its path below the source, and the SHA-256 of its text.

    Line endings are normalised before hashing, so that a checkout on Windows is the
    same input.
    """

    path: str
    sha256: str


@dataclass(frozen=True)
class Sound:
    """A root in which each reference leads somewhere, and what is due stands everywhere.

    ``references`` are the texts of all references.
    """

    root: Mapping[str, Json]
    references: frozenset[str]


@dataclass(frozen=True)
class Document:
    """An OpenAPI 3.1 document.

    ``locate`` finds the file and line of a pointer, or of the nearest value around it;
    it may be slow, and is called only when a diagnostic is printed. ``broken`` says of
    references that lead nowhere why, where more is known than that. ``sound`` is what
    loading made sure of; it says nothing of a root that it does not hold. ``extensions``
    are the keys with ``x-`` that objects had when it was loaded, where that is known.
    """

    root: Mapping[str, Json]
    source: str
    inputs: tuple[Input, ...]
    locate: Callable[[Pointer], Place | None]
    broken: Mapping[str, str] = field(default_factory=dict[str, str])
    sound: Sound | None = None
    extensions: frozenset[str] | None = None
