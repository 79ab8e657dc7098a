"""From a request to method, URL, header fields and bytes (RFC 3986, RFC 9110).

No I/O but files.
"""

from collections.abc import Mapping
from typing import Any

from .headers import check, merge
from .params import expand, form, simple
from .request import BuiltRequest, Sendable


def build(
    request: Sendable[Any],
    base_url: str | None = None,
    *,
    defaults: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    query: Mapping[str, str] | None = None,
) -> BuiltRequest:
    """Make what goes on the wire.

    ``base_url`` replaces the operation's own server. ``defaults`` are header fields
    that give way to the request's, as ``headers`` and ``query`` (credentials) do.
    Raises ``ValueError`` for what cannot be sent, ``TypeError`` for a body of the wrong
    kind.
    """
    from .body import content

    operation = request.operation
    data, media_type = content(operation.body, request.body)
    own: dict[str, str] = {}
    if operation.accept is not None:
        own["Accept"] = operation.accept
    if data is not None and media_type is not None:
        own["Content-Type"] = media_type
    declared = {name: simple(value) for name, value in request.headers.items()}
    fields = merge(own, defaults or {}, headers or {}, declared)
    check(fields)
    return BuiltRequest(
        operation.method,
        join(
            base_url if base_url is not None else next(iter(operation.servers), ""),
            expand(operation.path, request.path),
            form({**(query or {}), **request.query}),
        ),
        fields,
        data,
    )


def join(base_url: str, path: str, query: str) -> str:
    """Put a path below a base URL, which may have a path of its own, with or without
    ``/``.

    Raises ``ValueError`` for a base that is not ``http:`` or ``https:``, or that has a
    query or a fragment. An empty base gives a URL without scheme and host.
    """
    if base_url and not base_url.lower().startswith(("http://", "https://")):
        raise ValueError("the base URL does not begin with http:// or https://")
    if "?" in base_url or "#" in base_url:
        raise ValueError("the base URL has a query or a fragment")
    url = base_url.rstrip("/") + path
    return f"{url}?{query}" if query else url
