"""Streams of events: read, decoded and closed, in both colours from one source.

What is an event is decided by the payload that the API declares:

- The sentinel ends the stream and is not given out. Where the API names none,
  ``[DONE]`` is one, with which model servers end a stream whatever their documents
  say: it is not JSON, and so no event.
- An event without data is skipped; so is one whose data is empty, unless the payload
  is text.
- An event is an *error* if its type is ``error``, or if its data is a JSON object with
  an ``error`` that is not null; but not if the declared payload has a place for all its
  keys and it fits. An error is raised as ``ApiError`` with the status of the answer
  that opened the stream, the data as ``text``, and as ``value`` the type that the API
  declares as ``default`` error, or what JSON makes of it.

An event stream that answers GET and gives its events ids goes on where its connection
broke: it is asked for again with ``Last-Event-ID`` (HTML, 9.2.3), as often as the
client retries, after the time that the server gave. A server that says 204 has ended
it. No other stream is asked for twice.
"""

from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cached_property
from types import TracebackType
from typing import Any, Generic, Literal, Self, TypeVar, cast

from .body import LINES, essence_of
from .codec import MISFITS, compiled
from .errors import ApiError, DecodeError, TransportError
from .headers import is_value
from .mismatch import Misfit
from .policy import USUAL
from .request import StreamRequest
from .results import declares, document_of, error_of, misfitting, text_of, typed
from .retry import pause
from .sending import Head, exchange, read
from .settings import Settings
from .sse import Lines, Parser, RawEvent, TooLong
from .transport import Answer, Wire, run

T = TypeVar("T")
V = TypeVar("V")

_DONE = "[DONE]"


class Event(Generic[T]):
    """One event with its envelope.

    ``event`` is its type, ``id`` the last id that the stream gave (``""``: none),
    ``retry`` the reconnection time in milliseconds if this event gives one, ``data``
    the payload, and ``text`` the payload as it came.
    """

    __slots__ = ("data", "event", "id", "retry", "text")

    def __init__(self, raw: RawEvent, data: T) -> None:
        self.event = raw.event
        self.id = raw.id
        self.retry = raw.retry
        self.text = raw.text
        self.data = data

    def __repr__(self) -> str:
        return f"Event(event={self.event!r}, id={self.id!r}, data={self.data!r})"


class Reading(Generic[T]):
    """A stream that is being read: everything but the colour."""

    def __init__(
        self, settings: Settings, wire: Wire, request: StreamRequest[T]
    ) -> None:
        self._settings = settings
        self._wire = wire
        self._request = request
        self._state: Literal["new", "open", "ended", "closed"] = "new"
        self._head: Head | None = None
        self._answer: Answer | None = None
        self._lines = essence_of(request.operation.accept) in LINES
        self._parser = Lines() if self._lines else Parser()
        self._events: deque[RawEvent] = deque()
        self._broken = 0  # times since the last event
        self._fast: Callable[[Any], Any] | None = None

    @property
    def head(self) -> Head:
        """The head of the answer. Raises ``RuntimeError`` before it is there."""
        if self._head is None:
            raise RuntimeError("the stream is not open: enter it, or take an event")
        return self._head

    async def open(self) -> None:
        """Send the request, once. Raises what any call raises."""
        if self._state == "closed":
            raise RuntimeError("the stream is closed")
        if self._state == "new":
            self._head, self._answer = await exchange(
                self._settings, self._wire, self._request, self._accept
            )
            self._state = "open"

    async def _accept(self, answer: Answer) -> Answer:
        """Refuse what is no event stream; an answer that says nothing counts as one.

        Lines of JSON are taken under any name that has to do with JSON or text.
        """
        kind = answer.headers.get("content-type", "").partition(";")[0].strip()
        wanted = ("json", "text/plain") if self._lines else ("text/event-stream",)
        if kind and not any(word in kind.lower() for word in wanted):
            raise DecodeError(
                f"the answer is {kind}, not an event stream",
                request=self._request,
                text=text_of(await read(answer), answer.headers),
            )
        return answer

    async def next(self) -> RawEvent | None:
        """The next event, ``None`` at the end; the end closes, and so does an error."""
        try:
            await self.open()
            event = self.ready()
            while event is None and self._state == "open":
                await self._fill()
                event = self.ready()
        except BaseException:
            await self.close()
            raise
        if event is None:
            await self.close()
        return event

    def ready(self) -> RawEvent | None:
        """The next of the events that are here already."""
        while self._events:
            raw = self._events.popleft()
            if self._sentinel is not None and raw.text.strip() == self._sentinel:
                self._events.clear()
                self._state = "ended"
            elif raw.text or self._is_text:
                return raw
        return None

    def payload(self, raw: RawEvent) -> T:
        """The payload of an event; where this raises, the stream is to be closed.

        Raises ``ApiError`` for an event that is an error, ``DecodeError``.
        """
        failed = raw.event == "error"
        if self._is_text and not failed:
            return cast("T", raw.text)
        try:
            document = document_of(self._settings, self._request, raw.text)
        except DecodeError:
            if failed:
                raise self._error(raw) from None
            raise
        failed = failed or _has_error(document)
        if failed and not declares(self._request, document):
            raise self._error(raw)
        value: T
        if self._fast is not None:
            try:
                value = self._fast(document)
            except MISFITS:
                pass
            else:
                return value
        try:
            value, _ = typed(self._settings, self._request, document)
        except Misfit as misfit:
            raise misfitting(misfit, self._request, raw.text) from misfit
        if self._fast is None:
            operation = self._request.operation
            if operation.returns is not None:
                self._fast = compiled(operation.returns(), operation.scope)
        return value

    async def close(self) -> None:
        """Close the connection of a stream that has not ended; safe to repeat."""
        if self._state != "ended":
            self._state = "closed"
            self._events.clear()
        answer, self._answer = self._answer, None
        if answer is not None:
            await answer.close()

    async def _fill(self) -> None:
        """Read one piece, or find the end."""
        try:
            piece = None if self._answer is None else await self._answer.next()
        except TransportError as error:
            await self._resume(error)
            return
        if piece is None:
            self._state = "ended"
            if isinstance(self._parser, Lines):
                self._events.extend(self._parser.feed(b""))
            return
        try:
            found = self._parser.feed(piece)
        except TooLong as error:
            raise DecodeError(str(error), request=self._request, text="") from error
        if found:
            self._events.extend(found)
            self._broken = 0

    async def _resume(self, error: TransportError) -> None:
        """Go on with a stream that broke off, or raise that it did."""
        method = self._request.operation.method
        if isinstance(self._parser, Lines) or method != "GET":
            raise error
        last_id = self._parser.last_id
        if not is_value(last_id):
            raise error
        if self._broken >= self._settings.retries:
            raise error
        self._broken += 1
        asked = self._parser.reconnection
        seconds = pause(self._settings.clock, self._broken, USUAL)
        if asked is not None:
            seconds = asked / 1000
        if seconds > USUAL.total:
            raise error
        if self._answer is not None:
            await self._answer.close()
            self._answer = None
        await self._wire.sleep(seconds)
        request = self._request.with_(headers={"Last-Event-ID": last_id})
        self._head, self._answer = await exchange(
            self._settings, self._wire, request, self._accept
        )
        self._parser = Parser(id=last_id)
        self._parser.reconnection = asked

    @cached_property
    def _sentinel(self) -> str | None:
        sentinel = self._request.operation.sentinel
        if sentinel is None and not (self._is_text or self._lines):
            return _DONE
        return sentinel

    @cached_property
    def _is_text(self) -> bool:
        returns = self._request.operation.returns
        return returns is not None and returns() is str and not self._lines

    def _error(self, raw: RawEvent) -> ApiError:
        head = self.head
        return error_of(
            self._settings, self._request, head.status, head.headers, raw.text
        )


