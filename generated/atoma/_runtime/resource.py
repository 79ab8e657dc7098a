"""What makes methods of a client out of builders of requests; no field is named twice.

A class gives the builder (``Chat.complete(...)`` is a request), an object the method
that builds and sends. Both carry the builder's signature and doc.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from types import FunctionType
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, overload

from .request import Request, StreamRequest

if TYPE_CHECKING:
    from .client import AsyncBase, AsyncStream, Stream, SyncClient

P = ParamSpec("P")
T = TypeVar("T")
B = TypeVar("B")
F = TypeVar("F", bound=Callable[..., Any])


class Resource:
    """A group of operations of a client."""

    def __init__(self, client: SyncClient) -> None:
        self.__client__ = client  # no operation has such a name


class AsyncResource:
    """A group of operations of an asynchronous client."""

    def __init__(self, client: AsyncBase) -> None:
        self.__client__ = client  # no operation has such a name


class Method(Generic[P, B]):
    """A descriptor around a builder."""

    def __init__(self, builder: Callable[P, B]) -> None:
        self._builder = builder
        self.__doc__ = builder.__doc__

    def _named(self, method: F, returns: str) -> F:
        """Give a method the builder's name, doc and signature.

        ``returns`` is what the method returns where the builder returns a request of
        ``{}``.
        """
        method.__name__ = method.__qualname__ = self._builder.__name__
        method.__module__ = self._builder.__module__
        method.__doc__ = self._builder.__doc__
        method.__annotations__ = self._builder.__annotations__
        method.__dict__["__wrapped__"] = _returning(self._builder, returns)
        return method


def _returning(builder: Callable[..., Any], returns: str) -> Callable[..., Any]:
    """The builder with another result, for ``help`` and ``inspect.signature``."""
    if not isinstance(builder, FunctionType):
        return builder
    shown = FunctionType(
        builder.__code__, builder.__globals__, builder.__name__, builder.__defaults__
    )
    said = str(builder.__annotations__.get("return", ""))
    inner = said.partition("[")[2].removesuffix("]")
    shown.__kwdefaults__ = builder.__kwdefaults__
    shown.__annotations__ = {
        **builder.__annotations__,
        "return": returns.format(inner) if inner else said,
    }
    return shown


class call(Method[P, Request[T]], Generic[P, T]):
    """A method that sends what a builder makes, and gives the value of the answer."""

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Callable[P, Request[T]]: ...
    @overload
    def __get__(self, instance: Resource, owner: type[Any]) -> Callable[P, T]: ...
    def __get__(
        self, instance: Resource | None, owner: type[Any]
    ) -> Callable[P, Request[T]] | Callable[P, T]:
        if instance is None:
            return self._builder
        builder, client = self._builder, instance.__client__

        def method(*args: P.args, **kwargs: P.kwargs) -> T:
            return client.send(builder(*args, **kwargs)).value

        return self._named(method, "{}")


class stream_call(Method[P, StreamRequest[T]], Generic[P, T]):
    """A method that gives the stream which answers what a builder makes."""

    @overload
    def __get__(
        self, instance: None, owner: type[Any]
    ) -> Callable[P, StreamRequest[T]]: ...
    @overload
    def __get__(
        self, instance: Resource, owner: type[Any]
    ) -> Callable[P, Stream[T]]: ...
    def __get__(
        self, instance: Resource | None, owner: type[Any]
    ) -> Callable[P, StreamRequest[T]] | Callable[P, Stream[T]]:
        if instance is None:
            return self._builder
        builder, client = self._builder, instance.__client__

        def method(*args: P.args, **kwargs: P.kwargs) -> Stream[T]:
            return client.send(builder(*args, **kwargs))

        return self._named(method, "Stream[{}]")


class call_async(Method[P, Request[T]], Generic[P, T]):
    """:class:`call` of an asynchronous client: its method is awaited."""

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Callable[P, Request[T]]: ...
    @overload
    def __get__(
        self, instance: AsyncResource, owner: type[Any]
    ) -> Callable[P, Coroutine[Any, Any, T]]: ...
    def __get__(
        self, instance: AsyncResource | None, owner: type[Any]
    ) -> Callable[P, Request[T]] | Callable[P, Coroutine[Any, Any, T]]:
        if instance is None:
            return self._builder
        builder, client = self._builder, instance.__client__

        async def method(*args: P.args, **kwargs: P.kwargs) -> T:
            return (await client.send(builder(*args, **kwargs))).value

        return self._named(method, "{}")


class stream_call_async(Method[P, StreamRequest[T]], Generic[P, T]):
    """:class:`stream_call` of an asynchronous client: the stream is not awaited."""

    @overload
    def __get__(
        self, instance: None, owner: type[Any]
    ) -> Callable[P, StreamRequest[T]]: ...
    @overload
    def __get__(
        self, instance: AsyncResource, owner: type[Any]
    ) -> Callable[P, AsyncStream[T]]: ...
    def __get__(
        self, instance: AsyncResource | None, owner: type[Any]
    ) -> Callable[P, StreamRequest[T]] | Callable[P, AsyncStream[T]]:
        if instance is None:
            return self._builder
        builder, client = self._builder, instance.__client__

        def method(*args: P.args, **kwargs: P.kwargs) -> AsyncStream[T]:
            return client.send(builder(*args, **kwargs))

        return self._named(method, "AsyncStream[{}]")
