"""The staging folder beside an output, held by one process at a time.

The hold is a lock of the operating system on a file, which ends with its process however that
ends: a killed run leaves a folder behind, never a claim on it.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, 1 << 20, os.SEEK_SET)  # beyond what another process reads
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


JOURNAL = "journal.json"
_HOLD = "running"


class Busy(Exception):
    """Another process writes to this output; the message names it where it can."""


def staging_of(root: Path) -> Path:
    """The folder that a run keeps beside its output, on the same file system."""
    return root.parent / f".{root.name}.plainsdk-staging"


@contextmanager
def held(root: Path) -> Generator[Path]:
    """The staging folder of an output, for one process at a time.

    It is removed at the end, unless a journal in it says that there is something to
    undo. Raises ``Busy`` where another process has it.
    """
    staging = staging_of(root)
    descriptor = _take(staging)
    try:
        (staging / ".gitignore").write_bytes(b"*\n")
        yield staging
    finally:
        _leave(staging, descriptor)


def clear(staging: Path) -> None:
    """Remove what an earlier run left in the staging folder."""
    for child in staging.iterdir():
        if child.is_dir() and not child.is_symlink():
            shutil.rmtree(child)
        elif child.name not in (_HOLD, ".gitignore"):
            child.unlink()


def _take(staging: Path) -> int:
    if staging.is_symlink():
        raise Busy(f"{staging} is a link; remove it")
    while True:
        staging.mkdir(parents=True, exist_ok=True)
        path = staging / _HOLD
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except FileNotFoundError:  # the other process has just removed the folder
            continue
        try:
            _lock(descriptor)
        except (BlockingIOError, PermissionError) as error:
            process = os.read(descriptor, 32).decode(errors="replace").strip()
            os.close(descriptor)
            by = f" (process {process})" if process else ""
            raise Busy(f"another plainsdk{by} is writing there") from error
        if _is_at(descriptor, path):
            os.ftruncate(descriptor, 0)
            os.write(descriptor, str(os.getpid()).encode())
            return descriptor
        os.close(descriptor)


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether the file that was opened still has its name: its last holder may have
    removed it.
    """
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _leave(staging: Path, descriptor: int) -> None:
    if (staging / JOURNAL).exists():
        os.close(descriptor)
        return
    clear(staging)
    if sys.platform == "win32":
        os.close(descriptor)  # an open file cannot be removed there
    with suppress(OSError):  # another process may already wait in the folder
        (staging / ".gitignore").unlink()
        (staging / _HOLD).unlink()
        staging.rmdir()
    if sys.platform != "win32":
        os.close(descriptor)
