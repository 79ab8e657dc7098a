"""Make an output folder hold exactly the files of a run, so that it holds all or none of them.

The rules: only a file that the lock says is ours, with the digest that it says, is replaced or
removed. Everything else in the folder is the user's. A file that is right is not touched.
A run that ends in any way before its last step leaves what the next one needs to undo it.
A folder that is not there yet is made beside its place and moved there whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .. import lock
from ..files import Files
from . import journal
from .journal import Entry, Journal, Step
from .place import Blocked, Held, Missing, Obstacle, Refused, look, read_lock
from .running import JOURNAL, clear, held, staging_of


@dataclass(frozen=True)
class Outcome:
    """What a run did: paths below the output folder, sorted.

    ``undone``: an earlier run had been cut off, and its files were put back first.
    """

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    undone: bool


_AT_ONCE = 8
_NEW = "new"


def _quiet(_word: str) -> None:
    """The usual step: nothing."""


def write(
    files: Files, root: Path, *, force: bool = False, step: Step = _quiet
) -> Outcome:
    """Make ``root`` hold the files.

    Raises ``Refused`` with nothing touched where a file was edited or is not ours,
    unless ``force``; ``Busy`` where another process is at it; ``OSError`` after putting
    the old files back. ``step`` is called before each change.
    """
    root = root.resolve()
    with held(root) as staging:
        undone = journal.undo(root, staging, force=force, step=step)
        clear(staging)
        if not os.path.lexists(root):
            _stage(files, files, staging, step)
            step("move in the folder")
            os.rename(staging / _NEW, root)
            journal.sync_folder(root.parent)
            return Outcome(tuple(files), (), 0, undone)
        entries, unchanged = _plan(files, root, force)
        if entries:
            _stage(files, [one.path for one in entries if one.new], staging, step)
            replaced = [
                staging / _NEW / one.path for one in entries if one.new and one.old
            ]
            _sync(replaced)
            journal.save(
                Journal(entries, _missing_folders(root, entries)), staging, step
            )
            try:
                _apply(root, staging, entries, step)
                journal.close(staging, step)
            except BaseException:
                journal.undo(root, staging, force=False, step=step)
                raise
    return Outcome(
        written=tuple(sorted(entry.path for entry in entries if entry.new is not None)),
        removed=tuple(sorted(entry.path for entry in entries if entry.new is None)),
        unchanged=unchanged,
        undone=undone,
    )


def recover(root: Path, *, step: Step = _quiet) -> bool:
    """Put the old files back if a run was cut off; whether one was.

    Raises like ``write``.
    """
    root = root.resolve()
    if not staging_of(root).exists():
        return False
    with held(root) as staging:
        return journal.undo(root, staging, force=False, step=step)


def unfinished(root: Path) -> bool:
    """Whether a run was cut off so that its files are still in between."""
    return (staging_of(root.resolve()) / JOURNAL).exists()


def _plan(files: Files, root: Path, force: bool) -> tuple[tuple[Entry, ...], int]:
    """The changes that make ``root`` hold the files, removals first, and how many need
    none.
    """
    obstacles: list[Obstacle] = []
    owned = _owned(root, force, obstacles)
    removals = _removals(files, root, owned, force, obstacles)
    # On a file system that folds case, removing A.py removes a.py: that one is written again.
    folded = {entry.path.casefold() for entry in removals}
    changes: list[Entry] = []
    for path, text in files.items():
        new = lock.digest(text.encode())
        match look(root, path):
            case Missing():
                changes.append(Entry(path, None, new))
            case Blocked(why):
                obstacles.append(Obstacle(path, why, forcible=False))
            case Held(old):
                if old == new and path.casefold() not in folded:
                    continue
                if force or path == lock.NAME or old in (new, owned.get(path)):
                    changes.append(Entry(path, old, new))
                else:
                    why = "edited by hand" if path in owned else "not made by plainsdk"
                    obstacles.append(Obstacle(path, why, forcible=True))
    if obstacles:
        raise Refused(tuple(sorted(obstacles, key=lambda item: item.path)))
    return (*removals, *changes), len(files) - len(changes)


def _owned(root: Path, force: bool, obstacles: list[Obstacle]) -> Mapping[str, str]:
    """The digests of the files that are ours, by the lock on disk."""
    try:
        found = read_lock(root)
    except lock.Unreadable as error:
        if not force:
            obstacles.append(
                Obstacle(lock.NAME, f"cannot be read: {error}", forcible=True)
            )
        return {}
    return found.files if found else {}


def _removals(
    files: Files,
    root: Path,
    owned: Mapping[str, str],
    force: bool,
    obstacles: list[Obstacle],
) -> list[Entry]:
    removals: list[Entry] = []
    for path, sha256 in owned.items():
        if path in files:
            continue
        match look(root, path):
            case Missing() | Blocked():
                continue
            case Held(old):
                if force or old == sha256:
                    removals.append(Entry(path, old, None))
                else:
                    why = "edited by hand, and no longer generated"
                    obstacles.append(Obstacle(path, why, forcible=True))
    return removals


def _missing_folders(root: Path, entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """The folders that the new files need and that are not there, outermost first."""
    wanted: set[PurePosixPath] = set()
    for entry in entries:
        if entry.new is not None:
            wanted.update(PurePosixPath(entry.path).parents)
    missing = [folder for folder in wanted if not (root / folder).exists()]
    return tuple(str(folder) for folder in sorted(missing, key=lambda item: item.parts))


def _stage(files: Files, paths: Iterable[str], staging: Path, step: Step) -> None:
    """Write the new files beside the output."""
    new = staging / _NEW
    for folder in {path.rpartition("/")[0] for path in paths}:
        (new / folder).mkdir(parents=True, exist_ok=True)
    for path in paths:
        step(f"stage {path}")
        with open(f"{new}/{path}", "wb") as file:
            file.write(files[path].encode())


def _sync(replaced: list[Path]) -> None:
    """Make the new files survive a loss of power that would take the old ones.

    Where none is replaced a loss of power takes nothing that was there, and the disk,
    for which many files wait long, need not be waited for.
    """
    if replaced:
        from concurrent.futures import ThreadPoolExecutor  # loads much, and is rare

        with ThreadPoolExecutor(_AT_ONCE) as pool:  # together they share its turns
            for _ in pool.map(journal.sync_file, replaced):
                pass


def _apply(root: Path, staging: Path, entries: tuple[Entry, ...], step: Step) -> None:
    """Move the old files away and the new ones in; every state in between can be
    undone.
    """
    made: set[Path] = set()
    for entry in entries:
        here = root / entry.path
        if entry.old is not None:
            step(f"move away {entry.path}")
            saved = staging / "old" / entry.path
            saved.parent.mkdir(parents=True, exist_ok=True)
            os.replace(here, saved)
            if lock.digest(saved.read_bytes()) != entry.old:
                raise _changed(here)
        elif os.path.lexists(here):
            raise _changed(here)
        if entry.new is not None:
            step(f"move in {entry.path}")
            if here.parent not in made:
                here.parent.mkdir(parents=True, exist_ok=True)
                made.add(here.parent)
            os.replace(staging / _NEW / entry.path, here)
    for entry in entries:
        if entry.new is None:
            _tidy(root, root / entry.path, step)
    journal.sync_parents(root, entries)


def _tidy(root: Path, removed: Path, step: Step) -> None:
    """Remove the byte code of a module that is gone, and the folders that it leaves
    empty.
    """
    step(f"tidy up after {removed.name}")
    cache = removed.parent / "__pycache__"
    if removed.suffix == ".py" and not cache.is_symlink():
        for code in cache.glob(f"{removed.stem}.*.pyc"):
            code.unlink()
        journal.remove_if_empty(cache)
    folder = removed.parent
    while folder != root and journal.remove_if_empty(folder):
        folder = folder.parent


def _changed(path: Path) -> OSError:
    return OSError(None, "changed while plainsdk was running", str(path))
