"""The configuration reads well, and every fault in it has a file, a line and a key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plainsdk import config
from plainsdk.config import Overlay, Target
from plainsdk.diagnostics import Diagnostics, Place, Stopped
from plainsdk.kinds import Kind

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a configuration into a project, which is the working folder."""
    monkeypatch.chdir(tmp_path)

    def made(text: str, name: str = "plainsdk.toml") -> Path:
        (tmp_path / name).write_text(text)
        return tmp_path / name

    return made


def read(file: Path) -> tuple[Target, ...]:
    return config.read(file, Diagnostics())


def faults(file: Path) -> list[str]:
    report = Diagnostics()
    with pytest.raises(Stopped):
        config.read(file, report)
    return [f"{item.where}: {item.code}: {item.message}" for item in report]


def test_a_spec_is_all_that_an_sdk_needs(write: Write, tmp_path: Path) -> None:
    (target,) = read(write('[acme]\nspec = "spec/acme"\n'))
    assert target == Target(
        name="acme",
        source=tmp_path / "spec/acme",
        shown="spec/acme",
        output=tmp_path / "generated/acme",
        command="plainsdk generate acme",
    )


def test_every_setting_arrives(write: Write, tmp_path: Path) -> None:
    text = """
        [acme]
        spec = "./api/openapi.yaml"
        output = "src/shop/acme"
        runtime = "shop._plainsdk_runtime"
        strict_names = true
        env = { ApiKey = "SHOP_KEY" }
        overlays = ["spec/./a.yaml"]
        include = ["tag:pets"]
        exclude = ["/admin/**"]
        allow_partial = true
        models = "msgspec"

        [acme.names]
        "#/components/schemas/user-v2" = "User"
    """
    (target,) = read(write(text))
    assert target.shown == "api/openapi.yaml"
    assert target.output == tmp_path / "src/shop/acme"
    assert target.runtime == "shop._plainsdk_runtime"
    assert target.strict_names
    assert target.env == {"ApiKey": "SHOP_KEY"}
    assert target.names == {"#/components/schemas/user-v2": "User"}
    assert target.overlays == (Overlay(tmp_path / "spec/a.yaml", "spec/a.yaml"),)
    assert (target.include, target.exclude) == (("tag:pets",), ("/admin/**",))
    assert target.allow_partial
    assert target.models is Kind.MSGSPEC


def test_pyproject_holds_the_same_below_tool(write: Write) -> None:
    text = '[project]\nname = "x"\n[tool.plainsdk.b]\nspec = "s/b"\n[tool.plainsdk.a]\nspec = "s/a"\n'
    assert [target.name for target in read(write(text, "pyproject.toml"))] == ["b", "a"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "[acme\n",
            "plainsdk.toml:1: config-syntax: Expected ']' at the end of a table",
        ),
        (
            "",
            "plainsdk.toml:1: config-empty: plainsdk.toml: names no SDK: add a table [acme]",
        ),
        (
            'spec = "s"\n',
            "plainsdk.toml:1: config-key: spec: is no table; settings belong to an",
        ),
        ("\n[acme]\n", "plainsdk.toml:2: config-key: acme: spec is missing"),
        (
            '[acme]\nspec = "s"\nspeck = 1\n',
            "plainsdk.toml:3: config-key: acme.speck: unknown key",
        ),
        (
            "[acme]\nspec = 1\n",
            "plainsdk.toml:2: config-type: acme.spec: must be a text",
        ),
        (
            '[acme]\nspec = " "\n',
            "plainsdk.toml:2: config-type: acme.spec: must be a text",
        ),
        (
            '[acme]\nspec = "s"\ninclude = "a"\n',
            "plainsdk.toml:3: config-type: acme.include: must be a list of texts",
        ),
        (
            '[acme]\nspec = "s"\noverlays = ["/a"]\n',
            "plainsdk.toml:3: config-path: acme.overlays: must be relative",
        ),
        (
            '[acme]\nspec = "s"\nmodels = "attrs"\n',
            "plainsdk.toml:3: config-type: acme.models: must be one of dataclass,",
        ),
        (
            '[acme]\nspec = "s"\nallow_partial = 1\n',
            "plainsdk.toml:3: config-type: acme.allow_partial: must be true or false",
        ),
        (
            '[acme]\nspec = "/s"\n',
            "plainsdk.toml:2: config-path: acme.spec: must be relative",
        ),
        (
            "[acme]\nspec = 's\\a'\n",
            "plainsdk.toml:2: config-path: acme.spec: write / between",
        ),
        (
            '[acme]\nspec = "s\\u0000"\n',
            "plainsdk.toml:2: config-path: acme.spec: has characters",
        ),
        (
            '[acme]\nspec = "s"\noutput = "../a"\n',
            "plainsdk.toml:3: config-path: acme.output: must",
        ),
        (
            '[acme]\nspec = "s"\noutput = "."\n',
            "plainsdk.toml:3: config-path: acme.output: must",
        ),
        (
            '[acme]\nspec = "s"\noutput = "a-b"\n',
            "plainsdk.toml:3: config-name: acme.output: 'a-b'",
        ),
        (
            '[acme]\nspec = "s"\noutput = "s/x"\n',
            "plainsdk.toml:3: config-overlap: acme.output: s/x",
        ),
        (
            '[acme]\nspec = "."\n',
            "plainsdk.toml:1: config-overlap: acme.output: generated/acme",
        ),
        ('[a-b]\nspec = "s"\n', "plainsdk.toml:1: config-name: a-b: 'a-b' is no name"),
        (
            '[class]\nspec = "s"\n',
            "plainsdk.toml:1: config-name: class: 'class' is a Python keyword",
        ),
        (
            '[con]\nspec = "s"\n',
            "plainsdk.toml:1: config-name: con: 'con' is a device name",
        ),
        (
            '[a]\nspec = "s"\nruntime = "a..b"\n',
            "plainsdk.toml:3: config-name: a.runtime: must be",
        ),
        (
            '[a]\nspec = "s"\nstrict_names = "no"\n',
            "plainsdk.toml:3: config-type: a.strict_names",
        ),
        (
            '[a]\nspec = "s"\nnames = []\n',
            "plainsdk.toml:3: config-type: a.names: must be a table",
        ),
        (
            '[a]\nspec = "s"\n[a.names]\nX = "Y"\n',
            "plainsdk.toml:4: config-key: a.names.X: must be",
        ),
        (
            '[a]\nspec = "s"\n[a.names]\n\n"#/x" = "a b"\n',
            "plainsdk.toml:5: config-name: a.names.#/x: 'a b' is no Python name",
        ),
        (
            '[a]\nspec = "s"\nnames = {"#/x" = 1}\n',
            "plainsdk.toml:3: config-type: a.names.#/x",
        ),
        (
            '[a]\nspec = "s"\nenv = {K = "A B"}\n',
            "plainsdk.toml:3: config-name: a.env.K: 'A B'",
        ),
        (
            '[a]\nspec = "s"\n[b]\nspec = "t"\noutput = "generated/a/b"\n',
            "plainsdk.toml:5: config-overlap: b.output: generated/a/b and the output of a overlap",
        ),
        (
            '[a]\nspec = "s"\n\n[A]\nspec = "t"\n',
            "plainsdk.toml:4: config-overlap: A.output: generated/A and the output of a overlap",
        ),
    ],
)
def test_a_fault_is_said_with_its_line_and_key(
    write: Write, text: str, fault: str
) -> None:
    (found,) = faults(write(text))
    assert found.startswith(fault)


