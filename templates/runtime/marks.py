"""What stands in annotations beside types, and values of no type of their own.

They are the same whatever kind of classes the models are.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from typing import Protocol, SupportsIndex, TypeVar

    _T_co = TypeVar("_T_co", covariant=True)

    class Several(Protocol[_T_co]):
        """Any sequence but a text, which is one of texts and seldom meant as one: what
        it looks for in itself must be a text.
        """

        def __contains__(self, value: object, /) -> bool: ...
        def __iter__(self) -> Iterator[_T_co]: ...
        def __reversed__(self) -> Iterator[_T_co]: ...
        def __len__(self) -> int: ...
        def __getitem__(self, index: SupportsIndex, /) -> _T_co: ...

else:
    Several = Sequence  # the encoder refuses a text

__all__ = [
    "UNSET",
    "Base64Url",
    "Binary",
    "Length",
    "Mark",
    "Pattern",
    "Range",
    "ReadOnly",
    "Several",
    "Tag",
    "Unknown",
    "Unlisted",
    "Unset",
    "Wire",
]


class Unset(Enum):
    """The type of ``UNSET``, the one value that says: this key is not there.

    It is falsy, so that ``if x.limit:`` and ``x.limit is not UNSET`` both narrow. An
    enum member stays itself under ``copy``, ``deepcopy`` and ``pickle``.
    """

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    __str__ = __repr__


UNSET: Final = Unset.UNSET
"""Not there, which an API may tell from null."""


class Unlisted(str):
    """A value of an enumeration that this version of the SDK does not list.

    Decoding makes it; whoever wants to send such a value says so with
    ``Unlisted("new")``.
    """

    __slots__ = ()


class Unknown:
    """A member of a union that this version of the SDK does not know.

    ``tag`` is the value that says which member it is, ``None`` where there is none;
    ``raw`` is the JSON value as it came, and is sent back as it is.
    """

    __slots__ = ("raw", "tag")

    def __init__(self, tag: str | float | None, raw: Any) -> None:
        self.tag = tag
        self.raw = raw

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Unknown):
            return NotImplemented
        return self.tag == other.tag and bool(self.raw == other.raw)

    def __repr__(self) -> str:
        return f"Unknown(tag={self.tag!r}, raw={self.raw!r})"


class Mark:
    """What stands in ``Annotated``: a value that compares by what it holds."""

    __slots__ = ()

    def _values(self) -> tuple[object, ...]:
        names: tuple[str, ...] = type(self).__slots__
        return tuple(getattr(self, name) for name in names)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self._values()!r}"


class Wire(Mark):
    """The name of a field in JSON, where it is not the name in Python."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Tag(Mark):
    """The key of a union that says which member a value is.

    ``mapping`` gives the name of the member's class for each value of the key
    ``property``; it is kept as pairs. ``default`` is the member that a value with no
    such key, or with another value in it, is.
    """

    __slots__ = ("default", "mapping", "property")

    def __init__(
        self, property: str, mapping: Mapping[str, str], default: str | None = None
    ) -> None:
        self.property = property
        self.mapping = tuple(mapping.items())
        self.default = default


class Binary(Mark):
    """Marks ``bytes`` that are sent as they are, as a part of a form, and not as base64
    text.
    """

    __slots__ = ()


class Base64Url(Mark):
    """Marks ``bytes`` that are text in the alphabet for URLs and names of files (RFC
    4648, section 5), sent without padding.
    """

    __slots__ = ()

    @staticmethod
    def text(value: Any) -> Any:
        """Give bytes as that text, and lists of bytes as lists of texts."""
        if isinstance(value, bytes | bytearray):
            from .scalars import text_of_base64url

            return text_of_base64url(value)
        from .kinds import is_sequence

        return [Base64Url.text(i) for i in value] if is_sequence(value) else value


class ReadOnly(Mark):
    """Marks a field that only comes: a request leaves it out, with a value or without."""

    __slots__ = ()


class Range(Mark):
    """Bounds of a number: ``low`` and ``high`` belong to it, ``above`` and ``below`` do
    not.

    ``step`` is what the number must be a multiple of.
    """

    __slots__ = ("above", "below", "high", "low", "step")

    def __init__(
        self,
        low: float | None = None,
        high: float | None = None,
        *,
        above: float | None = None,
        below: float | None = None,
        step: float | None = None,
    ) -> None:
        self.low = low
        self.high = high
        self.above = above
        self.below = below
        self.step = step


class Length(Mark):
    """Bounds, both included, of the length of a text in characters, of a list or of a
    dict.

    ``unique``: no two items of a list are equal.
    """

    __slots__ = ("high", "low", "unique")

    def __init__(
        self,
        low: int | None = None,
        high: int | None = None,
        *,
        unique: bool = False,
    ) -> None:
        self.low = low
        self.high = high
        self.unique = unique


class Pattern(Mark):
    """A regular expression of ECMA-262 that is found somewhere in the text."""

    __slots__ = ("regex",)

    def __init__(self, regex: str) -> None:
        self.regex = regex
