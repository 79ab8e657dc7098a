"""An OpenAPI file to a ``Document``: 3.1 as it is, 3.0 as far as schemas differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..config import Overlay
from ..diagnostics import Diagnostics, Place, Pointer
from ..document import Document, Json
from .faults import BadText
from .json_text import line_of_json, read_json
from .overlay import Locate, overlaid
from .reading import Source, read_source
from .upgrade import upgrade
from .yaml_text import line_of_yaml, read_yaml

_VERSION = re.compile(r"3\.([012])(?:\.\d+)?(?:-\w+)?")
_MANY = 20  # finding a line costs a walk through the file
_DATA = frozenset(("example", "examples", "default", "enum", "const"))


def read_openapi(
    file: Path,
    path: str,
    shown: str,
    report: Diagnostics,
    overlays: tuple[Overlay, ...] = (),
) -> Document | None:
    """Read one file; every fault is reported, and then there may be no document."""
    source = read_source(file, path, shown, report)
    if source is None:
        return None
    json = path.lower().endswith(".json")
    try:
        root = read_json(source.text) if json else read_yaml(source.text)
    except BadText as error:
        report.error(
            "bad-json" if json else "bad-yaml", error.message, source.place(error.line)
        )
        return None
    find = line_of_json if json else line_of_yaml

    def line(pointer: Pointer) -> Place:
        return source.place(find(source.text, pointer.parts))

    if not isinstance(root, Mapping):
        report.error("bad-openapi", "an OpenAPI document is a mapping", source.place(1))
        return None
    root, inputs, locate = overlaid(root, overlays, source.path, line, report)
    minor = _check(root, source, locate, report)
    if minor is None:
        return None
    _check_references(root, locate, report)
    return Document(
        root=upgrade(root) if minor == 0 else root,
        source=shown,
        inputs=(source.input, *inputs),
        locate=locate,
    )


def _check(
    root: Mapping[str, Json],
    source: Source,
    locate: Locate,
    report: Diagnostics,
) -> int | None:
    """The minor version, where the top of the document is what OpenAPI says."""
    version = root.get("openapi")
    if "swagger" in root and version is None:
        words = "this is Swagger 2.0; convert it to OpenAPI 3 first"
        report.error("bad-openapi", words, locate(Pointer("#/swagger")))
        return None
    if version is None:
        words = "the key 'openapi' is missing; nothing else says what the file is"
        report.error("bad-openapi", words, source.place(1))
        return None
    found = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if found is None:
        shown = str(version)[:40]
        words = f'OpenAPI {shown} is not read; 3.0 and 3.1 are, as a text: "3.1.0"'
        report.error("bad-openapi", words, locate(Pointer("#/openapi")))
        return None
    for key in ("info", "paths", "components"):
        if not isinstance(root.get(key, {}), Mapping):
            words = f"{key!r} is a mapping in OpenAPI"
            report.error("bad-openapi", words, locate(Pointer("#") / key))
    info = root.get("info")
    for key in ("title", "version"):
        if not isinstance(info, Mapping) or not isinstance(info.get(key), str):
            words = f"info.{key} is missing or no text; write it in quotes"
            report.error("bad-openapi", words, locate(Pointer("#/info") / key))
    return int(found[1])


def _check_references(
    root: Mapping[str, Json], locate: Locate, report: Diagnostics
) -> None:
    """Say which references leave the file: one file is read, nothing is fetched."""
    found = list(_outer_references(root))
    for pointer, target in found[:_MANY]:
        words = f"{target[:200]!r} is in another file; put it into this one"
        report.error("external-ref", words, locate(pointer))
    if len(found) > _MANY:
        words = f"{len(found) - _MANY} more references lead to other files"
        report.error("external-ref", words, locate(found[_MANY][0]))


def _outer_references(root: Mapping[str, Json]) -> Iterator[tuple[Pointer, str]]:
    """The references that leave the file; what stands in examples is none."""
    todo: list[tuple[Pointer, Json]] = [(Pointer("#"), root)]
    seen: set[int] = set()
    while todo:
        pointer, value = todo.pop()
        if isinstance(value, (Mapping, list)):
            if id(value) in seen:
                continue
            seen.add(id(value))
        if isinstance(value, list):
            todo.extend((pointer / index, item) for index, item in enumerate(value))
        elif isinstance(value, Mapping):
            target = value.get("$ref")
            if isinstance(target, str) and not target.startswith("#"):
                yield pointer / "$ref", target
            for key, item in value.items():
                if key not in _DATA and not key.startswith("x-"):
                    todo.append((pointer / key, item))
