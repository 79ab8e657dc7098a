"""Operations and requests as values: built, compared, pickled and shown.

Nothing is sent.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, NoReturn, Self, TypeAlias, TypeVar

from .params import Plain, is_object, plain

if TYPE_CHECKING:
    from .built import BuiltRequest
    from .model import Length, Pattern, Range
    from .paging import Paging
    from .policy import Retries
    from .styles import Place, Styles

    Limits: TypeAlias = Mapping[str, Mapping[str, Sequence[Range | Length | Pattern]]]

T_co = TypeVar("T_co", covariant=True)

Lazy: TypeAlias = Callable[[], Any]
"""A type, named in a ``lambda`` so that its module is loaded only when it is needed."""


class Operation:
    """One operation of the API: a module constant, compared by identity.

    ``module`` is the name of the module that holds it, ``method`` and ``path`` are
    HTTP's (``{fields}`` in the path), ``body`` and ``accept`` the media types of what
    is sent and of what comes back, ``takes`` and ``returns`` their Python types,
    ``null``: ``None`` for a body is JSON's null and not the lack of one,
    ``answers`` the types of successes that bring something else, by status (``None``:
    nothing), ``errors`` those of error bodies (``422``, ``"4XX"`` or ``"default"``),
    ``sentinel`` the data that ends an event stream, ``security`` alternatives of scheme
    names that are needed together (``None``: what the client needs by default),
    ``scopes`` what a token for it must allow, ``servers`` the URLs where it lives, if
    not at the client's. ``lists`` are the parameters that are arrays, ``styles`` those
    that are not written as their place has it, ``encoding`` the media types of parts of
    a form, ``paging`` what leads from an answer to the next page, ``retries`` when it
    may be sent again, ``key`` the header by which the server knows a repetition,
    ``limits`` by place what a parameter's values must obey.
    """

    __slots__ = (
        "_from_fields",
        "_warned",
        "accept",
        "answers",
        "body",
        "deprecated",
        "encoding",
        "errors",
        "key",
        "limits",
        "lists",
        "method",
        "module",
        "null",
        "paging",
        "path",
        "retries",
        "returns",
        "scopes",
        "security",
        "sentinel",
        "servers",
        "styles",
        "takes",
    )

    def __init__(
        self,
        module: str,
        method: str,
        path: str,
        *,
        body: str | None = None,
        accept: str | None = None,
        takes: Lazy | None = None,
        null: bool = False,
        returns: Lazy | None = None,
        answers: Mapping[int, Lazy | None] | None = None,
        errors: Mapping[int | str, Lazy] | None = None,
        sentinel: str | None = None,
        security: Sequence[Sequence[str]] | None = None,
        scopes: Sequence[str] | None = None,
        servers: Sequence[str] = (),
        lists: Sequence[str] = (),
        styles: "Styles | None" = None,
        encoding: Mapping[str, str] | None = None,
        paging: "Paging | None" = None,
        retries: "Retries | None" = None,
        key: str = "",
        limits: "Limits | None" = None,
        deprecated: bool = False,
    ) -> None:
        self.module = module
        self.method = method
        self.path = path
        self.body = body
        self.accept = accept
        self.takes = takes
        self.null = null
        self.returns = returns
        self.answers = answers
        self.errors = errors or {}
        self.sentinel = sentinel
        self.security = security
        self.scopes = scopes
        self.servers = servers
        self.lists = lists
        self.styles = styles
        self.encoding = encoding
        self.paging = paging
        self.retries = retries
        self.key = key
        self.limits = limits
        self.deprecated = deprecated
        self._from_fields: Callable[..., dict[str, Any]] | None = None
        self._warned = False

    @property
    def package(self) -> str:
        """The package that it is of, which is the name of its logger."""
        return self.module.rpartition(".requests.")[0] or self.module

    @property
    def scope(self) -> dict[str, Any]:
        """The names that text in ``takes``, ``returns`` and ``errors`` may use."""
        return vars(sys.modules[self.module])

    def fields(self, /, **values: Any) -> dict[str, Any]:
        """An object body from its fields by Python names, ready to be serialised."""
        encode = self._from_fields
        if encode is None:
            from functools import partial

            from .body import is_patch
            from .codec import encode_fields, encode_patch

            if self.takes is None:
                raise TypeError(f"{self} takes no body")
            writer = encode_patch if is_patch(self.body) else encode_fields
            encode = self._from_fields = partial(writer, self.takes())
        return encode(**values)

    def encode(self, body: Any, /) -> Any:
        """A body given as one value, ready to be serialised.

        One that is neither JSON nor a form is sent as it is.
        """
        from .body import has_fields
        from .codec import encode_body

        if self.takes is None:
            raise TypeError(f"{self} takes no body")
        if not has_fields(self.body):
            return body
        return encode_body(self.takes(), body, scope=self.scope)

    def error_type(self, status: int) -> Any:
        """The type of an error body: by status, else by class (``4XX``), else the
        default.

        ``None`` where the API declares none.
        """
        for key in (status, f"{status // 100}XX", "default"):
            lazy = self.errors.get(key)
            if lazy is not None:
                return lazy()
        return None

    def warn(self) -> None:
        """Say once that a deprecated operation is used, at the user's line."""
        if self._warned:
            return
        self._warned = True
        import inspect
        import warnings

        ours = (self.module, __name__.removesuffix("request"))
        level, frame = 0, inspect.currentframe()
        while frame and str(frame.f_globals.get("__name__")).startswith(ours):
            level, frame = level + 1, frame.f_back
        level += 1
        warnings.warn(f"{self} is deprecated", DeprecationWarning, stacklevel=level)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def __repr__(self) -> str:
        return f"<Operation {self}>"

    def __reduce__(self) -> tuple[Any, ...]:
        for name, value in self.scope.items():
            if value is self:
                return _operation, (self.module, name)
        raise TypeError(f"{self!r} is not a constant of the module {self.module}")

    def __copy__(self) -> "Operation":
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> "Operation":
        return self


