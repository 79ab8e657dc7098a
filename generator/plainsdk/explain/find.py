"""What a person means by ``User``, ``User.name`` or ``chat.complete``: a pointer."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from ..diagnostics import Pointer
from ..document import Document, Json

_SCHEMAS = Pointer("#/components/schemas")


class Unknown(Exception):
    """The words name nothing in the document; ``near`` are names that are there."""

    def __init__(self, words: str, near: list[str]) -> None:
        super().__init__(words)
        self.near = near


def find(words: str, document: Document) -> Pointer:
    """The pointer that words mean: a JSON pointer, ``Schema``, ``Schema.property``, an
    operation.

    A property answers to its wire name and to the name that the source gives it. Raises
    ``Unknown`` where nothing answers.
    """
    if words.startswith("#"):
        pointer = Pointer(words.rstrip("/"))
        if _has(document.root, pointer.parts):
            return pointer
    else:
        names = dict(_names(document.root))
        if words in names:
            return names[words]
        folded = {name.casefold(): pointer for name, pointer in names.items()}
        if words.casefold() in folded:
            return folded[words.casefold()]
    raise Unknown(words, _near(words, document.root))


def value_at(document: Document, pointer: Pointer) -> Json:
    """The value at a pointer that ``find`` gave."""
    value: Json = document.root
    for part in pointer.parts:
        match value:
            case list():
                value = value[int(part)]
            case Mapping():
                value = value[part]
            case _:
                raise KeyError(part)
    return value


def _has(root: Json, parts: tuple[str, ...]) -> bool:
    value = root
    for part in parts:
        if isinstance(value, Mapping) and part in value:
            value = value[part]
        elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            return False
    return True


def _near(words: str, root: Mapping[str, Json]) -> list[str]:
    if words.startswith("#"):
        known = [str(pointer) for _, pointer in _names(root)]
    else:
        known = [name for name, _ in _names(root)]
    return difflib.get_close_matches(words, known, n=3)


def _names(root: Mapping[str, Json]) -> Iterator[tuple[str, Pointer]]:
    """Every name with its pointer; of two that are equal the later one counts: a wire
    name.
    """
    schemas = _mapping(_mapping(root.get("components")).get("schemas"))
    for name, schema in schemas.items():
        properties = _mapping(_mapping(schema).get("properties"))
        at = _SCHEMAS / name
        for wire, child in properties.items():
            given = _mapping(child).get("x-plainsdk-name")
            if isinstance(given, str) and given not in properties:
                yield f"{name}.{given}", at / "properties" / wire
            yield f"{name}.{wire}", at / "properties" / wire
    for path, item in _mapping(root.get("paths")).items():
        for method, operation in _mapping(item).items():
            called = _mapping(operation).get("operationId")
            if isinstance(called, str):
                yield called, Pointer("#/paths") / path / method
    for name in schemas:
        yield name, _SCHEMAS / name


def _mapping(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, Mapping) else {}
