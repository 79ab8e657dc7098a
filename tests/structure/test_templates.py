"""Templates own structure and nothing else: what they may hold is read from their syntax trees."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, nodes

FOLDER = Path(__file__).parents[2] / "templates" / "package"
TEMPLATES = sorted(FOLDER.iterdir())

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Filter,
    nodes.Const,
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_structure_alone(path: Path) -> None:
    tree = Environment().parse(path.read_text("utf-8"))
    faults = [fault for node in _below(tree) if (fault := _fault(node))]
    assert not faults


def _below(node: nodes.Node) -> list[nodes.Node]:
    return [node, *(one for child in node.iter_child_nodes() for one in _below(child))]


def _fault(node: nodes.Node) -> str:
    match node:
        case nodes.If(test=nodes.Name() | nodes.Getattr(), elif_=[]):
            return ""
        case nodes.If():
            return f"line {node.lineno}: an if tests one name, and has no elif"
        case nodes.For(test=None, recursive=False, else_=[], target=nodes.Name()):
            return ""
        case nodes.For():
            return f"line {node.lineno}: a for goes over a list, and that is all"
        case nodes.Filter(name="indent", kwargs=[], dyn_args=None, dyn_kwargs=None):
            return ""
        case nodes.Filter(name=name):
            return f"line {node.lineno}: the filter {name} is not indent"
        case _:
            kind = type(node).__name__
            return "" if isinstance(node, _ALLOWED) else f"line {node.lineno}: {kind}"


@pytest.mark.parametrize(
    "text",
    [
        "{% set x = 1 %}",
        "{% macro x() %}{% endmacro %}",
        "{{ x() }}",
        "{% if x == 1 %}{% endif %}",
        "{% if not x %}{% endif %}",
        "{% if x %}{% elif y %}{% endif %}",
        "{% for x in y if x %}{% endfor %}",
        "{{ x | upper }}",
        "{{ x ~ y }}",
        "{{ x[0] }}",
        "{% include 'x' %}",
    ],
)
def test_what_is_more_than_structure_is_found(text: str) -> None:
    tree = Environment().parse(text)
    assert [fault for node in _below(tree) if (fault := _fault(node))]
