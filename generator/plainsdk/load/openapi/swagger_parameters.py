"""Parameters of Swagger 2.0 as those of OpenAPI 3.1, and as request bodies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...diagnostics import Diagnostics, Pointer
from ...document import Json

_MULTIPART, _FORM = "multipart/form-data", "application/x-www-form-urlencoded"
_SCHEMA = (
    ("type", "format", "items", "default", "enum", "pattern", "multipleOf")
    + ("maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum")
    + ("maxLength", "minLength", "maxItems", "minItems", "uniqueItems")
)  # fmt: skip
_OWN = ("x-nullable", "x-enum-varnames", "x-enumNames", "x-ms-enum", "x-enum-names")
_PARAMETER = ("name", "in", "description", "required", "deprecated", "example")
_STYLES: dict[tuple[str, str], dict[str, Json]] = {
    ("query", "csv"): {"style": "form", "explode": False},
    ("query", "multi"): {"style": "form", "explode": True},
    ("query", "ssv"): {"style": "spaceDelimited", "explode": False},
    ("query", "pipes"): {"style": "pipeDelimited", "explode": False},
    ("path", "csv"): {"style": "simple", "explode": False},
    ("header", "csv"): {"style": "simple", "explode": False},
    ("formData", "csv"): {"style": "form", "explode": False},
    ("formData", "multi"): {"style": "form", "explode": True},
    ("formData", "ssv"): {"style": "spaceDelimited", "explode": False},
    ("formData", "pipes"): {"style": "pipeDelimited", "explode": False},
}
_SEPARATORS = {"csv": "commas", "ssv": "spaces", "tsv": "tabs", "pipes": "'|'"}


@dataclass(frozen=True)
class Entry:
    """An item of a list of parameters: as it is written, and what it refers to."""

    written: dict[str, Json]
    target: dict[str, Json]

    @property
    def where(self) -> Json:
        """What stands under ``in``."""
        return self.target.get("in")

    @property
    def name(self) -> str:
        """The parameter's name."""
        name = self.target.get("name")
        return name if isinstance(name, str) else ""

    @property
    def is_body(self) -> bool:
        """Whether it is a body or a part of one."""
        return self.where in ("body", "formData")


def media_types(entries: Sequence[Entry]) -> list[str]:
    """What a body is sent as where a header parameter ``Content-Type`` says so.

    OpenAPI 3 leaves such a parameter out (3.1, 4.8.12.2); Swagger 2.0 does not, and it
    says more than ``consumes``.
    """
    return [
        value
        for one in entries
        if is_media_type(one)
        for values in [one.target.get("enum")]
        for value in (values if isinstance(values, list) else [])
        if isinstance(value, str) and "/" in value
    ]


def is_media_type(entry: Entry) -> bool:
    """Whether a parameter is the header field ``Content-Type``."""
    return entry.where == "header" and entry.name.lower() == "content-type"


def body_of(
    entry: Entry, consumes: list[str], general: list[str], *, written: bool = False
) -> dict[str, Json]:
    """The request body that a body parameter is.

    A shared one stays a reference where its operation consumes what all do.
    """
    if entry.written is not entry.target and consumes == general:
        return {"$ref": entry.written["$ref"]}
    target = entry.target
    schema = target.get("schema")
    media = consumes or ["application/json"]
    made: dict[str, Json] = {
        key: target[key]
        for key in target
        if key in ("description", "required") or key.startswith("x-")
    }
    made["content"] = {
        one: {"schema": schema if isinstance(schema, dict) else {}} for one in media
    }
    return made


def form_of(
    fields: Sequence[Entry], consumes: list[str], at: Pointer, report: Diagnostics
) -> tuple[dict[str, Json], dict[str, Json]]:
    """The request body that form fields make together, and its properties."""
    properties: dict[str, Json] = {}
    encoding: dict[str, Json] = {}
    for field in fields:
        made = to_schema(field.target, "formData", at, report)
        schema = made.pop("schema")
        assert isinstance(schema, dict)
        words = {
            key: item
            for key, item in field.target.items()
            if key in ("description", "deprecated", "example")
            or (key.startswith("x-") and key not in _OWN)
        }
        properties[field.name] = {**schema, **words}
        if made:
            encoding[field.name] = made
    files = any(field.target.get("type") == "file" for field in fields)
    several = _MULTIPART in consumes and _FORM not in consumes
    form: dict[str, Json] = {"type": "object", "properties": properties}
    required = [one.name for one in fields if one.target.get("required") is True]
    if required:
        form["required"] = list(required)
    content: dict[str, Json] = {"schema": form}
    if encoding:
        content["encoding"] = encoding
    media = _MULTIPART if files or several else _FORM
    return {"required": bool(required), "content": {media: content}}, properties


def plain_parameter(
    parameter: dict[str, Json], at: Pointer, report: Diagnostics
) -> None:
    """Put what a parameter says of its value into a schema."""
    if "schema" in parameter and "type" not in parameter:
        return  # written as in OpenAPI 3
    made = to_schema(parameter, str(parameter.get("in")), at, report)
    kept = {
        key: item
        for key, item in parameter.items()
        if key not in _SCHEMA and key != "collectionFormat" and key not in _OWN
    }
    parameter.clear()
    parameter.update({**kept, **made})


def to_schema(
    value: dict[str, Json],
    where: str,
    at: Pointer,
    report: Diagnostics,
    keep: Sequence[str] = (),
) -> dict[str, Json]:
    """The keys ``schema``, ``style`` and ``explode`` of a parameter or header."""
    schema: dict[str, Json] = {
        key: item
        for key, item in value.items()
        if (key in _SCHEMA or key in _OWN) and key not in keep
    }
    if schema.get("type") == "file":
        schema.update({"type": "string", "format": "binary"})
    if schema.pop("x-nullable", False) is True and isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
    for bound, limit in (
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ):
        if schema.pop(bound, False) is True and limit in schema:
            schema[bound] = schema.pop(limit)
    made: dict[str, Json] = {"schema": schema}
    if schema.get("type") != "array":
        return made
    items = schema.get("items")
    if isinstance(items, dict):
        items.pop("collectionFormat", None)
    form = str(value.get("collectionFormat", "csv"))
    style = _STYLES.get((where, form))
    if style is not None:
        return {**made, **style}
    # OpenAPI 3.1 has no style for it: the caller joins the values, and the wire is right.
    separator = _SEPARATORS.get(form, f"{form!r}")
    words = f"a list with {separator} between its values is one text here"
    report.note("collection-format", f"{words}; join them yourself", at)
    made["schema"] = {"type": "string"}
    return made
