"""Paths as people write them and as packages are named after them; it reads no file."""

from __future__ import annotations

import keyword
import os
import re
from pathlib import Path

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


def as_named(path: Path) -> str:
    """A path as a person here would write it: relative to the working folder, with
    slashes.
    """
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def package_fault(name: str) -> str | None:
    """Why a text cannot be the name of a Python package everywhere; ``None`` if it can."""
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
        return f"{name!r} is no name for a Python package: use letters, digits and _"
    if keyword.iskeyword(name):
        return f"{name!r} is a Python keyword and cannot be imported"
    if _RESERVED.fullmatch(name):
        return f"{name!r} is a device name on Windows"
    return None


def touch(one: Path, other: Path) -> bool:
    """Whether two paths are the same or one is inside the other, on any file system."""
    first, second = (Path(str(path.resolve()).casefold()) for path in (one, other))
    return first == second or first in second.parents or second in first.parents


def word(text: str) -> str:
    """A word of a command line, quoted where a shell would split it."""
    return text if re.fullmatch(r"[\w./:@+-]+", text) else f'"{text}"'
