"""What a user may watch, and change, of each attempt to send: ``Client(hooks=[...])``.

Nothing here calls a hook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .built import BuiltRequest
    from .errors import ApiError, TransportError
    from .progress import Progress
    from .request import Request, StreamRequest
    from .sending import Head
else:
    from .lazy import attributes

    __getattr__, __dir__ = attributes(
        __name__, {"Head": "..sending", "Progress": "..progress"}
    )

__all__ = ["AsyncHooks", "Attempt", "Head", "Hooks", "Progress"]


class Attempt:
    """One attempt to send a request.

    ``request`` is what the caller made, ``sent`` what goes on the wire, ``number``
    counts from 1. What a hook puts into ``sent.headers`` is sent, and with the attempts
    that follow.
    """

    __slots__ = ("number", "request", "sent")

    def __init__(
        self,
        request: Request[Any] | StreamRequest[Any],
        sent: BuiltRequest,
        number: int,
    ) -> None:
        self.request = request
        self.sent = sent
        self.number = number

    def __repr__(self) -> str:
        return f"<Attempt {self.number} of {self.sent!r}>"


class Hooks:
    """A base for what watches a client: each method does nothing until it is replaced.

    An error that a hook raises ends the call. Hooks are told in the order in which the
    client has them.
    """

    def before(self, attempt: Attempt) -> None:
        """The attempt is about to be sent."""

    def after(self, attempt: Attempt, answer: Head) -> None:
        """The head of an answer has come, whatever its status; the body is to come."""

    def failed(self, attempt: Attempt, error: TransportError) -> None:
        """No answer has come, or it broke off."""

    def retry(
        self, attempt: Attempt, error: ApiError | TransportError, seconds: float
    ) -> None:
        """The attempt has failed, and another one will be made after a pause."""


class AsyncHooks:
    """:class:`Hooks` whose methods are awaited; only ``AsyncClient`` takes them."""

    async def before(self, attempt: Attempt) -> None:
        """The attempt is about to be sent."""

    async def after(self, attempt: Attempt, answer: Head) -> None:
        """The head of an answer has come, whatever its status; the body is to come."""

    async def failed(self, attempt: Attempt, error: TransportError) -> None:
        """No answer has come, or it broke off."""

    async def retry(
        self, attempt: Attempt, error: ApiError | TransportError, seconds: float
    ) -> None:
        """The attempt has failed, and another one will be made after a pause."""
