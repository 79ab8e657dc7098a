"""Answers page by page: asked for when they are wanted, in both colours from one source.

Between two pages nothing is open, so that a loop may be left anywhere.
"""

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any, Generic, TypeVar
from urllib.parse import SplitResult, urljoin, urlsplit

from .errors import PagingError
from .headers import Headers
from .instances import is_model, part, undeclared
from .kinds import is_mapping, is_sequence
from .model import UNSET
from .paging import (
    Asked,
    Cursor,
    Keys,
    LinkHeader,
    NextUrl,
    Offset,
    PageNumber,
    PageRequest,
    Paging,
)
from .plain import plain
from .redact import shown_url
from .resolve import record_of
from .sending import Response, send
from .settings import Settings
from .transport import Wire, run

I = TypeVar("I")
P = TypeVar("P")


class Walk(Generic[I, P]):
    """A walk from page to page: everything but the colour."""

    def __init__(
        self, settings: Settings, wire: Wire, request: PageRequest[I, P]
    ) -> None:
        self._settings = settings
        self._wire = wire
        self._request = request
        self._answer: Response[P] | None = None
        self._ended = False
        self._seen: set[str] = set()
        self._last: Sequence[Any] = ()

    async def next(self) -> Response[P] | None:
        """The next page, ``None`` after the last. Raises what any call raises, and
        ``PagingError``.
        """
        if self._answer is not None:
            following = self._following(self._request, self._answer)
            self._answer = None
            self._ended = following is None
            self._request = following or self._request
        if self._ended:
            return None
        self._answer = await send(self._settings, self._wire, self._request)
        return self._answer

    def _following(
        self, request: PageRequest[I, P], answer: Response[P]
    ) -> PageRequest[I, P] | None:
        paging = request.operation.paging
        if paging is None:
            return None
        if paging.more and find(answer.value, paging.more) is False:
            return None
        match paging:
            case Cursor():
                cursor = find(answer.value, paging.next)
                if cursor is None or cursor == "":
                    return None
                self._note(request, paging.parameter, cursor)
                return request.moved(paging.place, paging.parameter, plain(cursor))
            case Offset():
                items = self._fresh(request, answer.value)
                at = _number(request, paging, 0) + len(items)
                return _moved(request, paging, at) if items else None
            case PageNumber():
                items = self._fresh(request, answer.value)
                at = _number(request, paging, paging.first)
                last = find(answer.value, paging.pages) if paging.pages else None
                if not items or (
                    isinstance(last, int) and at - paging.first + 1 >= last
                ):
                    return None
                return _moved(request, paging, at + 1)
            case NextUrl():
                return self._at(request, find(answer.value, paging.next))
            case LinkHeader():
                return self._at(request, next_link(answer.headers))
            case _:
                raise TypeError(f"{type(paging).__name__} leads to no other page")

    def _note(self, request: PageRequest[I, P], what: str, value: Any) -> None:
        """Remember where a page leads; to lead there twice is a circle."""
        if str(value) in self._seen:
            raise PagingError(
                f"the pages go in a circle: {what} is {shown_url(str(value))!r} again",
                request=request,
            )
        self._seen.add(str(value))

    def _fresh(self, request: PageRequest[I, P], value: Any) -> Sequence[Any]:
        """The items of a page, which are not those of the page before."""
        items = items_of(request.operation.paging, value)
        if items and items == self._last and not isinstance(items[0], _SIMPLE):
            raise PagingError("the same page came twice", request=request)
        self._last = items
        return items

    def _at(self, request: PageRequest[I, P], link: object) -> PageRequest[I, P] | None:
        """The page at a URL, which may be relative to the one before."""
        if link is None or link == "":
            return None
        here = request.build(self._settings.base(request)).url
        there = beside(here, str(link))
        if there is None:
            raise PagingError(
                "the next page is on another host, which gets neither a request nor a"
                f" credential: {shown_url(str(link))}",
                request=request,
            )
        self._note(request, "the next URL", there)
        return request.at(there)


_SIMPLE = (str, int, float, bool, bytes, type(None))
"""Of what a page may come twice without being the same page."""


def find(value: Any, keys: Keys) -> Any:
    """A part of an answer; ``None`` where there is none."""
    for key in keys:
        if isinstance(key, int):
            inside = is_sequence(value) and -len(value) <= key < len(value)
            value = value[key] if inside else None
        elif is_mapping(value):
            value = value.get(key)
        elif is_model(value):
            value = _field(value, key)
        else:
            return None
    return None if value is UNSET else value


def _field(value: Any, key: str) -> Any:
    for field in record_of(value.__class__).fields:
        if field.wire == key:
            return part(value, field.name)
    return (undeclared(value) or {}).get(key)


