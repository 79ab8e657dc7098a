"""From a request to method, URL, header fields and bytes (RFC 3986, RFC 9110).

No I/O but files.
"""

from collections.abc import Mapping
from typing import Any

from .built import BuiltRequest
from .headers import check, cookies, merge
from .params import Plain, expand, form, simple
from .request import Sendable


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
    styles = operation.styles
    data, media_type = content(
        operation.body,
        request.body,
        null=operation.null,
        styles=styles,
        encoding=operation.encoding,
    )
    own: dict[str, str] = {}
    if operation.accept is not None:
        own["Accept"] = operation.accept
    if data is not None and media_type is not None:
        own["Content-Type"] = media_type
    if data is not None and not isinstance(data, bytes):
        if data.size is None:
            own["Transfer-Encoding"] = "chunked"
        else:
            own["Content-Length"] = str(data.size)
    declared = _declared(request)
    fields = merge(own, defaults or {}, headers or {}, declared)
    if "Cookie" in declared:
        fields["Cookie"] = cookies(defaults or {}, headers or {}, declared)
    check(fields)
    parameters = {**(query or {}), **request.query}
    if request.address is not None:
        url = _continued(request.address, parameters)
    else:
        base = base_url if base_url is not None else next(iter(operation.servers), "")
        url = join(base, *_target(request, parameters))
    return BuiltRequest(operation.method, url, fields, data)


def _continued(address: str, query: Mapping[str, Plain]) -> str:
    """A URL that an answer gave, with the parameters that it has not got already."""
    known = {pair.partition("=")[0] for pair in address.partition("?")[2].split("&")}
    more = form({name: value for name, value in query.items() if name not in known})
    return f"{address}{'&' if '?' in address else '?'}{more}" if more else address


def _target(request: Sendable[Any], query: Mapping[str, Plain]) -> tuple[str, str]:
    """The path and the query of a request."""
    operation = request.operation
    styles = operation.styles
    if styles is None:
        return expand(operation.path, request.path), form(query)
    from .styles import in_path, in_query

    write = in_path(styles.get("path", {}))
    return (
        expand(operation.path, request.path, write),
        in_query(query, styles.get("query", {})),
    )


def _declared(request: Sendable[Any]) -> dict[str, str]:
    """The header fields that the request has of its own."""
    styles = request.operation.styles
    if styles is None or "header" not in styles:
        return {name: simple(value) for name, value in request.headers.items()}
    from .styles import in_header

    kinds = styles["header"]
    return {
        name: in_header(value, kinds[name]) if name in kinds else simple(value)
        for name, value in request.headers.items()
    }


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
    if not query:
        return url
    return f"{url}&{query}" if "?" in path else f"{url}?{query}"
