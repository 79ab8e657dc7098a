"""The files that a ``.proto`` file imports, and what of them can be left out.

The language says that imports are relative to some folders, and leaves it to each build
which. Published sources keep them in the file's own folder, above it, or beside those
(``third_party``, ``vendor/googleapis``). Custom options say nothing of the data, and what
declares them is often not kept at all. Nothing is compiled here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ..openapi.library import limit_of
from .reading import Spot

_IMPORT = re.compile(
    r'(?:^|(?<=;))[ \t]*import\s+(?:(?:public|weak|option)\s+)?"([^"\n]+)"\s*;',
    re.MULTILINE,
)
_TOKEN = re.compile(
    r"(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))"
    r"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|[\w.]+|[^\s\w]",
    re.DOTALL,
)
_ABOVE = 8  # folders in which the roots of imports are looked for
_BELOW = 2  # folders below each of these
_MOST = 4000  # folders that are looked at in all


def is_bundled(name: str) -> bool:
    """Whether protoc brings a file itself."""
    return name.startswith("google/protobuf/")


@dataclass
class Imports:
    """A file's name among its imports, and where the others are, by their names.

    ``texts`` are all of them without custom options, ``missing`` the lines of the imports
    that lead to no file.
    """

    own: str
    homes: dict[str, Path] = field(default_factory=dict[str, Path])
    texts: dict[str, str] = field(default_factory=dict[str, str])
    missing: dict[str, int] = field(default_factory=dict[str, int])


def imports_of(spot: Spot) -> Imports:
    """Find all that a file imports, and what that imports."""
    own = spot.where if spot.where is not None else spot.folder / "schema.proto"
    own = own.resolve()
    limit = limit_of(spot.folder)
    above = [
        way
        for way in (spot.folder.resolve(), own.parent, *own.parents[1:_ABOVE])
        if way in own.parents
        and (way == own.parent or way == limit or limit in way.parents)
    ]
    lines = _imports(spot.source.text)
    roots = [max(above, key=lambda way: sum((way / one).is_file() for one in lines))]
    name = own.relative_to(roots[0]).as_posix()
    found = Imports(name, {name: own}, {name: without_options(spot.source.text)})
    pending = list(lines.items())
    while pending:
        name, line = pending.pop(0)
        if is_bundled(name) or name in found.homes or name in found.missing:
            continue
        root = _root(name, roots, above)
        if root is None:
            found.missing[name] = line
            continue
        text = (root / name).read_text("utf-8", "replace")
        found.homes[name], found.texts[name] = root / name, without_options(text)
        pending += [(below, line) for below in _imports(text)]
    return found


def _imports(text: str) -> dict[str, int]:
    """The files that a text imports, with the line of each."""
    return {
        found[1]: text.count("\n", 0, found.start(1)) + 1
        for found in _IMPORT.finditer(text)
    }


def _root(name: str, roots: list[Path], above: list[Path]) -> Path | None:
    """The folder that an import is relative to, among those known and then around."""
    if name.startswith("/") or ".." in name.split("/"):
        return None
    for root in roots:
        if (root / name).is_file():
            return root
    for root in _around(above):
        if (root / name).is_file():
            roots.append(root)
            return root
    return None


def _around(above: list[Path]) -> Iterator[Path]:
    """Walk through the folders that may be a root, the nearest first."""
    left = _MOST
    for way in above:
        level = [way]
        for _ in range(_BELOW + 1):
            for one in level:
                yield one
                left -= 1
                if left <= 0:
                    return
            level = [below for one in level for below in _folders(one)]


def _folders(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as found:
            names = [one.name for one in found if one.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    return [folder / name for name in sorted(names) if not name.startswith(".")]


@lru_cache(maxsize=256)  # of a folder's files, most are imported by several
def without_options(text: str) -> str:
    """A text without its custom options, each line where it was.

    They are the ones with a name in parentheses ("Options" of the language guide).
    """
    if "(" not in text:
        return text
    tokens = [one for one in _TOKEN.finditer(text) if not one["comment"]]
    cuts: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        here = tokens[at][0]
        if here == "option" and tokens[at - 1][0] in ("{", "}", ";"):
            end = _end(tokens, at, (";",))
            if "(" in _name(tokens[at:end]):
                cuts.append(
                    (tokens[at].start(), tokens[min(end, len(tokens) - 1)].end())
                )
            at = end
        elif here == "[":
            end = _end(tokens, at + 1, ("]",))
            cuts += _listed(tokens[at : end + 1])
            at = end
        at += 1
    made: list[str] = []
    done = 0
    for start, end in cuts:
        made += [text[done:start], "\n" * text.count("\n", start, end)]
        done = end
    return "".join([*made, text[done:]])


def _end(tokens: list[re.Match[str]], at: int, ends: tuple[str, ...]) -> int:
    """Where one of some signs stands that is not inside of brackets."""
    depth = 0
    while at < len(tokens):
        here = tokens[at][0]
        if depth == 0 and here in ends:
            return at
        depth += (here in ("{", "[", "(")) - (here in ("}", "]", ")"))
        at += 1
    return at


def _name(tokens: list[re.Match[str]]) -> list[str]:
    """What stands before the value of an option."""
    words = [one[0] for one in tokens]
    return words[: words.index("=")] if "=" in words else words


def _listed(tokens: list[re.Match[str]]) -> list[tuple[int, int]]:
    """What to leave out of a list in brackets, which has one comma less than options."""
    options: list[tuple[int, int]] = []
    at = 1
    while at < len(tokens):
        end = _end(tokens, at, (",", "]"))
        options.append((at, end))
        at = end + 1
    custom = [one for one in options if "(" in _name(tokens[one[0] : one[1]])]
    if not custom or tokens[-1][0] != "]":
        return []
    if len(custom) == len(options):
        return [(tokens[0].start(), tokens[-1].end())]
    first_kept = next(one for one in options if one not in custom)
    return [
        (
            (tokens[start].start(), tokens[end].end())
            if (start, end) < first_kept
            else (tokens[start - 1].start(), tokens[end - 1].end())
        )
        for start, end in custom
    ]
