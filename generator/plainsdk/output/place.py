"""What stands at a path below a folder, seen without following links.

It changes nothing.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from .. import lock


@dataclass(frozen=True)
class Missing:
    """Nothing stands there."""


@dataclass(frozen=True)
class Held:
    """A file with this digest stands there."""

    sha256: str


@dataclass(frozen=True)
class Blocked:
    """Something stands there, or on the way there, that is no file of ours to replace."""

    why: str


State: TypeAlias = Missing | Held | Blocked


@dataclass(frozen=True)
class Obstacle:
    """A path that a run would have to overwrite or remove, and why it does not."""

    path: str
    why: str
    forcible: bool


class Refused(Exception):
    """Nothing was touched, because of these obstacles."""

    def __init__(self, obstacles: tuple[Obstacle, ...]) -> None:
        super().__init__(", ".join(item.path for item in obstacles))
        self.obstacles = obstacles


def look(root: Path, path: str) -> State:
    """What stands at a POSIX path below ``root``.

    A link is never followed: what it leads to is not in the folder.
    """
    parts = PurePosixPath(path).parts
    here = root
    for depth in range(len(parts) + 1):
        here = here / parts[depth - 1] if depth else root
        shown = PurePosixPath(*parts[:depth])
        try:
            mode = os.lstat(here).st_mode
        except (FileNotFoundError, NotADirectoryError):
            return Missing()
        if stat.S_ISLNK(mode):
            return Blocked(
                "a link stands there" if depth == len(parts) else f"{shown} is a link"
            )
        if depth < len(parts) and not stat.S_ISDIR(mode):
            return Blocked(f"{shown if depth else root.name} is not a folder")
        if depth == len(parts) and not stat.S_ISREG(mode):
            return Blocked(
                "a folder stands there"
                if stat.S_ISDIR(mode)
                else "no regular file stands there"
            )
    return Held(lock.digest(here.read_bytes()))


def read_lock(root: Path) -> lock.Lock | None:
    """The lock of an output folder; ``None`` where there is none.

    Raises ``lock.Unreadable`` for one that cannot be believed.
    """
    match look(root, lock.NAME):
        case Missing():
            return None
        case Blocked(why):
            raise lock.Unreadable(why)
        case Held():
            try:
                return lock.loads((root / lock.NAME).read_bytes().decode())
            except UnicodeDecodeError as error:
                raise lock.Unreadable("it is not UTF-8") from error
