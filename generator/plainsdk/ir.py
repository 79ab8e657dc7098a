"""What an API is, as facts with the source's own names; no Python text, no file, no order of output.

Closed sum types over frozen values. Types refer to declarations by pointer, so that recursion is finite.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeAlias

from . import ir_limits, ir_wire, ir_words
from .diagnostics import Pointer
from .document import Input, Json

Access = ir_wire.Access
Basic = ir_wire.Basic
Bearer = ir_wire.Bearer
ClientCredentials = ir_wire.ClientCredentials
Credential = ir_wire.Credential
Group = ir_wire.Group
In = ir_wire.In
Key = ir_wire.Key
Keys = ir_wire.Keys
Manner = ir_wire.Manner
Paging = ir_wire.Paging
Retries = ir_wire.Retries
Security = ir_wire.Security
Server = ir_wire.Server
Style = ir_wire.Style
Switch = ir_wire.Switch
Token = ir_wire.Token
Variable = ir_wire.Variable
Way = ir_wire.Way

Given = ir_words.Given
Made = ir_words.Made
Origin: TypeAlias = Given | Made

ScalarKind = ir_limits.ScalarKind
Range = ir_limits.Range
Length = ir_limits.Length
Pattern = ir_limits.Pattern
Constraint: TypeAlias = Range | Length | Pattern


@dataclass(frozen=True)
class Scalar:
    """A value that holds no other."""

    kind: ScalarKind


@dataclass(frozen=True)
class Constant:
    """Exactly one value: ``const``, or an enumeration of one."""

    value: str | int | float | bool


@dataclass(frozen=True)
class Enumeration:
    """One of several values that this version of the API knows."""

    values: tuple[str | int | float | bool, ...]


@dataclass(frozen=True)
class Reference:
    """The declaration that stands at a pointer."""

    target: Pointer


@dataclass(frozen=True)
class ListOf:
    """An array."""

    item: Type


@dataclass(frozen=True)
class TupleOf:
    """An array of a fixed length, each place with a type of its own."""

    items: tuple[Type, ...]


@dataclass(frozen=True)
class MapOf:
    """An object that is a map from text to values of one type."""

    value: Type


@dataclass(frozen=True)
class Nullable:
    """A value of a type, or null."""

    inner: Type


@dataclass(frozen=True)
class Constrained:
    """A type whose values must obey what the API says of them."""

    inner: Type
    constraints: tuple[Constraint, ...]


@dataclass(frozen=True)
class Tag:
    """A discriminator: the property that tells members apart.

    ``mapping`` leads from the tag's value to the member, where the document says so; an
    empty one means that each member declares its own constant. ``default`` is the
    member that a value with any other tag is (OpenAPI 3.2, 4.24.1).
    """

    property: str
    mapping: tuple[tuple[str, Pointer], ...] = ()
    default: Pointer | None = None


@dataclass(frozen=True)
class Union:
    """One of several types, told apart by a tag or by their shapes."""

    members: tuple[Type, ...]
    tag: Tag | None = None


@dataclass(frozen=True)
class Anything:
    """Any JSON value: the document says nothing more."""


Type: TypeAlias = (
    Scalar
    | Constant
    | Enumeration
    | Reference
    | ListOf
    | TupleOf
    | MapOf
    | Nullable
    | Constrained
    | Union
    | Anything
)


class Doc(NamedTuple):
    """What the document says of a thing for people to read.

    ``meanings`` are the values of an enumeration and what each stands for. A tuple, for
    there are many.
    """

    text: str = ""
    examples: tuple[Json, ...] = ()
    default: tuple[Json, ...] = ()
    deprecated: bool = False
    meanings: tuple[tuple[Json, str], ...] = ()


NO_DOC = Doc()


class Field(NamedTuple):
    """A property: its wire name, and the Python name where the source has one.

    A tuple, for there are many.
    """

    pointer: Pointer
    wire: str
    name: str | None
    type: Type
    required: bool
    doc: Doc = NO_DOC
    access: Access = Access.BOTH


@dataclass(frozen=True)
class Object:
    """A schema with properties of its own.

    ``extra`` is the type of undeclared keys where the document gives one.
    ``home`` is the named declaration in whose module it stands.
    """

    pointer: Pointer
    origin: Origin
    home: Pointer
    fields: tuple[Field, ...]
    extra: Type | None = None
    doc: Doc = NO_DOC


@dataclass(frozen=True)
class Alias:
    """A schema that is a name for a type."""

    pointer: Pointer
    origin: Origin
    home: Pointer
    type: Type
    doc: Doc = NO_DOC


Declaration: TypeAlias = Object | Alias


@dataclass(frozen=True)
class Parameter:
    """A parameter outside the body; ``manner`` where it is not its place's own."""

    pointer: Pointer
    wire: str
    name: str | None
    where: In
    type: Type
    required: bool
    doc: Doc = NO_DOC
    manner: Manner | None = None