def _has_error(document: Any) -> bool:
    if not isinstance(document, dict):
        return False
    found = cast("dict[str, Any]", document)
    return "error" in found and found["error"] is not None


class Stream(Generic[T]):
    """The events of an answer, as they come.

    Nothing is sent before the ``with`` block is entered or the first event is taken. In
    a ``with`` block the stream is closed at its end; without one, at the end of the
    events, and when the loop over them is left.
    """

    def __init__(self, reading: Reading[T]) -> None:
        self._reading = reading
        self._entered = False

    @property
    def response(self) -> Head:
        """Status, header fields, attempts. ``RuntimeError`` before it is open."""
        return self._reading.head

    def __enter__(self) -> Self:
        run(self._reading.open())
        self._entered = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[T]:
        return self._each(lambda _, data: data)

    def raw(self) -> Iterator[Event[T]]:
        """The events with their envelopes."""
        return self._each(Event)

    def _each(self, form: Callable[[RawEvent, T], V]) -> Iterator[V]:
        reading = self._reading
        try:
            while (raw := reading.ready() or run(reading.next())) is not None:
                try:
                    data = reading.payload(raw)
                except BaseException:
                    self.close()
                    raise
                yield form(raw, data)
        finally:
            if not self._entered:
                self.close()

    def close(self) -> None:
        """Close the connection, unless the stream has ended."""
        run(self._reading.close())


class _AsyncEach(AsyncIterator[V], Generic[T, V]):
    """No generator: one that is left before its end closes when its loop pleases."""

    def __init__(self, reading: Reading[T], form: Callable[[RawEvent, T], V]) -> None:
        self._reading = reading
        self._form = form

    async def __anext__(self) -> V:
        raw = self._reading.ready() or await self._reading.next()
        if raw is None:
            raise StopAsyncIteration
        try:
            data = self._reading.payload(raw)
        except BaseException:
            await self._reading.close()
            raise
        return self._form(raw, data)


class AsyncStream(Generic[T]):
    """The events of an answer, as they come.

    Nothing is sent before the ``async with`` block is entered or the first event is
    taken. In such a block the stream is closed at its end; without one, at the end of
    the events, and where a loop over them is left before that, when the stream is
    collected as garbage.
    """

    def __init__(self, reading: Reading[T]) -> None:
        self._reading = reading

    @property
    def response(self) -> Head:
        """Status, header fields, attempts. ``RuntimeError`` before it is open."""
        return self._reading.head

    async def __aenter__(self) -> Self:
        await self._reading.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    def __aiter__(self) -> AsyncIterator[T]:
        return _AsyncEach(self._reading, lambda _, data: data)

    def raw(self) -> AsyncIterator[Event[T]]:
        """The events with their envelopes."""
        return _AsyncEach(self._reading, Event)

    async def close(self) -> None:
        """Close the connection, unless the stream has ended."""
        await self._reading.close()
