"""Encoding: by the type that a value has, and by one compiled function per model."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import NoneType
from typing import Any, TypeAlias

from .careful import Kept
from .kinds import is_mapping, is_model, is_sequence
from .mismatch import item, key
from .model import UNSET, Unknown, Unlisted
from .resolve import record_of
from .scalars import (
    text_of_bytes,
    text_of_date,
    text_of_datetime,
    text_of_time,
)
from .shapes import (
    Choice,
    Field,
    Limited,
    ListOf,
    MapOf,
    Nullable,
    Record,
    Scalar,
    Shape,
)
from .source import Source
from .unions import plan_of

__all__ = ["encode_arguments", "plain", "refusal", "writer_of"]

Writer: TypeAlias = Callable[[Any], Any]


class _Writers(dict[type[Any], Writer]):
    """How to write values of a type; a type that is new is looked at once."""

    def __missing__(self, cls: type[Any]) -> Writer:
        writer = self[cls] = _writer_for(cls)
        return writer


def plain(value: Any) -> Any:
    """Give ``value`` in the values that ``json`` writes, at any depth.

    Mappings and sequences become dicts and lists without ``UNSET``; nothing is shared with
    ``value`` that could change. Raises ``TypeError`` for what JSON has no word for.
    """
    return _WRITERS[type(value)](value)


def encode_arguments(cls: type[Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Give the JSON object of a model from the values of its fields by their Python names."""
    encoded: dict[str, Any] = _FROM_ARGUMENTS[cls](**arguments)
    return encoded


class _FromArguments(dict[type[Any], Callable[..., Any]]):
    """How to write a model without an instance of it."""

    def __missing__(self, cls: type[Any]) -> Callable[..., Any]:
        writer = self[cls] = _compile(record_of(cls), arguments=True)
        return writer


_FROM_ARGUMENTS = _FromArguments()


def writer_of(shape: Shape) -> Writer:
    """Give the function that writes values declared as ``shape``.

    Mostly the value's own type says all; the declared one matters for lists, which a bare text
    is not, for dates, which a date-time is too, and for bytes, which a form sends as they are.
    """
    match shape:
        case ListOf():
            item = writer_of(shape.item)
            return _write_list if item is plain else _list_writer(item)
        case MapOf():
            value = writer_of(shape.value)
            return plain if value is plain else _map_writer(value)
        case Nullable():
            return writer_of(shape.inner)  # every writer knows null
        case Limited():
            return writer_of(shape.inner)
        case Scalar("date"):
            return _write_date
        case Scalar("binary"):
            return _same  # a file, in any of the forms that a multipart body takes
        case Record() if files := _files(shape):
            return _file_writer(files)
        case Choice():
            kinds = plan_of(shape).by_kind
            if "array" in kinds and "string" not in kinds:
                return _write_no_text
            return plain
        case _:
            return plain


def _same(value: Any) -> Any:
    return value


def _write_items(value: Sequence[Any]) -> list[Any]:
    return [_WRITERS[type(item)](item) for item in value]


def _write_mapping(value: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: _WRITERS[type(item)](item)
        for key, item in value.items()
        if item is not UNSET
    }


def _write_unknown(value: Unknown) -> Any:
    return plain(value.raw)


def _write_list(value: Any) -> Any:
    return _write_items(value) if value.__class__ is list else _write_no_text(value)


def _write_no_text(value: Any) -> Any:
    if isinstance(value, (str, bytes, bytearray)) and not isinstance(value, Kept):
        name = type(value).__name__
        raise TypeError(f"a list is wanted, not one {name}; for one item write [value]")
    return plain(value)


def _list_writer(item: Writer) -> Writer:
    def write(value: Any) -> Any:
        if is_sequence(value):
            return [item(each) for each in value]
        return _write_no_text(value)

    return write


def _map_writer(item: Writer) -> Writer:
    def write(value: Any) -> Any:
        if not is_mapping(value):
            return plain(value)
        return {key: item(each) for key, each in value.items() if each is not UNSET}

    return write


def _write_date(value: Any) -> Any:
    return text_of_date(value) if isinstance(value, dt.date) else plain(value)


def _files(record: Record) -> frozenset[str]:
    """The names in JSON of the fields of a model that are files."""
    shapes = ((field.wire, field.shape) for field in record.fields)
    return frozenset(
        wire
        for wire, shape in shapes
        if isinstance(shape, Scalar) and shape.name == "binary"
    )


def _file_writer(files: frozenset[str]) -> Writer:
    """Give the function that writes a model with files: a mapping keeps them too."""

    def write(value: Any) -> Any:
        if not is_mapping(value):
            return plain(value)
        return {
            key: each if key in files else plain(each)
            for key, each in value.items()
            if each is not UNSET
        }

    return write


