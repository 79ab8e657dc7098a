"""Paths as a user names them, and whether two of them are in each other's way."""

from __future__ import annotations

import os
import re
from pathlib import Path


def as_named(path: Path) -> str:
    """A path as a person here would write it: relative to the working folder, with
    slashes.
    """
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def touch(one: Path, other: Path) -> bool:
    """Whether two paths are the same or one is inside the other, on any file system."""
    first, second = (Path(str(path.resolve()).casefold()) for path in (one, other))
    return first == second or first in second.parents or second in first.parents


def word(text: str) -> str:
    """A word of a command line, quoted where a shell would split it."""
    return text if re.fullmatch(r"[\w./:@+-]+", text) else f'"{text}"'
