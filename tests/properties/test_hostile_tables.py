"""Hostile Markdown pages end in an error, or give code that says what they say and no more."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plainsdk.diagnostics import Pointer

from tests.properties.hostile import (
    CLASSICS,
    HOSTILE,
    Outcome,
    api_of,
    decode_anything,
    fields,
    literals,
    operations,
    survived,
)

_SCHEMAS = Pointer("#/components/schemas")
_CHECK, _MINUS = ":heavy_check_mark:", ":heavy_minus_sign:"
_TYPES = [
    "*str*",
    "*Optional[str]*",
    "*OptionalNullable[int]*",
    "List[*str*]",
    "Dict[str, *Any*]",
    "[models.Kind](../models/kind.md)",
    "List[[models.Thing](../models/thing.md)]",
    "[date](https://docs.python.org/3/library/datetime.html#date-objects)",
]


def _slot(usual: str) -> st.SearchStrategy[str]:
    """A text that is mostly the usual one, so that most pages are hostile in few places."""
    return st.one_of(st.just(usual), st.just(usual), HOSTILE)


def _cell(text: str) -> str:
    """A text as a cell that says it."""
    return text.replace("|", "\\|").replace("\n", "<br/>")


@st.composite
def _row(draw: st.DrawFn, number: int) -> str:
    """A row that is mostly well formed, for else there would be nothing but errors."""
    write = draw(st.sampled_from([_cell] * 9 + [str]))
    odd = draw(st.integers(0, 39))
    type_ = draw(st.sampled_from(_TYPES)) if odd else draw(HOSTILE)
    optional = draw(st.booleans()) or "Optional" in type_
    cells = [
        f"`{write(draw(HOSTILE)) if odd < 10 else f'name{number}'}`",
        type_,
        _MINUS if optional else _CHECK,
        write(draw(_slot("What it is."))),
        write(draw(_slot(""))),
    ]
    return f"| {' | '.join(cells)} |"


def _fields(title: str, description: str, rows: list[str]) -> str:
    head = (
        "| Field | Type | Required | Description | Example |\n|---|---|---|---|---|\n"
    )
    return f"# {title}\n\n{description}\n\n## Fields\n\n{head}" + "\n".join(rows) + "\n"


def _values(values: list[str], *, ascii_only: bool = True) -> str:
    shown = (json.dumps(value, ensure_ascii=ascii_only) for value in values)
    return "# Kind\n\n## Values\n\n" + "\n".join(f"- `{value}`" for value in shown)


def _either(titles: list[str]) -> str:
    members = (f"### `models.{title}`\n\n```python\nx\n```\n" for title in titles)
    return "# Either\n\n## Supported Types\n\n" + "\n".join(members)


def _facts(
    words: str,
    *,
    url: str = "https://x.test",
    env: str = "KEY",
    name: str = "make",
    path: str = "things",
) -> dict[str, Any]:
    """An ``http.yaml`` with one text wherever words are free, and others where they are not."""
    return {
        "title": words or "T",
        "version": words or "1",
        "description": words,
        "servers": [{"url": url, "name": words or "x", "description": words}],
        "security": {"Key": {"type": "bearer", "env": env}},
        "groups": {"things": words},
        "operations": {
            f"things.{name}": {
                "method": "POST",
                "path": f"/{path}",
                "summary": words,
                "description": words,
                "body": "Thing",
                "returns": "Thing",
            }
        },
    }


Pages = dict[str, str]


@st.composite
def _pages(draw: st.DrawFn) -> tuple[Pages, list[str]]:
    title, other = (
        "Thing" if draw(st.integers(0, 14)) else draw(HOSTILE) for _ in range(2)
    )
    count = draw(st.integers(1, 4))
    rows = [draw(_row(number)) for number in range(count)]
    values = draw(st.lists(HOSTILE, min_size=2, max_size=4, unique=True))
    pages = {
        "thing.md": _fields(title, draw(_slot("A thing.")), rows),
        "kind.md": _values(values),
        "either.md": _either(["Thing", other]),
    }
    if draw(st.booleans()):
        facts = _facts(draw(HOSTILE))
        pages["http.yaml"] = json.dumps(facts, ensure_ascii=draw(st.booleans()))
    return pages, values


def _run(pages: Pages, values: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in pages.items():
            Path(folder, name).write_bytes(text.encode("utf-8", "surrogatepass"))
        with survived(Path(folder)) as outcome:
            if outcome is not None:
                _check(outcome, pages, values)


def _check(outcome: Outcome, pages: Pages, values: list[str]) -> None:
    """Compare what the code says with what the pages say."""
    kind = _SCHEMAS / "Kind"
    assert literals(outcome.declared(kind)) == set(values)
    schemas: Any = outcome.document.root["components"]
    said = pages["thing.md"].replace("\\|", "|")
    for title, schema in schemas["schemas"].items():
        if "properties" in schema:
            assert list(fields(outcome.declared(_SCHEMAS / title))) == list(
                schema["properties"]
            )
            for wire, row in schema["properties"].items():
                name = re.escape(row.get("x-plainsdk-name", wire))
                assert re.search(f"`{name}_*`", said)  # underscores are taken off
    decode_anything(outcome)
    if "http.yaml" in pages:
        facts = json.loads(pages["http.yaml"])
        (made,) = operations(outcome)
        (fact,) = facts["operations"].values()
        assert made.path == fact["path"].split("#")[0]
        client = api_of(outcome)
        assert [one.url for one in client.servers] == [facts["servers"][0]["url"]]


_PROFILE = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
    derandomize=True,
    max_examples=200,
)


@_PROFILE
@given(_pages())
def test_pages_of_many_texts(pages: tuple[Pages, list[str]]) -> None:
    _run(*pages)


@pytest.mark.slow
@settings(_PROFILE, derandomize=False, max_examples=5_000)
@given(_pages())
def test_a_great_many_pages(pages: tuple[Pages, list[str]]) -> None:
    _run(*pages)


def _name(text: str) -> str:
    return ascii(text)[:40]


@pytest.mark.parametrize("text", CLASSICS, ids=_name)
def test_one_text_in_every_cell(text: str) -> None:
    rows = [
        f"| `{text}` | *Optional[str]* | {_MINUS} | {text} | {text} |",
        f"| `kind` | [models.Kind](../models/{text}.md) | {_CHECK} | {text} |  |",
    ]
    pages = {"thing.md": _fields("Thing", text, rows), "kind.md": _values(["a", text])}
    _run(pages, ["a", text])


@pytest.mark.parametrize("text", CLASSICS, ids=_name)
def test_one_text_in_every_type(text: str) -> None:
    quoted = json.dumps(text, ensure_ascii=False)
    rows = [
        f"| `a` | *Literal[{quoted}]* | {_CHECK} | N/A |  |",
        f"| `b` | *Optional[{text}]* | {_MINUS} | N/A |  |",
        f"| `c` | [models.{text}](../models/{text}.md) | {_MINUS} | N/A |  |",
        f"| `d` | {text} | {text} | N/A |  |",
    ]
    for count in (1, 4):
        pages = {
            "thing.md": _fields("Thing", "", rows[:count]),
            "kind.md": _values(["a", "b"]),
        }
        _run(pages, ["a", "b"])


@pytest.mark.parametrize("text", CLASSICS, ids=_name)
def test_one_text_as_a_title_and_in_http_yaml(text: str) -> None:
    row = f"| `a` | *str* | {_CHECK} | N/A |  |"
    pages = {"thing.md": _fields("Thing", "", [row]), "kind.md": _values(["a", "b"])}
    for facts in (
        _facts(text),
        _facts("x", url=text),
        _facts("x", env=text),
        _facts("x", name=text),
        _facts("x", path=text),
    ):
        _run({**pages, "http.yaml": json.dumps(facts)}, ["a", "b"])
    _run({**pages, "other.md": _fields(text, text, [row])}, ["a", "b"])


@pytest.mark.parametrize("levels", [10, 39, 41, 3_000])
@pytest.mark.parametrize("wrapper", ["List[{}]", "Dict[str, {}]", "Optional[{}]"])
def test_types_of_many_levels(levels: int, wrapper: str) -> None:
    before, after = wrapper.split("{}")
    cell = f"*{before * levels}str{after * levels}*"
    row = f"| `a` | {cell} | {_MINUS} | N/A |  |"
    pages = {"thing.md": _fields("Thing", "", [row]), "kind.md": _values(["a", "b"])}
    _run(pages, ["a", "b"])