_WRITERS = _Writers(
    {
        str: _same,
        int: _same,
        float: _same,
        bool: _same,
        NoneType: _same,
        Unlisted: _same,
        list: _write_items,
        tuple: _write_items,
        dict: _write_mapping,
        Unknown: _write_unknown,
    }
)

_BY_BASE: tuple[tuple[type[Any], Writer], ...] = (
    (str, _same),
    (int, _same),
    (float, _same),
    (bytes, text_of_bytes),
    (bytearray, text_of_bytes),
    (dt.datetime, text_of_datetime),
    (dt.date, text_of_date),
    (dt.time, text_of_time),
    (Unknown, _write_unknown),
    (Mapping, _write_mapping),
    (Sequence, _write_items),
)


def _writer_for(cls: type[Any]) -> Writer:
    if hasattr(cls, "__dataclass_fields__"):
        writer: Writer = _compile(record_of(cls), arguments=False)
        return writer
    if any(base.__module__ in ("uuid", "decimal") for base in cls.__mro__):
        return str
    for base, known in _BY_BASE:
        if issubclass(cls, base):
            return known
    raise TypeError(f"JSON has no word for a {cls.__qualname__}")


def _compile(record: Record, *, arguments: bool) -> Callable[..., Any]:
    """Compile the function that writes a model, from an instance or from its fields' values."""
    source = Source(
        U=UNSET, w=_WRITERS, t=type, str=str, int=int, float=float, bool=bool
    )
    lines = [" _out = {}"]
    parameters: list[str] = []
    for field in record.fields:
        if arguments:
            default = "_U" if field.default is UNSET else source.name(field.default)
            parameters.append(f"{field.name}={default}")
            _add_field(source, lines, field, field.name)
        else:
            lines.append(f" _v = _x.{field.name}")
            _add_field(source, lines, field, "_v")
    if arguments:
        start = (
            f"def _encode(*, {', '.join(parameters)}):"
            if parameters
            else "def _encode():"
        )
    else:
        start = "def _encode(_x):"
        extra = f"{source.name(getattr)}(_x, '_extra', None)"
        lines += [
            f" _v = {extra}",
            f" if _v: _out.update({source.name(_write_mapping)}(_v))",
        ]
    source.lines += [start, *lines, " return _out"]
    function: Callable[..., Any] = source.run("_encode")
    function.__qualname__ = record.cls.__name__  # for the message on a wrong argument
    return function


_EXACT = {
    "str": "_t({0}) is _str",
    "int": "_t({0}) is _int",
    "float": "_t({0}) is _float or _t({0}) is _int",
    "bool": "_t({0}) is _bool",
}


def _add_field(source: Source, lines: list[str], field: Field, name: str) -> None:
    """Add the lines that write one field, whose value is in the variable ``name``."""
    wire, shape = repr(field.wire), field.shape
    while isinstance(shape, Limited):
        shape = shape.inner
    writer = writer_of(shape)
    write = (
        f"_w[_t({name})]({name})"
        if writer is plain
        else f"{source.name(writer)}({name})"
    )
    target = f"_out[{wire}]"
    pad = " "
    if not field.required and not field.nullable:
        lines.append(f" if {name} is not None:")
        pad = "  "
    unset = f"{name} is not _U"
    if isinstance(shape, Scalar) and shape.name in _EXACT:
        lines.append(f"{pad}if {_EXACT[shape.name].format(name)}: {target} = {name}")
        lines.append(f"{pad}elif {unset}: {target} = {write}")
    else:
        lines.append(f"{pad}if {unset}: {target} = {write}")


def refusal(shape: Shape | None, value: Any, path: str) -> str | None:
    """Say where and why ``value``, declared as ``shape``, cannot be written.

    Writing itself keeps no path; this looks for it afterwards. ``None`` if there is nothing.
    """
    for place, part, declared in _parts(shape, value, path):
        found = refusal(declared, part, place)
        if found is not None:
            return found
    try:
        (plain if shape is None else writer_of(shape))(value)
    except (TypeError, ValueError) as error:
        return f"{path}: {error}"
    return None


def _parts(
    shape: Shape | None, value: Any, path: str
) -> Iterator[tuple[str, Any, Shape | None]]:
    """Give what ``value`` is made of: path, value and declared shape of each part."""
    while isinstance(shape, (Nullable, Limited)):
        shape = shape.inner
    if is_model(value):
        for field in record_of(value.__class__).fields:
            part = getattr(value, field.name, UNSET)
            if part is not UNSET:
                yield key(path, field.wire), part, field.shape
        value = getattr(value, "_extra", None)
        shape = None
    if is_mapping(value):
        inner = shape.value if isinstance(shape, MapOf) else None
        for name, part in value.items():
            if part is not UNSET:
                yield key(path, name), part, inner
    elif is_sequence(value):
        inner = shape.item if isinstance(shape, ListOf) else None
        for index, part in enumerate(value):
            yield item(path, index), part, inner