def items_of(paging: Paging | None, value: Any) -> Sequence[Any]:
    """What a page has many of; nothing where that is no list."""
    found = find(value, paging.items) if paging is not None else None
    return found if is_sequence(found) else ()


def _number(request: PageRequest[I, P], paging: Asked, default: int) -> int:
    """The offset or page that a request asks for."""
    values: Any = getattr(request, _HELD[paging.place]) or {}
    try:
        return int(values.get(paging.parameter, default))
    except (TypeError, ValueError):
        return default


_HELD = {"query": "query", "header": "headers", "path": "path", "body": "body"}


def _moved(request: PageRequest[I, P], paging: Asked, number: int) -> PageRequest[I, P]:
    return request.moved(paging.place, paging.parameter, number)


def next_link(headers: Headers) -> str | None:
    """The target of the first link whose relation is ``next`` (RFC 8288, section 3)."""
    for found in _LINK.finditer(", ".join(headers.get_all("link"))):
        for name, quoted, bare in _PARAMETER.findall(found[2]):
            if name.lower() == "rel":
                if "next" in (quoted or bare).lower().split():
                    return found[1].strip()
                break  # a second rel is none
    return None


_LINK = re.compile(
    r"<([^<>]*)>((?:\s*;\s*[^\s=;,]+(?:\s*=\s*(?:\"[^\"]*\"|[^\s;,\"]*))?)*)"
)
_PARAMETER = re.compile(r";\s*([^\s=;,]+)\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]*))")


def beside(here: str, link: str) -> str | None:
    """A link on a page as a URL of the same server; ``None`` where it leads elsewhere.

    It is asked for as ``here`` was: a server behind a proxy may call itself ``http:``.
    """
    try:
        own, other = urlsplit(here), urlsplit(urljoin(here, link))
        same = own.hostname == other.hostname and _port(own) == _port(other)
    except ValueError:
        return None
    if not same or other.scheme not in ("http", own.scheme):
        return None
    return own._replace(path=other.path, query=other.query).geturl()


def _port(parts: SplitResult) -> int | None:
    """The port, ``None`` for the one that the scheme has anyway."""
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return None if parts.port == usual else parts.port


class Pages(Generic[I, P]):
    """What an operation has many of, on however many pages.

    Iterating gives the items of all pages. Each page is asked for when the loop gets
    to it, and each loop begins at the first one.
    """

    def __init__(
        self, settings: Settings, wire: Wire, request: PageRequest[I, P]
    ) -> None:
        self._parts = settings, wire, request

    def __iter__(self) -> Iterator[I]:
        for answer in self.responses():
            yield from _typed_items(answer)

    def pages(self) -> Iterator[P]:
        """The pages, each as the API declares it."""
        return (answer.value for answer in self.responses())

    def responses(self) -> Iterator[Response[P]]:
        """The pages with their heads: status, header fields, attempts."""
        walk = Walk(*self._parts)
        while (answer := run(walk.next())) is not None:
            yield answer


class _AsyncResponses(AsyncIterator[Response[P]]):
    """No generator: one that is left before its end closes when its loop pleases."""

    def __init__(self, walk: Walk[Any, P]) -> None:
        self._walk = walk

    async def __anext__(self) -> Response[P]:
        answer = await self._walk.next()
        if answer is None:
            raise StopAsyncIteration
        return answer


class _AsyncValues(AsyncIterator[P]):
    def __init__(self, walk: Walk[Any, P]) -> None:
        self._responses = _AsyncResponses(walk)

    async def __anext__(self) -> P:
        return (await anext(self._responses)).value


class _AsyncItems(AsyncIterator[I]):
    def __init__(self, walk: Walk[I, Any]) -> None:
        self._responses = _AsyncResponses(walk)
        self._items: Iterator[I] = iter(())

    async def __anext__(self) -> I:
        while True:
            for item in self._items:
                return item
            self._items = iter(_typed_items(await anext(self._responses)))


class AsyncPages(Generic[I, P]):
    """What an operation has many of, on however many pages.

    ``async for`` gives the items of all pages. Each page is asked for when the loop
    gets to it, and each loop begins at the first one.
    """

    def __init__(
        self, settings: Settings, wire: Wire, request: PageRequest[I, P]
    ) -> None:
        self._parts = settings, wire, request

    def __aiter__(self) -> AsyncIterator[I]:
        return _AsyncItems(Walk(*self._parts))

    def pages(self) -> AsyncIterator[P]:
        """The pages, each as the API declares it."""
        return _AsyncValues(Walk(*self._parts))

    def responses(self) -> AsyncIterator[Response[P]]:
        """The pages with their heads: status, header fields, attempts."""
        return _AsyncResponses(Walk(*self._parts))


def _typed_items(answer: Response[Any]) -> Sequence[Any]:
    return items_of(answer.request.operation.paging, answer.value)
