"""XML Schema to JSON Schema of what ``xmlschema`` decodes a document to by default.

An element is what its type is; of an object the attributes begin with ``@``, the text is
``$``, and what may come several times is a list. Names are without their namespaces.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ...document import Json, as_list, as_mapping
from ...words import pascal, snake, telling
from .asking import ask
from .known import Language
from .reading import Converted, Spot
from .xsd_marks import ATTRIBUTE, ELEMENT, Marked, folded, marked

_BOUNDS = ("minimum", "maximum")
_SIZES = frozenset(
    bound
    for bits in (8, 16, 32, 64)
    for bound in (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1, 2**bits - 1)
)
"""Bounds that say how large a number is in another language, and nothing of the data."""
_NIL = "Nil"
_NOTHING: dict[str, Json] = {
    "description": "An element that is there and has no value (``xsi:nil``).",
    "type": "object",
    "properties": {"@xsi:nil": {"type": "string", "x-plainsdk-name": "nil"}},
    "required": ["@xsi:nil"],
}
_SAID = "PlainsdkE"  # what a converter makes of the mark of elements in a title
_XML = "@xml:"
_DEPTH = 20  # types that are made of types
_ABOUT = ("title", "$schema", "definitions")


def read_xsd(_: Json, spot: Spot) -> Converted | None:
    """Read a file, with what it includes and imports from files that are there."""
    files = marked(spot)
    if files is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.texts.items():
            Path(folder, name or "plainsdk.schema.xsd").write_text(text, "utf-8")
        at = replace(spot, where=Path(folder, "plainsdk.schema.xsd"))
        made = ask(Language.XML_SCHEMA, None, at, files.texts[""])
    if made is None:
        return None
    given = dict(as_mapping(as_mapping(made).get("definitions")))
    for name, schema in _globals(as_mapping(made), files):
        if name.removeprefix(ELEMENT) not in files.abstract:
            given.setdefault(name, schema)
    tidy = _Tidy(given, files)
    found = {
        tidy.names[key]: tidy.schema(schema)
        for key, schema in given.items()
        if tidy.is_own(key)
    }
    for name, texts in files.told.items():
        _describe(found.get(name), texts)
    if tidy.has_nil:
        found[_NIL] = _NOTHING
    lines = {name: _line(name, spot.source.text) for name in found}
    return Converted(found, lines, tuple(files.also))


def _describe(schema: Json, texts: Mapping[str, str]) -> None:
    """Say what the values of an enumeration mean."""
    if isinstance(schema, dict) and isinstance(schema.get("enum"), list):
        said: list[Json] = [texts.get(str(one), "") for one in as_list(schema["enum"])]
        schema["x-enum-descriptions"] = said


def _line(name: str, text: str) -> int:
    found = re.search(rf"name\s*=\s*[\"']{re.escape(name)}[\"']", text)
    return text.count("\n", 0, found.start()) + 1 if found is not None else 1


def _globals(made: Mapping[str, Json], files: Marked) -> Iterator[tuple[str, Json]]:
    """The elements that a document may begin with, which the converter has at its root:
    one as it is, several as properties.
    """
    if made.get("title") == "Model":
        yield from as_mapping(made.get("properties")).items()
        return
    title = str(made.get("title"))
    if title.startswith(_SAID):
        schema = {key: one for key, one in made.items() if key not in _ABOUT}
        name = title.removeprefix(_SAID)
        yield f"{ELEMENT}{files.names.get(folded(name), name)}", schema


def _spelled(key: str, files: Marked) -> str:
    """What a definition is called whose key is its namespace and its name in one.

    The converter has such keys where several namespaces have the name.
    """
    for space in sorted(set(files.spaces), key=len, reverse=True):
        words = re.findall(r"[A-Za-z0-9]+", space)
        prefix = "".join(word[:1].upper() + word[1:] for word in words)
        if not prefix or not key.startswith(prefix) or key == prefix:
            continue
        name = key.removeprefix(prefix).removeprefix(_SAID)
        name = files.names.get(folded(name), name)
        if space == files.spaces[0]:
            return name
        return f"{pascal((telling(words) or words)[-1])}{pascal(name)}"
    return key


class _Tidy:
    """Makes of converted schemas what is meant, by the marks in their names."""

    def __init__(self, given: Mapping[str, Json], files: Marked) -> None:
        self._given = given
        self._files = files
        self.has_nil = False
        self.names: dict[str, str] = {}
        types = {key.casefold() for key in given if not key.startswith(ELEMENT)}
        for key in given:
            name = key.removeprefix(ELEMENT)
            if name != key and name.casefold() in types and self.is_own(key):
                name = f"{name}Element"
            elif name == key:
                name = _spelled(key, files)
                if name != key and name.casefold() in types:
                    name = f"{name}Element" if _SAID in key else key
            self.names[key] = name

    def is_own(self, key: str) -> bool:
        """Whether a definition is one; not an element that is its type by name."""
        if not key.startswith(ELEMENT) and _SAID not in key:
            return True
        name = key.removeprefix(ELEMENT).rpartition(_SAID)[2]
        if name in self._files.abstract:
            return False
        return _only(self._given[key]).casefold() != f"#/definitions/{name}".casefold()

    def schema(self, value: Json) -> Json:
        """A schema, and all below it."""
        if isinstance(value, list):
            return [self.schema(one) for one in value]
        if not isinstance(value, dict):
            return value
        made = {
            key: one if key in ("default", "enum", "const") else self.schema(one)
            for key, one in value.items()
            if key not in ("title", "x-xsd-abstract", "x-python-type", "properties")
        }
        if isinstance(value.get("properties"), dict):
            self._object(as_mapping(value["properties"]), made)
        if isinstance(made.get("$ref"), str):
            made["$ref"] = self._led(str(made["$ref"]))
        for key in _BOUNDS:
            if made.get(key) in _SIZES and made.get("type") != "number":
                del made[key]
        if isinstance(made.get("pattern"), str):
            made["pattern"] = f"^({made['pattern']})$"  # it is of the whole text
        if made.get("format") in ("decimal", "duration", "uri"):
            del made["format"]
        return self._with_nil(made)

    def _led(self, reference: str) -> str:
        key = reference.rpartition("/")[2]
        if key in self._given and not self.is_own(key):
            return _only(self._given[key]) or reference
        return f"#/definitions/{self.names.get(key, key)}"

    def _object(self, properties: Mapping[str, Json], made: dict[str, Json]) -> None:
        """Name attributes, elements and text as they are in a decoded document."""
        found: dict[str, Json] = {}
        required: list[Json] = []
        elements = {_wire(key) for key in properties if key.startswith(ELEMENT)}
        marked_ones = [key for key in properties if key.startswith(ATTRIBUTE)]
        taken = elements.union(key.removeprefix(ATTRIBUTE) for key in marked_ones)
        due = {str(one) for one in as_list(made.pop("required", None))}
        for key, one in properties.items():
            head = key.removeprefix(ELEMENT)
            is_head = head != key and (
                head in self._files.groups or head in self._files.abstract
            )
            several = [
                (name, _in_list(one, schema))
                for name, schema in self._standing_for(head)
            ]
            for name, schema in several if is_head else [(_wire(key), one)]:
                inner = self.schema(schema)
                if key.startswith(ELEMENT):
                    inner = self._maybe_nothing(schema, inner)
                if name.startswith(_XML):
                    called = name.removeprefix(_XML if key not in taken else "@")
                    inner = {**as_mapping(inner), "x-plainsdk-name": snake(called)}
                elif name == "$":
                    inner = {**as_mapping(inner), "x-plainsdk-name": "value"}
                elif name[1:] in elements:
                    called = f"{snake(name)}_attribute"
                    inner = {**as_mapping(inner), "x-plainsdk-name": called}
                found[name] = inner
            if key in due and not is_head:
                required.append(_wire(key))
        made["properties"] = found
        if required:
            made["required"] = required
        self._maybe_bare(properties, made)

    def _standing_for(self, head: str) -> Iterator[tuple[str, Json]]:
        """The elements that may stand in the place of one, itself among them."""
        pending, seen = [head], set[str]()
        while pending:
            name = pending.pop(0)
            if name in seen:
                continue
            seen.add(name)
            pending += self._files.groups.get(name, [])
            if name in self._files.abstract:
                continue
            element, type_ = f"{ELEMENT}{name}", self._files.types.get(name, "")
            found = next((one for one in (element, type_) if one in self._given), "")
            if found:
                yield name, {"$ref": f"#/definitions/{found}"}

    def _maybe_nothing(self, given: Json, made: Json) -> Json:
        """An element that holds no others and no text is null without attributes."""
        found = as_mapping(given)
        if found.get("type") == "array":
            items = self._maybe_nothing(found.get("items"), as_mapping(made)["items"])
            return {**as_mapping(made), "items": items}
        if not self._is_mark(given, 0):
            return made
        return {"anyOf": [made, {"type": "null"}]}

    def _is_mark(self, given: Json, depth: int) -> bool:
        """Whether a schema is an object of attributes that may all be missing."""
        found = as_mapping(given)
        reference = found.get("$ref")
        if isinstance(reference, str) and depth < _DEPTH:
            target = self._given.get(reference.rpartition("/")[2])
            return target is not None and self._is_mark(target, depth + 1)
        parts = as_list(found.get("allOf"))
        if parts and depth < _DEPTH:
            return all(self._is_mark(one, depth + 1) for one in parts)
        inside = as_mapping(found.get("properties"))
        return (
            found.get("type") == "object"
            and not as_list(found.get("required"))
            and all(_wire(key).startswith("@") for key in inside)
        )

    def _maybe_bare(
        self, properties: Mapping[str, Json], made: dict[str, Json]
    ) -> None:
        """Text with attributes that may all be missing is bare where they are."""
        text = as_mapping(made["properties"]).get("$")
        others = [key for key in properties if _wire(key).startswith("@")]
        always = [
            key
            for key in others
            if _wire(key) in as_list(made.get("required"))
            or "default" in as_mapping(properties[key])
        ]
        if text is None or always or len(others) + 1 < len(properties):
            return
        whole: dict[str, Json] = {"title": "attributed", **made}
        bare = {key: one for key, one in as_mapping(text).items() if key[:2] != "x-"}
        made.clear()
        made["anyOf"] = [bare, whole] if others else [bare]

    def _with_nil(self, made: dict[str, Json]) -> Json:
        """What may be null is an element without a value, and that is an object."""
        kinds = made.get("type")
        members = made.get("anyOf")
        rest: list[Json]
        if isinstance(kinds, list) and "null" in kinds:
            left = [one for one in kinds if one != "null"]
            rest = [{**made, "type": left[0] if len(left) == 1 else left}]
        elif isinstance(members, list) and {"type": "null"} in members:
            rest = [one for one in members if one != {"type": "null"}]
        else:
            return made
        self.has_nil = True
        about = {key: made[key] for key in ("description",) if key in made}
        return {**about, "anyOf": [*rest, {"$ref": f"#/definitions/{_NIL}"}]}


def _wire(key: str) -> str:
    if key.startswith(ATTRIBUTE):
        return f"@{key.removeprefix(ATTRIBUTE)}"
    if key.startswith(ELEMENT):
        return key.removeprefix(ELEMENT)
    return "$" if key == "value" else f"{_XML}{key}"


def _in_list(given: Json, schema: Json) -> Json:
    """A schema of what stands for an element that may come several times.

    One alone is no list then: the decoder does not see that it might be several.
    """
    found = as_mapping(given)
    if found.get("type") == "array" and "$ref" in as_mapping(found.get("items")):
        return {"anyOf": [schema, {"type": "array", "items": schema}]}
    return schema


def _only(schema: Json) -> str:
    """The one reference that a schema is; empty where it is more."""
    found = as_mapping(schema)
    parts = as_list(found.get("allOf"))
    if len(parts) == 1 and found.keys() <= {"allOf", "description", "title"}:
        found = as_mapping(parts[0])
    said = found.get("$ref")
    return said if isinstance(said, str) and found.keys() <= {"$ref", "title"} else ""
