"""Encoding by what is declared for a value, where its own type does not say enough."""

import datetime as dt
from os import PathLike
from types import NoneType
from typing import Any

from .careful import Kept
from .instances import is_model_class
from .kinds import is_mapping, is_sequence, kind_of
from .model import UNSET, Unknown, Unlisted
from .plain import WRITERS, ByType, Writer, plain, same, write_unknown
from .resolve import record_of
from .scalars import text_of_base64url, text_of_date
from .shapes import (
    Choice,
    Field,
    Limited,
    ListOf,
    MapOf,
    Named,
    Nullable,
    Record,
    Scalar,
    Shape,
    TupleOf,
)
from .unions import is_of_lists, plan_of

__all__ = ["field_writer", "writer_of"]


class _Unclear(Exception):
    """How this is written depends on what is declared for it."""


class _Verbatim(ByType):
    """How to write JSON and models, which is the same whatever is declared."""

    __slots__ = ()

    def __missing__(self, cls: type[Any]) -> Writer:
        if not is_model_class(cls):
            raise _Unclear
        writer = self[cls] = WRITERS[cls]
        return writer


class _Declared(ByType):
    """How to write what is declared by a name or as a union, of which little is looked
    up.

    A model has its own class, and a mapping of JSON values is sent as it is. For
    anything else the name is looked up, and for a text the members of a union.
    """

    __slots__ = ("_exact", "shape")

    def __init__(self, shape: Record | Named | Choice) -> None:
        super().__init__()
        self.shape = shape
        self._exact: Writer | None = None

    def __missing__(self, cls: type[Any]) -> Writer:
        writer = self[cls] = self.writer(cls)
        return writer

    def writer(self, cls: type[Any]) -> Writer:
        if cls in _CLEAR:
            return WRITERS[cls]
        if is_model_class(cls):
            return _tagging(self.shape, cls)
        if cls is dict:
            return self.verbatim
        if isinstance(self.shape, Choice):
            if issubclass(cls, _TEXTS):
                return _text_writer(self.shape, cls)
            if cls is list:
                return self.verbatim
        exact = self.exact()
        return exact[cls] if isinstance(exact, ByType) else exact

    def verbatim(self, value: dict[str, Any] | list[Any]) -> Any:
        try:
            return _VERBATIM[type(value)](value)
        except _Unclear:
            return self.exact()(value)

    def exact(self) -> Writer:
        """Give the writer that knows what is declared."""
        exact, shape = self._exact, self.shape
        if exact is None:
            match shape:
                case Named():
                    exact = writer_of(shape.shape)
                case Record():
                    exact = _record_writer(shape)
                case Choice():
                    exact = _choice_writer(shape)
            self._exact = exact
        return exact


def _tagging(shape: Shape, cls: type[Any]) -> Writer:
    """Give the function that writes a member of a union, with the tag that the union
    gives it where its class declares none.
    """
    writer = WRITERS[cls]
    while isinstance(shape, Named):
        shape = shape.shape
    tag = shape.tag if isinstance(shape, Choice) else None
    if tag is None or not tag.mapping:
        return writer
    value = next((key for key, name in tag.mapping if name == cls.__name__), None)
    if value is None or tag.property in {f.wire for f in record_of(cls).fields}:
        return writer
    return lambda model: {tag.property: value, **writer(model)}


def writer_of(shape: Shape) -> Writer:
    """Give the function that writes values declared as ``shape``.

    The declared one matters for lists, which a bare text is not, for dates, which a
    date-time is too, and for bytes, which a form sends as they are.
    """
    match shape:
        case ListOf():
            return _list_writer(writer_of(shape.item))
        case TupleOf():
            return _tuple_writer([writer_of(each) for each in shape.items])
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
            return same  # a file, in any of the forms that a multipart body takes
        case Scalar("base64url"):
            return _write_base64url
        case Choice() if any(map(_is_binary, shape.members)):
            return _write_file
        case Record() | Named() | Choice():
            return _Declared(shape)
        case _:
            return plain


def _write_no_text(value: Any) -> Any:
    if isinstance(value, _TEXTS) and not isinstance(value, Kept):
        name = type(value).__name__
        raise TypeError(f"a list is wanted, not one {name}; for one item write [value]")
    return plain(value)


