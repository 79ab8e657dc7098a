"""What goes on the wire, as a value; how it comes about is elsewhere."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .uploads import Upload


class BuiltRequest:
    """What goes on the wire; any HTTP client can send it.

    ``url`` and ``headers`` are text, ``content`` is ``None`` where there is no body; a
    large one from files can be iterated, and is read meanwhile. ``secrets`` are the
    credentials in it, which no message may show.
    """

    __slots__ = ("content", "headers", "method", "secrets", "url")

    def __init__(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        content: "bytes | Upload | None",
    ) -> None:
        self.method = method
        self.url = url
        self.headers = headers
        self.content = content
        self.secrets: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BuiltRequest):
            return NotImplemented
        return (self.method, self.url, self.headers, self.content) == (
            other.method,
            other.url,
            other.headers,
            other.content,
        )

    def __repr__(self) -> str:
        from .redact import shown, shown_url

        if self.content is None:
            size = "no content"
        elif isinstance(self.content, bytes):
            size = f"{len(self.content)} bytes"
        else:
            size = f"{self.content.size or '?'} bytes of files"
        return (
            f"<BuiltRequest {self.method} {shown_url(self.url, self.secrets)}"
            f" {shown(self.headers, self.secrets)} {size}>"
        )
