"""What a file may be given as; reading one is elsewhere."""

from os import PathLike
from typing import IO, TypeAlias

Content: TypeAlias = bytes | PathLike[str] | IO[bytes]
"""The content of a file: bytes, the path to it, or an open file."""

File: TypeAlias = (
    bytes
    | PathLike[str]
    | IO[bytes]
    | tuple[str | None, Content]
    | tuple[str | None, Content, str | None]
)
"""A file: its content, or ``(name, content)``, or ``(name, content, media type)``."""
