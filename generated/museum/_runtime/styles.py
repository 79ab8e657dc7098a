"""Parameters in the styles that are not their place's own (OpenAPI 3.1, 4.8.12; RFC 6570).

Loaded only for operations that have such parameters; nothing here knows of operations.
The name of a style is OpenAPI's, with ``*`` where it is exploded and ``+`` where
reserved characters stay as they are. ``json`` is a value as JSON text, ``querystring``
one that is the whole query.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeAlias
from urllib.parse import quote

from .model import UNSET
from .params import Plain, check_list, form, inner, is_list, is_object, plain, simple

Style: TypeAlias = Literal[
    "simple*",
    "label",
    "label*",
    "matrix",
    "matrix*",
    "form",
    "form*",
    "form+",
    "form*+",
    "spaceDelimited",
    "spaceDelimited+",
    "pipeDelimited",
    "pipeDelimited+",
    "deepObject",
    "deepObject+",
    "json",
    "json+",
    "querystring",
]
Place: TypeAlias = Literal["path", "query", "header", "cookie", "body"]
Styles: TypeAlias = Mapping[Place, Mapping[str, Style]]
"""The styles of parameters by place and name, where they are not the place's own."""

Quote: TypeAlias = Callable[[str], str]

_ESCAPED = re.compile("(%[0-9A-Fa-f]{2})")
_RESERVED = ":/?@!$&'()*+,;="  # but # [ ], which no query may hold (RFC 3986, 3.4)
_COOKIE = "!#$&'()*+-./:<=>?@[]^_`{|}~"  # what a value may hold (RFC 6265, 4.1.1)


def settled(
    values: Mapping[str, Any] | None, styles: Mapping[str, Style], lists: Sequence[str]
) -> dict[str, Plain]:
    """Parameters as text, like :func:`~.params.plain`; deep objects become one for each
    leaf, and JSON its text.
    """
    if not any(name in styles for name in values or {}):
        return plain(values, lists)
    ready: dict[str, Any] = {}
    for name, value in (values or {}).items():
        if value is None or value is UNSET:
            continue
        style = styles.get(name, "").rstrip("+")
        if style == "deepObject":
            check_list(name, value, lists)
            ready.update(deep(name, inner(value)))
        elif style == "json" or (style == "querystring" and not isinstance(value, str)):
            ready[name] = _json(value)
        else:
            ready[name] = value
    return plain(ready, lists)


def _json(value: Any) -> str:
    from .body import to_json

    return to_json(inner(value)).decode()


def deep(name: str, value: Any) -> dict[str, Any]:
    """A nested value as flat parameters: ``a[b]``, ``a[b][c]``, ``a[]``, ``a[0][b]``.

    OpenAPI leaves lists undefined. ``a[]`` is what PHP, Rails, qs and Stripe read as a
    list; items that are objects or lists get a number, as only that keeps their keys
    together.
    """
    if is_object(value):
        found: dict[str, Any] = {}
        for key, item in value.items():
            found.update(deep(f"{name}[{key}]", item))
        return found
    if not is_list(value):
        return {name: value}
    if not any(is_list(item) or is_object(item) for item in value):
        return {name if name.endswith("[]") else f"{name}[]": value}
    found = {}
    for at, item in enumerate(value):
        found.update(deep(f"{name.removesuffix('[]')}[{at}]", item))
    return found


def in_path(styles: Mapping[str, Style]) -> Callable[[str, Plain], str]:
    """A function that writes the value of a field of a path."""

    def write(name: str, value: Plain) -> str:
        style = styles.get(name, "simple")
        kind = style.rstrip("*+")
        if kind in ("label", "matrix"):
            return _WRITERS[kind](name, value, "*" in style)
        return _simple(value, "*" in style, _quote)

    return write


def in_header(value: Plain, style: Style) -> str:
    """The value of a header field."""
    return _simple(value, "*" in style, str)


