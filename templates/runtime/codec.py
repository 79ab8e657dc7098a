"""Between models and JSON values: what comes in goes out, and nothing that comes in is an error.

Decoding tries a compiled function per model, which knows what fits and nothing else. Where that
gives up, a careful one reads the value again, keeps what does not fit as it came, puts ``UNSET``
for a required key that is missing, and names every such place.
"""

import json
from collections.abc import Mapping
from typing import Any, TypeVar, overload

from .careful import Careful
from .decoding import Decoder, Odd, decoder_of
from .encoding import Writer, encode_arguments, plain, refusal, writer_of
from .mismatch import Misfit, Mismatch, key
from .model import UNSET
from .resolve import record_of, shape_of
from .shapes import Shape

__all__ = [
    "Misfit",
    "Mismatch",
    "decode",
    "encode",
    "encode_fields",
    "from_json",
    "to_json",
]

T = TypeVar("T")

_CODECS: dict[Any, tuple[Mapping[str, Any], Shape, Decoder, Writer]] = {}


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
    """Make a value of ``type_`` from ``data``, which ``json.loads`` made and which it may keep.

    ``mismatches`` is a list to which every place that is not what the type says is added.
    ``scope`` holds the names that ``type_`` has in quotes, where they are not tied to a module;
    those of an alias that was taken from its package are.

    Raises ``Misfit`` at the first such place if ``strict``, ``TypeError`` for a type that no JSON
    value has.
    """
    _, shape, decoder, _ = _codec(type_, scope)
    try:
        return decoder(data)
    except (Odd, LookupError, TypeError, ValueError, RecursionError):
        careful = Careful(strict=strict)
    try:
        value = careful.decode(shape, data, "$")
    except RecursionError:
        if strict:
            raise Misfit("$", "a value less deep", "too many levels") from None
        value = data
        careful.mismatches = [Mismatch("$", "a value less deep", "too many levels")]
    if mismatches is not None:
        mismatches += careful.mismatches
    return value


def encode(type_: Any, value: Any, *, scope: Mapping[str, Any] | None = None) -> Any:
    """Give ``value``, declared as ``type_``, in the values that ``json`` writes.

    A mapping that stands for a model, at any depth, is JSON as the API has it: its keys are names
    in JSON and are sent as they are. ``UNSET`` is left out.

    Raises ``TypeError`` or ``ValueError`` with the path of what cannot be sent.
    """
    _, shape, _, writer = _codec(type_, scope)
    try:
        return writer(value)
    except (TypeError, ValueError) as error:
        raise _refused(error, refusal(shape, value, "$")) from None


def encode_fields(type_: type[Any], /, **fields: Any) -> dict[str, Any]:
    """Give the JSON object of a model from its fields, by their names in Python.

    The same as encoding an instance that has them, which is not made. What is not given is left
    out, but constants are sent.

    Raises ``TypeError`` or ``ValueError`` with the path of what cannot be sent.
    """
    try:
        return encode_arguments(type_, fields)
    except (TypeError, ValueError) as error:
        for field in record_of(type_).fields:
            if fields.get(field.name, UNSET) is not UNSET:
                place = key("$", field.wire)
                message = refusal(field.shape, fields[field.name], place)
                if message is not None:
                    raise _refused(error, message) from None
        raise


def to_json(value: Any) -> str:
    """Give the JSON text of a model, or of a list or dict of them."""
    try:
        data = plain(value)
    except (TypeError, ValueError) as error:
        raise _refused(error, refusal(None, value, "$")) from None
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


@overload
def from_json(type_: type[T], data: str | bytes, *, strict: bool = False) -> T: ...
@overload
def from_json(type_: Any, data: str | bytes, *, strict: bool = False) -> Any: ...
def from_json(type_: Any, data: str | bytes, *, strict: bool = False) -> Any:
    """Make a value of ``type_`` from JSON text.

    Raises ``ValueError`` for a text that is not JSON; ``Misfit``, which is one, at the first
    place that is not what the type says if ``strict``. Else what does not fit is kept as it came.
    """
    return decode(type_, json.loads(data), strict=strict)


def _codec(
    type_: Any, scope: Mapping[str, Any] | None
) -> tuple[Mapping[str, Any], Shape, Decoder, Writer]:
    # Unions are equal in any order, and the order breaks ties.
    place = type_
    if not isinstance(type_, type):
        place = (type_, getattr(type_, "__args__", None), id(scope))
    known = _CODECS.get(place)
    if known is None:
        names: Mapping[str, Any] = {} if scope is None else scope
        shape = shape_of(type_, names)
        known = names, shape, decoder_of(shape), writer_of(shape)
        _CODECS[place] = known
    return known


def _refused(error: Exception, message: str | None) -> Exception:
    """Give ``error`` with a message that says where."""
    return error if message is None else type(error)(message)
