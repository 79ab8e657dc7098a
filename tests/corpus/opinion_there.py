"""A script: what datamodel-code-generator makes of a document, as JSON; nothing of ours is used.

It runs in a process of its own, ``python opinion_there.py FILE``. Prints for each component
schema its ``type``, whether it is ``nullable``, and what it holds: ``fields`` by wire name, each
with ``required``, the ``item`` of an array or map, the ``members`` of a union. What has a name
of its own is not followed.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import PythonVersion
from datamodel_code_generator.model import get_data_model_types
from datamodel_code_generator.parser.openapi import OpenAPIParser

_SCHEMAS = "#/components/schemas/"
_DEEPEST = 8
_UNDECLARED = "__pydantic_extra__"

Models = Mapping[str, Any]


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
        name = _component(path)
        if name is not None:
            found[name] = _of_model(model, models, 0)
            if not _is_alias(model):
                found[name]["nullable"] = None
    print(json.dumps(found))


def _component(path: str) -> str | None:
    """The name of a component schema; None for what is inline."""
    _, _, name = path.partition(_SCHEMAS)
    if not name or "/" in name or "#" in name:
        return None
    return name.replace("~1", "/").replace("~0", "~")


def _is_alias(model: Any) -> bool:
    """Whether a model is nothing but a name for a type."""
    kind = type(model).__name__
    return "Root" in kind or "TypeAlias" in kind


def _is_enum(model: Any) -> bool:
    return type(model).__name__.endswith("Enum")


def _of_model(model: Any, models: Models, depth: int) -> dict[str, Any]:
    if _is_enum(model):
        return {"type": "enum", "nullable": False}
    if _is_alias(model):
        return _of_field(model.fields[0], models, depth)
    held = _fields(model, models, 0)
    if not held:
        return {"type": "empty object", "nullable": False}
    fields: dict[str, Any] = {}
    for field in held:
        made = {"required": bool(field.required), **_of_field(field, models, depth)}
        wire = _wire(field)
        if made["type"] == "None" and wire in fields:  # only its required mark is new
            made = {**fields[wire], "required": made["required"]}
        fields[wire] = made
    return {"type": "object", "nullable": False, "fields": fields}


def _wire(field: Any) -> str:
    names = (field.original_name, field.alias, field.name)
    return next((name for name in names if name is not None), "")


def _of_field(field: Any, models: Models, depth: int) -> dict[str, Any]:
    made = _of_type(field.data_type, models, depth)
    return {**made, "nullable": made["nullable"] or field.nullable is True}


def _fields(model: Any, models: Models, depth: int) -> list[Any]:
    """The fields of a model, those of its bases first."""
    found: list[Any] = []
    for base in model.base_classes if depth < 20 else ():
        above = models.get(base.reference.path) if base.reference else None
        if above is not None and not _is_alias(above) and not _is_enum(above):
            found += _fields(above, models, depth + 1)
    return found + [one for one in model.fields if one.name != _UNDECLARED]


def _of_type(type_: Any, models: Models, depth: int) -> dict[str, Any]:
    optional = bool(type_.is_optional)
    if type_.is_list or type_.is_set or type_.is_tuple:
        return {"type": "array", "nullable": optional, **_item(type_, models, depth)}
    if type_.is_dict:
        return {"type": "map", "nullable": optional, **_item(type_, models, depth)}
    if type_.literals:
        return {"type": "enum", "nullable": optional}
    if type_.reference is not None:
        made = _of_reference(type_.reference, models, depth)
        return {**made, "nullable": optional or made["nullable"]}
    members = [_of_type(one, models, depth + 1) for one in type_.data_types]
    kept = [one for one in members if one["type"] != "None"]
    optional = (
        optional
        or len(kept) < len(members)
        or any(member["nullable"] for member in members)
    )
    if len(kept) == 1:
        return {**kept[0], "nullable": optional}
    if members:
        return {"type": "union", "nullable": optional, "members": kept}
    return {"type": str(type_.type), "nullable": optional}


def _item(type_: Any, models: Models, depth: int) -> dict[str, Any]:
    """What an array or a map holds, where all of it is of one type."""
    if len(type_.data_types) != 1 or depth > _DEEPEST:
        return {}
    return {"item": _of_type(type_.data_types[0], models, depth + 1)}


def _of_reference(reference: Any, models: Models, depth: int) -> dict[str, Any]:
    model = reference.source or models.get(reference.path)
    if model is None or depth > _DEEPEST:
        return {"type": "unseen", "nullable": None}
    named = _component(reference.path) is not None
    if named and not _is_alias(model) and not _is_enum(model):
        kind = "object" if _fields(model, models, 0) else "empty object"
        return {"type": kind, "nullable": False}
    return _of_model(model, models, depth + 1)


if __name__ == "__main__":
    main(sys.argv[1])
