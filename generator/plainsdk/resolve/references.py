"""Checks that every ``$ref`` of a document leads to a value in it; changes no reference.

A reference that an SDK needs is an error where it leads nowhere; in an example, a link,
a header or a component that nothing refers to it is a note. A schema that is only a
reference to itself says nothing and is left open. What the document does not reach is
not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..diagnostics import Diagnostics, Pointer, escaped
from ..document import IN_FILES, Document, Json, as_mapping, value_at
from ..grammar import REFERABLE, Found, Kind, Misfit, asked_schemes, objects

SAID = ("title", "description", "deprecated", "readOnly", "writeOnly")
"""What a schema that is left open still says."""

_CIRCULAR = "circular-reference"
_READ = frozenset(
    (Kind.PATH_ITEM, Kind.OPERATION, Kind.PARAMETER, Kind.BODY, Kind.RESPONSES)
    + (Kind.RESPONSE, Kind.MEDIA, Kind.SCHEMA, Kind.SECURITY_SCHEME, Kind.COMPONENTS)
)  # fmt: skip

_WORDS = frozenset(
    ("title", "description", "default", "example", "examples", "deprecated")
    + ("readOnly", "writeOnly", "externalDocs", "$id", "$anchor", "$comment")
)  # fmt: skip


def check_references(
    document: Document, report: Diagnostics
) -> tuple[Document, frozenset[str]]:
    """Report each reference that leads nowhere, or only to itself.

    What is returned has an open schema where one is only a reference to itself; with it
    come the texts of all references.
    """
    faults: dict[str, tuple[str, str] | None] = {}
    circles: dict[str, bool] = {}
    sound = document.sound
    if (
        sound is not None
        and sound.root is document.root
        and not any(circular(sound.root, one, circles) for one in sound.references)
    ):
        return document, sound.references
    root = document.root
    open_: dict[str, None] = {}
    misfits: list[Misfit] = []
    for found in objects(document.root, misfits=misfits):
        target = found.value.get("$ref")
        if not isinstance(target, str):
            if target is not None and found.kind in REFERABLE:
                words = (
                    f"$ref is a text that says where to look; {target!r:.40} is none"
                )
                say = report.error if _is_needed(found, document) else report.note
                say("broken-reference", words, found.pointer)
            continue
        if target not in faults:
            faults[target] = _fault(target, document, circles)
        fault = faults[target]
        if fault is None:
            continue
        code, words = fault
        if not _is_needed(found, document):
            report.note(code, words, found.pointer)
        elif code == _CIRCULAR and found.kind is Kind.SCHEMA:
            open_[target] = None
            said = f"{words}; any value is taken"
            report.warning(code, said, found.pointer)
        else:
            report.error(code, words, found.pointer)
    for misfit in misfits:
        _say_misfit(misfit, report)
    targets = frozenset(faults)
    if not open_:
        return document, targets
    for target in open_:
        root = as_mapping(opened(root, Pointer(target).parts))
    return replace(document, root=root), targets


def _say_misfit(misfit: Misfit, report: Diagnostics) -> None:
    kind = misfit.slot.kind
    written = repr(misfit.value)
    shown = written if len(written) <= 40 else f"{written[:40]}..."
    words = f"no {kind.value} can be read from {shown}"
    if kind not in _READ or not misfit.owner.needed:
        report.note("loose-document", f"{words}; it is not read", misfit.pointer)
    elif kind is Kind.SCHEMA and misfit.pointer.parts != ("components", "schemas"):
        words = f"{words}; any value is taken"
        report.warning("loose-schema", words, misfit.pointer)
    else:
        report.error("bad-object", words, misfit.pointer)


def _is_needed(found: Found, document: Document) -> bool:
    if found.kind is Kind.SECURITY_SCHEME:
        return found.pointer.parts[-1] in asked_schemes(document.root)
    return found.needed


def opened(value: Json, parts: tuple[str, ...]) -> Json:
    """Return a value in which the schema at some keys allows everything."""
    if not parts:
        said = as_mapping(value)
        return {key: said[key] for key in SAID if key in said}
    if isinstance(value, Mapping) and parts[0] in value:
        return {**value, parts[0]: opened(value[parts[0]], parts[1:])}
    if isinstance(value, list) and parts[0].isdecimal() and int(parts[0]) < len(value):
        made = list(value)
        made[int(parts[0])] = opened(value[int(parts[0])], parts[1:])
        return made
    return value


def _fault(
    target: str, document: Document, circles: dict[str, bool]
) -> tuple[str, str] | None:
    """A code and words where a reference leads nowhere."""
    if target.startswith("#") and value_at(document.root, Pointer(target)) is not None:
        if circular(document.root, target, circles):
            return _CIRCULAR, f"{_written(target)!r} only refers to itself"
        return None
    remote = target.startswith(("http:", "https:"))
    words = f"nothing stands at {_written(target)!r}"
    why = document.broken.get(target, "") or _alike(target, document.root)
    code = "remote-reference" if remote else "broken-reference"
    return code, f"{words}: {why}" if why else words


def _alike(target: str, root: Json) -> str:
    """Words for what stands beside where nothing stands, under almost the same name."""
    if not target.startswith("#/"):
        return ""
    *above, last = target.split("/")
    around = as_mapping(value_at(root, Pointer("/".join(above))))
    found = next((key for key in around if _bare(key) == _bare(last)), None)
    return f"{_written('/'.join([*above, found]))!r} is there" if found else ""


def _written(target: str) -> str:
    """A reference as an author writes it: into another file with that file's path."""
    if target.startswith(IN_FILES):
        path, *keys = Pointer(target).parts[1:]
        target = f"{path}#{'/'.join(['', *map(escaped, keys)])}"
    return target[:200]


def _bare(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()


def circular(root: Json, target: str, known: dict[str, bool]) -> bool:
    """Whether a chain of references, with nothing beside them, comes back to where it
    began.

    ``known`` keeps the answer for all of the chain.
    """
    seen: dict[str, None] = {}
    following: str | None = target
    while following is not None and following not in known and following not in seen:
        seen[following] = None
        following = _only_reference(value_at(root, Pointer(following)))
    answer = following is not None and known.get(following, True)
    known.update(dict.fromkeys(seen, answer))
    return answer


def _only_reference(node: Json) -> str | None:
    """Return the reference that a schema is: a bare one, or the one member of a
    combination.
    """
    while isinstance(node, dict):
        target = node.get("$ref")
        if isinstance(target, str):
            return target
        says = [key for key in node if key not in _WORDS and not key.startswith("x-")]
        combined = len(says) == 1 and says[0] in ("allOf", "anyOf", "oneOf")
        only = node[says[0]] if combined else None
        node = only[0] if isinstance(only, list) and len(only) == 1 else None
    return None
