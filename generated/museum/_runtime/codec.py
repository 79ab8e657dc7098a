"""Between models and JSON values: what comes in goes out, and is never an error.

Decoding tries a compiled function per model, which knows what fits and nothing else.
Where that gives up, a careful one reads the value again, keeps what does not fit as it
came, puts ``UNSET`` for a required key that is missing, and names every such place. The
first few small values are read, and the first few requests written, without compiling
anything.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar, overload

from .careful import Careful, Trial
from .decoding import Decoder, Odd, decoder_of
from .encoding import field_writer, writer_of
from .instances import is_model, part, undeclared
from .kinds import is_mapping, is_sequence
from .mismatch import Misfit, Mismatch, item, key
from .model import UNSET, Unknown
from .plain import Writer, plain
from .resolve import PARTLY_SENT, record_of, shape_of
from .sent import leave_out
from .shapes import (
    Choice,
    Limited,
    ListOf,
    MapOf,
    Named,
    Nullable,
    Record,
    Shape,
)
from .unions import choose, plan_of

__all__ = [
    "Misfit",
    "Mismatch",
    "decode",
    "encode",
    "encode_body",
    "encode_fields",
    "encode_patch",
    "from_json",
    "has_place",
    "to_json",
]

T = TypeVar("T")

MISFITS = (Odd, LookupError, TypeError, ValueError, RecursionError)
"""What a compiled function raises where a value does not fit."""

_TRIALS = 4  # values of a type before it is compiled
_SMALL = 200  # parts of such a value at most


class _Codec:
    """What a type is, and the functions for it, each made when it is first needed.

    ``trials`` is how many small values are still to be read without a compiled
    function: to compile takes longer than that, and by then the names are known that
    values do need.
    """

    __slots__ = ("decoder", "names", "shape", "trials", "writer")

    def __init__(self, names: Mapping[str, Any], shape: Shape) -> None:
        self.names = names
        self.shape = shape
        self.trials = _TRIALS
        self.decoder: Decoder | None = None
        self.writer: Writer | None = None


_CODECS: dict[Any, _Codec] = {}


class _FromFields(dict[type[Any], Callable[..., Any]]):
    """How to write a model without an instance of it."""

    __slots__ = ()

    def __missing__(self, cls: type[Any]) -> Callable[..., Any]:
        writer = self[cls] = _first_calls(cls)
        return writer


_FROM_FIELDS = _FromFields()


def _first_calls(cls: type[Any]) -> Callable[..., Any]:
    """Give a function for the first requests, for which nothing is compiled."""
    record = record_of(cls)
    fields = [(field, field_writer(field)) for field in record.fields]
    names = {field.name for field in record.fields}
    calls = iter(range(_TRIALS))

    def write(**values: Any) -> Any:
        if next(calls, None) is None or not names.issuperset(values):
            from .compiling import arguments_writer

            compiled = _FROM_FIELDS[cls] = arguments_writer(record)
            return compiled(**values)
        out: dict[str, Any] = {}
        for field, writer in fields:
            value = values.get(field.name, field.default)
            sent = value is not None or field.required or field.nullable
            if sent and value is not UNSET:
                out[field.wire] = writer(value)
        return out

    return write


@overload
def decode(
    type_: type[T],
    data: Any,
    *,
    strict: bool = False,
    mismatches: list[Mismatch] | None = None,
    scope: Mapping[str, Any] | None = None,
) -> T: ...
@overload
def decode(
    type_: Any,
    data: Any,
    *,
    strict: bool = False,
    mismatches: list[Mismatch] | None = None,
    scope: Mapping[str, Any] | None = None,
) -> Any: ...
def decode(
    type_: Any,
    data: Any,
    *,
    strict: bool = False,
    mismatches: list[Mismatch] | None = None,
    scope: Mapping[str, Any] | None = None,
) -> Any:
    """Make a value of ``type_`` from ``data``, which ``json.loads`` made and which it
    may keep.

    ``mismatches`` is a list to which every place that is not what the type says is
    added. ``scope`` holds the names that ``type_`` has in quotes, where they are not
    tied to a module; those of an alias that was taken from its package are.

    Raises ``Misfit`` at the first such place if ``strict``, ``TypeError`` for a type
    that no JSON value has.
    """
    codec = _codec(type_, scope)
    decoder = codec.decoder
    if decoder is None:
        if codec.trials > 0:
            codec.trials -= 1
            try:
                return Trial(_SMALL).decode(codec.shape, data, "$")
            except (Misfit, RecursionError):
                pass
        decoder = codec.decoder = decoder_of(codec.shape)
    try:
        return decoder(data)
    except MISFITS:
        careful = Careful(strict=strict)
    try:
        value = careful.decode(codec.shape, data, "$")
    except RecursionError:
        if strict:
            raise Misfit("$", "a value less deep", "too many levels") from None
        value = data
        careful.mismatches = [Mismatch("$", "a value less deep", "too many levels")]
    if mismatches is not None:
        mismatches += careful.mismatches
    return value


def compiled(
    type_: Any, scope: Mapping[str, Any] | None = None
) -> Callable[[Any], Any] | None:
    """Give the function for values of ``type_`` that fit, once there is one.

    It raises one of ``MISFITS`` for those that do not, of which ``decode`` takes care.
    """
    return _codec(type_, scope).decoder


def encode(type_: Any, value: Any, *, scope: Mapping[str, Any] | None = None) -> Any:
    """Give ``value``, declared as ``type_``, in the values that ``json`` writes.

    A mapping that stands for a model, at any depth, is JSON as the API has it: its keys
    are names in JSON and are sent as they are. ``UNSET`` is left out.

    Raises ``TypeError`` or ``ValueError`` with the path of what cannot be sent.
    """
    codec = _codec(type_, scope)
    writer = codec.writer
    if writer is None:
        writer = codec.writer = writer_of(codec.shape)
    try:
        return writer(value)
    except (TypeError, ValueError) as error:
        raise _refused(error, _refusal(codec.shape, value, "$")) from None


def encode_body(
    type_: Any, value: Any, *, scope: Mapping[str, Any] | None = None
) -> Any:
    """Give ``value`` as a request sends it: encoded, without what only comes."""
    data = encode(type_, value, scope=scope)
    leave_out(value, data)
    return data


def encode_fields(type_: type[Any], /, **fields: Any) -> dict[str, Any]:
    """Give the JSON object of a model from its fields, by their names in Python.

    The same as encoding an instance that has them, which is not made. What is not given
    is left out, but constants are sent.

    Raises ``TypeError`` or ``ValueError`` with the path of what cannot be sent.
    """
    try:
        encoded: dict[str, Any] = _FROM_FIELDS[type_](**fields)
    except (TypeError, ValueError) as error:
        for field in record_of(type_).fields:
            if fields.get(field.name, UNSET) is not UNSET:
                place = key("$", field.wire)
                message = _refusal(field.shape, fields[field.name], place)
                if message is not None:
                    raise _refused(error, message) from None
        raise
    if PARTLY_SENT:
        for field in record_of(type_).fields:
            if field.wire in encoded and field.name in fields:
                leave_out(fields[field.name], encoded[field.wire])
    return encoded


def encode_patch(type_: type[Any], /, **fields: Any) -> dict[str, Any]:
    """Give the JSON object that changes a model (RFC 7396) from fields by Python names.

    Only what is given is in it: ``None`` is null, which takes a key away, and ``UNSET``
    is nothing. Raises ``TypeError`` with the path of what cannot be sent.
    """
    known = {field.name: field for field in record_of(type_).fields}
    patch: dict[str, Any] = {}
    for name, value in fields.items():
        if value is not UNSET:
            writer = field_writer(known[name])
            try:
                patch[known[name].wire] = None if value is None else writer(value)
            except (TypeError, ValueError) as error:
                place = key("$", known[name].wire)
                raise _refused(
                    error, _refusal(known[name].shape, value, place)
                ) from None
    return patch


def to_json(value: Any) -> str:
    """Give the JSON text of a model, or of a list or dict of them."""
    try:
        data = plain(value)
    except (TypeError, ValueError) as error:
        raise _refused(error, _refusal(None, value, "$")) from None
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


@overload
def from_json(type_: type[T], data: str | bytes, *, strict: bool = False) -> T: ...
@overload
def from_json(type_: Any, data: str | bytes, *, strict: bool = False) -> Any: ...
def from_json(type_: Any, data: str | bytes, *, strict: bool = False) -> Any:
    """Make a value of ``type_`` from JSON text.

    Raises ``ValueError`` for a text that is not JSON; ``Misfit``, which is one, at the
    first place that is not what the type says if ``strict``. Else what does not fit is
    kept as it came.
    """
    return decode(type_, json.loads(data), strict=strict)


def has_place(type_: Any, data: Any, *, scope: Mapping[str, Any] | None = None) -> bool:
    """Say whether ``data`` is all that ``type_`` says, and that is a model with a field
    for every key.
    """
    shape = _codec(type_, scope).shape
    try:
        decode(type_, data, strict=True, scope=scope)
    except Misfit:
        return False
    while isinstance(shape, (Nullable, Limited, Named, Choice)):
        if isinstance(shape, Choice):
            chosen = choose(plan_of(shape), data)
            if chosen is None or isinstance(chosen, Unknown):
                return False
            shape = chosen
        else:
            shape = shape.shape if isinstance(shape, Named) else shape.inner
    return isinstance(shape, Record) and shape.declared.wires.issuperset(data)


def _codec(type_: Any, scope: Mapping[str, Any] | None) -> _Codec:
    # Unions are equal in any order, and the order breaks ties.
    place = type_
    if not isinstance(type_, type):
        place = (type_, getattr(type_, "__args__", None), id(scope))
    known = _CODECS.get(place)
    if known is None:
        names: Mapping[str, Any] = {} if scope is None else scope
        known = _CODECS[place] = _Codec(names, shape_of(type_, names))
    return known


def _refused(error: Exception, message: str | None) -> Exception:
    """Give ``error`` with a message that says where."""
    return error if message is None else type(error)(message)


def _refusal(shape: Shape | None, value: Any, path: str) -> str | None:
    """Say where and why ``value``, declared as ``shape``, cannot be written.

    Writing itself keeps no path; this looks for it afterwards. ``None`` if there is
    nothing.
    """
    for place, held, declared in _parts(shape, value, path):
        found = _refusal(declared, held, place)
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
    while isinstance(shape, (Nullable, Limited, Named)):
        shape = shape.shape if isinstance(shape, Named) else shape.inner
    if is_model(value):
        for field in record_of(value.__class__).fields:
            held = part(value, field.name)
            if held is not UNSET:
                yield key(path, field.wire), held, field.shape
        value = undeclared(value)
        shape = None
    if is_mapping(value):
        inner = shape.value if isinstance(shape, MapOf) else None
        for name, held in value.items():
            if held is not UNSET:
                yield key(path, name), held, inner
    elif is_sequence(value):
        inner = shape.item if isinstance(shape, ListOf) else None
        for index, held in enumerate(value):
            yield item(path, index), held, inner
