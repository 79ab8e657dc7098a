"""A script: what datamodel-code-generator makes of a document, as JSON; nothing of ours is used.

It runs in a process of its own, ``python opinion_there.py FILE``. Prints for each component
schema ``fields`` by wire name, each with ``required``, ``nullable`` and ``type``, or the ``type``
and ``nullable`` of a schema that is no object with properties.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path
from typing import Any

from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import PythonVersion
from datamodel_code_generator.model import get_data_model_types
from datamodel_code_generator.parser.openapi import OpenAPIParser

_SCHEMAS = "#/components/schemas/"


def main(file: str) -> None:
    """Print what is made of a document."""
    warnings.simplefilter("ignore")  # what it says of itself is no matter here
    types = get_data_model_types(
        DataModelType.PydanticV2BaseModel, PythonVersion.PY_311
    )
    parser = OpenAPIParser(
        Path(file),
        data_model_type=types.data_model,
        data_model_root_type=types.root_model,
        data_model_field_type=types.field_model,
        data_type_manager_type=types.data_type_manager,
        dump_resolve_reference_action=types.dump_resolve_reference_action,
        field_constraints=True,
        strict_nullable=True,
    )
    parser.parse_raw()
    models = {model.reference.path: model for model in parser.results}
    found: dict[str, Any] = {}
    for path, model in models.items():
        _, _, name = path.partition(_SCHEMAS)
        name = name.replace("~1", "/").replace("~0", "~")
        if name and "#-datamodel" not in path and "/" not in path.split(_SCHEMAS)[1]:
            found[name] = _described(model, models)
    print(json.dumps(found))


def _described(model: Any, models: dict[str, Any]) -> dict[str, Any]:
    kind = type(model).__name__
    if kind.endswith("Enum"):
        return {"type": "enum", "nullable": False}
    if "Root" in kind or "TypeAlias" in kind:
        field = model.fields[0]
        type_, nullable = _type(field.data_type, models)
        return {"type": type_, "nullable": nullable or field.nullable is True}
    if not _fields(model, models, 0):
        return {"type": "empty object", "nullable": False}
    fields: dict[str, Any] = {}
    for field in _fields(model, models, 0):
        type_, nullable = _type(field.data_type, models)
        fields[field.original_name or field.alias or field.name] = {
            "required": bool(field.required),
            "nullable": nullable or field.nullable is True,
            "type": type_,
        }
    return {"fields": fields}


def _fields(model: Any, models: dict[str, Any], depth: int) -> list[Any]:
    """The fields of a model, those of its bases first."""
    found: list[Any] = []
    for base in model.base_classes if depth < 20 else ():
        above = models.get(base.reference.path) if base.reference else None
        if above is not None:
            found += _fields(above, models, depth + 1)
    return found + list(model.fields)


def _type(type_: Any, models: dict[str, Any], depth: int = 0) -> tuple[str, bool]:
    """The kind of a type, and whether it takes null."""
    optional = bool(type_.is_optional)
    if type_.is_list or type_.is_set or type_.is_tuple:
        return "array", optional
    if type_.is_dict:
        return "map", optional
    if type_.literals:
        return "enum", optional
    if type_.reference is not None:
        model = type_.reference.source or models.get(type_.reference.path)
        if model is None or depth > 20:
            return "object", optional
        kind = type(model).__name__
        if kind.endswith("Enum"):
            return "enum", optional
        if "Root" in kind or "TypeAlias" in kind:
            field = model.fields[0]
            inner, nullable = _type(field.data_type, models, depth + 1)
            return inner, optional or nullable or field.nullable is True
        fields = _fields(model, models, 0)
        return ("object" if fields else "empty object"), optional
    members = [_type(one, models, depth + 1) for one in type_.data_types]
    kept = [kind for kind, _ in members if kind != "None"]
    optional = (
        optional or len(kept) < len(members) or any(nullable for _, nullable in members)
    )
    if members:
        return (kept[0] if len(kept) == 1 else "union"), optional
    return str(type_.type), optional


if __name__ == "__main__":
    main(sys.argv[1])
