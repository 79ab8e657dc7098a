"""GraphQL types to JSON Schema of what a response or a variable holds, from introspection.

GraphQL, October 2021, section 3. ``__typename`` is the tag of unions and interfaces; it
is only there where a query asks for it. What the root operations take is no model.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from ...diagnostics import Diagnostics, Place
from ...document import Json, as_list, as_mapping
from ..texts.reading import Source, read_source
from .asking import ask
from .known import Language, introspection_in
from .reading import Converted, Spot, all_of

_SCALARS: Mapping[str, Json] = {
    "String": {"type": "string"},
    "ID": {"type": "string"},
    "Int": {"type": "integer"},
    "Float": {"type": "number"},
    "Boolean": {"type": "boolean"},
}
_CUSTOM: Mapping[str, Json] = {
    "datetime": {"type": "string", "format": "date-time"},
    "timestamptz": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "time": {"type": "string", "format": "time"},
    "uuid": {"type": "string", "format": "uuid"},
    "uri": {"type": "string"},
    "url": {"type": "string"},
    "email": {"type": "string"},
    "emailaddress": {"type": "string"},
    "base64": {"type": "string", "format": "byte"},
    "base64string": {"type": "string", "format": "byte"},
    "void": {"type": "null"},
}
"""Custom scalars whose names say what they are to everyone; any other is any value."""

_TAG = "__typename"
_ROOTS = ("queryType", "mutationType", "subscriptionType")
_ELSEWHERE = re.compile(r"^(.+?):(\d+): ")
_NAMED = re.compile(r'"name"\s*:\s*"(\w+)"')
_EXTENDED = re.compile(r"^\s*extend\s+[a-z]+\s+(\w+)", re.MULTILINE)
_DEFINED = re.compile(
    r"^\s*(?:type|interface|input|enum|union|scalar)\s+(\w+)", re.MULTILINE
)
_FILES = ("*.graphql", "*.graphqls", "*.gql")


def read_graphql(root: Json, spot: Spot) -> Converted | None:
    """Read a file of type definitions; types of other files are references to those.

    ``root`` is the answer to the introspection query, where the file is one.
    """
    found = introspection_in(root)
    if found is not None:
        names = [str(as_mapping(one).get("name")) for one in as_list(found["types"])]
        own = spot.source.path
        homes = {name: own for name in names if not _is_given(name)}
        return _converted(found, homes, _named_lines(spot.source.text), spot, ())
    alone = Diagnostics()
    also: tuple[Source, ...] = ()
    made = ask(Language.GRAPHQL, {}, replace(spot, report=alone))
    every = tuple(_others(spot)) if spot.where is not None else ()
    part = _is_part(alone)
    if part or _is_extended(spot.source.text, every):
        texts = tuple(sorted((one.path, one.text) for one in (spot.source, *every)))
        whole = _whole(texts, part)
        if part and whole.words:
            place = _placed(whole.words, whole.line, spot)
            clean = _ELSEWHERE.sub("", whole.words)
            spot.report.error(whole.code, f"graphql: {clean}", place)
            return None
        if not whole.words:
            made, also = whole.made, every
    if made is None:
        spot.report.extend(alone)
        return None
    schema = as_mapping(as_mapping(made).get("schema"))
    places = as_mapping(as_mapping(made).get("homes"))
    for one in as_list(as_mapping(made).get("loose")):
        words, line = as_list(one)
        place = _placed(str(words), line if isinstance(line, int) else 1, spot)
        if place.file == spot.source.shown:
            said = _ELSEWHERE.sub("", str(words))
            spot.report.warning("loose-schema", f"graphql: {said}", place)
    homes = {name: str(as_list(at)[0]) for name, at in places.items()}
    lines = {name: as_list(at)[1] for name, at in places.items()}
    known = {name: line for name, line in lines.items() if isinstance(line, int)}
    return _converted(schema, homes, known, spot, also)


class _Whole(NamedTuple):
    """What is made of all files of a schema, or why nothing is."""

    made: Json
    words: str = ""
    line: int = 1
    code: str = ""


@lru_cache(maxsize=2)
def _whole(texts: tuple[tuple[str, str], ...], loosely: bool) -> _Whole:
    """The schema that several files are; each of them asks for it.

    ``loosely``: they may define a type together, or extend one that none defines.
    """
    from .converters import Refused, convert  # loads very much

    given: Json = {"texts": dict(texts), "loosely": loosely}
    try:
        return _Whole(convert(Language.GRAPHQL, "", given, None, ""))
    except Refused as error:
        return _Whole(None, error.words, error.line or 1, error.code)


def _placed(words: str, line: int, spot: Spot) -> Place:
    """The place that some words begin with, in this file or in another one."""
    found = _ELSEWHERE.match(words)
    if found is None:
        return spot.source.place(line)
    above = spot.source.shown.removesuffix(spot.source.path)
    return Place(posixpath.normpath(f"{above}{found[1]}"), int(found[2]))


def _is_given(name: str) -> bool:
    """Whether a type is GraphQL's own."""
    return name.startswith("__") or name in _SCALARS


