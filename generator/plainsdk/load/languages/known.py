"""Which language a schema is written in, by its file's name and by what it holds.

It reads no file, and it does not guess: what could be several things is none of them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from enum import Enum

from ...document import Json


class Language(Enum):
    """The languages that are read beside OpenAPI; the values are the configuration's."""

    JSON_SCHEMA = "json-schema"
    ASYNCAPI = "asyncapi"
    GRAPHQL = "graphql"
    PROTOBUF = "protobuf"
    AVRO = "avro"
    XML_SCHEMA = "xml-schema"
    MCP = "mcp"
    SAMPLES = "samples"


_SUFFIXES = {
    ".graphql": Language.GRAPHQL,
    ".graphqls": Language.GRAPHQL,
    ".gql": Language.GRAPHQL,
    ".proto": Language.PROTOBUF,
    ".avsc": Language.AVRO,
    ".xsd": Language.XML_SCHEMA,
    ".csv": Language.SAMPLES,
}
STRUCTURED = (".json", ".yaml", ".yml")
"""What may hold several languages, which only its content tells apart."""

_AVRO = {"record": "fields", "error": "fields", "enum": "symbols", "fixed": "size"}
_KINDS = ("object", "array", "string", "integer", "number", "boolean", "null")
_SHAPES = ("$defs", "definitions", "properties", "patternProperties", "items", "enum")
_PARTS = ("allOf", "anyOf", "oneOf", "$ref", "additionalProperties", "const")


def by_name(path: str) -> Language | None:
    """The language that a file's name says; None for JSON and YAML, which say nothing."""
    return _SUFFIXES.get(posixpath.splitext(path)[1].lower())


def is_schema_file(path: str) -> bool:
    """Whether a file of this name may hold schemas."""
    suffix = posixpath.splitext(path)[1].lower()
    return suffix in _SUFFIXES or suffix in STRUCTURED


def by_content(root: Json) -> Language | None:
    """The language of a JSON or YAML value; None where it is not plain what it is."""
    if isinstance(root, list):
        if root and all(map(_is_tool, root)):
            return Language.MCP
        return Language.AVRO if root and any(map(_is_avro, root)) else None
    if not isinstance(root, Mapping) or "openapi" in root or "swagger" in root:
        return None
    if isinstance(root.get("asyncapi"), (str, float)):
        return Language.ASYNCAPI
    if tools_at(root) is not None:
        return Language.MCP
    if introspection_in(root) is not None:
        return Language.GRAPHQL
    if _is_avro(root):
        return Language.AVRO
    return Language.JSON_SCHEMA if _is_json_schema(root) else None


def tools_at(root: Json) -> tuple[str, ...] | None:
    """The keys to a list of MCP tools, in a list, a result or a whole answer to
    ``tools/list``.
    """
    if isinstance(root, list):
        return () if root and all(map(_is_tool, root)) else None
    if not isinstance(root, Mapping):
        return None
    tools = root.get("tools")
    if isinstance(tools, list) and tools and all(map(_is_tool, tools)):
        return ("tools",)
    result = root.get("result")
    inner = tools_at(result) if isinstance(result, Mapping) else None
    return None if inner is None else ("result", *inner)


def introspection_in(root: Json) -> Mapping[str, Json] | None:
    """The schema in an answer to GraphQL's introspection query, or in its ``data``."""
    if not isinstance(root, Mapping):
        return None
    data = root.get("data", root)
    schema = data.get("__schema") if isinstance(data, Mapping) else None
    types = schema.get("types") if isinstance(schema, Mapping) else None
    return schema if isinstance(types, list) and isinstance(schema, Mapping) else None


def _is_tool(value: Json) -> bool:
    return (
        isinstance(value, Mapping)
        and isinstance(value.get("name"), str)
        and ("inputSchema" in value or "outputSchema" in value)
    )


def _is_avro(value: Json) -> bool:
    if not isinstance(value, Mapping):
        return False
    kind = value.get("type")
    return isinstance(kind, str) and _AVRO.get(kind, "") in value and "name" in value


def _is_json_schema(root: Mapping[str, Json]) -> bool:
    """Whether a value says that it is a schema, or has what nothing else has."""
    said = root.get("$schema")
    if isinstance(said, str) and "json-schema.org" in said:
        return True
    kind = root.get("type")
    kinds = kind if isinstance(kind, list) else [kind]
    if kind is not None:
        return all(one in _KINDS for one in kinds)
    shaped = [key for key in _SHAPES if isinstance(root.get(key), Mapping)]
    return bool(shaped) or any(isinstance(root.get(key), list) for key in _PARTS)
