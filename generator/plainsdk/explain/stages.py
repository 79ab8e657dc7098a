"""What each stage made of one thing, as sections of text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from .. import ir
from ..diagnostics import Pointer
from ..document import Document
from ..files import Files
from ..names import Names
from .find import Unknown, find, value_at
from .pretty import pretty
from .rendered import Excerpt, definitions

Node: TypeAlias = ir.Declaration | ir.Field | ir.Operation | ir.Parameter


@dataclass(frozen=True)
class Section:
    """What one stage made: its name, where it stands, and the text."""

    title: str
    where: str
    text: str


class Stages:
    """What the stages of a run made, as far as it came; given to the pipeline to fill."""

    def __init__(self) -> None:
        self.loaded: Document | None = None
        self.resolved: Document | None = None
        self.api: ir.Api | None = None
        self.names: Names | None = None
        self.files: Files | None = None

    def watch(self, made: Document | ir.Api | Names | Files) -> None:
        """Keep what a stage made."""
        match made:
            case Document() if self.loaded is None:
                self.loaded = made
            case Document():
                self.resolved = made
            case ir.Api():
                self.api = made
            case Names():
                self.names = made
            case Files():
                self.files = made


def sections(words: str, stages: Stages) -> Iterator[Section]:
    """What each stage made of the thing that the words name.

    Raises ``Unknown`` where the document has no such thing.
    """
    document = stages.resolved or stages.loaded
    if document is None:
        return
    pointer = _pointer(words, document, stages)
    yield from _values(pointer, stages)
    if stages.api is None:
        return
    node, exact = _node(stages.api, pointer)
    if node is None:
        yield Section(
            "api", "", "nothing of its own: it is part of what stands around it"
        )
        return
    yield Section("api", "" if exact else f"of {node.pointer}", pretty(node))
    if stages.names is not None:
        named = list(_named(node, stages.api, stages.names))
        yield Section("names", "", "\n".join(named))
        if stages.files is not None:
            for found in _rendered(node, stages.api, stages.names, stages.files):
                where = f"{found.path}:{found.first}-{found.last}"
                yield Section("rendered", where, found.text)


def _pointer(words: str, document: Document, stages: Stages) -> Pointer:
    """What the words mean: in the document, else among the Python names."""
    try:
        return find(words, document)
    except Unknown:
        named = (
            _python_names(stages.api, stages.names)
            if stages.api and stages.names
            else {}
        )
        if words not in named:
            raise
        return named[words]


def _python_names(api: ir.Api, names: Names) -> dict[str, Pointer]:
    found = {name: pointer for pointer, name in names.declarations.items()}
    for declaration in api.declarations.values():
        if isinstance(declaration, ir.Object):
            cls = names.declarations[declaration.pointer]
            for field in declaration.fields:
                found[f"{cls}.{names.fields[field.pointer]}"] = field.pointer
    for operation in api.operations:
        group = ".".join(
            names.groups[operation.group[:depth]].attribute
            for depth in _depths(operation)
        )
        method = names.operations[operation.pointer].method
        found[f"{group}.{method}" if group else method] = operation.pointer
    return found


def _depths(operation: ir.Operation) -> range:
    return range(1, len(operation.group) + 1)


def _values(pointer: Pointer, stages: Stages) -> Iterator[Section]:
    """The value as it was loaded, and as it was resolved where that made a difference."""
    before: str | None = None
    for title, document in (("document", stages.loaded), ("resolved", stages.resolved)):
        if document is None or pointer != _still(pointer, document):
            continue
        text = json.dumps(value_at(document, pointer), indent=2, ensure_ascii=False)
        if text != before:
            place = document.locate(pointer)
            yield Section(title, f"{place or document.source} {pointer}", text)
        before = text


def _still(pointer: Pointer, document: Document) -> Pointer | None:
    try:
        value_at(document, pointer)
    except (KeyError, IndexError, ValueError):
        return None
    return pointer


def _node(api: ir.Api, pointer: Pointer) -> tuple[Node | None, bool]:
    """The fact at a pointer, or the nearest one around it; whether it is at the pointer
    itself.
    """
    best: Node | None = None
    for node in _nodes(api):
        at = node.pointer.text
        if pointer.text == at:
            return node, True
        inside = pointer.text.startswith(f"{at}/")
        if inside and (best is None or len(at) > len(best.pointer.text)):
            best = node
    return best, False


def _nodes(api: ir.Api) -> Iterator[Node]:
    for declaration in api.declarations.values():
        yield declaration
        if isinstance(declaration, ir.Object):
            yield from declaration.fields
    for operation in api.operations:
        yield operation
        yield from operation.parameters


def _named(node: Node, api: ir.Api, names: Names) -> Iterator[str]:
    pointer = node.pointer
    match node:
        case ir.Object() | ir.Alias():
            yield f"name      {names.declarations.get(pointer, '-')}"
            yield f"module    {names.modules.get(node.home, '-')}"
        case ir.Field():
            yield f"attribute {names.fields.get(pointer, '-')}"
            yield f"wire      {node.wire}"
        case ir.Operation():
            called = names.operations[pointer]
            yield f"method    {called.method}"
            yield f"builders  {called.builder}, {called.whole}"
            yield f"module    {names.groups[node.group].module}"
        case ir.Parameter():
            yield f"wire      {node.wire}"
    for operation in api.operations:
        arguments = names.arguments.get(operation.pointer, {})
        if pointer in arguments:
            label = ".".join((*operation.group, operation.name))
            yield f"argument  {arguments[pointer]} of {label}"


def _rendered(node: Node, api: ir.Api, names: Names, files: Files) -> Iterator[Excerpt]:
    match node:
        case ir.Object() | ir.Alias():
            yield from definitions(files, "models", (names.declarations[node.pointer],))
        case ir.Field():
            owner = _owner(node, api)
            if owner is not None:
                wanted = (names.declarations[owner.pointer], names.fields[node.pointer])
                yield from definitions(files, "models", wanted)
        case ir.Operation():
            yield from _operation(node, names, files)
        case ir.Parameter():
            for operation in api.operations:
                if node in operation.parameters:
                    yield from _operation(operation, names, files)


def _operation(node: ir.Operation, names: Names, files: Files) -> Iterator[Excerpt]:
    group, called = names.groups[node.group], names.operations[node.pointer]
    module = f"{group.module}.py"
    builders = {path: files[path] for path in files if path == f"requests/{module}"}
    for builder in (
        called.constant,
        called.builder,
        f"{called.method}_request",
    ):
        yield from definitions(builders, "requests", (builder,))
    resources = {path: files[path] for path in files if path == f"resources/{module}"}
    for cls in (group.cls, f"Async{group.cls}"):
        yield from definitions(resources, "resources", (cls, called.method))


def _owner(field: ir.Field, api: ir.Api) -> ir.Object | None:
    for declaration in api.declarations.values():
        if isinstance(declaration, ir.Object) and field in declaration.fields:
            return declaration
    return None
