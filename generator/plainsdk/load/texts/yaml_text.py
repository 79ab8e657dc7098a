"""YAML text to JSON values, and the line of each; the only module that knows YAML.

The core schema of YAML 1.2 (section 10.3) is what OpenAPI means: ``on``, ``no``,
``12:30`` and ``2020-01-01`` are texts, ``010`` is ten. Values are built from the
parser's events, so that depth and aliases are counted before anything is made of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from ...document import Json
from .faults import MAX_DEPTH, MAX_VALUES, BadText
from .lines import Lines

_TAG = "tag:yaml.org,2002:"
_INT = re.compile(r"[-+]?[0-9]+")
_PREFIXED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_JSON = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_WORDS: dict[str, Json] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_FIRST = frozenset("-+.0123456789~ntfNTF")

_Start: TypeAlias = yaml.MappingStartEvent | yaml.SequenceStartEvent
_End: TypeAlias = yaml.MappingEndEvent | yaml.SequenceEndEvent


@dataclass
class _Open:
    """A mapping or sequence that has not ended."""

    anchor: str | None
    value: dict[str, Json] | list[Json]
    key: str | None = None
    merging: bool = False
    merged: list[dict[str, Json]] = field(default_factory=list["dict[str, Json]"])
    size: int = 1
    height: int = 1

    @property
    def awaits_key(self) -> bool:
        return self.key is None and isinstance(self.value, dict)


@dataclass(frozen=True)
class _Made:
    """A finished value: how many values it has, and how deep it nests."""

    value: Json
    size: int = 1
    height: int = 0


def read_yaml(text: str) -> Json:
    """The value that the text is.

    Raises ``BadText``: for what is not YAML, for keys that stand twice, for values that
    JSON does not have, and for documents beyond the limits of depth and size.
    """
    builder = _Builder()
    for event in _events(text):
        builder.take(event)
    return builder.root


def line_of_yaml(text: str, parts: Sequence[str]) -> int:
    """The line, from 1, of the value at the keys, or of the nearest one around it."""
    return yaml_lines(text).at(parts)


def yaml_lines(text: str) -> Lines:
    """The line of every value of a text, as far as it is YAML.

    Of a mapping's value it is its key's. What an alias stands for is found where the
    alias stands.
    """
    root = Lines(1)
    open_: list[_Spot] = []
    try:
        for event in _events(text):
            if isinstance(event, _End):
                open_.pop()
            elif isinstance(event, yaml.NodeEvent):
                _note(event, open_, root)
    except BadText:
        pass  # the lines until there are good
    return root


@dataclass
class _Spot:
    """A mapping or list that has not ended: its lines, and where the next value is."""

    lines: Lines
    index: int
    key: str | None = None
    line: int = 0


def _note(event: yaml.NodeEvent, open_: list[_Spot], root: Lines) -> None:
    """Note the line of a value, or take it as a key."""
    line = _line(event)
    if not open_:
        root.line = line
        made = root
    else:
        spot = open_[-1]
        if spot.index < 0 and spot.key is None:
            spot.key = event.value if isinstance(event, yaml.ScalarEvent) else ""
            spot.line = line
            if not isinstance(event, _Start):
                return
        if spot.index < 0:
            made = spot.lines.add(spot.key or "", spot.line)
        else:
            made = spot.lines.add(str(spot.index), line)
            spot.index += 1
        spot.key = None
    if isinstance(event, _Start):
        index = 0 if isinstance(event, yaml.SequenceStartEvent) else -1
        open_.append(_Spot(made, index))


def _events(text: str) -> Iterator[yaml.Event]:
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
    try:
        yield from events
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        words = ", ".join(part for part in (error.context, error.problem) if part)
        raise BadText(
            f"this is not YAML: {words}", mark.line + 1 if mark else 1
        ) from None
    except yaml.reader.ReaderError as error:
        at = error.position if isinstance(error.position, int) else 0
        raise BadText(
            f"this is not YAML: {error.reason}", text.count("\n", 0, at) + 1
        ) from None


class _Builder:
    """Makes one value from events, without recursion."""

    def __init__(self) -> None:
        self.root: Json = None
        self._open: list[_Open] = []
        self._anchors: dict[str, _Made] = {}
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._start(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._end(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise BadText(
                    "a second document starts here; there can be one", _line(event)
                )

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        inner = self._open[-1] if self._open else None
        if inner is not None and inner.awaits_key:
            made = _Made(_key(inner, event))
        else:
            made = _Made(_scalar(event))
            self._put(made, event)
        if event.anchor:
            self._anchors[event.anchor] = made

    def _start(self, event: _Start) -> None:
        if self._open and self._open[-1].awaits_key:
            raise BadText("a key is a text, not a list or a mapping", _line(event))
        if len(self._open) >= MAX_DEPTH:
            raise BadText(f"values nest more than {MAX_DEPTH} levels", _line(event))
        mapping = isinstance(event, yaml.MappingStartEvent)
        tag: str | None = event.tag
        if tag not in (None, "!", _TAG + ("map" if mapping else "seq")):
            raise BadText(f"the tag {tag} is not one of JSON's", _line(event))
        self._open.append(_Open(event.anchor, {} if mapping else []))

    def _end(self, event: yaml.Event) -> None:
        closed = self._open.pop()
        if isinstance(closed.value, dict):
            for merged in closed.merged:
                for key, value in merged.items():
                    closed.value.setdefault(key, value)
        made = _Made(closed.value, closed.size, closed.height)
        if closed.anchor:
            self._anchors[closed.anchor] = made
        self._put(made, event)

    def _alias(self, event: yaml.AliasEvent) -> None:
        anchor = event.anchor or ""
        if any(inner.anchor == anchor for inner in self._open):
            raise BadText(
                f"*{anchor} stands within &{anchor}, without end", _line(event)
            )
        if anchor not in self._anchors:
            raise BadText(f"*{anchor} has no &{anchor} before it", _line(event))
        if self._open and self._open[-1].awaits_key:
            raise BadText("an alias cannot be a key", _line(event))
        self._put(self._anchors[anchor], event)

    def _put(self, made: _Made, event: yaml.Event) -> None:
        if not self._open:
            self.root = made.value
            return
        inner = self._open[-1]
        inner.size += made.size
        inner.height = max(inner.height, made.height + 1)
        if inner.size > MAX_VALUES:
            words = f"with its aliases written out this has over {MAX_VALUES} values"
            raise BadText(words, _line(event))
        if len(self._open) + made.height > MAX_DEPTH:
            raise BadText(f"values nest more than {MAX_DEPTH} levels", _line(event))
        if isinstance(inner.value, list):
            inner.value.append(made.value)
        elif inner.merging:
            inner.merged.extend(_merged(made.value, event))
        elif inner.key is not None:
            inner.value[inner.key] = made.value
        inner.key, inner.merging = None, False


def _key(inner: _Open, event: yaml.ScalarEvent) -> str:
    """Take the event as the next key of the open mapping."""
    key: str = event.value
    # ``<<`` has no place in the core schema, but in every tool that reads OpenAPI.
    merging: bool = key == "<<" and event.implicit[0]
    if isinstance(inner.value, dict) and key in inner.value and not merging:
        raise BadText(f"the key {key[:60]!r} stands twice", _line(event))
    inner.key, inner.merging = key, merging
    return key


def _merged(value: Json, event: yaml.Event) -> list[dict[str, Json]]:
    """The mappings that ``<<`` brings in."""
    found = value if isinstance(value, list) else [value]
    mappings = [item for item in found if isinstance(item, dict)]
    if len(mappings) != len(found):
        raise BadText("'<<' takes a mapping or a list of mappings", _line(event))
    return mappings


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark is not None else 1


def _scalar(event: yaml.ScalarEvent) -> Json:
    """The value of a scalar, by its tag or, where it is plain, by how it looks."""
    text: str = event.value
    tag: str | None = event.tag
    if tag is not None and tag != "!":
        return _tagged(tag, text, _line(event))
    plain: bool = event.implicit[0]
    if not plain or (text and text[0] not in _FIRST) or tag == "!":
        return text
    if text in _WORDS:
        return _WORDS[text]
    return _number(text, _line(event))


def _number(text: str, line: int) -> Json:
    """The number that a plain scalar is, else its text."""
    try:
        if _INT.fullmatch(text):
            return int(text)
        if _PREFIXED.fullmatch(text):
            return int(text, 0)
    except ValueError:
        raise BadText("the number has too many digits", line) from None
    if _FLOAT.fullmatch(text):
        found = float(text)
        if math.isinf(found):
            raise BadText(f"{text[:40]} is too large for a number", line)
        return found
    if _NOT_JSON.fullmatch(text):
        raise BadText(f"{text} is not a number of JSON", line)
    return text


def _tagged(tag: str, text: str, line: int) -> Json:
    reads: dict[str, Callable[[], Json]] = {
        "str": lambda: text,
        "null": lambda: None,
        "bool": lambda: _WORDS.get(text),
        "int": lambda: _number(text, line),
        "float": lambda: _number(text, line),
        "timestamp": lambda: text,
    }
    kind = tag.removeprefix(_TAG)
    if kind == tag or kind not in reads:
        raise BadText(f"the tag {tag} is not one of JSON's", line)
    return reads[kind]()
