"""Names that fields of a kind of models may not have, beside those that none may have."""

from __future__ import annotations

from collections.abc import Mapping

from ..kinds import Kind

ATTRIBUTES: Mapping[Kind, frozenset[str]] = {
    Kind.PYDANTIC: frozenset(
        [
            "construct",
            "copy",
            "dict",
            "from_orm",
            "json",
            "model_computed_fields",
            "model_config",
            "model_construct",
            "model_copy",
            "model_dump",
            "model_dump_json",
            "model_extra",
            "model_fields",
            "model_fields_set",
            "model_json_schema",
            "model_parametrized_name",
            "model_post_init",
            "model_rebuild",
            "model_validate",
            "model_validate_json",
            "model_validate_strings",
            "parse_file",
            "parse_obj",
            "parse_raw",
            "schema",
            "schema_json",
            "update_forward_refs",
            "validate",
            "Base64",
            "Field",
            "Null",
        ]
    ),
    Kind.MSGSPEC: frozenset(["field"]),
}
"""What the base class has, and what is written beside fields."""
