"""Pages as files: links, titles, places, inputs, and pages that mean harm."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plainsdk.diagnostics import Diagnostics, Pointer, Severity, Stopped
from plainsdk.fieldtable import Fields
from plainsdk.load import load
from plainsdk.load.tables.pages import read_page

from tests.load.support import (
    CHECK,
    MINUS,
    field,
    folder,
    line,
    link,
    one,
    page,
    read,
    row,
)


def test_links_that_dangle(tmp_path: Path) -> None:
    rows = [row("a", link("Gone")), row("b", f"List[{link('Gone', 'Nullable')}]")]
    files = {"models/thing.md": page("Thing", *rows)}
    strict = folder(tmp_path, files)
    assert strict.at("dangling-link") == [f"spec/models/thing.md:{n}" for n in (9, 10)]
    assert strict.document is None
    open_ = read(tmp_path, lenient=True)
    assert open_.codes(Severity.WARNING) == ["dangling-link"] * 2
    assert field(open_) == {}
    assert field(open_, "b") == {"type": "array", "items": {}}


def test_a_link_never_leaves_the_source(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(page("Secret", row("a", "*str*")))
    text = page("Thing", row("a", "[models.Secret](../secret.md)"))
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec" / "thing.md").write_text(text)
    assert read(tmp_path / "spec").codes() == ["dangling-link"]


def test_lenient_bears_odd_rows(tmp_path: Path) -> None:
    short = line("`a`", "*strng*", MINUS)
    files = {"thing.md": page("Thing", short)}
    assert folder(tmp_path, files).codes() == ["cell-count", "unknown-type"]
    found = read(tmp_path, lenient=True)
    assert found.codes(Severity.WARNING) == ["cell-count", "unknown-type"]
    assert field(found) == {}


def test_two_pages_for_one_name(tmp_path: Path) -> None:
    files = {
        "a/thing.md": page("Thing", row("a", "*str*")),
        "b/thing.md": page("THING", row("b", "*str*")),
    }
    found = folder(tmp_path, files)
    assert found.at("duplicate-name") == ["spec/b/thing.md:1"]
    assert "spec/a/thing.md:1" in found.message("duplicate-name")


@pytest.mark.parametrize("title", ["../evil", "My Thing", "{{ x }}", '"""', "1x", ""])
def test_titles_that_name_no_class(tmp_path: Path, title: str) -> None:
    found = folder(tmp_path, {"thing.md": page(title, row("a", "*str*"))})
    assert found.at("bad-title") == ["spec/thing.md:1"]


def test_a_deprecated_class(tmp_path: Path) -> None:
    found = folder(
        tmp_path, {"a.md": page("~~Thing~~", row("a", "*str*"), about="Old.")}
    )
    assert found.schemas["Thing"]["deprecated"] is True
    assert found.schemas["Thing"]["description"] == "Old."


def test_all_faults_come_out_in_one_run(tmp_path: Path) -> None:
    files = {
        "a.md": page("A", row("a", "*strng*"), row("b", link("Gone"))),
        "b.md": page("B B", row("a", "*str*")),
        "http.yaml": "title: Shop\nnames: {A.z: y}\n",
    }
    found = folder(tmp_path, files)
    codes = {"unknown-type", "dangling-link", "bad-title", "unneeded-name", "bad-http"}
    assert set(found.codes()) == codes


@pytest.mark.parametrize(
    ("text", "maker"),
    [
        (
            "# Pet\n\n## Properties\n\nName | Type | Description | Notes\n",
            "OpenAPI Gen",
        ),
        ("# Kind\n\n## Enum\n\n* `A` (value: `'a'`)\n", "OpenAPI Generator"),
        ("# Reference\n<details><summary><code>client.<a>x</a></code>", "Fern"),
        ('# Chat\n\n- <code title="post /chat">client.chat</code>\n', "Stainless"),
    ],
)
def test_pages_of_other_makers(tmp_path: Path, text: str, maker: str) -> None:
    found = folder(tmp_path, {"docs/page.md": text})
    assert found.codes() == ["unknown-dialect"]
    assert maker in found.message("unknown-dialect")


def test_pages_about_something_else_are_named(tmp_path: Path) -> None:
    retry = "# RetryConfig\n\n## Fields\n\n" + line(
        "Name", "Type", "Description", "Example"
    )
    files = {
        "README.md": "# Hello\n\n```sh\n",
        "utils/retryconfig.md": f"{retry}\n{line('-', '-', '-', '-')}\n",
        "thing.md": page("Thing", row("a", "*str*")),
        ".git/x.md": page("Thing", row("a", "*str*")),
    }
    found = folder(tmp_path, files)
    assert found.codes(Severity.NOTE) == ["page-skipped"] * 2
    assert list(found.schemas) == ["Thing"]


