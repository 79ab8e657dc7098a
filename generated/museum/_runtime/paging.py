"""Requests that are answered page by page, and what leads from one page to the next.

Facts alone: nothing is sent or read here.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, Literal, Self, TypeAlias, TypeVar

from .request import Request

Item_co = TypeVar("Item_co", covariant=True)
Page_co = TypeVar("Page_co", covariant=True)

Keys: TypeAlias = Sequence[str | int]
"""What leads to a part of an answer: keys of objects, and indexes of lists."""

Place: TypeAlias = Literal["query", "header", "path", "body"]


class Paging:
    """How pages follow each other: the base of all ways.

    ``items`` leads to what a page has many of (nothing: the answer is the list),
    ``more`` to whether there is another page, where an answer says that.
    """

    __slots__ = ("items", "more")

    def __init__(self, *, items: Keys = (), more: Keys = ()) -> None:
        self.items = items
        self.more = more


class Asked(Paging):
    """A way by a parameter, which goes to ``place``."""

    __slots__ = ("parameter", "place")

    def __init__(
        self,
        parameter: str,
        *,
        place: Place = "query",
        items: Keys = (),
        more: Keys = (),
    ) -> None:
        super().__init__(items=items, more=more)
        self.parameter = parameter
        self.place: Place = place


class Cursor(Asked):
    """``next`` leads to the cursor of the next page; without one there is none."""

    __slots__ = ("next",)

    def __init__(
        self,
        parameter: str,
        *,
        next: Keys,
        place: Place = "query",
        items: Keys = (),
        more: Keys = (),
    ) -> None:
        super().__init__(parameter, place=place, items=items, more=more)
        self.next = next


class Offset(Asked):
    """The next page begins after all items so far; one without items is the last."""

    __slots__ = ()


class PageNumber(Asked):
    """Pages are counted from ``first``; one without items is the last.

    ``pages`` leads to how many there are, where an answer says that.
    """

    __slots__ = ("first", "pages")

    def __init__(
        self,
        parameter: str,
        *,
        first: int = 1,
        pages: Keys = (),
        place: Place = "query",
        items: Keys = (),
        more: Keys = (),
    ) -> None:
        super().__init__(parameter, place=place, items=items, more=more)
        self.first = first
        self.pages = pages


class NextUrl(Paging):
    """``next`` leads to the URL of the next page; without one there is none."""

    __slots__ = ("next",)

    def __init__(self, *, next: Keys, items: Keys = (), more: Keys = ()) -> None:
        super().__init__(items=items, more=more)
        self.next = next


class LinkHeader(Paging):
    """The field ``Link`` has the URL of the next page, as ``rel="next"`` (RFC 8288)."""

    __slots__ = ()


class PageRequest(Request[Page_co], Generic[Item_co, Page_co]):
    """A request that is answered with one of several pages, each a ``Page``, which
    together have many of ``Item``.
    """

    __slots__ = ("_address",)

    _address: str | None

    def _set(self, parts: Any) -> None:
        super()._set(parts)
        object.__setattr__(self, "_address", None)

    @property
    def address(self) -> str | None:
        """The URL that the page before gave, ``None``: where the operation is."""
        return self._address

    def at(self, address: str | None) -> Self:
        """A copy that goes to a URL, whose path and query replace its own."""
        operation, path, query, headers, body = self._parts
        if address is not None:
            path, query = {}, {}
        return self._of((operation, path, query, headers, body))._gone(address)

    def _gone(self, address: str | None) -> Self:
        """The request itself, before anyone has seen it, with its URL."""
        object.__setattr__(self, "_address", address)
        return self

    def with_(
        self,
        *,
        headers: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> Self:
        """See :meth:`Request.with_`; what is added to the query of a URL follows it."""
        made = super().with_(headers=headers, query=query, extra=extra)
        return made._gone(self._address)

    def moved(self, place: Place, name: str, value: Any) -> Self:
        """A copy with another value of one parameter, or of a key of the body."""
        match place:
            case "query":
                return self.with_(query={name: value})
            case "header":
                return self.with_(headers={name: value})
            case "body":
                return self.with_(extra={name: value})
            case "path":
                operation, path, query, headers, body = self._parts
                path = {**path, **type(self)(operation, path={name: value}).path}
                return self._of((operation, path, query, headers, body))

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        there: Any = other
        return self._address == there.address and super().__eq__(there)

    def __reduce__(self) -> tuple[Any, ...]:
        return self._restored, (self._parts, self._address)

    @classmethod
    def _restored(cls, parts: Any, address: str | None) -> Self:
        return cls._of(parts)._gone(address)

    def __repr__(self) -> str:
        if self._address is None:
            return super().__repr__()
        from .redact import shown_url

        return f"<{super().__repr__()} at {shown_url(self._address)}>"
