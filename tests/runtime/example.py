"""A small API as a generated package would have it: models, operations, builders, clients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from runtime.client import Api, AsyncBase, Bearer, Server, SyncClient
from runtime.model import UNSET, Binary, Model, Range, Unlisted, Unset
from runtime.request import Operation, Request, StreamRequest
from runtime.resource import (
    AsyncResource,
    Resource,
    call,
    call_async,
    stream_call,
    stream_call_async,
)

ROOT = Path(__file__).parents[2]
"""The repository."""


@dataclass(kw_only=True, slots=True)
class ChatRequest(Model):
    """What is sent to complete a chat."""

    model: str
    messages: list[str]
    temperature: Annotated[float | None | Unset, Range(0, 1.5)] = UNSET
    stream: bool | None = None


@dataclass(kw_only=True, slots=True)
class ChatResponse(Model):
    """What comes back."""

    id: str
    count: int | None = None


@dataclass(kw_only=True, slots=True)
class Chunk(Model):
    """A piece of an answer."""

    text: str
    error: str | None = None


@dataclass(kw_only=True, slots=True)
class Problem(Model):
    """A declared error body."""

    detail: str


@dataclass(kw_only=True, slots=True)
class Overload(Model):
    """A declared error body of a whole class of statuses."""

    reason: str


@dataclass(kw_only=True, slots=True)
class Upload(Model):
    """A form with a file."""

    file: Annotated[bytes, Binary()]
    purpose: str | None = None


Purpose: TypeAlias = Literal["train", "test"] | Unlisted

COMPLETE = Operation(
    __name__,
    "POST",
    "/v1/chat",
    body="application/json",
    accept="application/json",
    takes=lambda: ChatRequest,
    returns=lambda: ChatResponse,
    errors={422: lambda: Problem, "5XX": lambda: Overload},
)

STREAM = Operation(
    __name__,
    "POST",
    "/v1/chat",
    body="application/json",
    accept="text/event-stream",
    sentinel="[DONE]",
    takes=lambda: ChatRequest,
    returns=lambda: Chunk,
    errors={"default": lambda: Problem},
)

LINES = Operation(
    __name__,
    "GET",
    "/v1/lines",
    accept="text/event-stream",
    returns=lambda: str,
    security=(),
)

RETRIEVE = Operation(
    __name__,
    "GET",
    "/v1/files/{file_id}",
    accept="application/json",
    returns=lambda: ChatResponse,
)

CONTENT = Operation(
    __name__,
    "GET",
    "/v1/files/{file_id}/content",
    accept="application/octet-stream",
    returns=lambda: bytes,
)

DELETE = Operation(__name__, "DELETE", "/v1/files/{file_id}")

UPLOAD = Operation(
    __name__,
    "POST",
    "/v1/files",
    body="multipart/form-data",
    accept="application/json",
    takes=lambda: Upload,
    returns=lambda: ChatResponse,
)

PING = Operation(__name__, "GET", "/v1/ping", security=())

OLD = Operation(__name__, "GET", "/v1/old", security=(), deprecated=True)


def complete(
    *,
    model: str,
    messages: Sequence[str],
    temperature: float | None | Unset = UNSET,
) -> Request[ChatResponse]:
    """Complete a chat. ``POST /v1/chat``"""
    return Request(
        COMPLETE,
        body=COMPLETE.fields(
            model=model,
            messages=messages,
            temperature=temperature,
        ),
    )


def complete_request(
    body: ChatRequest | Mapping[str, Any],
) -> Request[ChatResponse]:
    """:func:`complete` with its body as one value."""
    return Request(COMPLETE, body=COMPLETE.encode(body))


def stream(
    *,
    model: str,
    messages: Sequence[str],
) -> StreamRequest[Chunk]:
    """Stream a chat. ``POST /v1/chat``"""
    return StreamRequest(
        STREAM,
        body=STREAM.fields(
            model=model,
            messages=messages,
            stream=True,
        ),
    )


def stream_request(
    body: ChatRequest | Mapping[str, Any],
) -> StreamRequest[Chunk]:
    """:func:`stream` with its body as one value."""
    return StreamRequest(STREAM, body={**STREAM.encode(body), "stream": True})


def lines() -> StreamRequest[str]:
    """A stream of text. ``GET /v1/lines``"""
    return StreamRequest(LINES)


def retrieve(
    file_id: str,
    *,
    page: int | None = None,
    purpose: Purpose | None | Unset = UNSET,
    trace: str | None = None,
) -> Request[ChatResponse]:
    """One file. ``GET /v1/files/{file_id}``"""
    return Request(
        RETRIEVE,
        path={
            "file_id": file_id,
        },
        query={
            "page": page,
            "purpose": purpose,
        },
        headers={
            "X-Trace": trace,
        },
    )


def content(
    file_id: str,
) -> Request[bytes]:
    """The content of a file. ``GET /v1/files/{file_id}/content``"""
    return Request(CONTENT, path={"file_id": file_id})


def delete(
    file_id: str,
) -> Request[None]:
    """Delete a file. ``DELETE /v1/files/{file_id}``"""
    return Request(DELETE, path={"file_id": file_id})


def upload(
    *,
    file: Any,
    purpose: str | None = None,
) -> Request[ChatResponse]:
    """Store a file. ``POST /v1/files``"""
    return Request(
        UPLOAD,
        body=UPLOAD.fields(
            file=file,
            purpose=purpose,
        ),
    )


def old() -> Request[None]:
    """Deprecated. ``GET /v1/old``"""
    return Request(OLD)


class Chat(Resource):
    """Chat completion."""

    complete = call(complete)
    stream = stream_call(stream)


class AsyncChat(AsyncResource):
    """Chat completion."""

    complete = call_async(complete)
    stream = stream_call_async(stream)


API = Api(
    user_agent="acme/1.2.3",
    servers=(Server("https://api.acme.test/base/", name="eu"),),
    security={"ApiKey": Bearer(env="ACME_API_KEY")},
    required=(("ApiKey",),),
)


class Client(SyncClient):
    """The synchronous client."""

    def __init__(
        self,
        base_url: str | None = None,
        *,
        api_key: str | None = None,
        **options: Any,
    ) -> None:
        super().__init__(API, base_url, credentials={"ApiKey": api_key}, **options)

    @property
    def chat(self) -> Chat:
        """Chat completion."""
        return Chat(self)


class AsyncClient(AsyncBase):
    """The asynchronous client."""

    def __init__(
        self,
        base_url: str | None = None,
        *,
        api_key: str | None = None,
        **options: Any,
    ) -> None:
        super().__init__(API, base_url, credentials={"ApiKey": api_key}, **options)

    @property
    def chat(self) -> AsyncChat:
        """Chat completion."""
        return AsyncChat(self)
