"""Operations that ``x-fern-streaming`` turns into streams; nothing else is read here."""

from __future__ import annotations

from collections.abc import Mapping

from ..diagnostics import Pointer
from ..document import Json, as_mapping, value_at

_EVENTS = "text/event-stream"
_LINES = "application/jsonl"
_STREAM = "x-plainsdk-stream"


def streaming(
    value: Json, operation: Mapping[str, Json], root: Mapping[str, Json]
) -> Mapping[str, Json] | None:
    """The operation whose success is a stream, or with a condition either.

    ``None`` where the extension is not what its documentation describes.
    """
    if value is False:
        return operation
    said = as_mapping(value)
    if not said and value is not True:
        return None
    condition = said.get("stream-condition")
    switch = _switch(condition) if isinstance(condition, str) else None
    if "stream-condition" in said and switch is None:
        return None
    responses = operation.get("responses")
    if not isinstance(responses, Mapping):
        return None
    status = next((code for code in responses if code.startswith("2")), "200")
    response = _followed(responses.get(status, {}), root)
    content = response.get("content")
    plain: Mapping[str, Json] = as_mapping(content)
    media = _EVENTS if said.get("format") == "sse" else _LINES
    event = _schema(said.get("response-stream"), plain)
    made: dict[str, Json] = {}
    if switch is not None:
        made["application/json"] = {"schema": _schema(said.get("response"), plain)}
    key = "schema" if media == _EVENTS else "itemSchema"
    made[media] = {key: event, **_words(switch, said.get("terminator"))}
    changed = {**response, "content": made}
    return {**operation, "responses": {**responses, status: changed}}


def _switch(condition: str) -> str | None:
    """The property of the body that asks for a stream: ``$request.stream``."""
    name = condition.removeprefix("$request.")
    return name if name != condition and name and "." not in name else None


def _schema(given: Json, content: Mapping[str, Json]) -> Json:
    if isinstance(given, Mapping):
        return given
    first = next(iter(content.values()), None)
    return first.get("schema", {}) if isinstance(first, Mapping) else {}


def _words(switch: str | None, sentinel: Json) -> Mapping[str, Json]:
    words: dict[str, Json] = {}
    if switch is not None:
        words["switch"] = switch
    if isinstance(sentinel, str):
        words["sentinel"] = sentinel
    return {_STREAM: words} if words else {}


def _followed(value: Json, root: Mapping[str, Json]) -> Mapping[str, Json]:
    seen: set[str] = set()
    while isinstance(value, Mapping):
        target = value.get("$ref")
        if not isinstance(target, str) or target in seen:
            return value
        seen.add(target)
        value = value_at(root, Pointer(target))
    return {}
