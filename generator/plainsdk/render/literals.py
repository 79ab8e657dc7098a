"""Turns strings and values of a spec into Python text.

No other function does, so none can leak.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .expressions import WIDTH

_LEAD = re.compile(r"\s*(?:[-*+] |\d+[.)] )?")
_BLANKS = re.compile(r"\n{3,}")


def literal(value: str | float | bool | None) -> str:
    """Return a literal as black has it: in double quotes, unless others escape less."""
    if isinstance(value, float):
        return repr(value).replace("e+", "e")
    if not isinstance(value, str):
        return repr(value)
    if value.isprintable() and "\\" not in value and '"' not in value:
        return f'"{value}"'
    body = "".join(_escaped(char) for char in value)
    if body.count('"') > body.count("'"):
        single = body.replace("'", "\\'")
        return f"'{single}'"
    double = body.replace('"', '\\"')
    return f'"{double}"'


def _escaped(char: str) -> str:
    if char == "\\":
        return "\\\\"
    if char in "\"'":
        return char
    return repr(char)[1:-1]


def docstring(text: str, depth: int) -> str:
    """Return a docstring of a text, wrapped to the width, for a place indented by
    ``depth``.

    The lines after the first are not indented: that is for the place where it goes.
    """
    plain = _plain(text)
    lines = _wrapped(plain, WIDTH - depth, first=3)
    if len(lines) == 1 and depth + len(plain) + 6 > WIDTH:
        # black puts the quotes of a single line behind it, however long it gets.
        lines = _wrapped(plain, WIDTH - depth, first=6)
    if len(lines) == 1:
        return f'"""{_ended(lines[0])}"""'
    return '"""' + _level("\n".join(lines)) + '\n"""'


def _level(text: str) -> str:
    """Take away the indentation that all lines but the first have in common, as black
    does.
    """
    first, *rest = text.split("\n")
    margins = [len(line) - len(line.lstrip()) for line in rest if line.strip()]
    margin = min(margins, default=0)
    return "\n".join([first, *(line[margin:] for line in rest)])


def _ended(body: str) -> str:
    """Keep a text from ending the literal: a quote or backslash at its end gets a
    space.
    """
    odd = (len(body) - len(body.rstrip("\\"))) % 2
    return f"{body} " if body.endswith('"') or odd else body


def _plain(text: str) -> str:
    """Escape a text for the inside of a docstring, line by line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cleaned = "\n".join(_clean(line) for line in lines).strip()
    cleaned = _level(_BLANKS.sub("\n\n", cleaned))
    return f" {cleaned}" if cleaned.startswith('"') else cleaned


def _clean(line: str) -> str:
    escaped = line.expandtabs(4).rstrip()
    if not escaped.isprintable() or "\\" in escaped:
        escaped = "".join(
            "\\\\" if char == "\\" else char if char.isprintable() else repr(char)[1:-1]
            for char in escaped
        )
    return escaped.replace('"""', '\\"\\"\\"')


def _wrapped(text: str, width: int, first: int) -> list[str]:
    """Break the lines that are too long at spaces; code between fences stays as it is."""
    found: list[str] = []
    fenced = False
    for number, line in enumerate(text.split("\n")):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        room = width - (first if number == 0 else 0)
        if fenced or len(line) <= room:
            found.append(line)
            continue
        lead = _LEAD.match(line)
        found.extend(_broken(line, room, width, len(lead[0]) if lead else 0))
    return found


def _broken(line: str, room: int, width: int, hang: int) -> Iterator[str]:
    """Break a line at spaces: the first part into ``room`` columns, the others, which
    hang, into ``width``; a word that is longer has a line of its own.
    """
    pad = ""
    while len(line) > room:
        cut = line.rfind(" ", 0, room + 1)
        if cut < 0:
            cut = line.find(" ", room)
        if cut < 0:
            break
        part = line[:cut].rstrip()
        line = line[cut:].lstrip()
        if part:
            yield pad + part
            pad, room = " " * hang, max(width - hang, 0)
    if line:
        yield pad + line.rstrip()