@dataclass(frozen=True)
class Body:
    """A request body of one media type.

    ``manners`` are those of a form's fields that are not as usual, ``encoding`` the
    media types of parts. ``patch``: null takes a field away (RFC 7396).
    """

    media: str
    type: Type
    required: bool
    switch: Switch | None = None
    manners: tuple[tuple[str, Manner], ...] = ()
    encoding: tuple[tuple[str, str], ...] = ()
    patch: bool = False


@dataclass(frozen=True)
class Nothing:
    """A success without a body."""


@dataclass(frozen=True)
class Content:
    """A success whose body is one value."""

    media: str
    type: Type


@dataclass(frozen=True)
class Events:
    """A success that is a stream of values: ``payload`` is what one event carries."""

    media: str
    payload: Type
    sentinel: str | None = None


Success: TypeAlias = Nothing | Content | Events


@dataclass(frozen=True)
class Failure:
    """The body of an error: of a status, a range (``4XX``) or ``default``."""

    status: str
    type: Type


@dataclass(frozen=True)
class Also:
    """A success of another status, and what it brings; ``None``: nothing."""

    status: int
    type: Type | None


@dataclass(frozen=True)
class Pages:
    """Answers that are pages of ``item``, and how one leads to the next."""

    item: Type
    paging: Paging


@dataclass(frozen=True)
class Operation:
    """One call: a method on a path with one request body and one kind of success.

    ``also`` are further successes. ``security`` lists alternatives, each a set of schemes
    needed together; ``None``: what the API says of all operations. ``scopes`` are of
    OAuth. ``see``: where more is; ``links``: what an answer leads to; ``key``: a header.
    """

    pointer: Pointer
    group: tuple[str, ...]
    name: str
    origin: Origin
    method: str
    path: str
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    success: Success = Nothing()
    also: tuple[Also, ...] = ()
    failures: tuple[Failure, ...] = ()
    security: tuple[tuple[str, ...], ...] | None = None
    scopes: tuple[str, ...] = ()
    servers: tuple[Server, ...] = ()
    summary: str = ""
    doc: Doc = NO_DOC
    see: str = ""
    links: tuple[str, ...] = ()
    pages: Pages | None = None
    retries: Retries | None = None
    key: str = ""


@dataclass(frozen=True)
class Webhook:
    """What the API sends; a callback goes to ``address`` as ``operation`` asks for.

    ``is_json``: its body can be read.
    """

    pointer: Pointer
    name: str
    method: str
    type: Type | None
    summary: str = ""
    operation: Pointer | None = None
    address: str = ""
    is_json: bool = True


@dataclass(frozen=True)
class Api:
    """Everything that the document says, in the order in which it says it.

    ``event`` is the declaration of anything that a webhook brings.
    """

    title: str
    version: str
    doc: str
    source: str
    servers: tuple[Server, ...] = ()
    schemes: Mapping[str, Security] = field(default_factory=dict[str, Security])
    security: tuple[tuple[str, ...], ...] = ()
    scopes: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    operations: tuple[Operation, ...] = ()
    declarations: Mapping[Pointer, Declaration] = field(
        default_factory=dict[Pointer, Declaration]
    )
    webhooks: tuple[Webhook, ...] = ()
    event: Pointer | None = None
    retries: Retries | None = None
    inputs: tuple[Input, ...] = ()

    def members_of(self, group: tuple[str, ...]) -> list[Operation]:
        """Return the operations of a group, without those of the groups below it."""
        return self._members.get(group, [])

    @cached_property
    def _members(self) -> Mapping[tuple[str, ...], list[Operation]]:
        found: dict[tuple[str, ...], list[Operation]] = {}
        for operation in self.operations:
            found.setdefault(operation.group, []).append(operation)
        return found

    def body_of(self, operation: Operation) -> Object | None:
        """Return the object that an operation's body is, through aliases."""
        if operation.body is None:
            return None
        found = behind(operation.body.type, self.declarations)
        return found if isinstance(found, Object) else None


def behind(type_: Type, declarations: Mapping[Pointer, Declaration]) -> Type | Object:
    """Follow references and aliases to the end, which one in a circle is itself."""
    seen: set[Pointer] = set()
    while isinstance(type_, Reference) and type_.target not in seen:
        seen.add(type_.target)
        declaration = declarations.get(type_.target)
        if declaration is None:
            return type_
        if isinstance(declaration, Object):
            return declaration
        type_ = declaration.type
    return type_
