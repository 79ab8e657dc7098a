"""An OpenAPI description to a ``Document``: any version, any number of files.

What comes out is in the shape of OpenAPI 3.1 with 3.2's additions, and every ``$ref`` in
it is ``#/...``: nothing later asks for a version or for a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ...config import Overlay
from ...diagnostics import Diagnostics, Place, Pointer
from ...document import FILES, Document, Input, Json, Sound, value_at
from ...grammar import Kind
from ..languages.known import Language, by_content
from ..texts.faults import MAX_DEPTH, MAX_VALUES
from ..texts.reading import read_source
from .bundle import Visit, Walk
from .identifiers import Parts
from .library import NO_LANGUAGE, File, Library, parse
from .moved import follow_moved
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
    overlays: tuple[Overlay, ...] = (),
    schemas: tuple[Overlay, ...] = (),
) -> Document | Language | None:
    """Read a description; every fault is reported, and then there may be no document.

    A reference that leads nowhere is no fault here: who needs it is not known yet.
    ``fetch`` gives the bytes at a URL, or says why there are none. ``schemas`` are files
    of schemas that stand beside it. A file of another schema language is not read, only
    that language is given.
    """
    source = read_source(file, path, shown, report)
    if source is None:
        return None
    root = parse(source, report, (), path)
    if root is None:
        return None
    if isinstance(root.root, list) and by_content(root.root) is not None:
        return by_content(root.root)
    if not source.data.strip():
        report.error("empty-file", "there is nothing in the file", source.place(1))
        return None
    if not isinstance(root.root, dict):
        words = f"an OpenAPI document is a mapping; {NO_LANGUAGE}"
        report.error("bad-openapi", words, source.place(1))
        return None
    inputs = _overlaid(root, overlays, report)
    version = version_of(root.root)
    other = by_content(root.root) if version is None else None
    if other is not None:
        return other
    if version is None:
        words, keys = no_version(root.root)
        report.error("bad-openapi", words, root.place(keys))
        return None
    if not _tidied(root, version, report):
        return None
    library = Library(root, file.parent, fetch)
    if schemas and not _brought(root, library, schemas, report):
        return None
    return bundled(root, library, shown, report, inputs)


def bundled(
    root: File,
    library: Library,
    shown: str,
    report: Diagnostics,
    inputs: tuple[Input, ...],
    unlisted: frozenset[str] = frozenset(),
) -> Document:
    """The document that a root and the files around it are.

    ``inputs`` were read beside them, and ``unlisted`` are no files.
    """
    walk, sound = _walked(root, library, report)
    report.extend(library.remarks)
    assert isinstance(root.root, dict)
    read = tuple(one for one in library.inputs if one.path not in unlisted)
    return Document(
        root=root.root,
        source=shown,
        inputs=(*read, *inputs),
        locate=_locator(root.root, library, walk.visits),
        broken=walk.broken,
        sound=sound,
        extensions=frozenset(walk.extensions),
    )


def _brought(
    root: File, library: Library, files: tuple[Overlay, ...], report: Diagnostics
) -> bool:
    """Bring the schemas of files beside a description into its components."""
    from ..languages.package import beside  # few descriptions have any

    assert isinstance(root.root, dict)
    holder = root.root
    if root.version is not Version.SWAGGER:
        holder = _mapping_in(root.root, "components")
        holder = _mapping_in(holder, "schemas")
    else:
        holder = _mapping_in(root.root, "definitions")
    made = beside(library, [(one.file, one.shown) for one in files], report)
    holder.update(made)
    return not report.failed


def _mapping_in(holder: dict[str, Json], key: str) -> dict[str, Json]:
    made = holder.get(key)
    if not isinstance(made, dict):
        made = holder[key] = {}
    return made


def _overlaid(
    root: File, overlays: tuple[Overlay, ...], report: Diagnostics
) -> tuple[Input, ...]:
    """Apply overlays to the root file as it is published; what was read for that."""
    if not overlays or not isinstance(root.root, dict):
        return ()
    from ..overlays.overlay import overlaid  # loads much, and few documents have one

    def published(pointer: Pointer) -> Place | None:
        return root.published(pointer.parts)

    path = root.source.path
    changed, inputs, locate = overlaid(root.root, overlays, path, published, report)
    root.change(changed, locate)
    return inputs


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


def _walked(
    root: File, library: Library, report: Diagnostics
) -> tuple[Walk, Sound | None]:
    """Bundle the files into the root, and bring every object into one shape."""
    schemas: list[Visit] = []
    older: list[Visit] = []
    answers: list[Visit] = []

    def visited(visit: Visit) -> None:
        if visit.kind is Kind.SCHEMA:
            if is_special(visit.value):
                schemas.append(visit)
        elif visit.kind is Kind.RESPONSES:
            answers.append(visit)
        if visit.file.version is Version.SWAGGER:
            older.append(visit)

    bundle = root.root
    assert isinstance(bundle, dict)
    walk = Walk(Targets(library), report, visited)
    walk.run(root)
    _install(bundle, library, walk.reached)
    for visit in answers:
        tidy_statuses(visit.value, visit.pointer, report)
    if older:
        convert(bundle, older, walk.visits, report)
    for visit in schemas:

        def say(code: str, words: str, visit: Visit = visit) -> None:
            report.note(code, words, visit.pointer)

        is_member = visit.parts[-2:-1] in (("anyOf",), ("oneOf",))
        upgrade(visit.value, visit.file.version, say, is_member=is_member)
    if root.version is not Version.V3_1:
        bundle["openapi"] = "3.1.0"
    hoisted = _hoist(bundle, walk.listed)
    targets = {
        text: hoisted.get(id(value), value) for text, value in walk.targets.items()
    }
    moved = follow_moved(bundle, targets)
    if moved:
        _install(bundle, library, _still_reached(walk.reached, moved))
    if walk.inlined and not _is_finite(bundle):
        words = (
            "what the references bring in has no end; let it refer to itself by name"
        )
        report.error("endless-reference", words, root.place(()))
    if older or moved or walk.inlined or walk.odd or walk.broken:
        return walk, None
    return walk, Sound(bundle, frozenset(walk.targets))


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


def _install(
    bundle: dict[str, Json], library: Library, reached: Mapping[str, Iterable[Parts]]
) -> None:
    """Put the other files into the bundle, as far as they are reached."""
    bundle.pop(FILES, None)
    files: dict[str, Json] = {
        file.home[-1]: _kept(file.root, [*reached[file.home[-1]]])
        for file in library.files
        if file.home and reached.get(file.home[-1])
    }
    if files:
        bundle[FILES] = files


def _hoist(
    bundle: dict[str, Json], listed: list[tuple[str, Json]]
) -> Mapping[int, Json]:
    """Let a component that is a file's schema be that schema, under its own name.

    Otherwise there would be two types, one of them called like the file. Where several
    components are the same schema, it is the first one's. What stands there now is
    returned by the identity of what stood there.
    """
    components = bundle.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    done: set[int] = set()
    hoisted: dict[int, Json] = {}
    for name, value in listed:
        if not isinstance(schemas, dict) or not isinstance(value, dict):
            continue
        own = str(Pointer("#/components/schemas") / name)
        if value.get("$ref") != own and name in schemas and id(value) not in done:
            done.add(id(value))
            hoisted[id(schemas[name])] = value
            schemas[name] = value
    for value in list(schemas.values()) if isinstance(schemas, dict) else ():
        if id(value) in done and isinstance(value, dict):
            _bare(value, done)
    return hoisted


def _bare(schema: Json, done: set[int]) -> None:
    """Take out of a schema what is defined in it and is a component now."""
    pending = [schema]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending += value
        if not isinstance(value, dict):
            continue
        for key in ("$defs", "definitions"):
            inner = value.get(key)
            if isinstance(inner, dict):
                for name in [name for name, one in inner.items() if id(one) in done]:
                    del inner[name]
                if not inner:
                    del value[key]
        pending += value.values()


def _still_reached(
    reached: Mapping[str, Iterable[Parts]], moved: Mapping[str, str]
) -> dict[str, list[Parts]]:
    """What of the files references still lead to."""
    left: dict[str, list[Parts]] = {}
    for name, places in reached.items():
        for parts in places:
            pointer = Pointer("#") / FILES / name
            for part in parts:
                pointer /= part
            if str(pointer) not in moved:
                left.setdefault(name, []).append(parts)
    return left


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
        parts, file, node = pointer.parts, library.root, Pointer("#")
        if parts[:1] == (FILES,) and len(parts) > 1:
            file, node = files.get(parts[1], file), node / FILES / parts[1]
            parts = parts[2:]
        if file.version is not Version.SWAGGER and file.has(parts):
            return file.place(parts)
        # It has moved, or comes from elsewhere: what it is in is known by identity.
        known: Parts = ()
        rest: list[str] = []
        value = value_at(bundle, node)
        for part in (None, *parts):
            if part is not None:
                value = value_at(value, Pointer("#") / part)
                rest.append(part)
            visit = visits.get(id(value)) if isinstance(value, dict) else None
            if visit is not None:
                file, known, rest = visit.file, visit.parts, []
        return file.place((*known, *rest))

    return locate
