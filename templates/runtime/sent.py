"""What a request leaves out of a value: the fields that only come."""

from typing import Any

from .instances import is_model, part, undeclared
from .kinds import is_mapping, is_sequence
from .resolve import PARTLY_SENT, record_of

__all__ = ["leave_out"]


def leave_out(value: Any, data: Any) -> None:
    """Take out of ``data``, the JSON that ``value`` was written as, what only comes.

    Only models know what that is: a mapping is JSON that the caller wrote, and is sent
    as it is.
    """
    if PARTLY_SENT:
        _leave_out(value, data)


def _leave_out(value: Any, data: Any) -> None:
    if is_model(value):
        for field in record_of(value.__class__).fields:
            if field.read_only:
                data.pop(field.wire, None)
            elif field.wire in data:
                _leave_out(part(value, field.name), data[field.wire])
        value = undeclared(value)
    if is_mapping(value) and is_mapping(data):
        for name, each in value.items():
            if name in data:
                _leave_out(each, data[name])
    elif is_sequence(value) and is_sequence(data):
        for each, written in zip(value, data, strict=False):
            _leave_out(each, written)
