"""Event streams as bytes: the WHATWG algorithm (HTML, 9.2.6), incremental, without I/O.

Lines end with CR, LF or CRLF and with nothing else; the input may be cut anywhere.
"""

LIMIT = 64 * 1024 * 1024
"""Bytes that one event may have, so that a line without end does not eat the memory."""

_BOM = b"\xef\xbb\xbf"


class TooLong(ValueError):
    """An event is longer than the limit."""


class RawEvent:
    """One event as it came.

    ``event`` is its type (``message`` where it says none), ``id`` the last id that the
    stream gave, ``retry`` the reconnection time in milliseconds if this event gives
    one, ``text`` its data.
    """

    __slots__ = ("event", "id", "retry", "text")

    def __init__(self, event: str, id: str, retry: int | None, text: str) -> None:
        self.event = event
        self.id = id
        self.retry = retry
        self.text = text


class Parser:
    """Turns pieces of a stream into events. What the end cuts off is dropped, as it
    must be.
    """

    __slots__ = (
        "_data",
        "_event",
        "_held",
        "_id",
        "_limit",
        "_rest",
        "_retry",
        "_size",
        "_skip",
        "_start",
        "last_id",
        "reconnection",
    )

    def __init__(self, limit: int = LIMIT, *, id: str = "") -> None:
        """``id`` is the last one of the stream that this one goes on with."""
        self._limit = limit
        self.last_id = id  # that of the last event that ended, even if without data
        self.reconnection: int | None = None  # milliseconds that the stream last gave
        self._rest: list[bytes] = []  # pieces of a line that has not ended
        self._size = 0  # bytes of that line
        self._held = 0  # bytes of the lines of the event that has not ended
        self._skip = (
            False  # the last piece ended in CR: a LF that follows belongs to it
        )
        self._start: bytes | None = (
            b""  # the first bytes, until it is clear they are no BOM
        )
        self._data: list[bytes] = []
        self._event = b""
        self._id = id
        self._retry: int | None = None

    def feed(self, piece: bytes) -> list[RawEvent]:
        """Take the next bytes, give the events that they complete.

        Raises :class:`TooLong` for an event beyond the limit.
        """
        if self._start is not None:
            piece = self._begin(piece)
        if not piece:
            return []
        if self._skip:
            self._skip = False
            if piece[0] == 10:
                piece = piece[1:]
        if b"\r" in piece:
            self._skip = piece[-1] == 13
            piece = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        lines, end, tail = piece.rpartition(b"\n")
        if not end:
            self._keep(tail)
            return []
        if self._rest:
            lines = b"".join(self._rest) + lines
            self._rest.clear()
        events = self._lines(lines)
        if tail:
            self._keep(tail)
        return events

    def _begin(self, piece: bytes) -> bytes:
        """Hold back what may be the beginning of a byte order mark; take off a whole
        one.
        """
        start = (self._start or b"") + piece
        if len(start) < len(_BOM) and _BOM.startswith(start):
            self._start = start
            return b""
        self._start = None
        return start.removeprefix(_BOM)

    def _keep(self, tail: bytes) -> None:
        self._rest.append(tail)
        self._size += len(tail)
        self._check()

    def _check(self) -> None:
        if self._size + self._held > self._limit:
            raise TooLong(f"an event is longer than {self._limit} bytes")

    def _lines(self, lines: bytes) -> list[RawEvent]:
        events: list[RawEvent] = []
        data = self._data
        self._size = 0
        for line in lines.split(b"\n"):
            if line.startswith(b"data: "):  # almost every line that is not empty
                data.append(line[6:])
                self._held += len(line)
            elif line:
                self._field(line)
            elif data:
                self._check()
                events.append(self._finish())
            else:
                self.last_id = self._id
                self._event = b""
                self._retry = None
        self._check()
        return events

    def _finish(self) -> RawEvent:
        data = self._data
        text = data[0] if len(data) == 1 else b"\n".join(data)
        event = RawEvent(
            str(self._event, "utf-8", "replace") if self._event else "message",
            self._id,
            self._retry,
            str(text, "utf-8", "replace"),
        )
        data.clear()
        self.last_id = self._id
        self._held = 0
        self._event = b""
        self._retry = None
        return event

    def _field(self, line: bytes) -> None:
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        match name:
            case b"data":
                self._data.append(value)
                self._held += len(line)
            case b"event":
                self._event = value
            case b"id" if b"\0" not in value:
                self._id = value.decode(errors="replace")
            case b"retry" if value.isdigit() and len(value) < 16:
                self._retry = self.reconnection = int(value)
            case _:
                pass  # a comment, or a field that the standard says to ignore


class Lines:
    """Turns pieces of JSON Lines (or of RFC 7464, with one value on each line) into
    events of the type ``message``; the last line needs no end.
    """

    __slots__ = ("_limit", "_rest", "_size")

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._rest: list[bytes] = []
        self._size = 0

    def feed(self, piece: bytes) -> list[RawEvent]:
        """Take the next bytes, give the values that they complete; none: the end.

        Raises :class:`TooLong` for a line beyond the limit.
        """
        lines, end, tail = piece.rpartition(b"\n")
        if not end and piece:
            self._rest.append(tail)
            self._size += len(tail)
            if self._size > self._limit:
                raise TooLong(f"a line is longer than {self._limit} bytes")
            return []
        whole = b"".join(self._rest) + lines
        self._rest, self._size = ([tail] if tail else []), len(tail)
        texts = (line.strip(b" \t\r\x1e") for line in whole.split(b"\n"))
        return [
            RawEvent("message", "", None, text.decode(errors="replace"))
            for text in texts
            if text
        ]
