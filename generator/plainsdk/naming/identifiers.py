"""Turns words of a source into one Python identifier each.

Knows nothing of other names.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache

from ..words import is_keyword, pascal, snake

BARE = frozenset(
    [
        "str",
        "int",
        "float",
        "bool",
        "bytes",
        "list",
        "tuple",
        "dict",
        "None",
        "Any",
        "Literal",
        "Annotated",
        "dt",
        "m",
        "UNSET",
        "Unset",
        "Wire",
        "Base64Url",
        "Binary",
        "ClassVar",
        "Model",
        "Range",
        "ReadOnly",
        "Length",
        "Pattern",
        "Tag",
        "Unknown",
        "Unlisted",
        "UUID",
        "Decimal",
        "dataclass",
        "TypeAlias",
        "Union",
        "self",
        "annotations",
    ]
)
"""What generated modules use by its bare name: no field or argument may be called so.
"""

_OF_BUILDERS = frozenset(
    ["File", "Mapping", "Operation", "PageRequest", "Request", "Sequence"]
    + ["Several", "StreamRequest"]
)

EXPORTED = frozenset(["TypeAlias", "Unknown", "Unlisted"])
"""What ``models`` exports beside the schemas or writes them with: no schema may be
called so.
"""

CLIENT = frozenset(
    [
        "send",
        "paginate",
        "download",
        "close",
        "aclose",
        "with_options",
        "as_curl",
        "base_url",
        "options",
    ]
)
"""Attributes of every client, which no group may hide."""

RESOURCE_CLASSES = frozenset(
    [
        "Resource",
        "AsyncResource",
        "Client",
        "AsyncClient",
        "Api",
        "Server",
        "Bearer",
        "Basic",
        "ClientCredentials",
        "CookieKey",
        "HeaderKey",
        "Http",
        "QueryKey",
        "Retries",
        "NEVER",
        "SyncClient",
        "AsyncBase",
        "Mismatch",
        "HttpClient",
        "AsyncHttpClient",
        "AsyncHooks",
        "Hooks",
        "Any",
        "Mapping",
        "Sequence",
        "Callable",
    ]
)
"""Names of the client and resource modules, which no group's class may hide."""

_LONGEST = 150  # file systems end at 255 bytes, and tools add endings of their own
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")
_TESTS = re.compile(r"(test_.*|.*_test|conftest|setup)")
_LOWER = re.compile(r"[a-z][a-z0-9_]*")
_SIGN = re.compile(r"[+-]\d")
_SIGNS = {
    "+": "plus",
    "-": "minus",
    "$": "dollar",
    "@": "at",
    "#": "hash",
    "*": "star",
    ".": "dot",
    "/": "slash",
    " ": "space",
}


@cache
def attribute(text: str, reserved: frozenset[str] = BARE) -> str:
    """Return the name of a field, argument or operation."""
    stripped = text.lstrip("_")
    name = stripped if _LOWER.fullmatch(stripped) else snake(_signed(text))
    name = name or snake(spelled(text))
    if not name[:1].isalpha():
        name = f"n_{name}"
    return f"{name}_" if is_keyword(name) or name in reserved else name


@cache
def class_name(text: str, reserved: frozenset[str] = EXPORTED) -> str:
    """Return the name of a class or alias."""
    name = pascal(_signed(text)) or pascal(spelled(text))
    if not name[:1].isalpha():
        name = f"N{name}"
    return f"{name}_" if is_keyword(name) or name in reserved else name


def module_name(text: str) -> str:
    """Return the name of a module: one that Python, Windows and pytest leave alone."""
    name = snake(text) or snake(spelled(text))
    if not name[:1].isalpha():
        name = f"n_{name}"
    if len(name) > _LONGEST:
        name = f"{name[:_LONGEST]}_{digest(text)}"
    taken = is_keyword(name) or _DEVICES.fullmatch(name) or _TESTS.fullmatch(name)
    return f"{name}_" if taken else name


def own_spelling(text: str) -> str | None:
    """Return a source's spelling where it can stand as a name as it is."""
    fits = text.isascii() and text.isidentifier() and not text.startswith("_")
    taken = is_keyword(text) or text in BARE or text in EXPORTED
    return text if fits and not taken else None


def is_free_in_builders(name: str) -> bool:
    """Whether an argument may be called so, and hide nothing that a builder uses."""
    return name not in _OF_BUILDERS


def with_signs(text: str) -> str | None:
    """Return a spelling with its signs in words, each in its place; None where it has
    none.
    """
    marked = [char for char in text if not char.isalnum() and char != "_"]
    if not marked:
        return None
    return "".join(f" {_word(char)} " if char in marked else char for char in text)


def digest(text: str) -> str:
    """Return a few characters that stand for a text, for names that nothing else tells
    apart.
    """
    return "x" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:4]


def spelled(text: str) -> str:
    """Spell out a name that holds no letter or digit that Python could use."""
    return " ".join(_word(char) for char in text) or "empty"


def _signed(text: str) -> str:
    """Spell out a leading sign before a number, which alone tells ``+1`` from ``-1``."""
    if _SIGN.match(text):
        return f"{_SIGNS[text[0]]} {text[1:]}"
    return text


def _word(char: str) -> str:
    if char.isascii() and char.isalnum():
        return char
    if char in _SIGNS:
        return _SIGNS[char]
    code = f"u{ord(char):04x}"
    name = unicodedata.name(char, code).lower()
    return code if name.startswith("cjk") else name.replace("-", " ")
