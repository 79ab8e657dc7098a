"""Sample data to a schema of what all of it has in common; it is a guess, and said so.

A list is several samples. A text is a time, a date or a UUID where every sample is one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping

from ...document import Json, as_mapping
from ...words import pascal, singular
from .asking import ask
from .known import Language
from .names import root_name
from .reading import Converted, Spot

_FORMS = (
    ("date", re.compile(r"\d{4}-\d\d-\d\d")),
    (
        "date-time",
        re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)"),
    ),
    (
        "uuid",
        re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE),
    ),
)
_MANY = 8  # keys of an object
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?")
_WHOLE = re.compile(r"-?(0|[1-9]\d*)")
_TRUTHS: Mapping[str, Json] = {"true": True, "false": False}


def read_sample(root: Json, spot: Spot) -> Converted | None:
    """Read JSON or YAML, of which a list is several samples, or the rows of a CSV."""
    if spot.source.path.lower().endswith(".csv"):
        values, twice = _rows(spot.source.text)
    else:
        values, twice = root if isinstance(root, list) and root else [root], ""
    if not values or not spot.source.text.strip() or twice:
        words = "samples: the file has no sample"
        if twice:
            words = f"samples: two columns are called {twice!r}; rename one of them"
        spot.report.error("bad-schema", words, spot.source.place(1))
        return None
    schema = ask(Language.SAMPLES, values, spot)
    if schema is None:
        return None
    name = root_name({}, spot.source.path)
    if values is root or not isinstance(root, dict):
        name = singular(name)
    told = _told(schema, values)
    return Converted(_named(name, told), {}, main=name)


def _rows(text: str) -> tuple[list[Json], str]:
    """The rows of a CSV (RFC 4180) by its first line, as a reader with types has them;
    and a column's name that stands twice.

    Where the first line has no comma, semicolons or tabs may stand for commas.
    """
    first = text.partition("\n")[0]
    sign = next((one for one in (",", ";", "\t") if one in first), ",")
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=sign) if row]
    if not rows:
        return [], ""
    head, *below = rows
    twice = next((name for name in head if head.count(name) > 1), "")
    if twice:
        return [], twice
    columns = [
        _column([row[at] if at < len(row) else "" for row in below])
        for at in range(len(head))
    ]
    return [
        {name: column[at] for name, column in zip(head, columns, strict=True)}
        for at in range(len(below))
    ], ""


def _column(cells: list[str]) -> list[Json]:
    """The cells of a column: numbers or truths where all of them are, null for none."""
    said = [cell for cell in cells if cell]
    if said and all(map(_WHOLE.fullmatch, said)):
        return [int(cell) if cell else None for cell in cells]
    if said and all(map(_NUMBER.fullmatch, said)):
        return [float(cell) if cell else None for cell in cells]
    if said and all(cell.lower() in _TRUTHS for cell in said):
        return [_TRUTHS.get(cell.lower()) for cell in cells]
    return [cell or None for cell in cells]


def _named(name: str, schema: Json) -> dict[str, Json]:
    """A schema and the objects inside it, each by what it is called where it stands.

    Equal ones of one name are one; of others the name begins with what they are in.
    """
    found: dict[str, Json] = {name: {}}
    folded = {name.casefold(): name}

    def called(schema: Json, words: tuple[str, ...]) -> Json:
        if isinstance(schema, list):
            return [called(one, words) for one in schema]
        if not isinstance(schema, dict):
            return schema
        made = dict(schema)
        for key in ("items", "anyOf", "additionalProperties"):
            if key in made:
                one = (*words[:-1], singular(words[-1]))
                inner = words if key == "anyOf" else one
                made[key] = called(made[key], inner)
        properties = as_mapping(made.get("properties"))
        if not properties:
            return made
        made["properties"] = {
            key: called(one, (*words, pascal(key) or words[-1]))
            for key, one in properties.items()
        }
        if len(words) == 1:
            return made
        for depth in range(1, len(words) + 1):
            own = "".join(words[-depth:])
            free = own[:1].isalpha() and folded.setdefault(own.casefold(), own) == own
            if free and found.setdefault(own, made) == made:
                return {"$ref": f"#/definitions/{own}"}
        return made

    found[name] = called(schema, (name,))
    return found


def _told(schema: Json, values: Iterable[Json]) -> Json:
    """A schema with the forms that all texts have, and open where only null was seen."""
    found = dict(as_mapping(schema))
    values = list(values)
    below = found.get("anyOf")
    if isinstance(below, list):
        kinds = [(one, _of_kind(values, as_mapping(one))) for one in below]
        found["anyOf"] = [
            one if as_mapping(one).get("type") == "null" else _told(one, some)
            for one, some in kinds
        ]
        return found
    if found.get("type") == "null":
        return {}
    properties = found.get("properties")
    if isinstance(properties, dict):
        objects = [one for one in values if isinstance(one, dict)]
        found["properties"] = {
            key: _told(one, [value[key] for value in objects if key in value])
            for key, one in properties.items()
        }
        if _is_map(found):
            value = next(iter(as_mapping(found.pop("properties")).values()))
            found["additionalProperties"] = value
    if "items" in found:
        lists = [one for one in values if isinstance(one, list)]
        found["items"] = _told(found["items"], [one for some in lists for one in some])
    texts = [one for one in values if isinstance(one, str)]
    if texts:
        for form, pattern in _FORMS:
            if all(map(pattern.fullmatch, texts)):
                found["format"] = form
    return found


def _is_map(schema: Mapping[str, Json]) -> bool:
    """Whether the keys are data: many, none of them always there, all of them alike."""
    several = list(as_mapping(schema.get("properties")).values())
    return (
        len(several) >= _MANY
        and not schema.get("required")
        and all(one == several[0] for one in several)
    )


def _of_kind(values: list[Json], schema: Mapping[str, Json]) -> list[Json]:
    """The samples that a member of a choice came of."""
    match schema.get("type"):
        case "object":
            return [one for one in values if isinstance(one, dict)]
        case "array":
            return [one for one in values if isinstance(one, list)]
        case _:
            return [one for one in values if not isinstance(one, (dict, list))]
