"""Pagination and retries as other tools write them, in one normal form each.

``x-plainsdk-pagination`` of an operation::

    kind: cursor            # offset, page, cursor, url, or link: the header field
    inputs:                 # by what they are: offset, page, cursor, limit
      cursor: {in: query, name: after}       # in: query, header, path or body
    items: [data]           # keys in the answer that lead to the items
    next: [meta, next]      # to the next cursor or URL
    pages: [meta, pages]    # to the number of pages
    more: [meta, has_more]  # to whether there is another page

A number among keys is an index, -1 the last item. What is not known is left out.

``x-plainsdk-retries`` of an operation or of the document, times in seconds::

    none: true              # never send again; nothing else is then said
    initial: 0.5
    most: 60                # the longest pause
    total: 3600
    factor: 1.5
    statuses: ["429", 5XX]
    connection: true        # send again when the connection fails

Nothing here walks through a document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..document import Json, as_list, as_mapping

_PAGES = "x-plainsdk-pagination"
_RETRIES = "x-plainsdk-retries"
_STEP = re.compile(r"\.([A-Za-z_][\w-]*)|\[(-?\d+)\]|\['([^']*)'\]|\[\"([^\"]*)\"\]")
_KINDS = {"offsetLimit": "offset", "cursor": "cursor", "url": "url"}


def speakeasy_pages(value: Json, node: Mapping[str, Json]) -> Mapping[str, Json] | None:
    """``x-speakeasy-pagination``."""
    if not isinstance(value, Mapping):
        return None
    kind = _KINDS.get(str(value.get("type")))
    inputs: dict[str, Json] = {}
    listed = value.get("inputs")
    for one in as_list(listed):
        if not isinstance(one, Mapping):
            return None
        role, name = one.get("type"), one.get("name")
        if not isinstance(role, str) or not isinstance(name, str):
            return None
        inputs[role] = _input(name, node, body=one.get("in") == "requestBody")
    if kind == "offset" and "page" in inputs:
        kind = "page"
    outputs = value.get("outputs")
    said = as_mapping(outputs)
    paths = {
        "items": said.get("results"),
        "next": said.get("nextCursor", said.get("nextUrl")),
        "pages": said.get("numPages"),
    }
    return _pages(kind, inputs, paths, "$", node)


def fern_pages(value: Json, node: Mapping[str, Json]) -> Mapping[str, Json] | None:
    """``x-fern-pagination``; a bare ``true`` refers to what the document does not say."""
    if not isinstance(value, Mapping):
        return None
    inputs: dict[str, Json] = {}
    for role, key in (("cursor", "cursor"), ("offset", "offset"), ("limit", "step")):
        said = value.get(key)
        if isinstance(said, str):
            name = said.removeprefix("$request.").rpartition(".")[2]
            inputs[role] = _input(name, node, body=False)
    kind: str | None = next((one for one in inputs if one != "limit"), None)
    following = value.get("next_cursor")
    for key in ("next_uri", "next_path"):
        if key in value:
            kind, following = "url", value[key]
    if kind == "offset" and "limit" not in inputs:
        inputs["page"] = inputs.pop("offset")
        kind = "page"
    paths = {
        "items": value.get("results"),
        "next": following,
        "more": value.get("has-next-page"),
    }
    return _pages(kind, inputs, paths, "$response", node)


def ms_pages(value: Json, node: Mapping[str, Json]) -> Mapping[str, Json] | None:
    """``x-ms-pageable``: the next page is at a URL; without one there is one page."""
    if not isinstance(value, Mapping):
        return None
    following = value.get("nextLinkName")
    items = value.get("itemName", "value")
    if not isinstance(following, str) or not isinstance(items, str):
        return node if following is None else None
    if _PAGES in node:
        return node
    return {**node, _PAGES: {"kind": "url", "items": [items], "next": [following]}}


def speakeasy_retries(
    value: Json, node: Mapping[str, Json]
) -> Mapping[str, Json] | None:
    """``x-speakeasy-retries``, whose times are milliseconds."""
    if not isinstance(value, Mapping):
        return None
    if value.get("strategy") == "none":
        return node if _RETRIES in node else {**node, _RETRIES: {"none": True}}
    backoff = value.get("backoff")
    said = as_mapping(backoff)
    made: dict[str, Json] = {}
    for key, source in (
        ("initial", "initialInterval"),
        ("most", "maxInterval"),
        ("total", "maxElapsedTime"),
    ):
        time = said.get(source)
        if isinstance(time, int | float):
            made[key] = time / 1000
    factor = said.get("exponent")
    if isinstance(factor, int | float):
        made["factor"] = factor
    codes = value.get("statusCodes")
    if isinstance(codes, list):
        made["statuses"] = [str(code).upper() for code in codes]
    connection = value.get("retryConnectionErrors")
    if isinstance(connection, bool):
        made["connection"] = connection
    return node if _RETRIES in node else {**node, _RETRIES: made}


def fern_retries(value: Json, node: Mapping[str, Json]) -> Mapping[str, Json] | None:
    """``x-fern-retries``, which can switch them off."""
    if not isinstance(value, Mapping):
        return None
    if value.get("disabled") is not True or _RETRIES in node:
        return node
    return {**node, _RETRIES: {"none": True}}


def _pages(
    kind: str | None,
    inputs: Mapping[str, Json],
    paths: Mapping[str, Json],
    root: str,
    node: Mapping[str, Json],
) -> Mapping[str, Json] | None:
    """The operation with the normal form; ``None`` where a path cannot be read."""
    made: dict[str, Json] = {"kind": kind}
    if kind is None:
        return None
    if inputs:
        made["inputs"] = inputs
    for key, path in paths.items():
        if path is None:
            continue
        keys = _keys(path, root)
        if keys is None:
            return None
        made[key] = keys
    return node if _PAGES in node else {**node, _PAGES: made}


def _keys(path: Json, root: str) -> list[Json] | None:
    """The keys of a path such as ``$.data[-1].id``."""
    if not isinstance(path, str) or not path.startswith(root):
        return None
    rest, found = path[len(root) :], list[Json]()
    while rest:
        step = _STEP.match(rest)
        if step is None:
            return None
        word, index, single, double = step.groups()
        found.append(int(index) if index else word or single or double)
        rest = rest[step.end() :]
    return found


def _input(name: str, node: Mapping[str, Json], *, body: bool) -> Json:
    """Where an input goes: to the parameter of its name, else into the body."""
    listed = node.get("parameters")
    for one in listed if isinstance(listed, list) and not body else []:
        if isinstance(one, Mapping) and one.get("name") == name and "in" in one:
            return {"in": one["in"], "name": name}
    into_query = not body and "requestBody" not in node
    return {"in": "query" if into_query else "body", "name": name}
