"""Compiling of the function that writes a model, one for each; it writes nothing itself."""

from collections.abc import Callable
from typing import Any

from .encoding import field_writer
from .instances import EXTRA, HAS_NAMES, take
from .model import UNSET
from .plain import WRITERS, ByType, plain, write_mapping
from .shapes import Field, Limited, Record, Scalar
from .source import Source

__all__ = ["arguments_writer", "model_writer"]


def arguments_writer(record: Record) -> Callable[..., Any]:
    """Compile the function that makes the JSON object of a model from its fields'
    values.

    It takes them by their names in Python.
    """
    return _compile(record, arguments=True)


def model_writer(record: Record) -> Callable[..., Any]:
    """Compile the function that makes the JSON object of a model from an instance."""
    return _compile(record, arguments=False)


def _compile(record: Record, *, arguments: bool) -> Callable[..., Any]:
    """Compile the function that writes a model, from an instance or from its fields'
    values.
    """
    source = Source(
        U=UNSET,
        w=WRITERS,
        t=type,
        str=str,
        int=int,
        float=float,
        bool=bool,
        getattr=getattr,
    )
    lines = [" _out = {}"]
    parameters: list[str] = []
    for field in record.fields:
        if arguments:
            default = "_U" if field.default is UNSET else source.name(field.default)
            if HAS_NAMES:
                parameters.append(f"{field.name}={default}")
                _add_field(source, lines, field, field.name)
            else:
                lines.append(f" _v = _x.get({field.name!r}, {default})")
                _add_field(source, lines, field, "_v")
        else:
            settable = field.nullable and not field.required
            lines.append(f" _v = {take(field.name, settable)}")
            _add_field(source, lines, field, "_v")
    if arguments:
        start = (
            f"def _encode(*, {', '.join(parameters)}):"
            if parameters
            else f"def _encode({'' if HAS_NAMES else '**_x'}):"
        )
    else:
        start = "def _encode(_x):"
        lines += [
            f" _v = {EXTRA}",
            f" if _v: _out.update({source.name(write_mapping)}(_v))",
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
    writer = field_writer(field)
    if isinstance(writer, ByType):
        write = f"{source.name(writer)}[_t({name})]({name})"
    elif writer is plain:
        write = f"_w[_t({name})]({name})"
    else:
        write = f"{source.name(writer)}({name})"
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
