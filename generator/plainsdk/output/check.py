"""Say how an output folder differs from the files of a run, and why; it changes nothing.

Line endings do not count: a checkout on Windows is in sync.
"""

from __future__ import annotations

import ast
import difflib
import inspect
import io
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from .. import lock
from ..files import Files
from .place import Blocked, Held, Missing, look, read_lock


class Kind(Enum):
    """Why a path is not as it should be."""

    STALE = "stale"
    MISSING = "missing"
    ORPHANED = "orphaned"
    EDITED = "edited"
    REFORMATTED = "reformatted"
    FOREIGN = "foreign"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True)
class Difference:
    """One path below the output folder (``.`` for all of it), and why it counts, in
    words.
    """

    path: str
    kind: Kind
    why: str


def check(files: Files, root: Path) -> tuple[Difference, ...]:
    """Everything by which ``root`` differs from the files, sorted by path."""
    root = root.resolve()
    try:
        found = read_lock(root)
    except lock.Unreadable as error:
        fault = Difference(lock.NAME, Kind.EDITED, f"cannot be read: {error}")
        return (fault, *_compare(files, root, {}, fault))
    owned = found.files if found else dict[str, str]()
    return tuple(_compare(files, root, owned, _lock_difference(files, root, found)))


def diff(
    differences: Iterable[Difference], files: Files, root: Path, *, limit: int
) -> Iterator[str]:
    """A unified diff from what is on disk to what belongs there, of ``limit`` lines at
    most.

    The last line says how much was left out.
    """
    room, left_out = limit, 0
    for item in differences:
        if item.path not in files:
            continue
        if room <= 0:
            left_out += 1
            continue
        lines = list(_diff(item.path, _disk_text(root, item.path), files[item.path]))
        yield from lines[:room]
        if len(lines) > room:
            yield f"... {len(lines) - room} more lines of {item.path}"
        room -= len(lines)
    if left_out:
        yield f"... {left_out} more {'file differs' if left_out == 1 else 'files differ'}"


def _compare(
    files: Files, root: Path, owned: Mapping[str, str], own: Difference | None
) -> Iterator[Difference]:
    for path in sorted({*files, *owned}):
        if path == lock.NAME:
            found = own if own and own.kind is not Kind.EDITED else None
        elif path in files:
            found = _file_difference(files, root, path, owned.get(path))
        else:
            found = _orphan(root, path, owned[path])
        if found:
            yield found


def _file_difference(
    files: Files, root: Path, path: str, locked: str | None
) -> Difference | None:
    text = files[path]
    match look(root, path):
        case Missing():
            if locked is None:
                return Difference(path, Kind.STALE, "new since the last generate")
            return Difference(
                path, Kind.MISSING, "generated, then removed from the disk"
            )
        case Blocked(why):
            return Difference(path, Kind.FOREIGN, why)
        case Held(sha256):
            if sha256 == lock.digest(text.encode()):
                return None
            if sha256 == locked:
                return Difference(
                    path, Kind.STALE, "the spec, the settings or plainsdk changed"
                )
            if same_but_for_layout(path, _disk_text(root, path), text):
                return Difference(path, Kind.REFORMATTED, "differs in its layout alone")
            if locked is None:
                return Difference(path, Kind.FOREIGN, "not made by plainsdk")
            return Difference(path, Kind.EDITED, "changed since it was generated")


def _orphan(root: Path, path: str, locked: str) -> Difference | None:
    match look(root, path):
        case Missing() | Blocked():
            return None
        case Held(sha256):
            edited = "" if sha256 == locked else ", and edited"
            return Difference(path, Kind.ORPHANED, f"no longer generated{edited}")


def _lock_difference(
    files: Files, root: Path, found: lock.Lock | None
) -> Difference | None:
    if found is None:
        return Difference(
            lock.NAME, Kind.MISSING, "nothing says which files are plainsdk's"
        )
    if look(root, lock.NAME) == Held(lock.digest(files[lock.NAME].encode())):
        return None
    wanted = lock.loads(files[lock.NAME])
    if found == wanted:
        return Difference(lock.NAME, Kind.REFORMATTED, "differs in its layout alone")
    return Difference(lock.NAME, Kind.STALE, "; ".join(_reasons(found, wanted)))


def _reasons(found: lock.Lock, wanted: lock.Lock) -> Iterator[str]:
    """What changed between two locks, causes before consequences."""
    if found.plainsdk != wanted.plainsdk:
        yield f"made by plainsdk {found.plainsdk}, and this is {wanted.plainsdk}"
    if found.source != wanted.source:
        yield f"made from {found.source}, and the spec is {wanted.source}"
    before, now = dict(_pairs(found)), dict(_pairs(wanted))
    changed = sorted(
        path for path in {*before, *now} if before.get(path) != now.get(path)
    )
    if changed:
        shown = ", ".join(changed[:3])
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        yield f"inputs changed: {shown}{more}"
    if found.missing != wanted.missing:
        yield f"{len(wanted.missing)} parts are left out, and it lists {len(found.missing)}"
    if found.files != wanted.files:
        yield "it lists other files or other digests"


def _pairs(found: lock.Lock) -> Iterator[tuple[str, str]]:
    for item in found.inputs:
        yield item.path, item.sha256


def same_but_for_layout(path: str, one: str, other: str) -> bool:
    """Whether two texts say the same.

    Python: equal syntax trees, docstrings apart from indentation, and equal comments.
    Other texts: equal words.
    """
    if not path.endswith(".py"):
        return one.split() == other.split()
    try:
        return _tree(one) == _tree(other) and _comments(one) == _comments(other)
    except (SyntaxError, ValueError, tokenize.TokenError):
        return False


def _tree(text: str) -> str:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            value = node.value.value
            if isinstance(value, str):
                node.value.value = inspect.cleandoc(value).strip()
    return ast.dump(tree)


def _comments(text: str) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [token.string.strip() for token in tokens if token.type == tokenize.COMMENT]


def _disk_text(root: Path, path: str) -> str:
    match look(root, path):
        case Held():
            content = (root / path).read_bytes().decode(errors="replace")
            return content.replace("\r\n", "\n")
        case Missing() | Blocked():
            return ""


def _diff(path: str, disk: str, wanted: str) -> Iterator[str]:
    lines = difflib.unified_diff(
        disk.split("\n"), wanted.split("\n"), f"{path} (on disk)", f"{path} (generated)"
    )
    return (line.rstrip("\n") for line in lines)
