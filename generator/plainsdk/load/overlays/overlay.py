"""Overlay files to the changes that they make to a document (OpenAPI Overlay 1.0 and 1.1).

It reads overlays, and decides nothing about what they change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeAlias

from ...config import Overlay
from ...diagnostics import Diagnostics, Place, Pointer
from ...document import Input, Json
from ..texts.faults import BadText
from ..texts.json_text import line_of_json, read_json
from ..texts.reading import Source, read_source
from ..texts.yaml_text import line_of_yaml, read_yaml
from .overlaid import Overlaid, Update

_VERSION = re.compile(r"1\.[01](?:\.\d+)?")
_KEYS = ("target", "update", "remove", "copy", "description")

Locate: TypeAlias = Callable[[Pointer], Place | None]


@dataclass(frozen=True)
class _Read:
    """An overlay that was read."""

    source: Source
    root: Mapping[str, Json]

    def place(self, pointer: Pointer) -> Place:
        """The line of a value in the overlay's file."""
        json = self.source.path.lower().endswith(".json")
        find = line_of_json if json else line_of_yaml
        return self.source.place(find(self.source.text, pointer.parts))


def overlaid(
    root: Mapping[str, Json],
    files: tuple[Overlay, ...],
    extended: str,
    locate: Locate,
    report: Diagnostics,
) -> tuple[Mapping[str, Json], tuple[Input, ...], Locate]:
    """The document with the overlays applied one after the other, the files that were
    read, and what finds a line in them or, by ``locate``, in the document's own.

    ``root`` is left as it is. ``extended`` is the document's path, which an overlay may
    name. Each fault is reported with file and line; an overlay that is malformed
    changes nothing.
    """
    if not files:
        return root, (), locate
    changed = Overlaid(root)
    inputs: list[Input] = []
    for file in files:
        read = _read(file, report)
        if read is None:
            continue
        inputs.append(read.source.input)
        if _checked(read, report):
            _check_extends(read, extended, report)
            _apply(read, changed, report)

    def place(pointer: Pointer) -> Place | None:
        found = changed.place(pointer)
        return found if isinstance(found, Place) else locate(found)

    return changed.root, tuple(inputs), place


def _read(file: Overlay, report: Diagnostics) -> _Read | None:
    source = read_source(file.file, file.shown, file.shown, report)
    if source is None:
        return None
    json = source.path.lower().endswith(".json")
    try:
        root = read_json(source.text) if json else read_yaml(source.text)
    except BadText as error:
        code = "bad-json" if json else "bad-yaml"
        report.error(code, error.message, source.place(error.line))
        return None
    if isinstance(root, Mapping):
        return _Read(source, root)
    words = "an overlay is a mapping with overlay, info and actions"
    report.error("bad-overlay", words, source.place(1))
    return None


def _checked(overlay: _Read, report: Diagnostics) -> bool:
    """Whether an overlay is what the specification says (Overlay 1.1, section 4.4)."""
    before = len(report)

    def fault(words: str, *keys: str | int) -> None:
        pointer = Pointer("#")
        for key in keys:
            pointer = pointer / key
        report.error("bad-overlay", words, overlay.place(pointer))

    root = overlay.root
    version = root.get("overlay")
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        words = 'overlay says the version, as a text: overlay: "1.0.0"'
        fault(f"{words}; 1.0 and 1.1 are read", "overlay")
    if not isinstance(root.get("info", {}), Mapping):
        fault("info is a mapping with title and version", "info")
    if not isinstance(root.get("extends", ""), str):
        fault("extends is the address of the document that is changed", "extends")
    for key in root:
        if key not in ("overlay", "info", "extends", "actions") and key[:2] != "x-":
            words = f"the key {key[:60]!r} is none of an overlay's: "
            fault(f"{words}overlay, info, extends, actions", key)
    actions = root.get("actions")
    if not isinstance(actions, list) or not actions:
        fault("actions is a list of at least one change", "actions")
    for index, action in enumerate(actions if isinstance(actions, list) else []):
        for words, key in _faults(action):
            fault(words, "actions", index, *([key] if key else []))
    return len(report) == before


def _faults(action: Json) -> list[tuple[str, str]]:
    """What is wrong with an action, and with which of its keys."""
    if not isinstance(action, Mapping):
        return [("an action is a mapping with target, and update, remove or copy", "")]
    found: list[tuple[str, str]] = []
    if not isinstance(action.get("target"), str):
        words = "target is a JSONPath (RFC 9535), as in \"$.paths['/pets'].get\""
        found.append((words, "target"))
    if not isinstance(action.get("remove", False), bool):
        found.append(("remove is true or false", "remove"))
    if not isinstance(action.get("copy", ""), str):
        found.append(("copy is a JSONPath (RFC 9535)", "copy"))
    if not {"update", "remove", "copy"} & set(action):
        found.append(("an action has update, remove or copy; this one has none", ""))
    for key in action:
        if key not in _KEYS and key[:2] != "x-":
            words = f"the key {key[:60]!r} is none of an action's: "
            found.append((words + ", ".join(_KEYS), key))
    return found


def _check_extends(overlay: _Read, extended: str, report: Diagnostics) -> None:
    """Note where the overlay names another document than the one it is applied to."""
    named = overlay.root.get("extends")
    if not isinstance(named, str):
        return
    name = PurePosixPath(re.split(r"[?#]", named)[0]).name
    if name != PurePosixPath(extended).name:
        report.note(
            "overlay-extends",
            f"this overlay is for {named[:200]!r}, and is applied to {extended}",
            overlay.place(Pointer("#/extends")),
        )


def _apply(overlay: _Read, changed: Overlaid, report: Diagnostics) -> None:
    """Apply the actions of an overlay in their order."""
    # Loaded where a document has an overlay: no other needs it, and it takes 0.1 s.
    from .jsonpath import BadPath, select

    actions = overlay.root["actions"]
    for index, action in enumerate(actions if isinstance(actions, list) else []):
        at = Pointer("#/actions") / index
        if not isinstance(action, Mapping):
            continue
        try:
            targets = select(str(action["target"]), changed.root)
            sources = (
                select(str(action["copy"]), changed.root, "copy")
                if "copy" in action
                else None
            )
        except BadPath as error:
            report.error("bad-overlay", str(error), overlay.place(at / error.key))
            continue
        if not targets:
            report.warning(
                "overlay-nothing",
                f"nothing in the document is at {action['target']!r};"
                " the action changes nothing",
                overlay.place(at / "target"),
            )
        fault = _act(action, targets, sources, changed, overlay, at)
        if fault:
            report.error("bad-overlay", fault, overlay.place(at))


def _act(
    action: Mapping[str, Json],
    targets: list[Pointer],
    sources: list[Pointer] | None,
    changed: Overlaid,
    overlay: _Read,
    at: Pointer,
) -> str:
    """Carry out one action; what is wrong with it, or nothing."""
    if action.get("remove") is True:
        if Pointer("#") in targets:
            return "an overlay cannot remove the whole document"
        changed.remove(targets)
        return ""
    if sources is not None:
        if len(sources) != 1:
            found = "nothing" if not sources else f"{len(sources)} values"
            return f"copy selects one value; {action['copy']!r} selects {found}"
        value = changed.at(sources[0])
        update = Update(value, lambda _: overlay.place(at / "copy"))
    elif "update" in action:
        below = at / "update"
        update = Update(
            action["update"],
            lambda rest: overlay.place(Pointer(below.text + rest)),
        )
    else:
        return ""
    return next(
        (fault for one in targets if (fault := changed.update(one, update))), ""
    )