def test_a_fault_in_pyproject_has_the_whole_key(write: Write) -> None:
    text = '[project]\nspec = "no"\n\n[tool.plainsdk]\nacme = { spec = 1 }\n'
    (found,) = faults(write(text, "pyproject.toml"))
    assert found.startswith(
        "pyproject.toml:5: config-type: tool.plainsdk.acme.spec: must be"
    )


def test_all_faults_are_said_at_once(write: Write) -> None:
    assert len(faults(write("[a]\nspec = 1\nx = 1\n[b]\nspec = 2\n"))) == 3


def test_a_file_that_is_not_text_is_said(write: Write) -> None:
    file = write("")
    file.write_bytes(b"\xff")
    assert faults(file) == ["plainsdk.toml:1: config-syntax: the file is not UTF-8"]


def test_an_output_that_a_link_leads_out_is_refused(
    write: Write, tmp_path: Path
) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (tmp_path / "generated").symlink_to(outside)
    (found,) = faults(write('[acme]\nspec = "s"\n'))
    assert "config-path" in found


_pieces = st.sampled_from(
    [
        "[",
        "]",
        "a",
        "b.c",
        '"',
        "'",
        "=",
        "\n",
        " ",
        "spec",
        "names",
        "{",
        "}",
        "#",
        "1",
        ",",
        "é",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(_pieces, max_size=30).map("".join))
def test_any_text_is_read_or_has_a_fault_with_a_line(write: Write, text: str) -> None:
    file = write("")
    file.write_bytes(text.encode())
    report = Diagnostics()
    try:
        config.read(file, report)
    except Stopped:
        assert report.failed
    for item in report:
        assert isinstance(item.where, Place)
        assert 1 <= item.where.line <= text.count("\n") + 1


def test_the_nearest_configuration_upwards_is_found(
    write: Write, tmp_path: Path
) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    outer = write('[tool.plainsdk.acme]\nspec = "s"\n', "pyproject.toml")
    (tmp_path / "a" / "pyproject.toml").write_text(
        '[project]\ndependencies = ["plainsdk"]\n'
    )
    assert config.find(inner) == outer
    nearer = tmp_path / "a" / "plainsdk.toml"
    nearer.write_text("")
    assert config.find(inner) == nearer


def test_a_broken_pyproject_that_speaks_of_plainsdk_is_found(
    write: Write, tmp_path: Path
) -> None:
    file = write("[tool.plainsdk.acme\n", "pyproject.toml")
    assert config.find(tmp_path) == file


def test_a_package_is_named_after_its_folder_without_a_configuration(
    write: Write, tmp_path: Path
) -> None:
    target = config.adhoc(Path("spec/acme"), Path("src/acme"), Diagnostics())
    assert (target.name, target.shown) == ("acme", "spec/acme")
    assert target.output == tmp_path / "src/acme"
    assert target.command == "plainsdk generate --spec spec/acme --output src/acme"


@pytest.mark.parametrize(
    "output", ["my-sdk", ".", "spec/acme", "spec", "spec/acme/out"]
)
def test_a_folder_that_cannot_be_a_package_is_refused(
    write: Write, output: str
) -> None:
    report = Diagnostics()
    with pytest.raises(Stopped):
        config.adhoc(Path("spec/acme"), Path(output), report)
    assert report.failed
