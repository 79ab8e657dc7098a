"""RFC 6570 and its test suite, as far as OpenAPI has the same: templates become operations.

A path is simple, label or matrix, each variable a parameter, and a literal between them what
it is; a query is of the style ``form``. ``{/x}`` is the literal ``/`` and ``{x}``. ``{+x}`` is
a query parameter of which ``allowReserved`` is true: OpenAPI 3.1 has that nowhere else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any
from urllib.parse import unquote

import pytest

from tests.vectors.made import Json, Made, made
from tests.vectors.uri_templates import LEVELS, SECTIONS, Group
from tests.vectors.uri_templates_more import EXTENDED, LEFT_OUT

SUITES = {"1.2": LEVELS, "3.2": SECTIONS, "more": EXTENDED, "left out": LEFT_OUT}

_EXPRESSION = re.compile(r"\{([+#./;?&]?)([^{}]*)\}")
_STYLES = {"": "simple", "/": "simple", ".": "label", ";": "matrix"}
_BETWEEN = {"": ",", "/": "", ".": "", ";": ""}
"""What stands between the variables of an expression, beside what their styles begin with."""


class Missing(Enum):
    """Why OpenAPI has no counterpart of a template."""

    PREFIX = "a parameter is sent whole, and not its first characters"
    FRAGMENT = "a fragment is never sent to a server"
    SEGMENTS = "the segments of a path are fixed: no list can be several of them"
    UNNAMED = "what stands in a query has a name"
    TOGETHER = "reserved characters are kept in one query parameter, not beside others"
    COMMAS = "exploded in a query each value has its name, and no comma is between"


@dataclass
class Case:
    """A template as an operation; where ``refused`` is true, we do not send it."""

    template: str
    path: str
    parameters: list[Json]
    values: dict[str, Any]
    url: str
    refused: bool


class _Reader:
    """Turns one template into an operation."""

    def __init__(self, number: int, variables: Mapping[str, Any]) -> None:
        self.path = f"/c{number}-"
        self.parameters: list[Json] = []
        self.values: dict[str, Any] = {}
        self.refused = False
        self._variables = variables

    def parameter(self, word: str, place: str, **more: Any) -> str:
        """Declare a parameter; its name where it stands in a path."""
        name = unquote(word.removesuffix("*"))
        value = self._variables.get(word.removesuffix("*"))
        python, known = f"p{len(self.parameters)}", len(self.parameters)
        if any(one["name"] == name for one in self.parameters):
            name += str(known)  # no parameter can stand twice in a path
        self.values[python] = value
        self.parameters.append(
            {
                "name": name,
                "in": place,
                "required": place == "path",
                "explode": word.endswith("*"),
                "schema": _schema(value),
                "x-plainsdk-name": python,
                **more,
            }
        )
        return name

    def path_parameter(self, word: str, operator: str) -> str:
        value = self._variables.get(word.removesuffix("*"))
        # An empty or missing part of a path would make it another one.
        nothing = value in (None, [], {}) or (value == "" and operator in ("", "/"))
        self.refused = self.refused or nothing
        name = self.parameter(word, "path", style=_STYLES[operator])
        return f"{'/' if operator == '/' else ''}{{{name}}}"


def _schema(value: Any) -> Json:
    match value:
        case list():
            return {"type": "array", "items": {"type": "string"}}
        case dict():
            return {"type": "object", "additionalProperties": {"type": "string"}}
        case int() | float():
            return {"type": "number"}
        case _:
            return {"type": "string"}


def read(
    number: int, template: str, expected: str, variables: Mapping[str, Any]
) -> Case | Missing:
    """The operation of a template, or why there is none."""
    found = [(one[1], one[2].split(",")) for one in _EXPRESSION.finditer(template)]
    words = [word for _, some in found for word in some]
    operators = {operator for operator, _ in found}
    if "#" in operators:
        return Missing.FRAGMENT
    if any(":" in word for word in words):
        return Missing.PREFIX
    reader = _Reader(number, variables)
    if "+" in operators:
        return _reserved(reader, template, expected, words)
    at = 0
    for match in _EXPRESSION.finditer(template):
        reader.path += template[at : match.start()]
        at = match.end()
        operator, some = match[1], match[2].split(",")
        if operator in ("?", "&"):
            if operator == "&" and "?" not in template:
                reader.path += "?fixed=yes"
                expected = f"?fixed=yes{expected}"
            for word in some:
                reader.parameter(word, "query", style="form")
            continue
        if "?" in reader.path:
            return Missing.UNNAMED
        segments = (
            variables.get(word.removesuffix("*")) for word in some if "*" in word
        )
        if operator == "/" and any(isinstance(one, list | dict) for one in segments):
            return Missing.SEGMENTS
        reader.path += _BETWEEN[operator].join(
            reader.path_parameter(word, operator) for word in some
        )
    reader.path += template[at:]
    return Case(
        template,
        reader.path,
        reader.parameters,
        reader.values,
        f"/c{number}-{expected}",
        reader.refused,
    )


def _reserved(
    reader: _Reader, template: str, expected: str, words: list[str]
) -> Case | Missing:
    """``{+x}`` alone, as the value of a query parameter; the literals are left out."""
    if len(words) > 1:
        return Missing.TOGETHER
    if words[0].endswith("*"):
        return Missing.COMMAS
    before, _, after = _EXPRESSION.sub("{}", template).partition("{}")
    reader.parameter(words[0], "query", name="v", allowReserved=True)
    text = expected.removeprefix(before).removesuffix(after)
    sent = f"?v={text}" if reader.values["p0"] is not None else ""
    return Case(
        template,
        reader.path,
        reader.parameters,
        reader.values,
        f"{reader.path}{sent}",
        False,
    )


def _read_all() -> dict[tuple[str, int, str], Case | Missing]:
    cases = [
        (suite, group, template, expected)
        for suite, groups in SUITES.items()
        for group in groups
        for template, expected in group.cases
    ]
    return {
        (suite, number, template): read(number, template, expected, group.variables)
        for number, (suite, group, template, expected) in enumerate(cases)
    }


READ = _read_all()
MAPPED = {key: one for key, one in READ.items() if isinstance(one, Case)}


@pytest.fixture(scope="module")
def sdk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """A package with an operation for each template."""
    operations = {
        f"case_{number}": {"path": case.path, "parameters": case.parameters}
        for (_, number, _), case in MAPPED.items()
    }
    yield from made(tmp_path_factory.mktemp("templates"), operations)


@pytest.mark.parametrize("key", MAPPED, ids=lambda key: f"{key[0]} {key[2]}")
def test_a_template(sdk: Made, key: tuple[str, int, str]) -> None:
    case, name = MAPPED[key], f"case_{key[1]}"
    if case.refused:
        with pytest.raises(ValueError, match="needs a value|has an empty value"):
            sdk.built(name, **case.values)
    else:
        assert sdk.built(name, **case.values).url == case.url


def test_every_template_is_counted(sdk: Made) -> None:
    """Suite by suite: sent as the RFC says, refused, and without a counterpart."""
    counts = {
        suite: (
            sum(isinstance(one, Case) and not one.refused for one in found),
            sum(isinstance(one, Case) and one.refused for one in found),
            sum(isinstance(one, Missing) for one in found),
        )
        for suite in SUITES
        for found in [[one for key, one in READ.items() if key[0] == suite]]
    }
    assert counts == {
        "1.2": (40, 0, 23),
        "3.2": (72, 9, 33),
        "more": (34, 1, 7),
        "left out": (26, 0, 0),
    }
    missing = Counter(one for one in READ.values() if isinstance(one, Missing))
    assert missing == {
        Missing.FRAGMENT: 24,
        Missing.PREFIX: 18,
        Missing.SEGMENTS: 8,
        Missing.TOGETHER: 5,
        Missing.UNNAMED: 4,
        Missing.COMMAS: 4,
    }
    assert not sdk.said


def test_what_no_query_may_hold_is_escaped_even_if_reserved(sdk: Made) -> None:
    """RFC 6570 lets ``#``, ``[`` and ``]`` through; RFC 3986 (3.4) does not, and a ``#``
    would cut the query off.
    """
    name = next(f"case_{n}" for (_, n, text) in MAPPED if text == "{+var}")
    url = sdk.built(name, p0=":/?#[]@!$&'()*+,;=").url
    assert url.partition("?")[2] == "v=:/?%23%5B%5D@!$&'()*+,;="


def test_groups_have_different_titles() -> None:
    groups: list[Group] = [one for groups in SUITES.values() for one in groups]
    assert len({one.title for one in groups}) == len(groups)
