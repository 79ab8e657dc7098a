"""Methods of a client whose answers are pages; ``resource`` has the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, overload

from .paging import PageRequest
from .resource import AsyncResource, Method, Resource

if TYPE_CHECKING:
    from .client import AsyncPages, Pages

P = ParamSpec("P")
I = TypeVar("I")
T = TypeVar("T")


class page_call(Method[P, PageRequest[I, T]], Generic[P, I, T]):
    """A method that gives the pages which answer what a builder makes."""

    @overload
    def __get__(
        self, instance: None, owner: type[Any]
    ) -> Callable[P, PageRequest[I, T]]: ...
    @overload
    def __get__(
        self, instance: Resource, owner: type[Any]
    ) -> Callable[P, Pages[I, T]]: ...
    def __get__(
        self, instance: Resource | None, owner: type[Any]
    ) -> Callable[P, PageRequest[I, T]] | Callable[P, Pages[I, T]]:
        if instance is None:
            return self._builder
        builder, client = self._builder, instance.__client__

        def method(*args: P.args, **kwargs: P.kwargs) -> Pages[I, T]:
            return client.paginate(builder(*args, **kwargs))

        return self._named(method, "Pages[{}]")


class page_call_async(Method[P, PageRequest[I, T]], Generic[P, I, T]):
    """:class:`page_call` of an asynchronous client: what it gives is not awaited."""

    @overload
    def __get__(
        self, instance: None, owner: type[Any]
    ) -> Callable[P, PageRequest[I, T]]: ...
    @overload
    def __get__(
        self, instance: AsyncResource, owner: type[Any]
    ) -> Callable[P, AsyncPages[I, T]]: ...
    def __get__(
        self, instance: AsyncResource | None, owner: type[Any]
    ) -> Callable[P, PageRequest[I, T]] | Callable[P, AsyncPages[I, T]]:
        if instance is None:
            return self._builder
        builder, client = self._builder, instance.__client__

        def method(*args: P.args, **kwargs: P.kwargs) -> AsyncPages[I, T]:
            return client.paginate(builder(*args, **kwargs))

        return self._named(method, "AsyncPages[{}]")
