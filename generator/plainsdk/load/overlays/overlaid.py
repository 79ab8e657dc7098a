"""A document that overlays change, and which line of which file each part comes from.

It reads no file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, cast

from ...diagnostics import Place, Pointer
from ...document import Json, before_removal, value_at

_Node: TypeAlias = "dict[str, Json] | list[Json]"


@dataclass(frozen=True)
class Update:
    """A value to merge in; ``place`` finds the line of a part by the pointer below it."""

    value: Json
    place: Callable[[str], Place]


@dataclass(frozen=True)
class _Set:
    """The value at a pointer was replaced by the part of an update at ``rest``."""

    pointer: Pointer
    update: Update
    rest: str


@dataclass(frozen=True)
class _Removed:
    """An item of a list was taken out."""

    list: Pointer
    index: int


class Overlaid:
    """A copy of a document, to be changed action by action."""

    def __init__(self, root: Mapping[str, Json]) -> None:
        # A value that stands in several places (an alias of YAML) is changed in one.
        self._root = cast("dict[str, Json]", _copied(root))
        self._changes: list[_Set | _Removed] = []

    @property
    def root(self) -> Mapping[str, Json]:
        """The document as it is now."""
        return self._root

    def at(self, pointer: Pointer) -> Json:
        """The value at a pointer."""
        return value_at(self._root, pointer)

    def place(self, pointer: Pointer) -> Place | Pointer:
        """The line of an overlay that a value comes from, else where it stood before.

        The nearest value around it counts, as for any other document.
        """
        parts = pointer.parts
        for change in reversed(self._changes):
            match change:
                case _Set(at, update, rest):
                    if parts[: len(at.parts)] == at.parts:
                        below = _joined(Pointer(rest), parts[len(at.parts) :])
                        return update.place(below.text)
                case _Removed(at, index):
                    parts = before_removal(parts, at.parts, index)
        return _joined(Pointer("#"), parts)

    def remove(self, pointers: list[Pointer]) -> None:
        """Take out the values at some pointers."""
        gone = {pointer.parts for pointer in pointers}
        outermost = [
            pointer
            for pointer in pointers
            if not any(pointer.parts[:end] in gone for end in range(len(pointer.parts)))
        ]
        for pointer in sorted(outermost, key=_last_first):
            *above, last = pointer.parts
            holder = self.at(_joined(Pointer("#"), above))
            if isinstance(holder, list) and int(last) < len(holder):
                del holder[int(last)]
                at = _joined(Pointer("#"), above)
                self._changes.append(_Removed(at, int(last)))
            elif isinstance(holder, dict) and last in holder:
                del holder[last]

    def update(self, pointer: Pointer, update: Update) -> str:
        """Merge a value into the one at a pointer (Overlay 1.1, section 4.4.3).

        Mappings are merged deeply, lists are appended to, anything else is replaced.
        Returns what is wrong, or nothing.
        """
        held = self.at(pointer)
        if isinstance(held, dict) and not isinstance(update.value, Mapping):
            return f"{pointer} is a mapping, and update is none"
        if isinstance(held, dict | list):
            self._merge(held, update.value, pointer, update, "")
        elif isinstance(update.value, Mapping | list):
            return f"{pointer} is neither a mapping nor a list, and update is one"
        else:
            self._replace(pointer, update)
        return ""

    def _replace(self, pointer: Pointer, update: Update) -> None:
        *above, last = pointer.parts
        holder = self.at(_joined(Pointer("#"), above))
        if isinstance(holder, list):
            holder[int(last)] = update.value
        elif isinstance(holder, dict):
            holder[last] = update.value
        self._changes.append(_Set(pointer, update, ""))

    def _merge(
        self, held: _Node, value: Json, at: Pointer, update: Update, rest: str
    ) -> None:
        if isinstance(held, list):
            several = isinstance(value, list)
            for index, item in enumerate(value if isinstance(value, list) else [value]):
                below = f"{rest}/{index}" if several else rest
                self._changes.append(_Set(at / len(held), update, below))
                held.append(_copied(item))
            return
        for key, item in value.items() if isinstance(value, Mapping) else ():
            below = (Pointer(rest) / key).text
            present = held.get(key)
            alike = (isinstance(present, dict) and isinstance(item, Mapping)) or (
                isinstance(present, list) and isinstance(item, list)
            )
            if alike and isinstance(present, dict | list):
                self._merge(present, item, at / key, update, below)
            else:
                held[key] = _copied(item)
                self._changes.append(_Set(at / key, update, below))


def _copied(value: Json) -> Json:
    if isinstance(value, Mapping):
        return {key: _copied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_copied(item) for item in value]
    return value


def _joined(pointer: Pointer, parts: list[str] | tuple[str, ...]) -> Pointer:
    for part in parts:
        pointer = pointer / part
    return pointer


def _last_first(pointer: Pointer) -> list[tuple[bool, int]]:
    """The order in which items can be taken out of a list: from its end."""
    return [
        (part.isdecimal(), -int(part)) if part.isdecimal() else (False, 0)
        for part in pointer.parts
    ]
