"""Protocol Buffers to JSON Schema of proto3's JSON; it reads descriptors as JSON.

"ProtoJSON Format" of protobuf.dev: names in lowerCamelCase, 64-bit integers as texts,
bytes in base64, enumerations by name, and what is not there is its default.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ...diagnostics import Diagnostics
from ...document import Json, as_list, as_mapping
from ...words import snake
from .asking import ask
from .known import Language
from .protobuf_imports import Imports, imports_of, is_bundled
from .reading import Converted, Spot, all_of

_LONG: Json = {"type": "string", "pattern": "^-?[0-9]+$"}
_UNSIGNED: Json = {"type": "string", "pattern": "^[0-9]+$"}
_SCALARS: Mapping[str, Json] = {
    "DOUBLE": {"type": "number"},
    "FLOAT": {"type": "number"},
    "INT64": _LONG,
    "SINT64": _LONG,
    "SFIXED64": _LONG,
    "UINT64": _UNSIGNED,
    "FIXED64": _UNSIGNED,
    "INT32": {"type": "integer"},
    "SINT32": {"type": "integer"},
    "SFIXED32": {"type": "integer"},
    "UINT32": {"type": "integer", "minimum": 0},
    "FIXED32": {"type": "integer", "minimum": 0},
    "BOOL": {"type": "boolean"},
    "STRING": {"type": "string"},
    "BYTES": {"type": "string", "format": "byte"},
}
_OPEN: Json = {"type": "object", "additionalProperties": True}
_KNOWN: Mapping[str, Json] = {
    "Any": _OPEN,
    "Empty": _OPEN,
    "Struct": _OPEN,
    "Value": {},
    "ListValue": {"type": "array", "items": {}},
    "NullValue": {"type": "null"},
    "Timestamp": {"type": "string", "format": "date-time"},
    "Duration": {"type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?s$"},
    "FieldMask": {"type": "string"},
    "DoubleValue": _SCALARS["DOUBLE"],
    "FloatValue": _SCALARS["FLOAT"],
    "Int64Value": _LONG,
    "UInt64Value": _UNSIGNED,
    "Int32Value": _SCALARS["INT32"],
    "UInt32Value": _SCALARS["UINT32"],
    "BoolValue": _SCALARS["BOOL"],
    "StringValue": _SCALARS["STRING"],
    "BytesValue": _SCALARS["BYTES"],
}
_GOOGLE = "google.protobuf."


def read_protobuf(_: Json, spot: Spot) -> Converted | None:
    """Read a ``.proto`` file; messages of imported files are references to those."""
    imports = imports_of(spot)
    attempt = replace(spot, report=Diagnostics())
    texts: dict[str, Json] = {**imports.texts}
    given: Json = {"texts": texts, "missing": [*imports.missing]}
    made = ask(Language.PROTOBUF, given, attempt, imports.own)
    _say_missing(imports, spot, attempt.report)
    if made is None:
        return None
    files = [as_mapping(one) for one in as_list(as_mapping(made).get("file"))]
    homes = {
        one.fullname: str(file.get("name"))
        for file in files
        for one in _declarations(file)
    }
    entries = {
        one.fullname: one.value
        for file in files
        for one in _declarations(file)
        if as_mapping(one.value.get("options")).get("mapEntry")
    }
    own = files[-1]
    types = _Types(str(own.get("name")), homes, entries, imports, spot)
    found: dict[str, Json] = {}
    lines: dict[str, int] = {}
    own_comments = _Comments(own)
    for one in _declarations(own):
        if one.fullname not in entries:
            found[one.key] = types.schema(one, own_comments)
            lines[one.key] = own_comments.line(one.path)
    bundled = {
        one.fullname: (one, _Comments(file))
        for file in files
        if is_bundled(str(file.get("name"))) and file is not own
        for one in _declarations(file)
    }
    while types.asked:
        one, comments = bundled[types.asked.pop()]
        if one.key not in found:
            found[one.key] = types.schema(one, comments)
            lines[one.key] = 1
    return Converted(found, lines)


@dataclass(frozen=True)
class _Declaration:
    """A message or enumeration: its names with and without the package, and where the
    comments of it are.
    """

    fullname: str
    key: str
    value: Mapping[str, Json]
    path: tuple[int, ...]
    is_enum: bool


def _declarations(file: Mapping[str, Json]) -> Iterator[_Declaration]:
    yield from _inside(
        file, str(file.get("package", "")), "", (), ("messageType", 4, 5)
    )


def _inside(
    holder: Mapping[str, Json],
    package: str,
    outer: str,
    path: tuple[int, ...],
    slots: tuple[str, int, int],
) -> Iterator[_Declaration]:
    """What a file or a message declares (the numbers are those of descriptor.proto)."""
    messages, message_slot, enum_slot = slots
    for is_enum, key, slot in (
        (False, messages, message_slot),
        (True, "enumType", enum_slot),
    ):
        for index, one in enumerate(as_list(holder.get(key))):
            value = as_mapping(one)
            name = f"{outer}.{value.get('name')}".removeprefix(".")
            full = f"{package}.{name}".removeprefix(".")
            here = (*path, slot, index)
            yield _Declaration(full, name, value, here, is_enum)
            if not is_enum:
                yield from _inside(value, package, name, here, ("nestedType", 3, 4))


def _say_missing(imports: Imports, spot: Spot, said: Diagnostics) -> None:
    """Pass on what protoc refuses, and name the imports that lead to no file."""
    spot.report.extend(said)
    for name, line in imports.missing.items():
        words = f'protobuf: import "{name}" leads to no file'
        if said.failed:
            words += "; put it, with its folders, beside this file or in a folder above"
            spot.report.error("bad-schema", words, spot.source.place(line))
        else:
            words += ", and nothing of it is needed"
            spot.report.note("missing-import", words, spot.source.place(line))


class _Comments:
    """What stands beside the declarations of a file."""

    def __init__(self, file: Mapping[str, Json]) -> None:
        self._found: dict[tuple[int, ...], Mapping[str, Json]] = {}
        for one in as_list(as_mapping(file.get("sourceCodeInfo")).get("location")):
            location = as_mapping(one)
            path = tuple(n for n in as_list(location.get("path")) if isinstance(n, int))
            self._found.setdefault(path, location)

    def text(self, path: tuple[int, ...]) -> str:
        """What is said of a declaration, before it or behind it."""
        found = self._found.get(path, {})
        said = [found.get("leadingComments"), found.get("trailingComments")]
        texts = [_plain(one) for one in said if isinstance(one, str)]
        return "\n\n".join(dict.fromkeys(one for one in texts if one))

    def line(self, path: tuple[int, ...]) -> int:
        """The line of a declaration, from 1."""
        span = as_list(self._found.get(path, {}).get("span"))
        return span[0] + 1 if span and isinstance(span[0], int) else 1


def _plain(comment: str) -> str:
    """What a comment says; ``/**`` leaves a star."""
    lines = [line.rstrip() for line in comment.removeprefix("*").splitlines()]
    around = min(
        (len(line) - len(line.lstrip()) for line in lines[1:] if line), default=0
    )
    return "\n".join([*lines[:1], *(line[around:] for line in lines[1:])]).strip()


class _Types:
    """Makes schemas of descriptors.

    ``own`` is the file's name among the descriptors. ``asked`` are the types of
    protoc's own files that were referred to.
    """

    def __init__(
        self,
        own: str,
        homes: Mapping[str, str],
        entries: Mapping[str, Mapping[str, Json]],
        imports: Imports,
        spot: Spot,
    ) -> None:
        self.own = own
        self.asked: set[str] = set()
        self._homes = homes
        self._entries = entries
        self._imports = imports
        self._spot = spot

    def schema(self, one: _Declaration, comments: _Comments) -> Json:
        """The schema of a message or an enumeration."""
        known = _KNOWN.get(one.fullname.removeprefix(_GOOGLE), None)
        if known is not None and one.fullname.startswith(_GOOGLE):
            made = dict(as_mapping(known))
        elif one.is_enum:
            made = _enum(one, comments)
        else:
            made = self._message(one, comments)
        text = comments.text(one.path)
        if text:
            made["description"] = text
        if as_mapping(one.value.get("options")).get("deprecated"):
            made["deprecated"] = True
        return made

    def _message(self, one: _Declaration, comments: _Comments) -> dict[str, Json]:
        properties: dict[str, Json] = {}
        required: list[Json] = []
        choices = [
            str(as_mapping(c).get("name")) for c in as_list(one.value.get("oneofDecl"))
        ]
        for index, given in enumerate(as_list(one.value.get("field"))):
            field = as_mapping(given)
            made: dict[str, Json] = dict(as_mapping(self._field(field)))
            said = [comments.text((*one.path, 2, index))]
            choice = field.get("oneofIndex")
            if isinstance(choice, int) and not field.get("proto3Optional"):
                said.append(f"At most one of ``{choices[choice]}`` is there.")
            text = "\n\n".join(part for part in said if part)
            if "$ref" in made and (text or _is_old(field)):
                made = all_of(made)
            if text:
                made["description"] = text
            if _is_old(field):
                made["deprecated"] = True
            name, wire = str(field.get("name")), str(field.get("jsonName"))
            if snake(wire) != name:
                made["x-plainsdk-name"] = name
            properties[wire] = made
            if _is_required(field):
                required.append(wire)
        whole: dict[str, Json] = {"type": "object", "properties": properties}
        if required:
            whole["required"] = required
        return whole

    def _field(self, field: Mapping[str, Json]) -> Json:
        entry = self._entries.get(str(field.get("typeName")).removeprefix("."))
        if entry is not None:
            value = as_mapping(as_list(entry.get("field"))[1])
            return {"type": "object", "additionalProperties": self._single(value)}
        single = self._single(field)
        if field.get("label") == "LABEL_REPEATED":
            return {"type": "array", "items": single}
        default = field.get("defaultValue")
        if default is not None:
            return {**as_mapping(single), **_default(default, as_mapping(single))}
        return single

    def _single(self, field: Mapping[str, Json]) -> Json:
        scalar = _SCALARS.get(str(field.get("type")).removeprefix("TYPE_"))
        if scalar is not None:
            return dict(as_mapping(scalar))
        fullname = str(field.get("typeName")).removeprefix(".")
        if fullname.startswith(_GOOGLE):
            known = _KNOWN.get(fullname.removeprefix(_GOOGLE))
            if known is not None:
                return dict(as_mapping(known))
            if self._homes.get(fullname) != self.own:
                self.asked.add(fullname)
        return {"$ref": self._reference(fullname)}

    def _reference(self, fullname: str) -> str:
        home = self._homes.get(fullname, self.own)
        key = _key_of(fullname, home, self._homes)
        if home == self.own or is_bundled(home):
            return f"#/definitions/{key}"
        own = (self._spot.where or self._spot.folder).resolve()
        path = self._imports.homes[home].as_posix()
        path = posixpath.relpath(path, own.parent.as_posix())
        return f"{path}#/definitions/{key}"


def _key_of(fullname: str, home: str, homes: Mapping[str, str]) -> str:
    """A full name without its package, which no name of the file ends in."""
    parts = fullname.split(".")
    for depth in range(1, len(parts)):
        if homes.get(".".join(parts[:depth])) == home:
            return ".".join(parts[depth - 1 :])
    return parts[-1]


def _enum(one: _Declaration, comments: _Comments) -> dict[str, Json]:
    values = [as_mapping(value) for value in as_list(one.value.get("value"))]
    made: dict[str, Json] = {
        "type": "string",
        "enum": [str(value.get("name")) for value in values],
    }
    texts = [comments.text((*one.path, 2, at)) for at in range(len(values))]
    said: list[Json] = [" ".join(text.split()) for text in texts]
    return {**made, "x-enum-descriptions": said} if any(said) else made


def _is_required(field: Mapping[str, Json]) -> bool:
    """Whether a field has to be there, in proto2 and in editions."""
    features = as_mapping(as_mapping(field.get("options")).get("features"))
    presence = features.get("fieldPresence")
    return "LABEL_REQUIRED" in (
        field.get("label"),
        f"LABEL_{presence}".replace("LEGACY_", ""),
    )


def _is_old(field: Mapping[str, Json]) -> bool:
    return bool(as_mapping(field.get("options")).get("deprecated"))


def _default(text: Json, schema: Mapping[str, Json]) -> dict[str, Json]:
    """The default of proto2 as JSON, where that has a word for it."""
    match schema.get("type"):
        case "boolean":
            return {"default": text == "true"}
        case "integer":
            return {"default": int(str(text))}
        case "number":
            return {"default": float(str(text))} if str(text)[-1:].isdigit() else {}
        case _ if schema.get("format") == "byte" or "$ref" in schema:
            return {}
        case _:
            return {"default": text}
