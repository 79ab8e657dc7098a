"""Tells hooks, the log and OpenTelemetry of each attempt; loaded where somebody watches.

The log never shows a body or a credential.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Awaitable, Sequence
from inspect import isawaitable
from typing import TYPE_CHECKING

from .built import BuiltRequest
from .errors import ApiError, TransportError
from .hooks import AsyncHooks, Attempt, Hooks
from .redact import shown, shown_url
from .sending import Head
from .settings import AnyRequest, Settings

if TYPE_CHECKING:
    from .tracing import Spans


def watch(settings: Settings, request: AnyRequest) -> Watch | None:
    """Those who watch a call; ``None`` where nobody does."""
    watching: list[Hooks | AsyncHooks] = [*settings.hooks]
    spans: Spans | None = None
    logger = logging.getLogger(request.operation.package)
    if logger.isEnabledFor(logging.INFO):
        watching.append(_Log(logger))
    if "opentelemetry.trace" in sys.modules:
        from .tracing import Spans

        spans = Spans(request.operation.package)
        watching.append(spans)
    return Watch(watching, request, spans) if watching else None


class Watch:
    """The hooks of one call, and the attempt that they are told of."""

    def __init__(
        self,
        watching: Sequence[Hooks | AsyncHooks],
        request: AnyRequest,
        spans: Spans | None,
    ) -> None:
        self._watching = watching
        self._request = request
        self._spans = spans
        self._attempt: Attempt | None = None

    async def before(self, sent: BuiltRequest, number: int) -> None:
        """Tell of an attempt that is about to be sent."""
        self._attempt = attempt = Attempt(self._request, sent, number)
        for one in self._watching:
            await _done(one.before(attempt))

    async def after(self, answer: Head) -> None:
        """Tell of the head of an answer."""
        if self._attempt is not None:
            for one in self._watching:
                await _done(one.after(self._attempt, answer))

    async def failed(self, error: ApiError | TransportError) -> None:
        """Tell of an attempt without an answer; one with an answer is known already."""
        if self._attempt is not None and isinstance(error, TransportError):
            for one in self._watching:
                await _done(one.failed(self._attempt, error))

    async def retry(self, error: ApiError | TransportError, seconds: float) -> None:
        """Tell that another attempt will be made."""
        if self._attempt is not None:
            for one in self._watching:
                await _done(one.retry(self._attempt, error, seconds))

    def leave(self) -> None:
        """The call ends in another way: it is cancelled, or a hook has failed."""
        if self._spans is not None:
            self._spans.leave()


async def _done(told: Awaitable[None] | None) -> None:
    if told is not None and isawaitable(told):
        await told


class _Log(Hooks):
    """The log of a package: requests and answers at DEBUG, retries at INFO."""

    def __init__(self, logger: logging.Logger) -> None:
        self._log = logger

    def before(self, attempt: Attempt) -> None:
        sent = attempt.sent
        self._log.debug(
            "%s %s, attempt %s, %s",
            sent.method,
            shown_url(sent.url, sent.secrets),
            attempt.number,
            shown(sent.headers, sent.secrets),
        )

    def after(self, attempt: Attempt, answer: Head) -> None:
        self._log.debug(
            "%s to %s %s after %.3f s, %s",
            answer.status,
            attempt.sent.method,
            shown_url(attempt.sent.url, attempt.sent.secrets),
            answer.elapsed,
            answer.headers,
        )

    def failed(self, attempt: Attempt, error: TransportError) -> None:
        self._log.debug(
            "no answer to %s %s: %s",
            attempt.sent.method,
            shown_url(attempt.sent.url, attempt.sent.secrets),
            type(error).__name__,
        )

    def retry(
        self, attempt: Attempt, error: ApiError | TransportError, seconds: float
    ) -> None:
        kind = type(error).__name__
        self._log.info(
            "%s %s again in %.3f s: %s",
            attempt.sent.method,
            shown_url(attempt.sent.url, attempt.sent.secrets),
            seconds,
            f"{kind} {error.status}" if isinstance(error, ApiError) else kind,
        )
