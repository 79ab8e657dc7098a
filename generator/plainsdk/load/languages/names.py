"""What schemas would be called by their file; who is called what is decided elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from urllib.parse import urlsplit

from ...document import Json
from ...words import is_identifier, pascal, words

_MOST = 4  # words; what has more is a sentence
_QUALIFIED = re.compile(r"[A-Za-z][\w-]*(?:\.[\w-]+)+\.[A-Z]\w*")
"""A name with that of its package before it."""
_SUFFIXES = (".schema", ".json", ".jsonschema", ".avro", ".event")


def stem_of(path: str) -> str:
    """A file's name without what it says of its kind."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    for suffix in _SUFFIXES:
        stem = stem.removesuffix(suffix) or stem
    return stem


def as_name(text: str) -> str:
    """A text as the name of a schema: as it is where that can be one."""
    if is_identifier(text):
        return text
    made = pascal(text)
    return f"_{made}" if made[:1].isdigit() else made


def titled(root: Json, most: int = _MOST) -> str:
    """The name that a schema's title is; empty where there is none, or a sentence."""
    title = root.get("title") if isinstance(root, dict) else None
    if not isinstance(title, str) or not 0 < len(words(title)) <= most:
        return ""
    return as_name(title)


def root_name(root: Json, path: str) -> str:
    """What the schema that a whole file is would be called.

    A file that is called after a version alone says less than a long title.
    """
    stem = stem_of(path)
    most = _MOST if stem[:1].isalpha() else 2 * _MOST
    return titled(root, most) or as_name(stem) or "Schema"


def key_name(key: str) -> str:
    """What a definition would be called by its key, which may be a URL."""
    return stem_of(urlsplit(key).path) or key if "://" in key else key


def short_names(keys: list[str]) -> dict[str, str]:
    """What definitions would be called, by their keys.

    Of a key as ``org.example.v1.Order`` it is as much of the end as tells it from the
    others.
    """
    found = {key: key_name(key) for key in keys}
    dotted = {
        key: key.split(".") for key in keys if _QUALIFIED.fullmatch(key) is not None
    }
    ends = Counter(
        ".".join(parts[at:]).casefold()
        for parts in dotted.values()
        for at in range(len(parts))
    )
    ends.update(one.casefold() for key, one in found.items() if key not in dotted)
    for key, parts in dotted.items():
        several = (".".join(parts[at:]) for at in range(len(parts) - 1, 0, -1))
        found[key] = next((one for one in several if ends[one.casefold()] == 1), key)
    return found