def in_query(values: Mapping[str, Plain], styles: Mapping[str, Style]) -> str:
    """A query, its parameters joined by ``&``."""
    pairs = (_query(name, value, styles) for name, value in values.items())
    return "&".join(pair for pair in pairs if pair)


def _query(name: str, value: Plain, styles: Mapping[str, Style]) -> str:
    style = styles.get(name) or styles.get(name.partition("[")[0]) or "form*"
    write = _reserved if style.endswith("+") else _quote
    kind = style.rstrip("+")
    if kind == "querystring":
        return simple(value, write)
    signs = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}
    if kind not in signs or not value:
        return form({name: value}, write)
    return f"{_quote(name)}={_joined(value, signs[kind], write)}"


def in_cookies(values: Mapping[str, Plain], styles: Mapping[str, Style]) -> str:
    """The value of the header ``Cookie`` (RFC 6265, 4.2.1).

    What cannot stand in a cookie is percent-encoded, and nothing else is: servers
    compare cookies as they are.
    """
    pairs: list[str] = []
    for name, value in values.items():
        if styles.get(name) == "form" and value:
            pairs.append(f"{name}={_joined(value, ',', _in_cookie)}")
        elif value or isinstance(value, str):
            pairs.append(form({name: value}, _in_cookie).replace("&", "; "))
    return "; ".join(pairs)


def in_form(body: Mapping[str, Any], styles: Mapping[str, Style]) -> str:
    """A body of ``application/x-www-form-urlencoded``: a list repeats its name, an
    object is JSON unless a style says otherwise.
    """
    ready = {
        name: _json(value) if is_object(value) and name not in styles else value
        for name, value in body.items()
    }
    return in_query(settled(ready, styles, ()), styles)


def _label(name: str, value: Plain, exploded: bool) -> str:
    if not exploded:
        defined = value or isinstance(value, str)
        return f".{_joined(value, ',', _quote)}" if defined else ""
    if isinstance(value, dict):
        return "".join(f".{_quote(k)}={simple(v, _quote)}" for k, v in value.items())
    items = value if isinstance(value, list) else [value]
    return "".join(f".{_quote(item)}" for item in items)


def _matrix(name: str, value: Plain, exploded: bool) -> str:
    if isinstance(value, dict) and exploded:
        return "".join(_pair(key, simple(v, _quote)) for key, v in value.items())
    if isinstance(value, list) and exploded:
        return "".join(_pair(name, _quote(item)) for item in value)
    defined = value or isinstance(value, str)
    return _pair(name, _joined(value, ",", _quote)) if defined else ""


def _pair(name: str, text: str) -> str:
    """A pair of a matrix, whose sign an empty value goes without (RFC 6570, 3.2.7)."""
    return f";{_quote(name)}={text}" if text else f";{_quote(name)}"


_WRITERS = {"label": _label, "matrix": _matrix}


def _simple(value: Plain, exploded: bool, write: Quote) -> str:
    if isinstance(value, dict) and exploded:
        return ",".join(f"{write(k)}={simple(v, write)}" for k, v in value.items())
    return simple(value, write)


def _joined(value: Plain, sign: str, write: Quote) -> str:
    match value:
        case str():
            return write(value)
        case list():
            return sign.join(write(item) for item in value)
        case _:
            pairs = ((write(key), simple(item, write)) for key, item in value.items())
            return sign.join(part for pair in pairs for part in pair)


def _quote(text: str) -> str:
    return quote(text, safe="")


def _reserved(text: str) -> str:
    """Quote what no query may hold; what is quoted already stays (RFC 6570, 1.5)."""
    pieces = _ESCAPED.split(text)
    pieces[::2] = (quote(piece, safe=_RESERVED) for piece in pieces[::2])
    return "".join(pieces)


def _in_cookie(text: str) -> str:
    return (
        text if quote(text, safe=_COOKIE + "%") == text else quote(text, safe=_COOKIE)
    )
