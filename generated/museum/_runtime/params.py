"""Parameters as text on the wire: OpenAPI's default styles, RFC 6570 and RFC 3986.

One function per style, from :data:`Plain` to text; nothing here knows of operations.
What is costly to import (``urllib``, ``uuid``, ``decimal``) is imported on first use.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from typing import Any, TypeAlias, TypeGuard, cast

from .model import UNSET, Model

Plain: TypeAlias = str | list[str] | dict[str, str | list[str]]
"""A parameter's value: one text, several, or named ones."""

_FIELD = re.compile(r"\{([^{}]*)\}")


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value of JSON is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a value of JSON is an array."""
    return isinstance(value, list)


def plain(
    values: Mapping[str, Any] | None, lists: Sequence[str] = ()
) -> dict[str, Plain]:
    """Parameters as text, in their order; ``None`` and ``UNSET`` are left out.

    ``lists`` are the names of those that are arrays. Raises ``TypeError`` for a bare
    text there, and for a value that these styles have no text for.
    """
    for name in lists:
        check_list(name, (values or {}).get(name), lists)
    return {
        name: _plain(name, value)
        for name, value in (values or {}).items()
        if value is not None and value is not UNSET
    }


def check_list(name: str, value: object, lists: Sequence[str]) -> None:
    """Refuse a bare text for what is a list. Raises ``TypeError``."""
    if name in lists and isinstance(value, str | bytes):
        raise TypeError(f"{name}: a list is wanted, not one text; write [value]")


def _plain(name: str, value: object) -> Plain:
    if isinstance(value, Model):
        value = inner(value)
    if isinstance(value, Mapping):
        pairs = cast("Mapping[str, object]", value).items()
        return {
            key: _several(name, item) if _is_several(item) else text(name, item)
            for key, item in pairs
            if item is not None
        }
    return _several(name, value) if _is_several(value) else text(name, value)


def _is_several(value: object) -> TypeGuard[Iterable[object]]:
    return isinstance(value, AbstractSet | Sequence) and not isinstance(
        value, str | bytes
    )


def _several(name: str, items: Iterable[object]) -> list[str]:
    return [text(name, item) for item in items if item is not None]


def inner(value: Any) -> Any:
    """A value at any depth in what JSON has: models, mappings, sequences and dates."""
    from .codec import encode

    return encode(Any, sorted(value, key=repr) if is_set(value) else value)


def is_set(value: object) -> TypeGuard[AbstractSet[Any]]:
    """Whether a value is a set, which has no order of its own."""
    return isinstance(value, AbstractSet)


def text(name: str, value: object) -> str:
    """One primitive value as text, the way JSON would have it, without quotes."""
    match value:
        case Enum():
            return text(name, value.value)
        case str():
            return str(value)
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < 1e16:
            return str(int(value))  # as ECMAScript has it; what reads no 1.0 reads 1
        case int() | float():
            return repr(value)
        case dt.datetime():
            return value.isoformat().replace("+00:00", "Z")
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return _rare_text(name, value)


def _rare_text(name: str, value: object) -> str:
    from decimal import Decimal
    from uuid import UUID

    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, Model | Mapping | Sequence) and not isinstance(value, bytes):
        from .body import to_json  # no style has a word for what is nested deeper

        return to_json(inner(value)).decode()
    if isinstance(value, bytes):
        return str(inner(value))
    raise TypeError(f"the parameter {name} cannot hold {type(value).__name__}")


def _quote(text: str) -> str:
    from urllib.parse import quote

    return quote(text, safe="")


def expand(
    template: str,
    values: Mapping[str, Plain],
    write: Callable[[str, Plain], str] | None = None,
) -> str:
    """A path with its ``{fields}`` filled in: by ``write``, else in the style
    ``simple``, every value quoted whole.

    Raises ``ValueError`` for a value that is missing or empty, and where a segment
    comes out as ``.`` or ``..``, which servers and proxies take for another path.
    """

    def fill(field: re.Match[str]) -> str:
        value = values.get(field[1])
        if value is None:
            raise ValueError(f"the path {template} needs a value for {field[1]}")
        text = simple(value, _quote) if write is None else write(field[1], value)
        if not text:
            raise ValueError(f"the path {template} has an empty value for {field[1]}")
        return text

    path = _FIELD.sub(fill, template)
    if path != template and not {".", ".."}.isdisjoint(path.split("/")):
        raise ValueError(f"the path {template} would have a segment . or ..")
    return path


def simple(value: Plain, quote: Callable[[str], str] = str) -> str:
    """Style ``simple``: ``a,b`` for a list, ``k,v,k,v`` for an object."""
    match value:
        case str():
            return quote(value)
        case list():
            return ",".join(quote(item) for item in value)
        case _:
            return ",".join(
                f"{quote(key)},{simple(item, quote)}" for key, item in value.items()
            )


def form(values: Mapping[str, Plain], quote: Callable[[str], str] = _quote) -> str:
    """Style ``form``, exploded: a list repeats its name, an object gives its own."""
    return "&".join(
        f"{_quote(name)}={quote(text)}"
        for key, value in values.items()
        for name, text in _pairs(key, value)
    )


def _pairs(name: str, value: Plain) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield name, value
        case list():
            for item in value:
                yield name, item
        case _:
            for key, several in value.items():
                yield from _pairs(key, several)
