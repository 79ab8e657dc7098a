"""Brings the files of a description into one: every ``$ref`` becomes ``#/...`` in it.

What came from another file stands below ``x-plainsdk-files``, as far as it is reached.
The walk knows what each object is, so that examples are never taken for references.
Values are changed in place: they were parsed a moment ago and belong to nobody else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from ...diagnostics import Diagnostics, Pointer
from ...document import Json
from ...grammar import (
    ANY_KEY,
    OPENAPI,
    REFERABLE,
    SWAGGER,
    Grammar,
    Kind,
    Many,
    Slot,
    is_plain,
)
from .identifiers import Parts, Path, join, parts_of, path_of
from .library import File, Missing
from .targets import Scope, Target, Targets
from .versions import Version

_CHAIN = 50  # how many references may follow each other
_COMPONENTS = (("components", "schemas"), ("definitions",))


class Visit(NamedTuple):
    """An object that was reached: what it is, and where it stood in which file."""

    kind: Kind
    value: dict[str, Json]
    path: Path
    file: File

    @property
    def parts(self) -> Parts:
        """The keys from the file's root."""
        return parts_of(self.path)

    @property
    def pointer(self) -> Pointer:
        """Where it stands in the bundle."""
        pointer = Pointer("#")
        for part in (*self.file.home, *self.parts):
            pointer /= part
        return pointer


