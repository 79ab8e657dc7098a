"""Walks through the operations of a document, and takes some of them out.

What stands in an operation is not its business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..diagnostics import Pointer
from ..document import Json, as_mapping, value_at
from ..grammar import METHODS

_MORE = "additionalOperations"  # OpenAPI 3.2, Path Item Object


@dataclass(frozen=True)
class Call:
    """An operation: ``under`` is ``paths`` or ``webhooks``, ``path`` its key there."""

    at: Pointer
    under: str
    path: str
    method: str
    value: Mapping[str, Json]

    @property
    def title(self) -> str:
        """The operation as a person would name it: ``GET /pets``, ``webhook newPet``."""
        if self.under == "webhooks":
            return f"webhook {self.path}"
        return f"{self.method.upper()} {self.path}"


def calls(root: Mapping[str, Json]) -> Iterator[Call]:
    """Walk through the operations of ``paths`` and of ``webhooks`` in their order."""
    for under in ("paths", "webhooks"):
        items = root.get(under)
        for path, value in as_mapping(items).items():
            item = path_item(value, root)
            yield from _calls_of(item, Pointer("#") / under / path, under, path)


def path_item(value: Json, root: Mapping[str, Json]) -> Mapping[str, Json]:
    """A path item with its reference followed; what stands beside that wins."""
    found: dict[str, Json] = {}
    seen: set[str] = set()
    while isinstance(value, dict):
        found = {**{k: v for k, v in value.items() if k != "$ref"}, **found}
        target = value.get("$ref")
        if not isinstance(target, str) or target in seen:
            break
        seen.add(target)
        value = value_at(root, Pointer(target))
    return found


def without(
    root: Mapping[str, Json], leaves: Callable[[Call], bool]
) -> Mapping[str, Json]:
    """The document without some of its operations, and the paths that then have none."""
    gone = [call for call in calls(root) if leaves(call)]
    if not gone:
        return root
    made = dict(root)
    for under in ("paths", "webhooks"):
        items = root.get(under)
        by_path: dict[str, list[Call]] = {}
        for call in gone:
            if call.under == under:
                by_path.setdefault(call.path, []).append(call)
        if not isinstance(items, dict) or not by_path:
            continue
        kept = dict(items)
        for path, some in by_path.items():
            item = _item_without(path_item(items[path], root), some)
            if any(True for _ in _calls_of(item, Pointer("#"), under, path)):
                kept[path] = item
            else:
                del kept[path]
        made[under] = kept
    return made


def _calls_of(
    item: Mapping[str, Json], at: Pointer, under: str, path: str
) -> Iterator[Call]:
    for method, value in item.items():
        if method in METHODS and isinstance(value, dict):
            yield Call(at / method, under, path, method, value)
    more = item.get(_MORE)
    for method, value in as_mapping(more).items():
        if isinstance(value, dict):
            yield Call(at / _MORE / method, under, path, method, value)


def _item_without(item: Mapping[str, Json], gone: list[Call]) -> Mapping[str, Json]:
    made = dict(item)
    for call in gone:
        above, last = call.at.parts[-2:]
        more = made.get(_MORE)
        if above == _MORE and isinstance(more, dict):
            made[_MORE] = {key: value for key, value in more.items() if key != last}
        else:
            made.pop(last, None)
    return made
