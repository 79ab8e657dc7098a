"""Reads ``type``: the names of JSON Schema, those that people write instead, and none."""

from __future__ import annotations

from collections.abc import Mapping

from .. import ir
from ..document import Json
from .places import Lowering, Spot
from .values import text, texts

_JSON = frozenset(["string", "integer", "number", "boolean", "array", "object"])
_OTHERS = {
    "int": "integer",
    "int32": "integer",
    "int64": "integer",
    "long": "integer",
    "float": "number",
    "double": "number",
    "decimal": "number",
    "bool": "boolean",
    "str": "string",
    "text": "string",
    "list": "array",
    "map": "object",
    "dict": "object",
    "json": "object",
}
_FORMATS = {
    "date-time": ir.ScalarKind.DATE_TIME,
    "date": ir.ScalarKind.DATE,
    "time": ir.ScalarKind.TIME,
    "uuid": ir.ScalarKind.UUID,
    "uuid4": ir.ScalarKind.UUID,
    "decimal": ir.ScalarKind.DECIMAL,
    "byte": ir.ScalarKind.BASE64,
    "base64url": ir.ScalarKind.BASE64URL,
    "binary": ir.ScalarKind.BINARY,
}
SCALARS = {
    "integer": ir.Scalar(ir.ScalarKind.INTEGER),
    "number": ir.Scalar(ir.ScalarKind.NUMBER),
    "boolean": ir.Scalar(ir.ScalarKind.BOOLEAN),
}
_SAYING = frozenset(
    ("type", "format", "title", "description", "default", "example", "examples")
    + ("deprecated", "readOnly", "writeOnly", "externalDocs")
)  # fmt: skip
_ENCODINGS = {
    "base64": ir.ScalarKind.BASE64,
    "base64url": ir.ScalarKind.BASE64URL,
}
_IN_PLACE = {**dict.fromkeys(_FORMATS), "datetime": None, "file": None}
_GUESSES = (
    (
        (
            "properties",
            "additionalProperties",
            "patternProperties",
            "unevaluatedProperties",
            "required",
            "minProperties",
            "maxProperties",
            "propertyNames",
        ),
        "object",
    ),
    (("items", "prefixItems", "minItems", "maxItems", "uniqueItems"), "array"),
    (
        ("pattern", "minLength", "maxLength", "format", "contentEncoding"),
        "string",
    ),
    (
        ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
        "number",
    ),
)
_STRING = ir.Scalar(ir.ScalarKind.STRING)
_FORMATTING = frozenset(["format", "contentEncoding"])
_NUMBERS = frozenset(["int32", "int64", "float", "double"])


def takes_null(schema: Mapping[str, Json]) -> bool:
    """Whether a schema names null among its types."""
    kinds = schema.get("type")
    if "null" in kinds if isinstance(kinds, list) else kinds == "null":
        return True
    return schema.get("nullable") is True


def kinds_of(
    schema: Mapping[str, Json], spot: Spot, lowering: Lowering
) -> list[str] | None:
    """Return the types that a schema names or speaks of, null aside; None for any."""
    found = schema.get("type")
    if found is None:
        return _guessed(schema)
    if isinstance(found, str) and found in _JSON:
        return [found]
    names = [found] if isinstance(found, str) else texts(found)
    if not names:
        lowering.warn("unknown-type", "'type' is no name of a type", spot.pointer)
    kinds: list[str] = []
    for name in names:
        if name == "null":
            continue
        kind = _known(name, spot, lowering)
        if kind is None:
            return None
        kinds.append(kind)
    return list(dict.fromkeys(kinds)) or (None if names != ["null"] else [])


def _known(name: str, spot: Spot, lowering: Lowering) -> str | None:
    if name in _JSON:
        return name
    plain = name.lower()
    kind = _OTHERS.get(plain) or (plain if plain in _JSON else None)
    if kind is None and plain in _IN_PLACE:
        kind = "string"
    what = f"it is read as {kind!r}" if kind else "any value is taken"
    lowering.warn(
        "unknown-type", f"{name!r} is no type of JSON Schema; {what}", spot.pointer
    )
    return kind


def _guessed(schema: Mapping[str, Json]) -> list[str] | None:
    """Return the kind that a schema without ``type`` speaks of."""
    if text(schema.get("format")) in _NUMBERS:
        number = text(schema.get("format"))
        return ["integer" if number.startswith("int") else "number"]
    for keywords, kind in _GUESSES:
        if any(keyword in schema for keyword in keywords):
            return [kind]
    return None


def plain_scalar(schema: Mapping[str, Json]) -> ir.Scalar | ir.Nullable | None:
    """Return the type of a schema that names one scalar, or it and null, and says
    nothing more of its values; None for every other, which takes more care.

    Most schemas are such.
    """
    kind = schema.get("type")
    if kind is None or not schema.keys() <= _SAYING:
        return None
    nullable = isinstance(kind, list) and len(kind) == 2 and kind[1] == "null"
    if isinstance(kind, list):
        kind = kind[0] if nullable else None
    if not isinstance(kind, str):
        return None
    found = string_of(schema) if kind == "string" else SCALARS.get(kind)
    return ir.Nullable(found) if found and nullable else found


def string_of(schema: Mapping[str, Json]) -> ir.Scalar:
    """Return the scalar that a text is, by its format or encoding."""
    if _FORMATTING.isdisjoint(schema) and schema.get("type") == "string":
        return _STRING
    format_ = text(schema.get("format"))
    kinds = schema.get("type")
    in_place = kinds.lower() if isinstance(kinds, str) else ""
    if in_place in _IN_PLACE and not format_:
        format_ = {"datetime": "date-time", "file": "binary"}.get(in_place, in_place)
    kind = _ENCODINGS.get(text(schema.get("contentEncoding")), _FORMATS.get(format_))
    return ir.Scalar(kind or ir.ScalarKind.STRING)