def test_places(tmp_path: Path) -> None:
    found = one(tmp_path, row("a", "List[*str*]"), row("b", "*int*"))
    assert found.document is not None
    at = Pointer("#/components/schemas/Thing")
    places = {
        at: "spec/models/thing.md:1",
        at / "properties" / "b" / "nothing": "spec/models/thing.md:10",
        at / "properties" / "a" / "items": "spec/models/thing.md:9",
        Pointer("#/info/title"): "spec/http.yaml:1",
    }
    for pointer, place in places.items():
        assert str(found.document.locate(pointer)) == place


def test_inputs_are_hashed_whatever_the_line_ends(tmp_path: Path) -> None:
    text = page("Thing", row("a", "*str*"))
    first = folder(tmp_path / "a", {"x/thing.md": text}).document
    second = folder(tmp_path / "b", {"x/thing.md": text.replace("\n", "\r\n")}).document
    assert first is not None
    assert second is not None
    assert first.inputs == second.inputs
    assert [item.path for item in first.inputs] == ["x/thing.md"]


def test_files_that_are_not_text(tmp_path: Path) -> None:
    (tmp_path / "thing.md").write_bytes(b"# Thing\n\n\xff\n")
    found = read(tmp_path)
    assert found.at("unreadable") == ["spec/thing.md:3"]


def test_file_names_that_are_not_text(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.md"
    try:
        with open(name, "w") as file:
            file.write(page("Thing", row("a", "*str*")))
    except OSError:
        pytest.skip("this file system has no names but UTF-8")
    assert read(tmp_path).at("unreadable") == ["'spec/\\udcff.md':1"]


def test_one_page_as_it_stands(tmp_path: Path) -> None:
    cells = ("~~`a`~~", "*strng*", CHECK, "x\\|y<br/>z", "json(1)")
    file = tmp_path / "thing.md"
    file.write_text(page("Thing", line(*cells), columns=5))
    report = Diagnostics()
    found = read_page(file, "thing.md", report, True)
    assert isinstance(found.body, Fields)
    (only,) = found.body.rows
    shown = (only.cells.field, only.cells.type, only.cells.required)
    assert (*shown, only.cells.description, only.cells.example) == cells
    assert (only.name, only.type, only.doc) == ("a", None, "x|y\nz")
    assert [item.code for item in report] == ["unknown-type"]
    with pytest.raises(Stopped):
        read_page(tmp_path / "gone.md", "gone.md", report, True)


HOSTILE = st.sampled_from(
    [
        '"""',
        "'''",
        "\\",
        "\n",
        "\\|",
        "|",
        "{{ x }}",
        "{% if %}",
        "../../etc",
        "`",
        "\x00",
    ]
    + [
        "class",
        "None",
        "print",
        "import os",
        "<br/>",
        "*",
        "[",
        "](",
        ")",
        "~~",
        "é",
        "#",
    ]
    + ["\u2028", "\x0b", "N/A", "x" * 10_000, "a", " "]
)
CELL = st.lists(HOSTILE, max_size=4).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(title=CELL, names=st.lists(CELL, max_size=3), cells=st.lists(CELL, max_size=3))
def test_hostile_pages(
    tmp_path: Path, title: str, names: list[str], cells: list[str]
) -> None:
    kinds = ["*str*", link("Thing"), *cells]
    rows = [row(n, k, c, c) for n in names for k in kinds for c in cells[:1] or [""]]
    file = tmp_path / "thing.md"
    file.write_text(page(title, *rows, columns=5), encoding="utf-8", newline="")
    for lenient in (False, True):
        report = Diagnostics()
        try:
            document = load(file, lenient=lenient, report=report, shown="thing.md")
        except Stopped:
            assert report.failed
        else:
            root: Any = document.root
            (name,) = root["components"]["schemas"]
            assert name.isidentifier()
            assert name in title


def test_field_names_of_any_kind(tmp_path: Path) -> None:
    named = ["class", "print", "../x", '"""', "{{ x }}", "a b", "é", "x" * 10_000]
    found = one(tmp_path, *(row(name, "*str*", name) for name in named))
    properties = found.schemas["Thing"]["properties"]
    assert list(properties) == named
    assert all(properties[name]["description"] == name for name in named)