class Walk:
    """A walk over all that the root document reaches.

    ``visits`` are the objects in it by identity, ``broken`` says for each reference that
    leads nowhere why, ``targets`` is what stands at each pointer that is referred to,
    ``reached`` which keys of other files are; ``inlined``: something stands twice now,
    ``odd``: something else stands where an object, a list or a reference is due.
    ``extensions`` are the keys of objects that OpenAPI leaves to others.
    ``listed`` are the components that are nothing but a reference to another file.
    """

    def __init__(
        self, targets: Targets, report: Diagnostics, visited: Callable[[Visit], None]
    ) -> None:
        self.visits: dict[int, Visit] = {}
        self.broken: dict[str, str] = {}
        self.targets: dict[str, Json] = {}
        self.inlined = False
        self.odd = False
        self.extensions: set[str] = set()
        self.listed: list[tuple[str, Json]] = []
        self.reached: dict[str, dict[Parts, None]] = {}
        self._find = targets
        self._report = report
        self._visited = visited
        self._seen: dict[Kind, set[int]] = {kind: set() for kind in Kind}
        self._pending: list[tuple[Visit, str]] = []
        self._later: list[tuple[Visit, str]] = []

    def run(self, root: File) -> None:
        """Visit everything from the root document on."""
        assert isinstance(root.root, dict)
        self.extensions.update(key for key in root.root if key.startswith("x-"))
        self._push(Visit(Kind.DOCUMENT, root.root, None, root), root.base)
        again = False
        while self._pending or self._later:
            if not self._pending:
                # An identifier may stand in a file that was opened after the reference.
                self._pending, self._later, again = self._later, [], True
            while self._pending:
                self._visit(*self._pending.pop(), last=again)

    def _push(self, visit: Visit, base: str) -> None:
        seen = self._seen[visit.kind]
        if id(visit.value) not in seen:
            seen.add(id(visit.value))
            self.visits.setdefault(id(visit.value), visit)
            self._pending.append((visit, base))

    def _visit(self, visit: Visit, base: str, *, last: bool) -> None:
        value = visit.value
        reference = value.get("$ref")
        if visit.kind is Kind.SCHEMA:
            identifier = value.get("$id")
            if isinstance(identifier, str):
                base = join(base, identifier.partition("#")[0])
            if "$dynamicRef" in value or "$recursiveRef" in value:
                self._dynamic(visit, Scope(visit.file, base))
        if isinstance(reference, str):
            scope = Scope(visit.file, base, visit.path)
            if not self._follow(visit, reference, scope, last):
                return
        elif reference is not None:
            self.odd = True
        self._visited(visit)
        if reference is None or len(value) > 1:
            self._children(visit, base)
        discriminator = value.get("discriminator")
        if visit.kind is Kind.SCHEMA and isinstance(discriminator, dict):
            self._mapping(visit, discriminator, Scope(visit.file, base))

    def _follow(self, visit: Visit, reference: str, scope: Scope, last: bool) -> bool:
        """Make a reference lead into the bundle; False where it has to wait."""
        target = self._find.find(reference, scope)
        if isinstance(target, Missing):
            if not last:
                self._later.append((visit, scope.base))
                return False
            self._broken(visit.value, reference, target, visit.file)
            return True
        if visit.kind is Kind.PARAMETER and target.is_schema_beside(visit.value):
            visit.value["schema"] = {"$ref": visit.value.pop("$ref")}
            words = "$ref leads to a schema, and is taken for the parameter's"
            self._report.note("loose-parameter", words, visit.pointer)
            return True
        visit.value["$ref"] = self._link(visit, reference, target)
        if target.file.home and visit.value.keys() == {"$ref"}:
            parts = visit.parts
            if not visit.file.home and parts[:-1] in _COMPONENTS:
                self.listed.append((parts[-1], target.value))
        return True

    def _broken(
        self, value: dict[str, Json], reference: str, missing: Missing, file: File
    ) -> None:
        """Leave a reference that leads nowhere so that it leads nowhere in the bundle."""
        if reference.startswith("#") and file.home:
            home = Visit(Kind.SCHEMA, value, None, file).pointer
            reference = f"{home}{reference[1:]}"
        self.broken[reference] = missing.why
        value["$ref"] = reference

    def _link(self, visit: Visit, reference: str, target: Target) -> str:
        """Visit what a reference leads to; the pointer to it in the bundle."""
        if target.guessed:
            words = f"{reference!r} is taken for {target.guessed!r}"
            self._report.note("loose-reference", words, visit.pointer)
        text = target.pointer
        self.targets[text] = target.value
        if target.file.home:
            self.reached.setdefault(target.file.home[-1], {})[target.parts] = None
        if (
            isinstance(target.value, dict)
            and id(target.value) not in self._seen[visit.kind]
        ):
            found = Visit(visit.kind, target.value, path_of(target.parts), target.file)
            self._push(found, target.scope.base)
        return text

    def _dynamic(self, visit: Visit, scope: Scope) -> None:
        """Make a ``$dynamicRef`` a ``$ref`` to what it means without a dynamic scope."""
        for word in ("$dynamicRef", "$recursiveRef"):
            reference = visit.value.pop(word, None)
            if not isinstance(reference, str):
                continue
            target, several = self._find.dynamic(reference, scope)
            if isinstance(target, Missing):
                if "$ref" not in visit.value:
                    self._broken(visit.value, reference, target, visit.file)
                continue
            if several:
                words = f"{reference!r} may mean another schema where this one is used"
                self._report.note("dynamic-reference", words, visit.pointer)
            made = {"$ref": self._link(visit, reference, target)}
            if "$ref" not in visit.value:
                visit.value.update(made)
            else:
                parts = visit.value.setdefault("allOf", [])
                if isinstance(parts, list):
                    parts.append(made)

    def _mapping(
        self, visit: Visit, discriminator: dict[str, Json], scope: Scope
    ) -> None:
        """Make a discriminator's references lead into the bundle; names stay names."""
        mapping = discriminator.get("mapping")
        texts = mapping if isinstance(mapping, dict) else {}
        for holder, key in (
            *((texts, key) for key in texts),
            (discriminator, "defaultMapping"),
        ):
            reference = holder.get(key)
            if not isinstance(reference, str) or not reference:
                continue
            found = self._find.find(f"#/components/schemas/{reference}", scope)
            if isinstance(found, Missing):
                found = self._find.find(reference, scope)
            if isinstance(found, Target):
                schema = Visit(Kind.SCHEMA, visit.value, visit.path, visit.file)
                named = Target(found.file, found.parts, found.value)
                holder[key] = self._link(schema, reference, named)

    def _children(self, visit: Visit, base: str) -> None:
        """Visit what stands below, in the document's order."""
        slots = _grammar(visit.file)[visit.kind]
        found: list[tuple[Visit, str]] = []
        any_ = slots.get(ANY_KEY)
        for key, value in list(visit.value.items()):
            slot = slots.get(key)
            if slot is None:
                if key.startswith("x-"):
                    self.extensions.add(key)
                    continue
                if any_ is None or key == "$ref":
                    if type(value) is dict and key in ("description", "summary"):
                        self._text(visit, key, base)
                    continue
                slot = any_
            if (
                isinstance(value, dict)
                and slot.many is Many.ONE
                and (slot.kind in REFERABLE or "$ref" not in value)
            ):
                if slot.kind is not Kind.SCHEMA or not _is_done(value, visit.file):
                    path: Path = (visit.path, key)
                    found.append((Visit(slot.kind, value, path, visit.file), base))
            else:
                found.extend(self._slot(visit, key, slot, base))
        for one, inner in reversed(found):
            self._push(one, inner)

    def _slot(
        self, visit: Visit, key: str, slot: Slot, base: str
    ) -> Iterator[tuple[Visit, str]]:
        """The objects under one key; ``null`` there is the same as nothing."""
        value = visit.value[key]
        here: Path = (visit.path, key)
        if value is None:
            if slot.many is Many.ONE and slot.kind not in _EMPTY_MEANS_SOMETHING:
                del visit.value[key]
                return
            value = visit.value[key] = [] if slot.many is Many.LIST else {}
        if slot.many is Many.ONE:
            if isinstance(value, list) and slot.kind is Kind.SCHEMA:
                yield from self._each(visit.file, value, here, slot.kind, base)
            else:
                yield from self._each(
                    visit.file, visit.value, here, slot.kind, base, key
                )
            return
        file = visit.file
        if isinstance(value, dict) and isinstance(value.get("$ref"), str):
            found = self._inlined(visit, value, Scope(file, base))
            if found is not None:
                value, target = found
                visit.value[key] = value
                here, file, base = (
                    path_of(target.parts),
                    target.file,
                    target.scope.base,
                )
        if isinstance(value, (dict, list)):
            yield from self._each(file, value, here, slot.kind, base)
        if not isinstance(value, list if slot.many is Many.LIST else dict):
            self.odd = True

    def _each(
        self,
        file: File,
        holder: dict[str, Json] | list[Json],
        path: Path,
        kind: Kind,
        base: str,
        only: str | None = None,
    ) -> Iterator[tuple[Visit, str]]:
        """The objects that a mapping or list holds, or the one under a key of it."""
        for key, value in _members(holder, only, kind):
            inner: Path = path if only is not None else (path, key)
            if value is None and kind is not Kind.EXAMPLE:
                empty: dict[str, Json] = {}
                value = empty
                _put(holder, key, empty)
            if not isinstance(value, dict):
                self.odd = self.odd or not (
                    kind is Kind.SCHEMA and isinstance(value, bool)
                )
                continue
            if kind is Kind.SCHEMA and _is_done(value, file):
                continue
            if kind not in REFERABLE and isinstance(value.get("$ref"), str):
                visit = Visit(kind, value, inner, file)
                found = self._inlined(visit, value, Scope(file, base))
                if found is not None and isinstance(found[0], dict):
                    _put(holder, key, found[0])
                    scope = found[1].scope
                    place = path_of(found[1].parts)
                    yield Visit(kind, found[0], place, scope.file), scope.base
                    continue
            yield Visit(kind, value, inner, file), base

    def _inlined(
        self, visit: Visit, value: dict[str, Json], scope: Scope
    ) -> tuple[Json, Target] | None:
        """What a reference leads to that stands where OpenAPI has none.

        Tools for several files follow it there; what stands beside it wins.
        """
        found: Target | None = None
        result: Json = value
        for _ in range(_CHAIN):
            if not isinstance(result, dict):
                break
            reference = result.get("$ref")
            if not isinstance(reference, str):
                break
            target = self._find.find(reference, scope)
            if isinstance(target, Missing):
                self._broken(value, reference, target, visit.file)
                return None
            rest = {key: item for key, item in result.items() if key != "$ref"}
            result, found, scope = target.value, target, target.scope
            if rest and isinstance(result, dict):
                result = {**result, **rest}
        if found is None:
            return None
        self.inlined = True
        return result, found

    def _text(self, visit: Visit, key: str, base: str) -> None:
        """Put a text in the place of the reference to it."""
        value = visit.value[key]
        if isinstance(value, dict) and isinstance(value.get("$ref"), str):
            found = self._inlined(visit, value, Scope(visit.file, base))
            if found is not None and isinstance(found[0], str):
                visit.value[key] = found[0]


def _is_done(schema: Mapping[str, Json], file: File) -> bool:
    """Whether nothing has to be done for a schema, as for most."""
    return (
        is_plain(schema)
        and schema.get("type") != "file"
        and type(schema.get("description")) is not dict
        and file.version is not Version.SWAGGER
    )


_EMPTY_MEANS_SOMETHING = frozenset((Kind.RESPONSE, Kind.PATH_ITEM, Kind.RESPONSES))


def _grammar(file: File) -> Grammar:
    return SWAGGER if file.version is Version.SWAGGER else OPENAPI


def _members(
    holder: dict[str, Json] | list[Json], only: str | None, kind: Kind
) -> list[tuple[str | int, Json]]:
    if isinstance(holder, list):
        return list(enumerate(holder))
    if only is not None:
        return [(only, holder[only])]
    extended = kind is Kind.PATH_ITEM  # the only such mapping that has extensions
    return [
        (key, value)
        for key, value in holder.items()
        if not (extended and key.startswith("x-"))
    ]


def _put(holder: dict[str, Json] | list[Json], key: str | int, value: Json) -> None:
    if isinstance(holder, list):
        assert isinstance(key, int)
        holder[key] = value
    else:
        assert isinstance(key, str)
        holder[key] = value
