"""Header fields: a mapping that ignores case, and the merging of what is to be sent."""

import re
from collections.abc import Iterable, Iterator, Mapping

from .redact import shown

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""A token (RFC 9110, 5.6.2)."""
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


class Headers(Mapping[str, str]):
    """The header fields of an answer; names compare without case (RFC 9110, 5.1).

    A field that came more than once is joined with ``", "`` (RFC 9110, 5.3);
    :meth:`get_all` has the single values.
    """

    __slots__ = ("_fields",)

    def __init__(self, fields: Iterable[tuple[str, str]] = ()) -> None:
        self._fields: dict[str, tuple[str, list[str]]] = {}
        for name, value in fields:
            self._fields.setdefault(name.lower(), (name, []))[1].append(value)

    def __getitem__(self, name: str) -> str:
        return ", ".join(self._fields[name.lower()][1])

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._fields

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._fields.values())

    def __len__(self) -> int:
        return len(self._fields)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Headers):
            return NotImplemented
        mine = {name: values for name, (_, values) in self._fields.items()}
        return mine == {name: values for name, (_, values) in other._fields.items()}

    def get_all(self, name: str) -> list[str]:
        """Every value of a field, in the order in which they came."""
        found = self._fields.get(name.lower())
        return [] if found is None else list(found[1])

    def __repr__(self) -> str:
        return f"Headers({shown(dict(self))})"


def merge(*layers: Mapping[str, str]) -> dict[str, str]:
    """One set of header fields to send: a later layer replaces a field of an earlier
    one.
    """
    fields: dict[str, tuple[str, str]] = {}
    for layer in layers:
        for name, value in layer.items():
            fields[name.lower()] = (name, value)
    return dict(fields.values())


def cookies(*layers: Mapping[str, str]) -> str:
    """The cookies of all layers as one header field, for there may be no other (RFC
    6265, 5.4).
    """
    found = (
        value
        for layer in layers
        for name, value in layer.items()
        if name.lower() == "cookie"
    )
    return "; ".join(found)


def is_value(text: str) -> bool:
    """Whether there is something that a header field can hold (RFC 9110, 5.5)."""
    return bool(text) and not _CONTROL.search(text)


def check(fields: Mapping[str, str]) -> None:
    """Refuse what would end a header field early or cannot be sent (RFC 9110, 5.5).

    Raises ``ValueError``, which names the field and never its value.
    """
    for name, value in fields.items():
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not the name of a header")
        if _CONTROL.search(value):
            raise ValueError(f"the header {name} has a control character in its value")
