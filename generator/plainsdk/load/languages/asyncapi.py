"""AsyncAPI 2 and 3 to models of what messages carry; channels and operations are none.

Payloads and headers are JSON Schema, and are read as they stand; a ``schemaFormat`` of
another language is converted where it stands.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from ...diagnostics import Diagnostics
from ...document import Json, as_list, as_mapping
from ..openapi.identifiers import Parts, identifiers
from ..openapi.library import File, Lead, Listed
from ..texts.json_text import read_json
from ..texts.reading import Source, read_source, source_of
from .known import Language
from .names import as_name
from .reading import Converted, Spot
from .schemas import modernise_in

_PLAIN = ("application/vnd.aai.asyncapi", "application/schema")
_OPENAPI = "application/vnd.oai.openapi"
_FOREIGN = (
    ("application/vnd.apache.avro", Language.AVRO),
    ("application/vnd.google.protobuf", Language.PROTOBUF),
)
_WHICH = ("first", "second", "third", "fourth", "fifth", "sixth", "other")
"""Messages of a choice that have neither a name nor a title."""
_CHAIN = 20  # references to messages that may follow each other


@dataclass
class _Reading:
    """A file of AsyncAPI while it is read: what was found of it, and what it needed."""

    file: File
    spot: Spot
    listed: list[Listed] = field(default_factory=list[Listed])
    also: list[Source] = field(default_factory=list[Source])
    seen: set[int] = field(default_factory=set[int])
    brought: set[str] = field(default_factory=set[str])

    @property
    def report(self) -> Diagnostics:
        """Where faults are said."""
        return self.spot.report


def read_asyncapi(file: File, spot: Spot) -> File | None:
    """Read a document: the schemas of its components, and of every message."""
    said = str(as_mapping(file.root).get("asyncapi", ""))
    if said[:2] not in ("2.", "3."):
        words = f"asyncapi: {said[:40]} is not read; 2.x and 3.x are"
        spot.report.error("bad-schema", words, file.place(("asyncapi",)))
        return None
    reading = _Reading(file, spot)
    root = as_mapping(file.root)
    components = as_mapping(root.get("components"))
    for name in as_mapping(components.get("schemas")):
        _schema(reading, name, ("components", "schemas", name), "")
    for parts in _channels(root):
        _bring(reading, parts, "channel")
    for name, parts in list(_messages(root)):
        _message(reading, name, parts)
    if spot.report.failed:
        return None
    named = identifiers(b'"$id"', file.root, file.source.path)
    file.named, file.base = named, file.source.path
    file.listed, file.also = tuple(reading.listed), tuple(reading.also)
    return file


def _channels(root: Mapping[str, Json]) -> list[Parts]:
    """The places of all channels."""
    components = as_mapping(root.get("components"))
    return [
        *(("channels", key) for key in as_mapping(root.get("channels"))),
        *(
            ("components", "channels", key)
            for key in as_mapping(components.get("channels"))
        ),
    ]


def _bring(reading: _Reading, parts: Parts, what: str) -> None:
    """Put what another file has in the place of a reference to it, if it is one."""
    value = reading.file.find(parts)
    reference = as_mapping(value).get("$ref")
    if not isinstance(value, dict) or not isinstance(reference, str):
        return
    if not reference.startswith("#"):
        _brought(reading, value, reference, parts, what)


def _messages(root: Mapping[str, Json]) -> Iterator[tuple[str, Parts]]:
    """Every place where a message may stand, and what it is called there."""
    components = as_mapping(root.get("components"))
    for name in as_mapping(components.get("messages")):
        yield name, ("components", "messages", name)
    for where in _channels(root):
        holder = root if len(where) == 2 else components
        key = where[-1]
        channel = as_mapping(as_mapping(holder.get("channels")).get(key))
        for name in as_mapping(channel.get("messages")):
            yield name, (*where, "messages", name)
        for verb in ("publish", "subscribe"):
            operation = as_mapping(channel.get(verb))
            message = as_mapping(operation.get("message"))
            above = (*where, verb, "message")
            called = str(operation.get("operationId") or f"{key} {verb}")
            if not message:
                continue
            several = as_list(message.get("oneOf"))
            for index in range(len(several)):
                which = _WHICH[min(index, len(_WHICH) - 1)]
                yield f"{called} {which}", (*above, "oneOf", str(index))
            if not several:
                yield called, above


def _message(reading: _Reading, name: str, parts: Parts) -> None:
    """List what a message carries, at its own place or at the one that it refers to."""
    message = reading.file.find(parts)
    if not isinstance(message, dict) or id(message) in reading.seen:
        return
    reading.seen.add(id(message))
    reference = message.get("$ref")
    if isinstance(reference, str):
        path, _, fragment = reference.partition("#")
        around = posixpath.dirname(reading.file.source.path)
        target = f"{posixpath.normpath(posixpath.join(around, path))}#{fragment}"
        if path and target not in reading.brought:
            reading.brought.add(target)
            _brought(reading, message, reference, parts, "message")
            if "$ref" not in message:
                _message_itself(reading, reference.rpartition("/")[2] or name, parts)
        return  # another message of this file comes by itself
    _message_itself(reading, name, parts)


def _message_itself(reading: _Reading, name: str, parts: Parts) -> None:
    message = reading.file.find(parts)
    assert isinstance(message, dict)
    for index in range(len(as_list(message.get("traits")))):
        _bring(reading, (*parts, "traits", str(index)), "trait")
    _traits(reading, message)
    own = message.get("name") or message.get("messageId") or message.get("title")
    called = as_name(own if isinstance(own, str) else name)
    about = str(message.get("summary") or message.get("description") or "")
    form = str(message.get("schemaFormat") or "")
    taken = {one.name.casefold() for one in reading.listed}
    for key, suffix in (("payload", ""), ("headers", " headers")):
        if key not in message:
            continue
        whole = as_name(f"{called}{suffix}")
        if whole.casefold() in taken:
            whole = as_name(f"{called} {key}")
        if key == "payload":
            _schema(reading, whole, (*parts, key), form, about)
        else:
            _schema(reading, whole, (*parts, key), "")
    kafka = as_mapping(as_mapping(message.get("bindings")).get("kafka"))
    if isinstance(kafka.get("key"), dict):
        _schema(
            reading, as_name(f"{called} key"), (*parts, "bindings", "kafka", "key"), ""
        )


def _schema(
    reading: _Reading, name: str, parts: Parts, form: str, about: str = ""
) -> None:
    """List one schema, of whichever language it is."""
    schema = reading.file.find(parts)
    if isinstance(schema, dict) and "schemaFormat" in schema:
        form = str(schema["schemaFormat"])
        inner = (*parts, "schema")
        reading.file.leads[parts] = Lead(reading.file, inner)
        parts, schema = inner, reading.file.find(inner)
    for start, language in _FOREIGN:
        if form.startswith(start):
            _converted(reading, language, name, parts)
            return
    if not isinstance(schema, dict):
        return
    if form and not form.startswith((*_PLAIN, _OPENAPI)):
        words = f"schemaFormat: {form[:80]} is not read; JSON Schema, OpenAPI, Avro"
        words += " and Protocol Buffers are"
        reading.report.error("bad-schema", words, reading.file.place(parts))
        return
    target = schema.get("$ref")
    if isinstance(target, str) and target.startswith("#/components/schemas/"):
        return  # that one has its own name
    if not form.startswith(_OPENAPI):
        modernise_in(reading.file, parts, reading.report)
    if about and schema.keys().isdisjoint(("$ref", "description")):
        schema["description"] = about
    reading.listed.append(Listed(name, parts))


def _converted(reading: _Reading, language: Language, name: str, parts: Parts) -> None:
    """Put what a schema of another language is in its place, with what it defines."""
    given = reading.file.find(parts)
    line = reading.file.place(parts).line
    text = given if isinstance(given, str) else ""
    path = f"{reading.file.source.path}.{'.'.join(parts)}"
    inner = Diagnostics()
    source = source_of(path, reading.file.source.shown, text)
    spot = Spot(source, None, reading.spot.folder, inner)
    made: Converted | None = None
    if isinstance(given, dict) and isinstance(given.get("$ref"), str):
        reading.listed.append(Listed(name, parts))  # the file says which language
        return
    if language is Language.AVRO:
        from .avro import read_avro

        value = read_json(text) if text else given
        made = read_avro(value, spot)
    else:
        from .protobuf import read_protobuf

        made = read_protobuf(None, spot)
    for one in inner:
        where = reading.file.source.place(line)
        reading.report.error(one.code, one.message, where)
    holder = reading.file.find(parts[:-1])
    if made is None or not isinstance(holder, dict):
        return
    whole: dict[str, Json] = {
        "$id": f"plainsdk:{'/'.join(parts)}",
        "definitions": made.definitions,
    }
    holder[parts[-1]] = whole
    main = made.main or next(iter(made.definitions), "")
    lead = Lead(reading.file, (*parts, "definitions", main))
    reading.file.leads[parts] = lead
    if parts[:-1] in reading.file.leads:
        reading.file.leads[parts[:-1]] = lead
    reading.listed += [
        Listed(one, (*parts, "definitions", one)) for one in made.definitions
    ]


def _traits(reading: _Reading, message: dict[str, Json]) -> None:
    """Bring the headers of a message's traits into it (AsyncAPI 3, "Traits Merge")."""
    headers: list[Json] = []
    for one in as_list(message.get("traits")):
        trait = as_mapping(one)
        for _ in range(_CHAIN):
            reference = trait.get("$ref")
            if not isinstance(reference, str) or not reference.startswith("#/"):
                break
            keys = tuple(reference.removeprefix("#/").split("/"))
            trait = as_mapping(reading.file.find(keys))
        if isinstance(trait.get("headers"), dict):
            headers.append(deepcopy(trait["headers"]))
        for key in ("name", "schemaFormat", "summary", "description"):
            if key in trait:
                message.setdefault(key, trait[key])
    if not headers:
        return
    if "headers" in message:
        headers.insert(0, message["headers"])
    message["headers"] = headers[0] if len(headers) == 1 else {"allOf": headers}


