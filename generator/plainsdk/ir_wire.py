"""What an API is on the wire, apart from types: places, styles, servers and credentials.

A part of ``ir``, which hands all of it on; no Python text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias


class Access(Enum):
    """Which way a property goes: ``readOnly`` ones only come, ``writeOnly`` only go."""

    BOTH = "both"
    READ = "read"
    WRITE = "write"


class In(Enum):
    """Where a parameter goes (OpenAPI 3.1, Parameter Object)."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"


class Style(Enum):
    """How a value that is more than one text is written (OpenAPI 3.1, 4.8.12).

    Beside OpenAPI's own: as JSON text, and as the whole query.
    """

    SIMPLE = "simple"
    LABEL = "label"
    MATRIX = "matrix"
    FORM = "form"
    SPACES = "spaceDelimited"
    PIPES = "pipeDelimited"
    DEEP = "deepObject"
    JSON = "json"
    WHOLE = "querystring"


@dataclass(frozen=True)
class Manner:
    """A style, whether it is exploded, and whether reserved characters stay as they
    are.
    """

    style: Style
    explode: bool = False
    reserved: bool = False


@dataclass(frozen=True)
class Switch:
    """The property of a body that asks for a stream, and what it is set to; ``None``:
    it is not sent.
    """

    property: str
    value: bool | None


@dataclass(frozen=True)
class Variable:
    """A part of a server's URL that the user may choose; ``None``: must choose."""

    name: str
    default: str | None
    values: tuple[str, ...] = ()
    doc: str = ""


@dataclass(frozen=True)
class Server:
    """A base URL that the document names, with ``{variables}`` in it."""

    url: str
    name: str | None = None
    variables: tuple[Variable, ...] = ()


@dataclass(frozen=True)
class Bearer:
    """A token in ``Authorization`` (RFC 6750), from a variable where none is given."""

    env: str | None = None


@dataclass(frozen=True)
class Token:
    """A bearer token of OAuth 2 or OpenID Connect that the user has got elsewhere."""

    env: str | None = None


@dataclass(frozen=True)
class Key:
    """A secret in a header field, a query parameter or a cookie."""

    name: str
    where: In
    env: str | None = None


@dataclass(frozen=True)
class Basic:
    """A user name and a password (RFC 7617); ``env`` is what their variables begin
    with.
    """

    env: str | None = None


@dataclass(frozen=True)
class Credential:
    """Another scheme of ``Authorization`` (RFC 9110, 11.4), whose credential is taken
    whole.
    """

    scheme: str
    env: str | None = None


@dataclass(frozen=True)
class ClientCredentials:
    """A bearer token, or what fetches one (RFC 6749, 4.4); ``env`` is what the
    variables begin with.
    """

    token_url: str
    env: str | None = None


Security: TypeAlias = Bearer | Token | Key | Basic | Credential | ClientCredentials


@dataclass(frozen=True)
class Group:
    """Operations that belong together: ``("chat",)``, ``("batch", "jobs")``."""

    path: tuple[str, ...]
    doc: str = ""


class Way(Enum):
    """How one page leads to the next: by a parameter, or by a URL."""

    OFFSET = "offset"
    PAGE = "page"
    CURSOR = "cursor"
    URL = "url"
    LINK = "link"


Keys: TypeAlias = tuple[str | int, ...]
"""What leads to a part of an answer: keys of objects, and indexes of arrays."""


@dataclass(frozen=True)
class Paging:
    """How answers that are pages follow each other.

    ``parameter`` is what asks for another page, at ``where`` (``None``: in the body);
    ``first`` is the first page's number. ``items``, ``next``, ``pages`` and ``more``
    lead to what a page has many of, to the next cursor or URL, to the number of pages
    and to whether there is another.
    """

    way: Way
    parameter: str = ""
    where: In | None = In.QUERY
    first: int = 1
    items: Keys = ()
    next: Keys = ()
    pages: Keys = ()
    more: Keys = ()


@dataclass(frozen=True)
class Retries:
    """What the API says of sending again, times in seconds; ``None``: nothing.

    ``never``, or the statuses (``429``, ``5XX``), whether a broken connection counts,
    the first and the longest pause, what a pause grows by, and the time for all.
    """

    never: bool = False
    statuses: tuple[str, ...] = ()
    connection: bool = True
    initial: float | None = None
    longest: float | None = None
    factor: float | None = None
    total: float | None = None
