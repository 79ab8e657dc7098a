"""What a file that is no good says of itself, before it is a diagnostic."""

from __future__ import annotations

MAX_DEPTH = 200
"""How deep a document may nest; the deepest published one is 40 levels."""

MAX_VALUES = 5_000_000
"""How many values a document may have with its aliases written out.

GitHub's has 258,000.
"""

MAX_BYTES = 64 * 1024 * 1024
"""How large one file may be."""


MAX_FILES = 20_000
"""How many files a description may have; DigitalOcean's has 2,850."""


class BadText(ValueError):
    """A file cannot be read.

    The text says why, ``line`` (from 1) says where, if that is known.
    """

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