def _list_writer(item: Writer) -> Writer:
    if item is plain:
        item = WRITERS
    if not isinstance(item, ByType):
        return _sequence_writer(item)
    by_type, others = item, _sequence_writer(item)

    def write(value: Any) -> Any:
        if value.__class__ is list:
            return [by_type[type(each)](each) for each in value]
        return others(value)

    return write


def _sequence_writer(item: Writer) -> Writer:
    def write(value: Any) -> Any:
        if is_sequence(value):
            return [item(each) for each in value]
        return _write_no_text(value)

    return write


def _tuple_writer(items: list[Writer]) -> Writer:
    def write(value: Any) -> Any:
        if not is_sequence(value) or len(value) != len(items):
            return _write_no_text(value)
        return [item(each) for item, each in zip(items, value, strict=True)]

    return write


def _map_writer(item: Writer) -> Writer:
    def write(value: Any) -> Any:
        if not is_mapping(value):
            return plain(value)
        return {key: item(each) for key, each in value.items() if each is not UNSET}

    return write


def _write_date(value: Any) -> Any:
    return text_of_date(value) if isinstance(value, dt.date) else plain(value)


def _write_base64url(value: Any) -> Any:
    known = isinstance(value, (bytes, bytearray))
    return text_of_base64url(value) if known else plain(value)


def _is_binary(shape: Shape) -> bool:
    return isinstance(shape, Scalar) and shape.name == "binary"


def _write_file(value: Any) -> Any:
    """Write what may be a file: that as it is, and everything else as JSON."""
    is_file = isinstance(value, _FILES) or hasattr(value, "read")
    return value if is_file else plain(value)


def _text_writer(choice: Choice, cls: type[Any]) -> Writer:
    """Give the function that writes texts or bytes as the member that they are does."""
    if not issubclass(cls, str):
        by_kind = plan_of(choice).by_kind
        members = (*by_kind.get("string", ()), *by_kind.get("other", ()))
        for writer in map(writer_of, members):
            if writer in (same, _write_base64url):
                return writer
    return _write_no_text if is_of_lists(choice) else WRITERS[cls]


def _choice_writer(choice: Choice) -> Writer:
    """Give the function that writes lists and mappings as the member that they are
    does.
    """

    def write(value: Any) -> Any:
        known = is_sequence(value) or is_mapping(value)
        return _write_fitting(choice, value) if known else plain(value)

    return write


def _write_fitting(choice: Choice, value: Any) -> Any:
    """Write a list or a mapping as the first member that what is written fits."""
    from .fitting import fits

    for member in plan_of(choice).by_kind.get(kind_of(value), ()):
        try:
            written = writer_of(member)(value)
        except TypeError:
            continue  # it is none of these
        if fits(member, written):
            return written
    return plain(value)


def _record_writer(record: Record) -> Writer:
    """Give the function that writes a mapping for a model: JSON in it as it is, and all
    else as it is declared.
    """
    shapes = {field.wire: field.shape for field in record.fields}
    writers: dict[str, Writer] = {}

    def writer_for(key: str, value: Any) -> Writer:
        if isinstance(value, str) or key not in shapes:
            return plain
        if key not in writers:
            writers[key] = writer_of(shapes[key])
        return writers[key]

    def write(value: Any) -> Any:
        if not is_mapping(value):
            return plain(value)
        return {
            key: writer_for(key, each)(each)
            for key, each in value.items()
            if each is not UNSET
        }

    return write


def _copy(value: dict[str, Any]) -> dict[str, Any]:
    return {
        key: _VERBATIM[type(item)](item)
        for key, item in value.items()
        if item is not UNSET
    }


def _copy_items(value: list[Any]) -> list[Any]:
    return [_VERBATIM[type(item)](item) for item in value]


_CLEAR = frozenset({int, float, bool, NoneType, Unlisted, Kept, Unknown})
_TEXTS = (str, bytes, bytearray)
_FILES: tuple[type[Any], ...] = (bytes, bytearray, tuple, PathLike)

_VERBATIM = _Verbatim(
    {
        str: same,
        int: same,
        float: same,
        bool: same,
        NoneType: same,
        Unlisted: same,
        list: _copy_items,
        dict: _copy,
        Unknown: write_unknown,
    }
)


def field_writer(field: Field) -> Writer:
    """Give the function that writes the values of a field, but not its absence."""
    writer = writer_of(field.shape)
    if isinstance(writer, ByType) and isinstance(field.default, str):
        writer[str] = same  # a text is a value of it
    return writer
