"""``plainsdk.lock``: what made a folder of files, and what they hash to; it reads no disk.

One line an input and one line a file, sorted, without dates or machine paths: a change of one
file changes that file's line and no other. TOML, so that no line ends in a comma.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, cast

from .diagnostics import Pointer
from .document import Input, Missing
from .kinds import Kind

NAME = "plainsdk.lock"
"""Where the lock stands in the output."""

FORMAT = 1
"""The layout of the lock; it changes when an older plainsdk could not read a newer
lock.
"""

_HEADER = (
    "# What made these files, and the SHA-256 of each (line endings as LF).\n"
    "# Written by plainsdk; commit it with them.\n"
)


class Unreadable(ValueError):
    """The text is not a lock, or not one of this format; the message says why."""


@dataclass(frozen=True)
class Lock:
    """What a lock says.

    ``files`` are hashes by POSIX path below the output folder; the lock itself is not
    among them. ``missing`` is what was left out of the SDK, for the errors that stand
    in it.
    """

    plainsdk: str
    source: str
    inputs: tuple[Input, ...]
    files: Mapping[str, str]
    missing: tuple[Missing, ...] = ()
    models: Kind = Kind.DATACLASS


def digest(content: bytes) -> str:
    """The SHA-256 of a file in hexadecimal digits, with CRLF read as LF."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def hashes(files: Mapping[str, str]) -> dict[str, str]:
    """The digest of each text, without the lock."""
    return {path: digest(text.encode()) for path, text in files.items() if path != NAME}


def dumps(lock: Lock) -> str:
    """The text of a lock; ``loads`` gives an equal one back."""
    inputs = {item.path: item.sha256 for item in lock.inputs}
    return (
        f"{_HEADER}format = {FORMAT}\n"
        f"plainsdk = {_quoted(lock.plainsdk)}\n"
        f"source = {_quoted(lock.source)}\n"
        f"{_models(lock.models)}"
        f"\n[inputs]\n{_table(inputs.items())}"
        f"\n[files]\n{_table(lock.files.items())}"
        f"{''.join(map(_missing_table, lock.missing))}"
    )


def loads(text: str) -> Lock:
    """Read a lock.

    Raises ``Unreadable`` for anything that ``dumps`` could not have written, paths that
    leave the output folder among them: what a lock names may be removed.
    """
    try:
        data = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(str(error)) from error
    if data.get("format") != FORMAT:
        found = data.get("format")
        raise Unreadable(f"its format is {found!r}, and this plainsdk reads {FORMAT}")
    files = _hash_table(data, "files")
    for path in files:
        if not is_inside(path):
            raise Unreadable(f"{path!r} is not a path inside the output folder")
    inputs = _hash_table(data, "inputs").items()
    return Lock(
        plainsdk=_string(data, "plainsdk"),
        source=_string(data, "source"),
        inputs=tuple(Input(path, sha256) for path, sha256 in sorted(inputs)),
        files=files,
        missing=tuple(_missing(data)),
        models=_kind(data),
    )


def is_inside(path: str) -> bool:
    """Whether a POSIX path stays below the folder that it is joined to."""
    parts = PurePosixPath(path).parts
    return (
        bool(parts)
        and str(PurePosixPath(path)) == path
        and not (
            path.startswith("/")
            or ".." in parts
            or "\\" in path
            or ":" in path
            or "\0" in path
        )
    )


def _models(kind: Kind) -> str:
    """The line that says which kind the models are, where it is not the usual one."""
    return "" if kind is Kind.DATACLASS else f"models = {_quoted(kind.value)}\n"


def _kind(data: Mapping[str, Any]) -> Kind:
    try:
        return Kind(data.get("models", Kind.DATACLASS.value))
    except ValueError:
        raise Unreadable(f"models is {data['models']!r}") from None


def _table(items: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f"{_quoted(key)} = {_quoted(value)}\n" for key, value in sorted(items)
    )


def _missing_table(missing: Missing) -> str:
    return (
        f"\n[[missing]]\n"
        f"pointer = {_quoted(missing.pointer.text)}\n"
        f"what = {_quoted(missing.what)}\n"
        f"code = {_quoted(missing.code)}\n"
        f"message = {_quoted(missing.message)}\n"
    )


def _missing(data: Mapping[str, Any]) -> Iterator[Missing]:
    tables = data.get("missing", [])
    if not isinstance(tables, list):
        raise Unreadable("[[missing]] is no list of tables")
    for table in cast("list[object]", tables):
        if not isinstance(table, dict):
            raise Unreadable("[[missing]] is no list of tables")
        row = cast("dict[str, Any]", table)
        yield Missing(
            pointer=Pointer(_string(row, "pointer")),
            what=_string(row, "what"),
            code=_string(row, "code"),
            message=_string(row, "message"),
        )


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but DEL may not stand bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _string(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise Unreadable(f"{key} is not a string")
    return value


def _hash_table(data: Mapping[str, Any], key: str) -> dict[str, str]:
    value = data.get(key)
    if not isinstance(value, dict):
        raise Unreadable(f"[{key}] is missing")
    table = cast("dict[str, object]", value)
    for path, sha256 in table.items():
        if not isinstance(sha256, str):
            raise Unreadable(f"{path!r} in [{key}] is not a string")
    return cast("dict[str, str]", table)
