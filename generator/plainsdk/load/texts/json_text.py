"""JSON text to values (RFC 8259), and the line of each.

Keys that stand twice are refused.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NoReturn

from ...document import Json
from .faults import MAX_DEPTH, BadText
from .lines import Lines

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+', re.DOTALL)
_SURROGATES = re.compile(r"\\(?:u([dD][89a-fA-F][0-9a-fA-F]{2})|\\)")
_OTHERS = re.compile(r"[^\x00-\x7f]+")
_FEW = 10_000
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class NotJson(BadText):
    """The text is something else; what is wrong with JSON is a ``BadText`` alone."""


def read_json(text: str) -> Json:
    """The value that the text is.

    Raises ``BadText``: for what is not JSON, for keys that stand twice, for numbers
    beyond a double, for halves of surrogate pairs, and for documents that nest too
    deep.
    """
    try:
        root: Json = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_constant,
            parse_float=_float,
        )
    except json.JSONDecodeError as error:
        raise NotJson(f"this is not JSON: {error.msg}", error.lineno) from None
    except _Twice as error:
        raise BadText(
            f"the key {error.key[:60]!r} stands twice", _line_of_twin(text)
        ) from None
    except RecursionError:
        raise _too_deep(text) from None
    except _NoNumber as error:
        words = f"{error.text[:40]} is not a number of JSON"
        raise BadText(words, _line_at(text, text.find(error.text))) from None
    except ValueError:
        raise BadText("a number has too many digits", 1) from None
    _check_depth(text, root)
    if _SURROGATE.search(text):
        _check_surrogates(text)
    return root


def as_ascii(pieces: Iterable[str]) -> str | None:
    """JSON with the signs that are not ASCII as escapes; None where they are many.

    Python takes four bytes for each letter of a text in which one is an emoji, which
    makes a large document slow to read.
    """
    parts: list[str] = []
    left = _FEW
    before = ""
    for piece in pieces:
        text = piece
        if not piece.isascii():
            if _is_escaped(before + piece):
                return None
            text, count = _OTHERS.subn(_escape, piece)
            left -= count
            if left < 0:
                return None
        parts.append(text)
        before = piece[-1:]
    return "".join(parts)


def _is_escaped(text: str) -> bool:
    """Whether a backslash stands before a sign that is not ASCII: that is no JSON."""
    return any(
        text[one.start() - 1 : one.start()] == "\\" for one in _OTHERS.finditer(text)
    )


def _escape(signs: re.Match[str]) -> str:
    return json.dumps(signs[0])[1:-1]


def line_of_json(text: str, parts: Sequence[str]) -> int:
    """The line, from 1, of the value at the keys, or of the nearest one around it."""
    return json_lines(text).at(parts)


def json_lines(text: str) -> Lines:
    """The line of every value of a text that ``read_json`` takes."""
    root = Lines(1)
    open_: list[Lines] = [root]
    line, seen = 1, 0
    for at, depth, _, key in _members(text):
        line, seen = line + text.count("\n", seen, at), at
        del open_[depth:]
        open_.append(open_[-1].add(key, line))
    return root


def nesting(value: Json, limit: int) -> bool:
    """Whether the value nests at most ``limit`` levels of lists and objects."""
    level = [value]
    for _ in range(limit):
        level = [
            child
            for parent in level
            if type(parent) is dict or type(parent) is list
            for child in (parent.values() if type(parent) is dict else parent)
            if type(child) is dict or type(child) is list
        ]
        if not level:
            return True
    return False


class _Twice(Exception):
    """A key that stands twice in an object."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class _NoNumber(Exception):
    """A number that JSON does not have, or that no double can hold."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _Twice(key)
            seen.add(key)
    return found


def _constant(text: str) -> NoReturn:
    raise _NoNumber(text)


def _float(text: str) -> float:
    found = float(text)
    if math.isinf(found):
        raise _NoNumber(text)
    return found


def _members(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Every member of an object or list: offset, depth from 1, container, key."""
    stack: list[tuple[int, int | None]] = (
        []
    )  # each container's offset; its index, if a list
    awaits = False  # whether a member starts at the next token
    for token in _TOKEN.finditer(text):
        word = token[0]
        if word in "]}":
            stack.pop()
            awaits = False
        elif word == ",":
            awaits = True
            container, index = stack[-1]
            stack[-1] = (container, None if index is None else index + 1)
        elif word != ":":
            if awaits:
                container, index = stack[-1]
                key = str(json.loads(word)) if index is None else str(index)
                yield token.start(), len(stack), container, key
                awaits = False
            if word in "[{":
                stack.append((token.start(), 0 if word == "[" else None))
                awaits = True


def _line_of_twin(text: str) -> int:
    seen: set[tuple[int, str]] = set()
    for at, _, container, key in _members(text):
        if (container, key) in seen:
            return _line_at(text, at)
        seen.add((container, key))
    return 1


def _check_depth(text: str, root: Json) -> None:
    if not nesting(root, MAX_DEPTH):
        raise _too_deep(text)


def _too_deep(text: str) -> BadText:
    depth, at = 0, 0
    for token in _TOKEN.finditer(text):
        if token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
        if depth > MAX_DEPTH:
            at = token.start()
            break
    return BadText(f"values nest more than {MAX_DEPTH} levels", _line_at(text, at))


def _check_surrogates(text: str) -> None:
    """Refuse half a surrogate pair: no UTF-8 holds it (RFC 8259, section 8.2)."""
    high_end = -1
    for escape in _SURROGATES.finditer(text):
        code = int(escape[1], 16) if escape[1] else 0
        low = 0xDC00 <= code < 0xE000
        if low != (high_end == escape.start()):
            raise _half(text, escape.start())
        if high_end not in (-1, escape.start()):
            raise _half(text, high_end)
        high_end = escape.end() if 0xD800 <= code < 0xDC00 else -1
    if high_end != -1:
        raise _half(text, high_end)


def _half(text: str, at: int) -> BadText:
    return BadText("a text holds half of a surrogate pair", _line_at(text, at))


def _line_at(text: str, at: int) -> int:
    return text.count("\n", 0, max(at, 0)) + 1
