"""The lines that expressions and docstrings take are those that black would make of them."""

from __future__ import annotations

import ast
import subprocess
import sys

import black
from hypothesis import given, settings
from hypothesis import strategies as st
from plainsdk.render.expressions import (
    Atom,
    Bracket,
    Either,
    Expression,
    Labelled,
    aliased,
    declared,
    lay,
)
from plainsdk.render.imports import listed_key
from plainsdk.render.literals import docstring, literal

_ATOMS = st.one_of(
    st.sampled_from(["str", "int", "float", "dt.datetime", "Any"]).map(Atom),
    st.integers(1, 60).map(lambda size: Atom("m." + ("Abcdefghij" * 6)[:size])),
    st.lists(st.sampled_from(["a", "🎲", "⚽", "日本", "é"]), min_size=1).map(
        lambda values: Bracket("Literal", tuple(Atom(f'"{one}"') for one in values))
    ),
)


def _containers(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        inner.map(lambda item: Bracket("list", (item,))),
        inner.map(lambda item: Bracket("dict", (Atom("str"), item))),
    )


def _unions(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    members = st.lists(
        inner.filter(lambda one: not isinstance(one, Either)), min_size=2, max_size=4
    )
    return members.map(lambda found: Either(tuple(found)))


_TYPES = st.recursive(
    _ATOMS, lambda inner: st.one_of(_containers(inner), _unions(inner)), max_leaves=6
)
_MARKS = st.sampled_from(
    [
        Bracket("Range", (Atom("0"), Atom("1.5")), "()"),
        Bracket("Wire", (Atom('"someWireName"'),), "()"),
        Bracket("Length", (Atom("1"),), "()"),
    ]
)
_ANNOTATIONS = st.one_of(
    _TYPES,
    st.tuples(_TYPES, st.lists(_MARKS, min_size=1, max_size=3)).map(
        lambda pair: Bracket("Annotated", (pair[0], *pair[1]))
    ),
)
_FIELD_NAMES = st.integers(1, 99).map(lambda size: ("field_name_" * 9)[:size] + "x")


_WIRES = st.integers(1, 90).map(
    lambda size: Labelled("name=", Atom(f'"{("wireName" * 12)[:size]}"'))
)
_UNSET = st.just(Labelled("default=", Atom("UNSET")))
_CALLS = (_WIRES.map(lambda wire: (wire,)) | st.tuples(_UNSET, _WIRES)).map(
    lambda parts: Bracket("field", parts, "()")
)
_DEFAULTS = st.sampled_from([None, Atom("None"), Atom("UNSET")]) | _CALLS


def _formatted(code: str) -> str:
    return black.format_str(code, mode=black.Mode(target_versions=set()))


@settings(max_examples=400, deadline=None)
@given(_FIELD_NAMES, _ANNOTATIONS, _DEFAULTS)
def test_a_field_is_laid_out_as_black_has_it(
    name: str, annotation: Expression, default: Expression | None
) -> None:
    lines = declared(f"{name}: ", annotation, default, 4)
    code = "\n".join(["class A:", *lines, ""])
    assert _formatted(code) == code


@settings(max_examples=400, deadline=None)
@given(_FIELD_NAMES, _TYPES, st.sampled_from(["", " = None", " = UNSET"]))
def test_an_argument_is_laid_out_as_black_has_it(
    name: str, annotation: Expression, default: str
) -> None:
    lines = lay(f"{name}: ", annotation, f"{default},", 4, wrap=False)
    result = lay(") -> ", Bracket("Request", (annotation,)), ":", 0)
    code = "\n".join(["def call(", "    *,", *lines, *result, "    return 1", ""])
    assert _formatted(code) == code


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 120), _TYPES)
def test_an_alias_is_laid_out_as_black_has_it(size: int, value: Expression) -> None:
    name = ("SomeAliasName" * 10)[:size]
    code = "\n".join([*aliased(name, value), ""])
    assert _formatted(code) == code


_TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            [
                "word", "a longer wording", '"', '"""', "'", "\\", "\\n", "\n", "\n\n",
                "- item", "1. first", "```python\nx = 1\n```", "{{ x }}", "\t", "  ", "\x00",
                "\u200b", "\u202e", "\N{SNOWMAN}", "https://example.test/" + "a" * 90,
            ]
        ),
        max_size=30,
    ).map(" ".join),
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(_TEXTS, st.sampled_from([0, 4, 8]))
def test_a_docstring_is_stable_under_black_and_ends_where_it_should(
    text: str, depth: int
) -> None:
    body = docstring(text, depth).replace("\n", "\n" + " " * depth)
    body = "\n".join(line.rstrip() for line in body.split("\n"))
    nest = "".join(" " * (4 * n) + f"class A{n}:\n" for n in range(depth // 4))
    code = f"{nest}{' ' * depth}{body}\n" + (
        f"\n{' ' * depth}x: int\n" if depth else ""
    )
    tree = ast.parse(code)
    assert _formatted(code) == code
    assert len([one for one in ast.walk(tree) if isinstance(one, ast.Constant)]) == 1


@given(
    st.one_of(
        st.text(),
        st.text("a'\"\\"),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.booleans(),
        st.none(),
    )
)
def test_a_literal_means_the_value_and_is_how_black_writes_it(
    value: str | float | bool | None,
) -> None:
    code = f"x = {literal(value)}\n"
    assert ast.literal_eval(literal(value)) == value
    assert _formatted(code) == code


@settings(max_examples=30, deadline=None)
@given(st.sets(st.from_regex(r"A[0-9a-c_]{1,6}", fullmatch=True), min_size=2))
def test_names_are_listed_as_ruff_sorts_them(names: set[str]) -> None:
    listed = sorted(names, key=listed_key)
    code = "\n".join(["__all__ = [", *(f'    "{name}",' for name in listed), "]", ""])
    options = ["--isolated", "--select=RUF022", "--output-format=concise", "-"]
    ran = subprocess.run(
        [sys.executable, "-m", "ruff", "check", *options],
        input=code,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, f"{ran.stdout}{ran.stderr}{code}"
