"""Spans of OpenTelemetry for what is sent, where a program has loaded that package.

By its conventions for HTTP clients: a span for each attempt, until the head of the
answer is there. Nothing is imported that the program has not imported itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Protocol
from urllib.parse import urlsplit

from .errors import TransportError
from .hooks import Attempt, Hooks
from .redact import shown_url
from .sending import Head

_METHODS = frozenset(
    ("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH")
)


class Span(Protocol):
    """What is needed of a span."""

    def set_attribute(self, key: str, value: str | int) -> None:
        """Say one thing more."""
        ...

    def set_status(self, status: Any) -> None:
        """Say that it failed."""
        ...

    def end(self) -> None:
        """It is over."""
        ...


class _Tracer(Protocol):
    def start_span(
        self, name: str, *, kind: Any, attributes: Mapping[str, str | int]
    ) -> Span: ...


class Spans(Hooks):
    """The spans of one call."""

    def __init__(self, package: str) -> None:
        self._api: Any = import_module("opentelemetry.trace")
        self._tracer: _Tracer = self._api.get_tracer(package)
        self._span: Span | None = None

    def before(self, attempt: Attempt) -> None:
        sent, operation = attempt.sent, attempt.request.operation
        method = sent.method if sent.method in _METHODS else "_OTHER"
        attributes: dict[str, str | int] = {
            "http.request.method": method,
            "url.full": shown_url(sent.url, sent.secrets),
            "url.template": operation.path,
            **_server(sent.url),
        }
        if method != sent.method:
            attributes["http.request.method_original"] = sent.method
        if attempt.number > 1:
            attributes["http.request.resend_count"] = attempt.number - 1
        name = f"{'HTTP' if method == '_OTHER' else method} {operation.path}"
        self._span = self._tracer.start_span(
            name, kind=self._api.SpanKind.CLIENT, attributes=attributes
        )
        context = self._api.set_span_in_context(self._span)
        import_module("opentelemetry.propagate").inject(sent.headers, context)

    def after(self, attempt: Attempt, answer: Head) -> None:
        span, self._span = self._span, None
        if span is not None:
            span.set_attribute("http.response.status_code", answer.status)
            if answer.status >= 400:
                self._fail(span, str(answer.status))
            span.end()

    def failed(self, attempt: Attempt, error: TransportError) -> None:
        span, self._span = self._span, None
        if span is not None:
            self._fail(span, type(error).__name__)
            span.end()

    def leave(self) -> None:
        """End a span that no answer and no error will end."""
        span, self._span = self._span, None
        if span is not None:
            span.end()

    def _fail(self, span: Span, kind: str) -> None:
        span.set_attribute("error.type", kind)
        span.set_status(self._api.Status(self._api.StatusCode.ERROR))


def _server(url: str) -> dict[str, str | int]:
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return {}
    return {"server.address": parts.hostname or "", "server.port": port}
