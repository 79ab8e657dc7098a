"""Spells names in other ways that convert to the same identifier."""

from __future__ import annotations

import re
from collections.abc import Callable


def _other_case(name: str) -> str:
    swapped = name[:1].swapcase() + name[1:]
    return swapped if swapped != name else name.swapcase()


def _other_separators(name: str) -> str:
    bare = re.sub(r"[_\-. ]+(\w)", lambda found: found[1].upper(), name)
    if bare != name:
        return bare
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name)


SPELLINGS: dict[str, Callable[[str], str]] = {
    "another case": _other_case,
    "other separators": _other_separators,
}
