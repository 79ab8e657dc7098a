"""What a run is about to do to an output folder, written down before it does any of it.

The journal exists exactly while the folder may be in between. Undoing needs nothing but the
journal and the staging folder, may be cut off anywhere, and may be done again:

- ``old/PATH`` in the staging folder: the file that stood at PATH, moved away.
- ``new/PATH``: the file that is to stand at PATH; gone from here once it stands there.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, cast

from .. import lock
from .place import Blocked, Held, Missing, Obstacle, Refused, look
from .running import JOURNAL

Step: TypeAlias = Callable[[str], None]
"""Called with a word before each change of the disk; tests cut a run off there."""

_CHANGED = "changed since a run was interrupted"


@dataclass(frozen=True)
class Entry:
    """One path: the digest of the file that stands there, and of the one that is to."""

    path: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Journal:
    """The changes in their order, and the folders that they need made, outermost first."""

    entries: tuple[Entry, ...]
    folders: tuple[str, ...]


def save(journal: Journal, staging: Path, step: Step) -> None:
    """Write the journal; when this returns, it survives a loss of power."""
    data = {
        "entries": [[entry.path, entry.old, entry.new] for entry in journal.entries],
        "folders": list(journal.folders),
    }
    draft = staging / f"{JOURNAL}.draft"
    step("write the journal")
    write_through(draft, json.dumps(data).encode())
    step("publish the journal")
    os.replace(draft, staging / JOURNAL)
    sync_folder(staging)


def read(staging: Path) -> Journal | None:
    """The journal of a run that did not end; ``None`` where there is nothing to undo.

    Raises ``Refused`` for a journal that no run wrote: it would move files about.
    """
    try:
        data: Any = json.loads((staging / JOURNAL).read_bytes())
        return Journal(
            tuple(_entry(*item) for item in data["entries"]),
            tuple(_inside(path) for path in data["folders"]),
        )
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError) as error:
        why = "not a journal of plainsdk; look what is in its folder, then remove that"
        raise Refused(
            (Obstacle(str(staging / JOURNAL), why, forcible=False),)
        ) from error


def undo(root: Path, staging: Path, *, force: bool, step: Step) -> bool:
    """Put the old files back, if a journal says that they are not all there.

    Returns whether there was one. Raises ``Refused``, with nothing touched, where a
    file was changed after the run was cut off; ``force`` gives up such changes.
    """
    journal = read(staging)
    if journal is None:
        return False
    obstacles = [
        found for entry in journal.entries if (found := _obstacle(root, staging, entry))
    ]
    if any(not (force and item.forcible) for item in obstacles):
        raise Refused(tuple(obstacles))
    for entry in reversed(journal.entries):
        _undo_one(root, staging, entry, step)
    for folder in reversed(journal.folders):
        step(f"remove folder {folder}")
        remove_if_empty(root / folder)
    sync_parents(root, journal.entries)
    close(staging, step)
    return True


def close(staging: Path, step: Step) -> None:
    """Remove the journal: the files are whole, and this is the moment from which they
    count.
    """
    step("remove the journal")
    (staging / JOURNAL).unlink()
    sync_folder(staging)


def write_through(path: Path, content: bytes) -> None:
    """Write a file whose content survives a loss of power."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_file(path: Path) -> None:
    """Make what was written to a file survive a loss of power."""
    descriptor = os.open(path, os.O_RDWR)  # Windows does it for writers alone
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a loss of power, where the system has a way."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_parents(root: Path, entries: Iterable[Entry]) -> None:
    """``sync_folder`` of every folder that an entry changed."""
    folders = {(root / entry.path).parent for entry in entries}
    for folder in folders | {root, root.parent}:
        if folder.is_dir():
            sync_folder(folder)


def remove_if_empty(folder: Path) -> bool:
    """Remove a folder that holds nothing; whether it did."""
    try:
        folder.rmdir()
    except (
        OSError
    ):  # not empty, or gone: errno tells these apart on no two systems alike
        return False
    return True


def _entry(path: object, old: object, new: object) -> Entry:
    if not all(value is None or isinstance(value, str) for value in (old, new)):
        raise TypeError("a digest is a text")
    return Entry(_inside(path), cast("str | None", old), cast("str | None", new))


def _inside(path: object) -> str:
    if isinstance(path, str) and (path == "." or lock.is_inside(path)):
        return path
    raise ValueError("a path leads out of the output folder")


def _obstacle(root: Path, staging: Path, entry: Entry) -> Obstacle | None:
    """Why an entry cannot be undone without losing what someone did after the run."""
    saved = (staging / "old" / entry.path).exists()
    placed = entry.old is None and not (staging / "new" / entry.path).exists()
    if not saved and not placed:
        return None
    match look(root, entry.path):
        case Missing():
            return None
        case Held(sha256):
            ours = sha256 in (entry.old, entry.new)
            return None if ours else Obstacle(entry.path, _CHANGED, forcible=True)
        case Blocked(why):
            return Obstacle(entry.path, f"{why}, {_CHANGED}", forcible=False)


def _undo_one(root: Path, staging: Path, entry: Entry, step: Step) -> None:
    saved, here = staging / "old" / entry.path, root / entry.path
    if saved.exists():
        step(f"put back {entry.path}")
        here.parent.mkdir(parents=True, exist_ok=True)
        os.replace(saved, here)
    elif entry.old is None and not (staging / "new" / entry.path).exists():
        step(f"take back {entry.path}")
        here.unlink(missing_ok=True)
