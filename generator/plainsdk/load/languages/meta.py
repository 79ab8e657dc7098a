"""The schema of schemas, for schemas that hold others; nothing is fetched for it.

Whoever refers to all of it means some schema, which stays open. Its parts, which
descriptions of other formats borrow, have their types.
"""

from __future__ import annotations

import re

from ...document import Json
from ..openapi.identifiers import Identifiers, Parts
from ..openapi.library import File, Lead
from ..openapi.versions import Version
from ..texts.lines import Lines
from ..texts.reading import source_of

_KNOWN = re.compile(
    r"https?://(?:json-schema\.org/(?:draft-0[4567]|draft/20(?:19-09|20-12))"
    r"/(?:schema|hyper-schema)|spec\.openapis\.org/oas/3\.\d+/dialect/[\w-]+)"
)
_NAME = "JSONSchema"
_COUNTS = [
    "maxLength",
    "minLength",
    "maxItems",
    "minItems",
    "maxProperties",
    "minProperties",
]
_SCHEMAS = [
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "additionalItems",
    "additionalProperties",
]
_LISTS = ["allOf", "anyOf", "oneOf"]
_MAPS = ["definitions", "properties", "patternProperties"]
_TEXTS = [
    "$schema",
    "$ref",
    "$id",
    "id",
    "$comment",
    "title",
    "description",
    "format",
    "contentMediaType",
    "contentEncoding",
]
_KINDS = ["array", "boolean", "integer", "null", "number", "object", "string"]


def is_meta_schema(uri: str) -> bool:
    """Whether a URI is that of JSON Schema's own schema, or of OpenAPI's dialect."""
    return _KNOWN.fullmatch(uri) is not None


def meta_schema(uri: str, home: Parts) -> File:
    """What stands at such a URI."""
    definitions = _definitions()
    root: Json = {"definitions": definitions, "properties": _properties(definitions)}
    made = File(
        source_of(uri, uri, ""),
        root,
        home,
        uri,
        Version.V3_1,
        Identifiers(),
        lambda _: Lines(1),
    )
    made.leads[()] = Lead(made, ("definitions", _NAME))
    return made


def _definitions() -> dict[str, Json]:
    count: Json = {"type": "integer", "minimum": 0}
    texts: Json = {"type": "array", "items": {"type": "string"}}
    some: Json = {"type": "array", "items": {"$ref": f"#/definitions/{_NAME}"}}
    kinds: Json = {"type": "string", "enum": [*_KINDS]}
    schema: Json = {"type": ["object", "boolean"], "description": "A JSON Schema."}
    return {
        _NAME: schema,
        "nonNegativeInteger": count,
        "nonNegativeIntegerDefault0": count,
        "positiveInteger": count,
        "positiveIntegerDefault0": count,
        "simpleTypes": kinds,
        "stringArray": texts,
        "schemaArray": some,
    }


def _properties(definitions: dict[str, Json]) -> dict[str, Json]:
    schema: Json = {"$ref": f"#/definitions/{_NAME}"}
    made: dict[str, Json] = {
        "default": {},
        "examples": {"type": "array", "items": {}},
        "multipleOf": {"type": "number", "exclusiveMinimum": 0},
        "maximum": {"type": "number"},
        "minimum": {"type": "number"},
        "exclusiveMaximum": {"type": ["number", "boolean"]},
        "exclusiveMinimum": {"type": ["number", "boolean"]},
        "pattern": {"type": "string", "format": "regex"},
        "uniqueItems": {"type": "boolean"},
        "readOnly": {"type": "boolean"},
        "required": definitions["stringArray"],
        "enum": {"type": "array", "items": {}},
        "const": {},
        "items": {"anyOf": [schema, definitions["schemaArray"]]},
        "type": {"anyOf": [definitions["simpleTypes"], definitions["stringArray"]]},
    }
    for keys, one in (
        (_COUNTS, definitions["nonNegativeInteger"]),
        (_SCHEMAS, schema),
        (_LISTS, definitions["schemaArray"]),
        (_TEXTS, {"type": "string"}),
        (_MAPS, {"type": "object", "additionalProperties": schema}),
    ):
        made |= {key: one for key in keys}
    return made
