"""How far a body has got, on its way there or back; loaded where somebody asks."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from .built import BuiltRequest
from .headers import Headers
from .transport import Answer
from .uploads import Upload


class Progress(NamedTuple):
    """Bytes that went or came so far, of how many; ``None`` where nobody knows.

    What comes packed is counted as it is unpacked, of an unknown total.
    """

    way: Literal["sent", "received"]
    done: int
    total: int | None


def counted_body(built: BuiltRequest, told: Callable[[Progress], None]) -> None:
    """Send the body of a request in pieces, and tell of each."""
    if built.content is None or built.content == b"":
        return
    upload = built.content
    if isinstance(upload, bytes):
        upload = Upload([upload])
        built.headers["Content-Length"] = str(upload.size)
    total = upload.size
    upload.progress = lambda done: told(Progress("sent", done, total))
    built.content = upload


class Counted:
    """An answer that tells of each piece of its body."""

    def __init__(self, answer: Answer, told: Callable[[Progress], None]) -> None:
        self._answer = answer
        self._told = told
        self._done = 0
        length = answer.headers.get("content-length", "")
        packed = "content-encoding" in answer.headers
        self._total = int(length) if length.isdecimal() and not packed else None

    @property
    def status(self) -> int:
        """The HTTP status code."""
        return self._answer.status

    @property
    def headers(self) -> Headers:
        """The header fields."""
        return self._answer.headers

    async def next(self) -> bytes | None:
        """The next piece of the body, ``None`` at its end."""
        piece = await self._answer.next()
        if piece is not None:
            self._done += len(piece)
            self._told(Progress("received", self._done, self._total))
        return piece

    async def close(self) -> None:
        """Give the connection back, or close it."""
        await self._answer.close()
