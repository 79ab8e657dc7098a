"""Everything that a call may raise; each error pickles and shows no credential."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from .headers import Headers
    from .request import Request, StreamRequest
    from .validation import ValidationError
else:
    from .lazy import attributes

    __getattr__, __dir__ = attributes(__name__, {"ValidationError": "..validation"})

__all__ = [
    "ApiError",
    "BadRequestError",
    "ConflictError",
    "CredentialError",
    "DecodeError",
    "ForbiddenError",
    "NotFoundError",
    "PagingError",
    "RateLimitError",
    "SdkError",
    "ServerError",
    "TimeoutError",
    "TransportError",
    "UnauthorizedError",
    "UnprocessableEntityError",
    "ValidationError",
    "WebhookError",
]

_E = TypeVar("_E", bound="SdkError")

_SHOWN = 500
"""Characters of a body that a message quotes; the whole is in ``text``."""


def _restore(kind: type[_E], args: tuple[Any, ...], state: dict[str, Any]) -> _E:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class SdkError(Exception):
    """The base of all errors that this package makes."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), self.args, self.__dict__)


class CredentialError(SdkError):
    """A call needs a credential that is not there, or that no header can carry."""


class ApiError(SdkError):
    """The server answered that it will not do what was asked.

    A status that is not 2xx (redirects are not followed, so 3xx too), or an error event
    in a stream; then ``status`` is that of the answer that opened the stream.
    """

    status: int
    """The HTTP status code."""
    headers: Headers
    """The header fields of the answer."""
    request: Request[Any] | StreamRequest[Any]
    """What was sent."""
    text: str
    """The whole body, or the data of the error event."""
    value: Any
    """The body in the type that the API declares for this status; where it declares
    none or the body does not fit, as JSON gives it; ``None`` where the body is not
    JSON.
    """

    def __init__(
        self,
        *,
        status: int,
        headers: Headers,
        request: Request[Any] | StreamRequest[Any],
        text: str,
        value: Any = None,
    ) -> None:
        said = " ".join(text[:_SHOWN].split()) or "nothing more"
        super().__init__(f"{request.operation} was answered with {status}: {said}")
        self.status = status
        self.headers = headers
        self.request = request
        self.text = text
        self.value = value


class BadRequestError(ApiError):
    """400: the server does not understand the request."""


class UnauthorizedError(ApiError):
    """401: no credential, or one that the server does not know."""


class ForbiddenError(ApiError):
    """403: the credential does not allow this."""


class NotFoundError(ApiError):
    """404: there is no such thing."""


class ConflictError(ApiError):
    """409: the request does not go with the present state."""


class UnprocessableEntityError(ApiError):
    """422: the server understands the request but finds a fault in its content."""


class RateLimitError(ApiError):
    """429: too many requests."""


class ServerError(ApiError):
    """5xx: the server failed."""


_BY_STATUS: dict[int, type[ApiError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def class_for(status: int) -> type[ApiError]:
    """The class of error that an HTTP status raises."""
    return _BY_STATUS.get(status, ServerError if 500 <= status <= 599 else ApiError)


class TransportError(SdkError):
    """No answer came, or it broke off: DNS, connection, TLS, protocol.

    ``__cause__`` is the error of the HTTP client.
    """

    request: Request[Any] | StreamRequest[Any]
    """What was sent, or was to be."""
    sent: bool
    """Whether the server may have got the request."""

    def __init__(
        self,
        message: str,
        *,
        request: Request[Any] | StreamRequest[Any],
        sent: bool,
    ) -> None:
        super().__init__(f"{request.operation}: {message}")
        self.request = request
        self.sent = sent


class TimeoutError(TransportError, builtins.TimeoutError):
    """The connection, or the next bytes, took longer than ``timeout``."""


class DecodeError(SdkError):
    """A successful answer that is not what the API declares."""

    path: str | None
    """Where in the JSON document, ``$.choices[0].index``; ``None`` where it is no JSON.
    """
    request: Request[Any] | StreamRequest[Any]
    """What was sent."""
    text: str
    """The whole body, or the data of the event."""

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        request: Request[Any] | StreamRequest[Any],
        text: str,
    ) -> None:
        super().__init__(f"{request.operation}: {message}")
        self.path = path
        self.request = request
        self.text = text


class PagingError(SdkError):
    """A page leads to no page: it goes in a circle, or to another host."""

    request: Request[Any]
    """What the page came for."""

    def __init__(self, message: str, *, request: Request[Any]) -> None:
        super().__init__(f"{request.operation}: {message}")
        self.request = request


class WebhookError(SdkError):
    """A delivery that the API has not signed, or not now, or that cannot be read."""
