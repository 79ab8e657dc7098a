"""What the templates see: finished lines and names, nothing to decide."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class FieldView(NamedTuple):
    """A line that declares a field, and its docstring."""

    lines: str
    doc: str


class ClassView(NamedTuple):
    """A model; ``head`` is the line that begins its class."""

    head: str
    doc: str
    extra: str
    fields: tuple[FieldView, ...]
    is_class: bool = True


class AliasView(NamedTuple):
    """A name for a type; ``below_class`` where it follows one, which asks for more
    room.
    """

    lines: str
    doc: str
    below_class: bool
    is_class: bool = False


class ModelModule(NamedTuple):
    """A module under ``models``."""

    banner: str
    future: bool
    imports: str
    lazy_imports: str
    declarations: tuple[ClassView | AliasView, ...]


class Index(NamedTuple):
    """An ``__init__`` that loads what it names on first use."""

    banner: str
    doc: str
    lazy: str
    imports: str
    table: tuple[str, ...]
    names: tuple[str, ...]


class OperationView(NamedTuple):
    """A constant that holds the facts of an operation."""

    constant: str
    method: str
    path: str
    options: str


class BuilderView(NamedTuple):
    """A function that makes a request.

    ``bare``: what it returns where it takes nothing. ``optional``: a body without
    fields is not sent.
    """

    signature: str
    doc: str
    request: str
    constant: str
    path: tuple[str, ...]
    query: tuple[str, ...]
    headers: tuple[str, ...]
    cookies: tuple[str, ...]
    fields: tuple[str, ...]
    optional: bool
    body: str
    bare: str


class RequestGroup(NamedTuple):
    """An operation with its builders; ``follows`` where another stands above it."""

    follows: bool
    operation: OperationView
    builders: tuple[BuilderView, ...]


class RequestModule(NamedTuple):
    """A module under ``requests``."""

    banner: str
    doc: str
    imports: str
    groups: tuple[RequestGroup, ...]


class ChildView(NamedTuple):
    """A group as an attribute of the client or of the group above it."""

    signature: str
    imports: str
    value: str
    doc: str


class ResourceClass(NamedTuple):
    """The class of a group in one colour; ``head`` is the line that begins it."""

    head: str
    doc: str
    calls: tuple[str, ...]
    children: tuple[ChildView, ...]


class ResourceModule(NamedTuple):
    """A module under ``resources``."""

    banner: str
    future: bool
    imports: str
    lazy_imports: str
    classes: tuple[ResourceClass, ...]


class ClientClass(NamedTuple):
    """A client in one colour."""

    name: str
    base: str
    http: str
    hooks: str
    doc: str
    children: tuple[ChildView, ...]


class ClientModule(NamedTuple):
    """``client.py``."""

    banner: str
    imports: str
    lazy_imports: str
    api: str
    keywords: tuple[str, ...]
    credentials: str
    classes: tuple[ClientClass, ...]


class WebhookView(NamedTuple):
    """A webhook: the line that declares it, and its docstring."""

    lines: str
    doc: str


class WebhookModule(NamedTuple):
    """``webhooks.py``."""

    banner: str
    doc: str
    imports: str
    webhooks: tuple[WebhookView, ...]


class ApiPage(NamedTuple):
    """``API.md``."""

    source: str
    command: str
    title: str
    doc: str
    operations: tuple[str, ...]
    webhooks: tuple[str, ...]
    types: tuple[str, ...]


View: TypeAlias = (
    ModelModule
    | Index
    | RequestModule
    | ResourceModule
    | ClientModule
    | WebhookModule
    | ApiPage
)
"""What a template is filled with."""