def _named_lines(text: str) -> dict[str, int]:
    """The line of the first value of each name in the JSON of an introspection."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        for name in _NAMED.findall(line):
            found.setdefault(name, number)
    return found


def _converted(
    schema: Mapping[str, Json],
    homes: Mapping[str, str],
    lines: Mapping[str, int],
    spot: Spot,
    also: tuple[Source, ...],
) -> Converted:
    own = spot.source.path
    roots = {
        str(as_mapping(schema.get(key)).get("name"))
        for key in _ROOTS
        if schema.get(key)
    }
    roots -= _used(schema, roots)
    types = _Types(schema, homes, own, posixpath.dirname(spot.source.path))
    found: dict[str, Json] = {}
    for one in as_list(schema.get("types")):
        type_ = as_mapping(one)
        name = str(type_.get("name"))
        if homes.get(name) == own and name not in roots:
            found[name] = types.schema(type_)
    return Converted(found, {name: lines.get(name, 1) for name in found}, also)


def _used(schema: Mapping[str, Json], roots: set[str]) -> set[str]:
    """The types that others lead to, apart from the root operations themselves."""
    found: set[str] = set()
    pending: list[Json] = []
    for one in as_list(schema.get("types")):
        type_ = as_mapping(one)
        if type_.get("name") not in roots:
            pending += as_list(type_.get("possibleTypes"))
            pending += [
                as_mapping(field).get("type") for field in as_list(type_.get("fields"))
            ]
    while pending:
        type_ = as_mapping(pending.pop())
        found.add(str(type_.get("name")))
        if type_.get("ofType"):
            pending.append(type_["ofType"])
    return found


def _is_part(report: Diagnostics) -> bool:
    """Whether all that is wrong with a file is that it needs types of others."""
    return any(
        word in one.message
        for one in report
        for word in ("Unknown type", "Cannot extend type")
    )


def _is_extended(text: str, others: Iterable[Source]) -> bool:
    """Whether another file adds to a type of this one."""
    own = set(_DEFINED.findall(text))
    own -= {"Query", "Mutation", "Subscription"}
    return any(own.intersection(_EXTENDED.findall(one.text)) for one in others)


def _others(spot: Spot) -> Iterator[Source]:
    """The other files of the folder, for a schema that is in several."""
    files = sorted(file for one in _FILES for file in spot.folder.rglob(one))
    for file in files:
        path = file.relative_to(spot.folder).as_posix()
        if path == spot.source.path or "/." in f"/{path}":
            continue
        source = read_source(file, path, path, spot.report)
        if source is not None:
            yield source


class _Types:
    """Makes schemas of the types of an introspection."""

    def __init__(
        self,
        schema: Mapping[str, Json],
        homes: Mapping[str, str],
        own: str,
        around: str,
    ) -> None:
        self._homes = homes
        self._own = own
        self._around = around or "."
        every = [as_mapping(one) for one in as_list(schema.get("types"))]
        self._abstract = {
            str(one.get("name"))
            for one in every
            if one.get("kind") in ("INTERFACE", "UNION")
        }

    def schema(self, type_: Mapping[str, Json]) -> Json:
        """The schema of a type."""
        made = self._of_kind(type_)
        text = type_.get("description")
        if isinstance(text, str) and text.strip():
            made["description"] = text
        return made

    def _of_kind(self, type_: Mapping[str, Json]) -> dict[str, Json]:
        name = str(type_.get("name"))
        match type_.get("kind"):
            case "OBJECT":
                return self._object(type_, as_list(type_.get("fields")), name)
            case "INPUT_OBJECT":
                return self._object(type_, as_list(type_.get("inputFields")), "")
            case "ENUM":
                return _enum(type_)
            case "INTERFACE" | "UNION":
                members = [
                    str(as_mapping(one).get("name"))
                    for one in as_list(type_.get("possibleTypes"))
                ]
                return self._choice(type_, sorted(members))
            case _:
                return dict(as_mapping(_CUSTOM.get(name.lower().replace("_", ""), {})))

    def _object(
        self, type_: Mapping[str, Json], fields: list[Json], tag: str
    ) -> dict[str, Json]:
        properties: dict[str, Json] = {}
        required: list[Json] = []
        if tag:
            properties[_TAG] = {"const": tag, "x-plainsdk-name": "typename"}
        for one in fields:
            field = as_mapping(one)
            wire = str(field.get("name"))
            given = as_mapping(field.get("type"))
            due = given.get("kind") == "NON_NULL" and field.get("defaultValue") is None
            properties[wire] = self._field(field)
            if due:
                required.append(wire)
        made: dict[str, Json] = {"type": "object", "properties": properties}
        if required:
            made["required"] = required
        if type_.get("isOneOf"):
            made |= {"minProperties": 1, "maxProperties": 1}
        return made

    def _field(self, field: Mapping[str, Json]) -> Json:
        """A field; null is what is not there, so the one says as much as the other."""
        given = as_mapping(field.get("type"))
        bare = (
            as_mapping(given.get("ofType"))
            if given.get("kind") == "NON_NULL"
            else given
        )
        made: dict[str, Json] = dict(as_mapping(self._type(bare)))
        beside: dict[str, Json] = {}
        text = field.get("description")
        if isinstance(text, str) and text.strip():
            beside["description"] = text
        if field.get("isDeprecated"):
            beside["deprecated"] = True
            reason = field.get("deprecationReason")
            said = f"Deprecated: {reason}" if reason else ""
            words = [one for one in (str(beside.get("description", "")), said) if one]
            beside["description"] = "\n\n".join(words)
        default = _default(field.get("defaultValue"))
        if default not in (None, ""):
            beside["default"] = default
        if beside and "$ref" in made:
            made = all_of(made)
        return {**made, **beside}

    def _type(self, type_: Mapping[str, Json]) -> Json:
        """A type without the null around it."""
        name = type_.get("name")
        if type_.get("kind") == "LIST":
            return {
                "type": "array",
                "items": self._item(as_mapping(type_.get("ofType"))),
            }
        scalar = _SCALARS.get(str(name))
        return (
            dict(as_mapping(scalar)) if scalar else {"$ref": self._reference(str(name))}
        )

    def _item(self, type_: Mapping[str, Json]) -> Json:
        if type_.get("kind") == "NON_NULL":
            return self._type(as_mapping(type_.get("ofType")))
        return {"anyOf": [self._type(type_), {"type": "null"}]}

    def _choice(self, type_: Mapping[str, Json], members: list[str]) -> dict[str, Json]:
        if not members:
            return self._object(type_, as_list(type_.get("fields")), "")
        mapping = {name: self._reference(name) for name in members}
        return {
            "oneOf": [{"$ref": one} for one in mapping.values()],
            "discriminator": {"propertyName": _TAG, "mapping": dict(mapping)},
        }

    def _reference(self, name: str) -> str:
        home = self._homes.get(name, self._own)
        if home == self._own:
            return f"#/definitions/{name}"
        return f"{posixpath.relpath(home, self._around)}#/definitions/{name}"


def _enum(type_: Mapping[str, Json]) -> dict[str, Json]:
    values = [as_mapping(one) for one in as_list(type_.get("enumValues"))]
    made: dict[str, Json] = {
        "type": "string",
        "enum": [str(one.get("name")) for one in values],
    }
    said: list[Json] = [str(one.get("description") or "") for one in values]
    return {**made, "x-enum-descriptions": said} if any(said) else made


def _default(text: Json) -> Json:
    """A default in GraphQL's own words as JSON; an enumeration's value is its name."""
    if not isinstance(text, str):
        return None
    try:
        return json.loads(text)  # type: ignore[no-any-return]
    except ValueError:
        return text if text.isidentifier() else None
