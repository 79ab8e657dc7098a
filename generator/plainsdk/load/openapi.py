"""An OpenAPI description to a ``Document``: any version, any number of files.

What comes out is in the shape of OpenAPI 3.1 with 3.2's additions, and every ``$ref`` in
it is ``#/...``: nothing later asks for a version or for a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ..diagnostics import Diagnostics, Place, Pointer
from ..document import Document, Json, value_at
from ..grammar import Kind, objects
from .bundle import Visit, Walk
from .faults import MAX_DEPTH, MAX_VALUES
from .identifiers import Parts
from .library import FILES, File, Library, parse
from .reading import read_source
from .swagger import convert
from .targets import Targets
from .upgrade import is_special, upgrade
from .versions import Version, no_version, tidied, tidy_statuses, version_of


def read_openapi(
    file: Path,
    path: str,
    shown: str,
    report: Diagnostics,
    fetch: Callable[[str], bytes | str],
) -> Document | None:
    """Read a description; every fault is reported, and then there may be no document.

    A reference that leads nowhere is no fault here: who needs it is not known yet.
    ``fetch`` gives the bytes at a URL, or says why there are none.
    """
    source = read_source(file, path, shown, report)
    if source is None:
        return None
    root = parse(source, report, (), path)
    if root is None:
        return None
    if not isinstance(root.root, dict):
        report.error("bad-openapi", "an OpenAPI document is a mapping", source.place(1))
        return None
    version = version_of(root.root)
    if version is None:
        words, keys = no_version(root.root)
        report.error("bad-openapi", words, root.place(keys))
        return None
    if not _tidied(root, version, report):
        return None
    library = Library(root, file.parent, fetch)
    walk = _walked(root, library, report)
    return Document(
        root=root.root,
        source=shown,
        inputs=library.inputs,
        locate=_locator(root.root, library, walk.visits),
        broken=walk.broken,
    )


def _tidied(root: File, version: Version, report: Diagnostics) -> bool:
    """Put the top right; where that cannot be, say so with lines."""
    found = Diagnostics()
    assert isinstance(root.root, dict)
    fine = tidied(root.root, version, found)
    for item in found:
        if fine:
            report.note(item.code, item.message, item.where)
        elif isinstance(item.where, Pointer):
            report.error(item.code, item.message, root.place(item.where.parts))
    return fine


def _walked(root: File, library: Library, report: Diagnostics) -> Walk:
    """Bundle the files into the root, and bring every object into one shape."""
    schemas: list[Visit] = []
    older: list[Visit] = []

    def visited(visit: Visit) -> None:
        if visit.kind is Kind.SCHEMA:
            if is_special(visit.value):
                schemas.append(visit)
        elif visit.kind is Kind.RESPONSES:
            tidy_statuses(visit.value, visit.pointer, report)
        if visit.file.version is Version.SWAGGER:
            older.append(visit)

    bundle = root.root
    assert isinstance(bundle, dict)
    walk = Walk(Targets(library), report, visited)
    walk.run(root)
    files = {
        file.home[-1]: _kept(file.root, walk.reached[file.home[-1]])
        for file in library.files
        if file.home and file.home[-1] in walk.reached
    }
    if files:
        bundle[FILES] = files
    if older:
        convert(bundle, older, report)
    for visit in schemas:

        def say(code: str, words: str, visit: Visit = visit) -> None:
            report.note(code, words, visit.pointer)

        upgrade(visit.value, visit.file.version, say)
    if root.version is not Version.V3_1:
        bundle["openapi"] = "3.1.0"
    _follow_moved(bundle, walk.targets)
    if walk.inlined and not _is_finite(bundle):
        words = (
            "what the references bring in has no end; let it refer to itself by name"
        )
        report.error("endless-reference", words, root.place(()))
    return walk


def _kept(value: Json, reached: list[Parts]) -> Json:
    """What of a file is reached; lists keep their indexes."""
    if () in reached:
        return value
    below: dict[str, list[Parts]] = {}
    for first, *rest in reached:
        below.setdefault(first, []).append(tuple(rest))
    if isinstance(value, list):
        return [
            _kept(item, below[str(index)]) if str(index) in below else None
            for index, item in enumerate(value)
        ]
    if not isinstance(value, dict):
        return value
    return {key: _kept(value[key], below[key]) for key in value if key in below}


def _follow_moved(bundle: dict[str, Json], targets: dict[str, Json]) -> None:
    """Let references lead to what they meant, where that has moved."""
    lost = {
        id(value): text
        for text, value in targets.items()
        if isinstance(value, dict) and value_at(bundle, Pointer(text)) is not value
    }
    if not lost:
        return
    # The walk follows no reference that is lost; what is moved has a place of its own.
    moved: dict[str, str] = {}
    for found in objects(bundle):
        text = lost.get(id(found.value))
        if text is not None and text not in moved:
            moved[text] = str(found.pointer)
    again = True
    while again:  # what a mended reference reaches may hold others
        again = False
        for found in objects(bundle):
            again = _mended(found.value, moved) or again


def _mended(value: Mapping[str, Json], moved: Mapping[str, str]) -> bool:
    """Write references anew; whether there was one."""
    assert isinstance(value, dict)
    before = value.get("$ref")
    reference = moved.get(before) if isinstance(before, str) else None
    if reference is not None:
        value["$ref"] = reference
    discriminator = value.get("discriminator")
    for holder in (discriminator, _mapping(discriminator)):
        if isinstance(holder, dict):
            for key, text in holder.items():
                if isinstance(text, str) and text in moved:
                    holder[key] = moved[text]
    return reference is not None


def _mapping(discriminator: Json) -> Json:
    return discriminator.get("mapping") if isinstance(discriminator, dict) else None


def _is_finite(bundle: Json) -> bool:
    """Whether a value ends, and is not too large with all that it shares written out."""
    sizes: dict[int, int] = {}

    def size(value: Json, depth: int) -> int:
        if not isinstance(value, (dict, list)):
            return 1
        known = sizes.get(id(value))
        if known is None:
            if depth > 2 * MAX_DEPTH:
                return MAX_VALUES + 1
            below = value.values() if isinstance(value, dict) else value
            known = 1
            for item in below:
                known += size(item, depth + 1)
                if known > MAX_VALUES:
                    break
            sizes[id(value)] = known
        return known

    return size(bundle, 0) <= MAX_VALUES


def _locator(
    bundle: dict[str, Json], library: Library, visits: dict[int, Visit]
) -> Callable[[Pointer], Place | None]:
    """Find where a value was written, wherever it stands now."""
    files = {file.home[-1]: file for file in library.files if file.home}

    def locate(pointer: Pointer) -> Place | None:
        parts = pointer.parts
        file, node = library.root, (
            bundle.get(FILES) if parts[:1] == (FILES,) else bundle
        )
        known: Parts = ()
        rest: list[str] = []
        if parts[:1] == (FILES,) and len(parts) > 1:
            file = files.get(parts[1], file)
            node = value_at(node, Pointer("#") / parts[1])
            parts = parts[2:]
            visit = visits.get(id(node))
            if visit is not None:
                file, known = visit.file, visit.parts
        for part in parts:
            node = value_at(node, Pointer("#") / part)
            visit = visits.get(id(node)) if isinstance(node, dict) else None
            if visit is None:
                rest.append(part)
            else:
                file, known, rest = visit.file, visit.parts, []
        return file.place((*known, *rest))

    return locate
