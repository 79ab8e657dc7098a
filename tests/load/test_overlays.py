"""Overlays change a document before it is read; each fault has a file and a line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from plainsdk.config import Overlay
from plainsdk.diagnostics import Diagnostics, Pointer, Stopped
from plainsdk.load import load

from tests.load.support import Loaded, page, row

SPEC = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
tags:
  - name: a
  - name: b
  - name: c
paths: {}
"""
HEAD = 'overlay: 1.0.0\ninfo: {title: O, version: "1"}\n'


def applied(tmp_path: Path, *overlays: str, spec: str = SPEC) -> Loaded:
    """What comes of a document with overlays, called ``o1.yaml``, ``o2.yaml``."""
    source = tmp_path / "shop.yaml"
    source.write_text(spec, "utf-8")
    files: list[Overlay] = []
    for number, text in enumerate(overlays, 1):
        file = tmp_path / f"o{number}.yaml"
        file.write_text(text, "utf-8")
        files.append(Overlay(file, file.name))
    report = Diagnostics()
    try:
        made = load(
            source,
            lenient=False,
            report=report,
            shown="shop.yaml",
            overlays=tuple(files),
        )
    except Stopped:
        return Loaded(None, list(report))
    return Loaded(made, list(report))


def action(**keys: Any) -> str:
    lines = "".join(f"    {key}: {value}\n" for key, value in keys.items())
    return f"  -{lines[3:]}"


def test_what_is_merged_appended_replaced_and_removed(tmp_path: Path) -> None:
    first = HEAD + "actions:\n" + action(target="$.info", update="{x-a: {b: 1}}")
    second = (
        HEAD
        + "actions:\n"
        + action(target="$.info", update="{title: New, x-a: {c: 2}}")
        + action(target="$.tags", update="{name: d}")
        + action(target="$.tags[?@.name == 'a']", remove="true")
        + action(target="$.tags[0:2]", remove="true")
    )
    root = applied(tmp_path, first, second).root
    assert root["info"] == {"title": "New", "version": "1", "x-a": {"b": 1, "c": 2}}
    assert root["tags"] == [{"name": "d"}]


def test_a_part_is_found_in_the_file_that_it_came_from(tmp_path: Path) -> None:
    text = (
        HEAD
        + "actions:\n"
        + action(target="$.tags[0]", remove="true")
        + action(target="$.tags", update="[{name: d}, {name: e}]")
        + action(target="$.info", update="\n      x-a:\n        b: 1")
    )
    loaded = applied(tmp_path, text)
    document = loaded.document
    assert document is not None
    places = {
        "#/tags/0/name": "shop.yaml:5",
        "#/tags/1": "shop.yaml:6",
        "#/tags/2": "o1.yaml:7",
        "#/info/x-a/b": "o1.yaml:11",
        "#/info/title": "shop.yaml:2",
    }
    found = {one: str(document.locate(Pointer(one))) for one in places}
    assert found == places
    assert [one.path for one in document.inputs] == ["shop.yaml", "o1.yaml"]


def test_an_alias_of_yaml_is_changed_in_one_place(tmp_path: Path) -> None:
    spec = SPEC + "x-a: &a {n: 1}\nx-b: *a\n"
    text = HEAD + "actions:\n" + action(target="$['x-b']", update="{n: 2}")
    root = applied(tmp_path, text, spec=spec).root
    assert (root["x-a"], root["x-b"]) == ({"n": 1}, {"n": 2})


def test_removing_a_value_and_what_it_holds_removes_no_other(tmp_path: Path) -> None:
    text = HEAD + "actions:\n" + action(target="$.tags[0]['name']", remove="true")
    every = (
        HEAD
        + "actions:\n"
        + action(target="$..[?@ == 'a' || @.name == 'a']", remove="true")
    )
    assert applied(tmp_path, text).root["tags"][1:] == [{"name": "b"}, {"name": "c"}]
    assert applied(tmp_path, every).root["tags"] == [{"name": "b"}, {"name": "c"}]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("- 1\n", 1, "an overlay is a mapping"),
        ("a: [\n", 2, ""),
        ("overlay: 2.0.0\nactions: [{target: $, update: {}}]\n", 1, "1.0 and 1.1"),
        ("overlay: 1.0.0\n", 1, "at least one change"),
        ("overlay: 1.0.0\nactions:\n  - update: {}\n", 3, "target is a JSONPath"),
        ("overlay: 1.0.0\nactions:\n  - target: $.info\n", 3, "has none"),
        (HEAD + "actions:\n  - {target: $, update: {}, upate: 1}\n", 4, "'upate'"),
        (HEAD + "actions:\n  - {target: 'info', update: {}}\n", 4, "no JSONPath"),
        (HEAD + "actions:\n  - {target: $, remove: true}\n", 4, "whole document"),
        (HEAD + "actions:\n  - {target: $.info, update: [1]}\n", 4, "is a mapping"),
        (HEAD + "actions:\n  - {target: $.info.title, update: {}}\n", 4, "neither"),
        (HEAD + "actions:\n  - {target: $.info, copy: '$.tags[*]'}\n", 4, "3 values"),
        (HEAD + "actions:\n  - {target: $.info, copy: '$['}\n", 4, "no JSONPath"),
    ],
)
def test_a_fault_has_a_file_and_a_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    loaded = applied(tmp_path, text)
    assert loaded.document is None
    (fault,) = loaded.remarks
    assert str(fault.where) == f"o1.yaml:{line}"
    assert words in fault.message


def test_an_overlay_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(SPEC, "utf-8")
    report = Diagnostics()
    with pytest.raises(Stopped):
        load(
            tmp_path / "shop.yaml",
            lenient=False,
            report=report,
            shown="shop.yaml",
            overlays=(Overlay(tmp_path / "gone.yaml", "gone.yaml"),),
        )
    assert [f"{one.where} {one.code}" for one in report] == ["gone.yaml:1 unreadable"]


def test_field_tables_take_overlays_too(tmp_path: Path) -> None:
    (tmp_path / "pet.md").write_text(page("Pet", row("name", "*str*")), "utf-8")
    overlay = tmp_path / "o.yaml"
    text = action(target="$.components.schemas.Pet", update="{description: A pet.}")
    overlay.write_text(f"{HEAD}actions:\n{text}", "utf-8")
    made = load(
        tmp_path / "pet.md",
        lenient=False,
        report=Diagnostics(),
        shown="pet.md",
        overlays=(Overlay(overlay, "o.yaml"),),
    )
    assert Loaded(made, []).schemas["Pet"]["description"] == "A pet."
    at = Pointer("#/components/schemas/Pet/description")
    assert str(made.locate(at)) == "o.yaml:5"
    assert [one.path for one in made.inputs] == ["pet.md", "o.yaml"]
