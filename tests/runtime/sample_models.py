"""Models as they are generated, but in one module: what the tests of the runtime are about."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, TypeAlias, Union

from runtime.model import (
    UNSET,
    Length,
    Model,
    Pattern,
    Range,
    Tag,
    Unknown,
    Unlisted,
    Unset,
    Wire,
    dt,
)

__all__ = ["Unknown", "Unlisted"]

m = sys.modules[__name__]

# A chat: constants of which every message has one, an open enumeration, nested models.

FinishReason: TypeAlias = Literal["stop", "length"] | Unlisted
Level: TypeAlias = Literal[1, 2, 3] | int


@dataclass(kw_only=True, slots=True)
class TextChunk(Model):
    text: str
    type: Literal["text"] | None = "text"


@dataclass(kw_only=True, slots=True)
class ImageChunk(Model):
    image_url: str
    type: Literal["image_url"] | None = "image_url"


Chunk: TypeAlias = Union["m.TextChunk", "m.ImageChunk", "m.Unknown"]
Content: TypeAlias = str | list["m.Chunk"]


@dataclass(kw_only=True, slots=True)
class SystemMessage(Model):
    content: m.Content
    role: Literal["system"] | None = "system"


@dataclass(kw_only=True, slots=True)
class UserMessage(Model):
    content: m.Content | None
    role: Literal["user"] | None = "user"


Message: TypeAlias = Union["m.SystemMessage", "m.UserMessage", "m.Unknown"]


@dataclass(kw_only=True, slots=True)
class ChatRequest(Model):
    """What is sent to complete a chat."""

    model: str
    messages: list[m.Message]
    temperature: Annotated[float | None | Unset, Range(0, 1.5)] = UNSET
    top_p: float | None = None
    from_: Annotated[str | None, Wire("from")] = None
    stop: str | list[str] | None = None
    at: dt.datetime | None = None
    metadata: dict[str, Any] | None = None
    kind: Literal["chat"] = "chat"
    reason: m.FinishReason | None = None
    level: m.Level | None = None


# Recursion of every kind.

Json: TypeAlias = str | int | float | bool | None | list["m.Json"] | dict[str, "m.Json"]


@dataclass(kw_only=True, slots=True)
class Node(Model):
    name: str
    parent: m.Node | None = None
    children: list[m.Node] | None = None
    named: dict[str, m.Node] | None = None
    either: m.NodeOrText | None = None
    data: m.Json | None = None


NodeOrText: TypeAlias = Union["m.Node", str]


# Unions without a tag, and with one that is written down.


@dataclass(kw_only=True, slots=True)
class Circle(Model):
    radius: float
    label: str | None = None


@dataclass(kw_only=True, slots=True)
class Square(Model):
    side: float
    label: str | None = None


@dataclass(kw_only=True, slots=True)
class Cat(Model):
    kind: str
    lives: int


@dataclass(kw_only=True, slots=True)
class Dog(Model):
    kind: str
    tricks: list[str] | None = None


Shape: TypeAlias = Union["m.Circle", "m.Square"]
Pet: TypeAlias = Annotated[
    Union["m.Cat", "m.Dog", "m.Unknown"],
    Tag("kind", {"cat": "Cat", "kitten": "Cat", "dog": "Dog"}),
]


# Undeclared keys that have a type, and constraints of every kind.


@dataclass(kw_only=True, slots=True)
class Moments(Model):
    __extra__: ClassVar[dict[str, dt.datetime]]

    first: dt.datetime | None = None


@dataclass(kw_only=True, slots=True)
class Limits(Model):
    name: Annotated[str, Length(2, 5), Pattern("^[a-z]+$")]
    tags: Annotated[list[Annotated[str, Length(1)]] | None, Length(1, 2, unique=True)]
    ratio: Annotated[float | None, Range(above=0, below=1)] = None
    count: Annotated[int | None, Range(0, 10, step=5)] = None
    price: Annotated[float | None, Range(step=0.01)] = None
    inner: m.Limits | None = None
    prices: Annotated[dict[str, float] | None, Length(1)] = None
