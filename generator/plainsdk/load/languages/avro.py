"""Avro schemas to JSON Schema of their plain JSON: each field as it is, unions bare.

Avro 1.12, "Schema Declaration". Bytes and fixed are texts of one character a byte, and
logical types are the numbers and texts below them, as in Avro's own JSON encoding.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from ...document import Json, as_list, as_mapping
from ..texts.json_text import read_json
from ..texts.reading import Source, read_source
from .asking import ask
from .known import Language
from .names import as_name, root_name
from .reading import Converted, Spot

_NAMED = ("record", "error", "enum", "fixed")
_PLAIN = ("null", "boolean", "int", "long", "float", "double", "bytes", "string")
_KEPT = ("uuid",)
_AS_IS = ("default", "enum", "properties")
_UNITS = {
    "date": "Days since 1970-01-01.",
    "time-millis": "Milliseconds since midnight.",
    "time-micros": "Microseconds since midnight.",
    "timestamp-millis": "Milliseconds since 1970-01-01T00:00Z.",
    "timestamp-micros": "Microseconds since 1970-01-01T00:00Z.",
    "timestamp-nanos": "Nanoseconds since 1970-01-01T00:00Z.",
    "local-timestamp-millis": "Milliseconds since 1970-01-01T00:00, local time.",
    "local-timestamp-micros": "Microseconds since 1970-01-01T00:00, local time.",
    "local-timestamp-nanos": "Nanoseconds since 1970-01-01T00:00, local time.",
    "decimal": "The unscaled value of a decimal, big-endian; one character is a byte.",
    "duration": "Months, days and milliseconds; one character is a byte.",
}


def read_avro(root: Json, spot: Spot) -> Converted | None:
    """Read a file of Avro schemas; what names other files have is looked up there."""
    if not root:
        words = "avro: the file has no schema"
        spot.report.error("bad-schema", words, spot.source.place(1))
        return None
    others = dict(_others(root, spot))
    given = [_plain(one) for some, _ in others.values() for one in _listed(some)]
    own = [_plain(one) for one in _listed(root)]
    whole: Json = [*given, *own] if given or len(own) > 1 else own[0]
    made = ask(Language.AVRO, whole, spot)
    if made is None:
        return None
    made = as_mapping(made)
    definitions = as_mapping(made.get("definitions"))
    homes = {
        fullname: (path, key)
        for path, (schema, _) in others.items()
        for fullname, key in _keys(schema).items()
    }
    keys = _keys(root)
    homes |= {fullname: ("", key) for fullname, key in keys.items()}
    places = {key: homes[_fullname(one)] for key, one in definitions.items()}
    tidy = _Tidy(places, posixpath.dirname(spot.source.path))
    found = {
        places[key][1]: tidy.schema(one)
        for key, one in definitions.items()
        if not places[key][0]
    }
    if not _is_named(root) and not isinstance(root, list):
        rest: Json = {key: one for key, one in made.items() if key != "definitions"}
        if given:
            rest = as_list(made.get("anyOf"))[-1]
        found[root_name({}, spot.source.path)] = tidy.schema(rest)
    lines = {name: _line(name, spot.source.text) for name in found}
    main = next(iter(keys.values()), "") if _is_named(root) else ""
    return Converted(found, lines, main=main or root_name({}, spot.source.path))


def _keys(root: Json) -> dict[str, str]:
    """What the types that a file declares are called, by their full names: their own
    names, with the namespace where several have one.
    """
    fullnames = list(dict.fromkeys(name for name, _ in _declared(root, "")))
    alike = Counter(name.rpartition(".")[2].casefold() for name in fullnames)
    return {
        name: (
            own
            if alike[(own := name.rpartition(".")[2]).casefold()] == 1
            else as_name(name.replace(".", " "))
        )
        for name in fullnames
    }


def _listed(schema: Json) -> list[Json]:
    return schema if isinstance(schema, list) else [schema]


def _line(name: str, text: str) -> int:
    found = re.search(rf'"name"\s*:\s*"(?:[\w.]*\.)?{re.escape(name)}"', text)
    return text.count("\n", 0, found.start()) + 1 if found is not None else 1


def _fullname(schema: Json) -> str:
    return str(as_mapping(schema).get("x-avro-fullname", ""))


def _is_named(root: Json) -> bool:
    return as_mapping(root).get("type") in _NAMED


def _declared(schema: Json, around: str) -> Iterator[tuple[str, Mapping[str, Json]]]:
    """The types that a schema names, by their full names (Avro 1.12, "Names")."""
    if isinstance(schema, list):
        for one in schema:
            yield from _declared(one, around)
        return
    found = as_mapping(schema)
    kind = found.get("type")
    if kind in _NAMED:
        fullname = _full(str(found.get("name")), found.get("namespace"), around)
        yield fullname, found
        around = fullname.rpartition(".")[0]
    for field in as_list(found.get("fields")):
        yield from _declared(as_mapping(field).get("type"), around)
    for key in ("items", "values", "type"):
        if isinstance(found.get(key), (list, dict)):
            yield from _declared(found.get(key), around)


def _full(name: str, namespace: Json, around: str) -> str:
    if "." in name:
        return name
    space = namespace if isinstance(namespace, str) else around
    return f"{space}.{name}" if space else name


def _used(schema: Json, around: str) -> Iterator[str]:
    """The full names that a schema refers to."""
    if isinstance(schema, str):
        if schema not in _PLAIN:
            yield _full(schema, None, around)
        return
    if isinstance(schema, list):
        for one in schema:
            yield from _used(one, around)
        return
    found = as_mapping(schema)
    kind = found.get("type")
    if kind in _NAMED:
        fullname = _full(str(found.get("name")), found.get("namespace"), around)
        around = fullname.rpartition(".")[0]
    elif kind not in ("array", "map") and kind is not None:
        yield from _used(kind, around)
    for field in as_list(found.get("fields")):
        yield from _used(as_mapping(field).get("type", []), around)
    for key in ("items", "values"):
        yield from _used(found.get(key, []), around)


def _others(root: Json, spot: Spot) -> Iterator[tuple[str, tuple[Json, Source]]]:
    """The schemas of other files that a file needs, what they need themselves first."""
    known = {name for name, _ in _declared(root, "")}
    missing = [name for name in _used(root, "") if name not in known]
    if not missing or spot.where is None:
        return
    files = dict(_files(spot))
    found: dict[str, tuple[Json, Source]] = {}
    pending = missing
    while pending:
        name = pending.pop()
        home = next((one for one in files.values() if name in one[2]), None)
        if name in known or home is None:
            continue
        schema, source, names = home
        known |= names
        found = {source.path: (schema, source), **found}
        pending += [one for one in _used(schema, "") if one not in known]
    yield from found.items()


def _files(spot: Spot) -> Iterator[tuple[str, tuple[Json, Source, set[str]]]]:
    assert spot.where is not None
    for file in sorted(spot.folder.rglob("*.avsc")):
        path = file.relative_to(spot.folder).as_posix()
        if path == spot.source.path or any(
            one.startswith(".") for one in path.split("/")
        ):
            continue
        source = read_source(file, path, Path(path).as_posix(), spot.report)
        if source is None:
            continue
        try:
            schema = read_json(source.text)
        except ValueError:
            continue  # what is wrong with it is said where it is asked for
        yield path, (schema, source, {name for name, _ in _declared(schema, "")})


def _plain(schema: Json) -> Json:
    """A schema whose logical types are the types below them, with a word why."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, Mapping):
        return schema
    made = {
        key: _plain(one) if key in ("type", "items", "values") else one
        for key, one in schema.items()
        if key != "logicalType" or one in _KEPT
    }
    if "fields" in made:
        made["fields"] = [_field(as_mapping(one)) for one in as_list(schema["fields"])]
    return cast("Json", made)