def _operation(module: str, name: str) -> Any:
    from importlib import import_module

    return getattr(import_module(module), name)


_Parts: TypeAlias = tuple[
    Operation, dict[str, Plain], dict[str, Plain], dict[str, Plain], Any
]


_NAMES = ("body", "headers", "operation", "path", "query")


class Sendable(Generic[T_co]):
    """What both kinds of request are: an operation and what is sent with it."""

    if TYPE_CHECKING:  # a request is immutable

        @property
        def operation(self) -> Operation: ...
        @property
        def path(self) -> dict[str, Plain]: ...
        @property
        def query(self) -> dict[str, Plain]: ...
        @property
        def headers(self) -> dict[str, Plain]: ...
        @property
        def body(self) -> Any: ...

    else:
        __slots__ = _NAMES

    def __init__(
        self,
        operation: Operation,
        *,
        path: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, Any] | None = None,
        cookies: Mapping[str, Any] | None = None,
        body: Any = None,
    ) -> None:
        if operation.deprecated:
            operation.warn()
        if operation.styles is None:
            texts = [
                plain(part, operation.lists) if part else {}
                for part in (path, query, headers)
            ]
        else:
            texts = [
                _settled(operation, "path", path),
                _settled(operation, "query", query),
                _settled(operation, "header", headers),
            ]
        if cookies is not None:
            texts[2].update(_cookies(operation, cookies))
        self._set((operation, texts[0], texts[1], texts[2], body))

    def _set(self, parts: _Parts) -> None:
        put = object.__setattr__
        operation, path, query, headers, body = parts
        put(self, "operation", operation)
        put(self, "path", path)
        put(self, "query", query)
        put(self, "headers", headers)
        put(self, "body", body)

    @classmethod
    def _of(cls, parts: _Parts) -> Self:
        request = cls.__new__(cls)
        request._set(parts)
        return request

    @property
    def address(self) -> str | None:
        """The URL that an answer gave for it, ``None``: where the operation is."""
        return None

    @property
    def _parts(self) -> _Parts:
        return self.operation, self.path, self.query, self.headers, self.body

    def with_(
        self,
        *,
        headers: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> Self:
        """A copy that sends more: header fields, query parameters, keys of an object
        body.

        What is given replaces what has the same name. Raises ``TypeError`` for
        ``extra`` with a body that is not an object.
        """
        body = self.body
        if extra:
            if not (body is None or is_object(body)):
                raise TypeError(f"the body of {self.operation} is not an object")
            body = {**(body or {}), **extra}
        parts: _Parts = (
            self.operation,
            self.path,
            {**self.query, **_settled(self.operation, "query", query)},
            {
                **_without(self.headers, headers),
                **_settled(self.operation, "header", headers),
            },
            body,
        )
        return self._of(parts)

    def build(self, base_url: str | None = None) -> "BuiltRequest":
        """The request for any HTTP client, without the client's credentials.

        Without ``base_url`` the URL begins with the operation's own server, where it
        has one, else with the path. Raises ``ValueError`` for what cannot be sent.
        """
        from .building import build

        return build(self, base_url)

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in _NAMES)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a request is immutable; with_() makes another")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a request is immutable; with_() makes another")

    def __reduce__(self) -> tuple[Any, ...]:
        return self._of, (self._parts,)

    def __repr__(self) -> str:
        from .redact import shown, shown_body

        said = [str(self.operation)]
        for name in ("path", "query", "headers"):
            values: dict[str, Any] = getattr(self, name)
            if values:
                said.append(f"{name}={shown(values)}")
        if self.body is not None or self.operation.null:
            said.append(f"body={shown_body(self.body)!r}")
        return f"{type(self).__name__}({', '.join(said)})"


def _settled(
    operation: Operation, place: "Place", values: Mapping[str, Any] | None
) -> dict[str, Plain]:
    """Parameters of one place as text."""
    if operation.styles is None or place not in operation.styles:
        return plain(values, operation.lists)
    from .styles import settled

    return settled(values, operation.styles[place], operation.lists)


def _cookies(operation: Operation, values: Mapping[str, Any]) -> dict[str, Plain]:
    """The header field that cookies are sent in, where there are any."""
    from .styles import in_cookies

    found = _settled(operation, "cookie", values)
    styles = (operation.styles or {}).get("cookie", {})
    text = in_cookies(found, styles)
    return {"Cookie": text} if text else {}


def _without(
    fields: Mapping[str, Plain], names: Mapping[str, Any] | None
) -> dict[str, Plain]:
    """Header fields but for some names, whatever their case."""
    out = {name.lower() for name in names or ()}
    return {name: value for name, value in fields.items() if name.lower() not in out}


class Request(Sendable[T_co]):
    """A request that is answered with one value of type ``T``."""

    __slots__ = ()


class StreamRequest(Sendable[T_co]):
    """A request that is answered with a stream of values of type ``T``."""

    __slots__ = ()
