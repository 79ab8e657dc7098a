"""One call from beginning to end: credentials, attempts, errors, the value.

Written once for both colours, as coroutines over :class:`~.transport.Wire`.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from .built import BuiltRequest
from .errors import ApiError, TransportError
from .headers import Headers
from .mismatch import Mismatch
from .policy import USUAL
from .request import Request
from .results import error_of, text_of, value_of
from .retry import wait
from .security import Applied
from .settings import AnyRequest, Settings
from .transport import Answer, Wire

if TYPE_CHECKING:
    from .watching import Watch

T = TypeVar("T")
R = TypeVar("R")


class Head:
    """The head of an answer.

    ``elapsed`` is in seconds from the first attempt on, ``attempts`` counts from 1.
    """

    __slots__ = ("attempts", "elapsed", "headers", "request", "status")

    def __init__(
        self,
        *,
        status: int,
        headers: Headers,
        elapsed: float,
        attempts: int,
        request: AnyRequest,
    ) -> None:
        self.status = status
        self.headers = headers
        self.elapsed = elapsed
        self.attempts = attempts
        self.request = request

    def __repr__(self) -> str:
        times = "1 attempt" if self.attempts == 1 else f"{self.attempts} attempts"
        return (
            f"<{type(self).__name__} {self.status} to {self.request.operation}"
            f" in {self.elapsed:.3f} s, {times}>"
        )


class Response(Head, Generic[T]):
    """A successful answer: its head, its ``value``, and where it is not what was
    declared.
    """

    __slots__ = ("mismatches", "value")

    def __init__(self, head: Head, value: T, mismatches: list[Mismatch]) -> None:
        super().__init__(
            status=head.status,
            headers=head.headers,
            elapsed=head.elapsed,
            attempts=head.attempts,
            request=head.request,
        )
        self.value = value
        self.mismatches = mismatches


async def send(settings: Settings, wire: Wire, request: Request[T]) -> Response[T]:
    """Send a request until it is answered; read and decode the answer.

    Raises ``ApiError``, ``TransportError``, ``DecodeError``, ``CredentialError``,
    ``ValidationError``, and ``ValueError`` for what cannot be sent.
    """
    head, data = await exchange(settings, wire, request, _read_and_close)
    value, mismatches = value_of(settings, request, head.status, head.headers, data)
    return Response(head, value, mismatches)


async def exchange(
    settings: Settings,
    wire: Wire,
    request: AnyRequest,
    finish: Callable[[Answer], Awaitable[R]],
) -> tuple[Head, R]:
    """Send until the answer is a success and ``finish`` has made of it what is wanted.

    Whatever goes wrong in an attempt, ``finish`` included, its answer is closed.
    """
    if settings.validate:
        _validate(request)
    applied = await _authorize(settings, wire, request)
    key = _key(request)
    built = _build(settings, request, applied, key)
    clock, attempt, renewed = settings.clock, 0, False
    begun, watch = clock.monotonic(), _watch(settings, request)
    while True:
        attempt += 1
        try:
            if watch is not None:
                await watch.before(built, attempt)
            answer = await wire.send(request, built, settings.timeout)
            if settings.progress is not None:
                from .progress import Counted

                answer = Counted(answer, settings.progress)
            head = Head(
                status=answer.status,
                headers=answer.headers,
                elapsed=clock.monotonic() - begun,
                attempts=attempt,
                request=request,
            )
            result = await _finish(settings, head, applied, answer, finish, watch)
        except (ApiError, TransportError) as error:
            if watch is not None:
                await watch.failed(error)
            if not renewed and _is_outdated(settings, error, applied):
                renewed = True
                applied = await _authorize(settings, wire, request)
                built = _build(settings, request, applied, key)
                continue
            seconds = _wait(settings, request, error, built, attempt, begun)
            if seconds is None:
                raise
            if watch is not None:
                await watch.retry(error, seconds)
        except BaseException:
            if watch is not None:
                watch.leave()
            raise
        else:
            head.elapsed = clock.monotonic() - begun
            return head, result
        await wire.sleep(seconds)


def _watch(settings: Settings, request: AnyRequest) -> Watch | None:
    """Those who watch; the log does once a program has asked for what it says."""
    if not settings.hooks and "opentelemetry.trace" not in sys.modules:
        logging = sys.modules.get("logging")
        if logging is None:
            return None
        logger = logging.getLogger(request.operation.package)
        if not logger.isEnabledFor(logging.INFO):
            return None
    from .watching import watch

    return watch(settings, request)


def _key(request: AnyRequest) -> str:
    """The idempotency key of a call, for all of its attempts; ``""``: it has none."""
    if not request.operation.key:
        return ""
    from .keys import fresh

    return fresh()


def _build(
    settings: Settings, request: AnyRequest, applied: Applied, key: str
) -> BuiltRequest:
    built = settings.build(request, applied)
    if key:
        from .keys import add

        add(built, request.operation.key, key)
    if settings.progress is not None:
        from .progress import counted_body

        counted_body(built, settings.progress)
    return built


async def _authorize(settings: Settings, wire: Wire, request: AnyRequest) -> Applied:
    """The credentials of a request, fetched where that is how to come by them."""
    if settings.tokens is None:
        return settings.apply(request)
    from .oauth import authorize

    return await authorize(settings, settings.tokens, wire, request)


def _is_outdated(
    settings: Settings, error: ApiError | TransportError, applied: Applied
) -> bool:
    """Whether a token that was fetched is refused; it is forgotten then."""
    if settings.tokens is None or not isinstance(error, ApiError):
        return False
    return error.status == 401 and settings.tokens.forget(applied.secrets)


def _wait(
    settings: Settings,
    request: AnyRequest,
    error: ApiError | TransportError,
    built: BuiltRequest,
    attempt: int,
    begun: float,
) -> float | None:
    if attempt > settings.retries or not _repeatable(built):
        return None
    own = request.operation.retries
    return wait(
        error,
        built.method,
        built.headers,
        attempt=attempt,
        elapsed=settings.clock.monotonic() - begun,
        clock=settings.clock,
        policy=own or settings.api.retries or USUAL,
        own=own is not None,
        key=request.operation.key,
    )


def _repeatable(built: BuiltRequest) -> bool:
    """Whether the body can be read once more: a pipe is at its end after an attempt."""
    content = built.content
    return content is None or isinstance(content, bytes) or content.repeatable


async def _finish(
    settings: Settings,
    head: Head,
    applied: Applied,
    answer: Answer,
    finish: Callable[[Answer], Awaitable[R]],
    watch: Watch | None,
) -> R:
    try:
        if watch is not None:
            await watch.after(head)
        if 200 <= answer.status < 300:
            return await finish(answer)
        text = text_of(await _read_what_comes(answer), answer.headers)
    except BaseException:
        await answer.close()
        raise
    await answer.close()
    raise error_of(
        settings, head.request, head.status, head.headers, text, applied.secrets
    )


async def read(answer: Answer) -> bytes:
    """The whole body. Raises ``TransportError`` where it breaks off."""
    pieces: list[bytes] = []
    while (piece := await answer.next()) is not None:
        pieces.append(piece)
    return b"".join(pieces)


async def _read_and_close(answer: Answer) -> bytes:
    data = await read(answer)
    await answer.close()
    return data


async def _read_what_comes(answer: Answer) -> bytes:
    """The body of an error: the status matters more than a body that breaks off."""
    pieces: list[bytes] = []
    try:
        while (piece := await answer.next()) is not None:
            pieces.append(piece)
    except TransportError:
        return b"".join(pieces)
    return b"".join(pieces)


def _validate(request: AnyRequest) -> None:
    from .validation import Fault, ValidationError, check, check_parameters

    operation, faults = request.operation, list[Fault]()
    if operation.limits is not None:
        faults += check_parameters(operation.limits, request)
    if operation.takes is not None and request.body is not None:
        faults += check(operation.takes(), request.body, scope=operation.scope)
    if faults:
        raise ValidationError(faults)
