"""Merges ``allOf`` into one schema (JSON Schema 2020-12, 10.2.1.1).

Never invents a name.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..diagnostics import Diagnostics, Pointer
from ..document import Json, value_at

_ANNOTATIONS = ("title", "description", "default", "examples", "example", "deprecated")


_DEEPEST = 40


def merged(
    value: Json,
    root: Mapping[str, Json],
    at: Pointer,
    report: Diagnostics,
    inside: tuple[int, ...] = (),
) -> Json:
    """Return a value with every ``allOf`` below it merged into the schema that holds
    it.

    ``inside`` are the schemas that are being merged around it: one that holds itself in
    this way would never end, and is reported.
    """
    if isinstance(value, list):
        return [
            merged(item, root, at / index, report, inside)
            for index, item in enumerate(value)
        ]
    if not isinstance(value, Mapping):
        return value
    parts = value.get("allOf")
    if isinstance(parts, list):
        if id(value) in inside or len(inside) > _DEEPEST:
            report.error(
                "circular-allof",
                "this schema holds itself through allOf; give what it holds a name of its"
                " own under #/components/schemas",
                at,
            )
            return {}
        inside = (*inside, id(value))
        value = _merge(value, parts, root, at, report)
    return {
        key: merged(item, root, at / key, report, inside) for key, item in value.items()
    }


def _merge(
    schema: Mapping[str, Json],
    parts: list[Json],
    root: Mapping[str, Json],
    at: Pointer,
    report: Diagnostics,
) -> Mapping[str, Json]:
    own = {key: item for key, item in schema.items() if key != "allOf"}
    types = [part for part in parts if not _says_nothing(part)]
    if len(types) == 1 and _says_nothing(own):
        words = {
            key: item
            for part in (*parts, own)
            if isinstance(part, Mapping) and _says_nothing(part)
            for key, item in part.items()
        }
        only = types[0]
        return {**only, **words} if isinstance(only, Mapping) else words
    result: dict[str, Json] = {}
    for index, part in enumerate([*parts, own]):
        opened = _open(part, root, frozenset())
        if opened is None:
            report.error(
                "circular-allof",
                "this schema is a part of itself",
                at / "allOf" / index,
            )
            continue
        _add(result, opened, at, report)
    return result


def _says_nothing(part: Json) -> bool:
    """Whether a schema only has words for people, and allows every value."""
    return isinstance(part, Mapping) and not set(part) - set(_ANNOTATIONS)


def _open(
    part: Json, root: Mapping[str, Json], inside: frozenset[str]
) -> Mapping[str, Json] | None:
    """Follow a part's reference and merge its own ``allOf``; None where it contains
    itself.
    """
    if not isinstance(part, Mapping):
        return {}
    target = part.get("$ref")
    if isinstance(target, str):
        if target in inside:
            return None
        found = value_at(root, Pointer(target))
        rest = {key: item for key, item in part.items() if key != "$ref"}
        opened = _open(found, root, inside | {target})
        return None if opened is None else {**opened, **rest}
    nested = part.get("allOf")
    if not isinstance(nested, list):
        return part
    own = {key: item for key, item in part.items() if key != "allOf"}
    result: dict[str, Json] = {}
    for item in [*nested, own]:
        opened = _open(item, root, inside)
        if opened is None:
            return None
        _add(result, opened, Pointer("#"), Diagnostics())
    return result


def _add(
    result: dict[str, Json], part: Mapping[str, Json], at: Pointer, report: Diagnostics
) -> None:
    """Add one part's keywords: properties and required are joined, bounds are narrowed."""
    for key, item in part.items():
        present = result.get(key)
        if present is None or present == item or key in _ANNOTATIONS:
            result[key] = item
        elif isinstance(present, Mapping) and isinstance(item, Mapping):
            result[key] = _joined(present, item) if key == "properties" else item
        elif key == "required" and isinstance(present, list) and isinstance(item, list):
            result[key] = [*present, *(name for name in item if name not in present)]
        else:
            report.warning(
                "allof-conflict",
                f"the parts of this schema disagree on {key!r}; the last one is used",
                at,
            )
            result[key] = item


def _joined(first: Mapping[str, Json], second: Mapping[str, Json]) -> dict[str, Json]:
    result = dict(first)
    for name, schema in second.items():
        present = result.get(name)
        if isinstance(present, Mapping) and isinstance(schema, Mapping):
            result[name] = {**present, **schema}
        else:
            result[name] = schema
    return result