def _field(field: Mapping[str, Json]) -> Json:
    made = {**field, "type": _plain(field.get("type"))}
    unit = _UNITS.get(_logical(field.get("type")), "")
    said = field.get("doc")
    if unit:
        made["doc"] = f"{said}\n\n{unit}" if isinstance(said, str) else unit
    return made


def _logical(schema: Json) -> str:
    """The logical type of a field, behind null and lists."""
    if isinstance(schema, list):
        below = [_logical(one) for one in schema]
        return next((one for one in below if one), "")
    found = as_mapping(schema)
    said = found.get("logicalType")
    if isinstance(said, str):
        return said
    inner = found.get("items", found.get("values", found.get("type")))
    return _logical(inner) if isinstance(inner, (list, dict)) else ""


class _Tidy:
    """Takes from converted schemas what Avro's JSON does not have."""

    def __init__(self, places: Mapping[str, tuple[str, str]], around: str) -> None:
        self._places = places
        self._around = around or "."

    def schema(self, value: Json) -> Json:
        """A schema, and all below it."""
        if isinstance(value, list):
            return [self.schema(one) for one in value]
        if not isinstance(value, Mapping):
            return value
        made = {
            key: one if key in _AS_IS else self.schema(one)
            for key, one in value.items()
            if not (key.startswith("x-") or key in ("title", "$schema"))
        }
        if made.get("format") == "binary":
            del made["format"]
        reference = made.get("$ref")
        if isinstance(reference, str):
            made["$ref"] = self._led(reference)
        properties = as_mapping(made.get("properties"))
        if properties:
            made["properties"] = {
                name: _without_null(self.schema(one))
                for name, one in properties.items()
            }
        return made

    def _led(self, reference: str) -> str:
        path, key = self._places[reference.rpartition("/")[2]]
        file = posixpath.relpath(path, self._around) if path else ""
        return f"{file}#/definitions/{key}"


def _without_null(schema: Json) -> Json:
    """A field that is null where it is not there, as one that may not be there."""
    if not isinstance(schema, dict) or schema.get("default", 0) not in (None, ""):
        return schema
    if schema["default"] == "":
        return {key: one for key, one in schema.items() if key != "default"}
    rest = [one for one in as_list(schema.get("anyOf")) if one != {"type": "null"}]
    if not rest or "anyOf" not in schema:
        return schema
    made = {key: one for key, one in schema.items() if key not in ("default", "anyOf")}
    if len(rest) > 1:
        return {**made, "anyOf": rest}
    only = as_mapping(rest[0])
    return (
        {**only, **made} if "$ref" not in only or not made else {**made, "allOf": rest}
    )
