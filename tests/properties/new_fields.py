"""Random optional fields, and the sources that they are put into; nothing is compared here."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from plainsdk.config import Target
from plainsdk.diagnostics import Diagnostics, Pointer
from plainsdk.document import value_at
from plainsdk.ir import Api, Object
from plainsdk.load import load
from plainsdk.names import Names
from plainsdk.pipeline import Made, generate

_WORDS = ("field", "v2", "of", "Time", "x1", "URL", "is", "3d", "größe")
_TEXTS = (
    "What it is.",
    "Words that go on for so long that the line has to be broken somewhere, and then on.",
    'With "quotes", a \\ and """three""".',
    "First.\n\n- a point\n- another, with `code`",
)
_CELLS = (
    "*Optional[{}]*",
    "*OptionalNullable[{}]*",
    "List[*{}*]",
    "Dict[str, *{}*]",
    "List[List[*{}*]]",
)


@dataclass(frozen=True)
class Run:
    """What a run made."""

    files: Mapping[str, str]
    api: Api
    names: Names


@dataclass(frozen=True)
class Change:
    """A new field: the object that it stands in, its wire name, and whether it is described."""

    owner: Pointer
    wire: str
    described: bool


def run(target: Target) -> Run:
    """Generate in memory."""
    report = Diagnostics()
    found: dict[type, Made] = {}

    def watch(made: Made) -> None:
        found[type(made)] = made

    files = generate(target, report, watch)
    return Run(files, cast("Api", found[Api]), cast("Names", found[Names]))


def as_json(target: Target, folder: Path) -> tuple[Target, Mapping[str, Any]]:
    """A target that reads the same document from a file that can be written again."""
    document = load(
        target.source, lenient=False, report=Diagnostics(), shown=target.shown
    )
    return _written(target, document.root, folder), document.root


def _written(target: Target, root: Mapping[str, Any], folder: Path) -> Target:
    folder.mkdir(parents=True)
    file = folder / target.source.name  # JSON is YAML
    file.write_text(json.dumps(root, ensure_ascii=False), "utf-8")
    return replace(target, source=file)


def grow_document(
    target: Target,
    root: Mapping[str, Any],
    before: Run,
    folder: Path,
    chance: random.Random,
) -> tuple[Target, Change]:
    """Add a property to one of the objects of a document."""
    grown = json.loads(json.dumps(root, ensure_ascii=False))
    objects = [
        one
        for one in before.api.declarations.values()
        if isinstance(one, Object) and one.fields and _is_whole(grown, one.pointer)
    ]
    owner = chance.choice(objects).pointer
    schema = _at(grown, owner)
    wire = _name(chance)
    at = ("components", "schemas")
    known = [one.parts[2] for one in before.api.declarations if one.parts[:-1] == at]
    added = _schema(chance, known, 2)
    described = chance.random() < 0.5
    if described:
        added["description"] = chance.choice(_TEXTS)
    if chance.random() < 0.2:
        added["default"] = chance.choice([1, "a", [None], True])
        described = True
    properties = list(schema["properties"].items())
    properties.insert(chance.randint(0, len(properties)), (wire, added))
    schema["properties"] = dict(properties)
    return _written(target, grown, folder), Change(owner, wire, described)


def _is_whole(root: Any, pointer: Pointer) -> bool:
    """Whether an object stands in the document as it is declared."""
    found = value_at(root, pointer)
    return isinstance(found, dict) and isinstance(found.get("properties"), dict)


def _at(root: Any, pointer: Pointer) -> dict[str, Any]:
    found: Any = root
    for part in pointer.parts:
        found = found[part if part in found else int(part)]
    return cast("dict[str, Any]", found)


def grow_tables(
    target: Target, before: Run, folder: Path, chance: random.Random
) -> tuple[Target, Change]:
    """Add a row to one of the tables of fields that no operation takes its parameters from."""
    shutil.copytree(target.source, folder)
    pages = {
        page: page.read_text("utf-8").split("\n")
        for page in sorted(folder.rglob("*.md"))
        if "arameters" not in page.name
    }
    tables = [page for page, lines in pages.items() if "## Fields" in lines]
    page = chance.choice(tables)
    lines = pages[page]
    first = lines.index("## Fields") + 4
    rows = sum(line.startswith("| ") for line in lines[first:])
    title = lines[0].removeprefix("# ").strip("~")
    wire = _name(chance, ascii_only=True)
    described = chance.random() < 0.5
    said = chance.choice(_TEXTS[:2]) if described else "N/A"
    kind = chance.choice(["str", "int", "float", "bool", "Decimal", "Any"])
    cell = chance.choice(_CELLS).format(kind)
    if chance.random() < 0.4:
        linked = chance.choice(list(_titles(pages)))
        cell = f"[Optional[models.{linked}]](../models/{linked.lower()}.md)"
    row = f"| `{wire}` | {cell} | :heavy_minus_sign: | {said} |"
    row += "  |" if lines[first - 2].count("|") > 5 else ""
    lines.insert(first + chance.randint(0, rows), row)
    page.write_text("\n".join(lines), "utf-8")
    owner = Pointer("#/components/schemas") / title
    assert owner in before.api.declarations
    return replace(target, source=folder), Change(owner, wire, described)


def _titles(pages: Mapping[Path, list[str]]) -> list[str]:
    return [lines[0].removeprefix("# ").strip("~") for lines in pages.values()]


def _name(chance: random.Random, *, ascii_only: bool = False) -> str:
    words = ["added", *chance.sample(_WORDS[: 8 if ascii_only else 9], 3)]
    if chance.random() < 0.3 and not ascii_only:
        chance.shuffle(words)
    if chance.random() < 0.5:
        return "_".join(words).lower()
    first, *rest = words
    joined = first.lower() + "".join(word.capitalize() for word in rest)
    signs = ["", "-of", "[x]", "$"] if not ascii_only else [""]
    return joined + chance.choice(signs)


def _schema(chance: random.Random, names: list[str], depth: int) -> dict[str, Any]:
    makers = [_text, _number, _plain]
    if depth:
        makers += [_list, _map, _list]
    if names:
        makers += [_reference, _reference]
    made = chance.choice(makers)(chance, names, depth)
    if chance.random() < 0.3:
        return {"anyOf": [made, {"type": "null"}]}
    return made


def _text(chance: random.Random, names: list[str], depth: int) -> dict[str, Any]:
    bounds: dict[str, Any] = {"minLength": 1, "maxLength": 9, "pattern": "^a\\d$"}
    chosen = chance.sample(sorted(bounds), chance.randint(0, 2))
    return {"type": "string", **{key: bounds[key] for key in chosen}}


def _number(chance: random.Random, names: list[str], depth: int) -> dict[str, Any]:
    bounds: dict[str, Any] = {"minimum": 1, "exclusiveMaximum": 9.5, "multipleOf": 2}
    chosen = chance.sample(sorted(bounds), chance.randint(0, 2))
    kind = chance.choice(["integer", "number"])
    return {"type": kind, **{key: bounds[key] for key in chosen}}


def _plain(chance: random.Random, names: list[str], depth: int) -> dict[str, Any]:
    formats = ["date-time", "date", "time", "uuid", "decimal", "byte"]
    found: list[dict[str, Any]] = [{"type": "boolean"}, {}]
    found += [{"type": "string", "format": one} for one in formats]
    return chance.choice(found)


def _list(chance: random.Random, names: list[str], depth: int) -> dict[str, Any]:
    found: list[dict[str, Any]] = [{}, {"minItems": 1}, {"uniqueItems": True}]
    bounds = chance.choice(found)
    return {"type": "array", "items": _schema(chance, names, depth - 1), **bounds}


def _map(chance: random.Random, names: list[str], depth: int) -> dict[str, Any]:
    value = _schema(chance, names, depth - 1)
    return {"type": "object", "additionalProperties": value}


def _reference(chance: random.Random, names: list[str], depth: int) -> dict[str, Any]:
    return {"$ref": str(Pointer("#/components/schemas") / chance.choice(names))}
