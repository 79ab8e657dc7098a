"""Encoding by the type that a value has; it knows nothing of what is declared."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from types import NoneType
from typing import Any, TypeAlias

from .instances import is_model_class
from .model import UNSET, Unknown, Unlisted
from .resolve import record_of
from .scalars import text_of_bytes, text_of_date, text_of_datetime, text_of_time

__all__ = [
    "WRITERS",
    "ByType",
    "Writer",
    "plain",
    "same",
    "write_mapping",
    "write_unknown",
]

Writer: TypeAlias = Callable[[Any], Any]


class ByType(dict[type[Any], Writer]):
    """How to write values by their type, each of which is looked at once."""

    __slots__ = ()

    def __call__(self, value: Any) -> Any:
        return self[type(value)](value)


class _Writers(ByType):
    """How to write values of which nothing is declared."""

    __slots__ = ()

    def __missing__(self, cls: type[Any]) -> Writer:
        writer = self[cls] = _writer_for(cls)
        return writer


def plain(value: Any) -> Any:
    """Give ``value`` in the values that ``json`` writes, at any depth.

    Mappings and sequences become dicts and lists without ``UNSET``; nothing is shared
    with ``value`` that could change. Raises ``TypeError`` for what JSON has no word
    for.
    """
    return WRITERS[type(value)](value)


def same(value: Any) -> Any:
    return value


def _write_items(value: Sequence[Any]) -> list[Any]:
    return [WRITERS[type(item)](item) for item in value]


def write_mapping(value: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: WRITERS[type(item)](item)
        for key, item in value.items()
        if item is not UNSET
    }


def write_unknown(value: Unknown) -> Any:
    return plain(value.raw)


WRITERS = _Writers(
    {
        str: same,
        int: same,
        float: same,
        bool: same,
        NoneType: same,
        Unlisted: same,
        list: _write_items,
        tuple: _write_items,
        dict: write_mapping,
        Unknown: write_unknown,
    }
)

_BY_BASE: tuple[tuple[type[Any], Writer], ...] = (
    (str, same),
    (int, same),
    (float, same),
    (bytes, text_of_bytes),
    (bytearray, text_of_bytes),
    (dt.datetime, text_of_datetime),
    (dt.date, text_of_date),
    (dt.time, text_of_time),
    (Unknown, write_unknown),
    (Mapping, write_mapping),
    (Sequence, _write_items),
)


def _writer_for(cls: type[Any]) -> Writer:
    if is_model_class(cls):
        from .compiling import model_writer

        writer: Writer = model_writer(record_of(cls))
        return writer
    if any(base.__module__ in ("uuid", "decimal") for base in cls.__mro__):
        return str
    for base, known in _BY_BASE:
        if issubclass(cls, base):
            return known
    raise TypeError(f"JSON has no word for a {cls.__qualname__}")