def _brought(
    reading: _Reading, holder: dict[str, Json], reference: str, parts: Parts, what: str
) -> None:
    """Put what another file has in the place of the reference to it."""
    from ..openapi.library import parse

    path, _, fragment = reference.partition("#")
    around = posixpath.dirname(reading.file.source.path)
    where = posixpath.normpath(posixpath.join(around, path))
    shown = posixpath.join(posixpath.dirname(reading.file.source.shown), path)
    found = Diagnostics()
    file = reading.spot.folder / where
    made: File | None = None
    if reading.spot.has(where):
        source = read_source(file, where, posixpath.normpath(shown), found)
        made = None if source is None else parse(source, found, (), where)
    value = None
    if made is not None:
        value = made.find(tuple(one for one in fragment.split("/") if one))
    if made is None or not isinstance(value, dict):
        words = f"{reference!r} leads to no {what}"
        reading.report.error("dangling-reference", words, reading.file.place(parts))
        return
    reading.also.append(made.source)
    holder.clear()
    holder.update(as_mapping(_rebased(value, path)))


def _rebased(value: Json, path: str) -> Json:
    """A value of another file, with its references as they are from this one."""
    if isinstance(value, list):
        return [_rebased(one, path) for one in value]
    if not isinstance(value, Mapping):
        return value
    made = {key: _rebased(one, path) for key, one in value.items()}
    reference = value.get("$ref")
    if isinstance(reference, str) and reference.startswith("#"):
        made["$ref"] = f"{path}{reference}"
    elif isinstance(reference, str) and "://" not in reference:
        target = posixpath.join(posixpath.dirname(path), reference)
        made["$ref"] = target
    return made
