"""What the templates see: finished lines and names, nothing to decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class FieldView(NamedTuple):
    """A line that declares a field, and its docstring."""

    lines: str
    doc: str


@dataclass(frozen=True)
class ClassView:
    """A model; ``head`` is the line that begins its class."""

    head: str
    doc: str
    extra: str
    fields: tuple[FieldView, ...]
    is_class: bool = True


@dataclass(frozen=True)
class AliasView:
    """A name for a type; ``below_class`` where it follows one, which asks for more
    room.
    """

    lines: str
    doc: str
    below_class: bool
    is_class: bool = False


@dataclass(frozen=True)
class ModelModule:
    """A module under ``models``."""

    banner: str
    future: bool
    imports: str
    lazy_imports: str
    declarations: tuple[ClassView | AliasView, ...]


@dataclass(frozen=True)
class Index:
    """An ``__init__`` that loads what it names on first use."""

    banner: str
    doc: str
    lazy: str
    imports: str
    table: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class OperationView:
    """A constant that holds the facts of an operation."""

    constant: str
    method: str
    path: str
    options: str


@dataclass(frozen=True)
class BuilderView:
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


@dataclass(frozen=True)
class RequestGroup:
    """An operation with its builders; ``follows`` where another stands above it."""

    follows: bool
    operation: OperationView
    builders: tuple[BuilderView, ...]


@dataclass(frozen=True)
class RequestModule:
    """A module under ``requests``."""

    banner: str
    doc: str
    imports: str
    groups: tuple[RequestGroup, ...]


@dataclass(frozen=True)
class ChildView:
    """A group as an attribute of the client or of the group above it."""

    signature: str
    imports: str
    value: str
    doc: str


@dataclass(frozen=True)
class ResourceClass:
    """The class of a group in one colour; ``head`` is the line that begins it."""

    head: str
    doc: str
    calls: tuple[str, ...]
    children: tuple[ChildView, ...]


@dataclass(frozen=True)
class ResourceModule:
    """A module under ``resources``."""

    banner: str
    future: bool
    imports: str
    lazy_imports: str
    classes: tuple[ResourceClass, ...]


@dataclass(frozen=True)
class ClientClass:
    """A client in one colour."""

    name: str
    base: str
    http: str
    hooks: str
    doc: str
    children: tuple[ChildView, ...]


@dataclass(frozen=True)
class ClientModule:
    """``client.py``."""

    banner: str
    imports: str
    lazy_imports: str
    api: str
    keywords: tuple[str, ...]
    credentials: str
    classes: tuple[ClientClass, ...]


@dataclass(frozen=True)
class WebhookView:
    """A webhook: the line that declares it, and its docstring."""

    lines: str
    doc: str


@dataclass(frozen=True)
class WebhookModule:
    """``webhooks.py``."""

    banner: str
    doc: str
    imports: str
    webhooks: tuple[WebhookView, ...]


@dataclass(frozen=True)
class ApiPage:
    """``API.md``."""

    source: str
    command: str
    title: str
    doc: str
    operations: tuple[str, ...]
    webhooks: tuple[str, ...]
    types: tuple[str, ...]
