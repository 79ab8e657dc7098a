"""A real HTTP/1.1 server on 127.0.0.1 whose every byte a test decides; it knows no HTTP library.

A test gives the answers in the order in which requests come. An answer is a list of bytes to send
and of things to do between them, so that it can come in odd pieces, stall, break off or lie.
"""

from __future__ import annotations

import contextlib
import io
import json
import socket
import struct
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self, TypeAlias


@dataclass
class Received:
    """One request as it came."""

    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes
    connection: int
    """Which connection brought it, from 1."""

    def header(self, name: str) -> str | None:
        """The one value of a header field; ``None`` where there is none."""
        values = [v for n, v in self.headers if n.lower() == name.lower()]
        assert len(values) < 2, f"{name} came {len(values)} times"
        return values[0] if values else None

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass
class Pause:
    """Send nothing for some seconds."""

    seconds: float


class Stall:
    """Send nothing until the client goes away or the server stops."""


class Reset:
    """Break the connection off with a TCP reset."""


class HalfClose:
    """Say that nothing more comes, but go on reading."""


class Hang:
    """Close the connection in an orderly way, wherever the answer is."""


@dataclass
class Wait:
    """Send nothing until the test says so."""

    event: threading.Event = field(default_factory=threading.Event)


Action: TypeAlias = bytes | Pause | Stall | Reset | HalfClose | Hang | Wait
Answer: TypeAlias = list[Action]


def answer(
    status: int = 200,
    body: Any = b"",
    headers: Mapping[str, str] | None = None,
    *,
    close: bool = False,
) -> Answer:
    """A whole answer; a body that is not bytes is sent as JSON."""
    fields = dict(headers or {})
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
        fields = {"Content-Type": "application/json", **fields}
    fields["Content-Length"] = str(len(body))
    if close:
        fields["Connection"] = "close"
    return [head(status, fields) + body, *([Hang()] if close else [])]


def head(status: int, headers: Mapping[str, str]) -> bytes:
    """A status line and header fields."""
    lines = [f"HTTP/1.1 {status} Said", *(f"{n}: {v}" for n, v in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


def chunk(data: bytes) -> bytes:
    """A piece of a chunked body."""
    return b"%x\r\n%s\r\n" % (len(data), data)


LAST = b"0\r\n\r\n"
"""The end of a chunked body."""


def stream(
    *pieces: bytes | Action,
    end: Iterable[Action] = (LAST,),
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """An event stream, chunked: each piece of bytes is a chunk of its own."""
    fields = {
        "Content-Type": "text/event-stream",
        "Transfer-Encoding": "chunked",
        **(headers or {}),
    }
    chunks = [chunk(p) if isinstance(p, bytes) else p for p in pieces]
    return [head(200, fields), *chunks, *end]


def cut(data: bytes, *sizes: int) -> list[bytes]:
    """Data in pieces of these sizes, again and again."""
    pieces: list[bytes] = []
    at = 0
    while at < len(data):
        size = sizes[len(pieces) % len(sizes)]
        pieces.append(data[at : at + size])
        at += size
    return pieces


class Server:
    """Answers on 127.0.0.1 from when it is made until it is closed."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.received: list[Received] = []
        self.connections = 0
        self._open = 0
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._sockets: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """The port, which the system chose."""
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self.port}"

    def will(self, *answers: Answer) -> None:
        """Add answers to requests that are still to come."""
        self.answers.extend(answers)

    @property
    def last(self) -> Received:
        """The last request that came."""
        return self.received[-1]

    def all_closed(self, timeout: float = 2.0) -> bool:
        """Whether no connection is open, after waiting a little for the last ones to go."""
        with self._changed:
            return self._changed.wait_for(lambda: self._open == 0, timeout)

    def close(self) -> None:
        """Close every socket."""
        self._stopping.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._sockets:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._changed:
                self.connections += 1
                self._open += 1
                self._sockets.append(connection)
                number = self.connections
            threading.Thread(
                target=self._serve, args=(connection, number), daemon=True
            ).start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        try:
            with (
                contextlib.suppress(OSError),
                connection,
                connection.makefile("rb") as reader,
            ):
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                while (received := _read(reader, number)) is not None:
                    if not self._answer(connection, received):
                        break
        finally:
            with self._changed:
                self._open -= 1
                self._changed.notify_all()

    def _answer(self, connection: socket.socket, received: Received) -> bool:
        """Do what the next answer says; whether the connection is kept."""
        with self._changed:
            self.received.append(received)
            actions = self.answers.pop(0) if self.answers else answer(599, b"no answer")
        return all(self._act(connection, action) for action in actions)

    def _act(self, connection: socket.socket, action: Action) -> bool:
        match action:
            case bytes():
                connection.sendall(action)
            case Pause():
                self._stopping.wait(action.seconds)
            case Wait():
                action.event.wait(5)
            case Stall():
                connection.recv(1)
                return False
            case HalfClose():
                connection.shutdown(socket.SHUT_WR)
            case Reset():
                linger = struct.pack("ii", 1, 0)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                return False
            case Hang():
                return False
        return True


def _read(reader: io.BufferedReader, number: int) -> Received | None:
    """The next request, ``None`` where the client has gone or talks something else (TLS)."""
    if not reader.peek(1)[:1].isalpha():
        return None
    method, target, _ = reader.readline().decode("latin-1").split()
    headers = list(_headers(reader))
    found = {name.lower(): value for name, value in headers}
    if found.get("transfer-encoding") == "chunked":
        body = b"".join(_chunks(reader))
    else:
        body = reader.read(int(found.get("content-length", "0")))
    return Received(method, target, headers, body, number)


def _chunks(reader: io.BufferedReader) -> Iterator[bytes]:
    while size := int(reader.readline(), 16):
        yield reader.read(size)
        reader.readline()
    reader.readline()


def _headers(reader: io.BufferedReader) -> Iterator[tuple[str, str]]:
    while text := reader.readline().decode().strip("\r\n"):
        name, _, value = text.partition(":")
        yield name, value.strip()
