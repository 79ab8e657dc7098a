"""What is left out is listed, in the summary and in the lock; a check compares the lists."""

from __future__ import annotations

from pathlib import Path

import pytest
from plainsdk.cli import run
from plainsdk.cli.say import diagnostics
from plainsdk.diagnostics import Diagnostics

Out = pytest.CaptureFixture[str]

SPEC = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /a:
    get: {operationId: a, responses: {"204": {description: Fine.}}}
  /b:
    get: {operationId: b, parameters: [{name: q, in: air}], responses: {}}
"""
WORSE = SPEC + "    put: {operationId: c, parameters: [{name: q, in: air}]}\n"
LEFT_OUT = "{}: left out, as plainsdk.lock lists:\n  GET /b (bad-parameter)\n"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose description has an operation with an error."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.yaml").write_text(SPEC)
    (tmp_path / "plainsdk.toml").write_text('[shop]\nspec = "shop.yaml"\n')
    return tmp_path


def test_without_the_flag_nothing_is_written(shop: Path, capsys: Out) -> None:
    assert run(["generate"]) == 2
    error = capsys.readouterr().err
    assert error.startswith(
        "shop.yaml:7: error[bad-parameter]: 'air' is no place for a parameter: "
    )
    assert error.endswith("add --allow-partial.\n")
    assert not (shop / "generated").exists()


def test_with_it_the_rest_is_written_and_in_sync(shop: Path, capsys: Out) -> None:
    assert run(["generate", "--allow-partial"]) == 0
    said = capsys.readouterr()
    assert said.err == (
        "shop.yaml:7: warning[bad-parameter]: 'air' is no place for a parameter: 'in' is"
        " one of path, query, header and cookie; left out: GET /b\n"
    )
    assert said.out.endswith(LEFT_OUT.format("shop"))
    assert run(["check", "--allow-partial"]) == 0
    assert capsys.readouterr().out.endswith(LEFT_OUT.format("shop"))
    assert run(["check"]) == 2


def test_the_configuration_can_say_it(shop: Path) -> None:
    with (shop / "plainsdk.toml").open("a") as file:
        file.write("allow_partial = true\n")
    assert run(["generate", "-q"]) == 0
    assert run(["check", "-q"]) == 0


def test_more_that_is_missing_is_drift(shop: Path, capsys: Out) -> None:
    run(["generate", "--allow-partial", "-q"])
    (shop / "shop.yaml").write_text(WORSE)
    capsys.readouterr()
    assert run(["check", "--allow-partial"]) == 1
    said = capsys.readouterr().out
    assert "2 parts are left out, and it lists 1" in said
    assert "run: plainsdk generate shop --allow-partial" in said


def test_an_overlay_stands_in_the_command_that_is_printed(shop: Path) -> None:
    overlay = shop / "o.yaml"
    overlay.write_text(
        "overlay: 1.0.0\nactions:\n" "  - {target: \"$.paths['/b']\", remove: true}\n"
    )
    words = ["--spec", "shop.yaml", "--overlay", "o.yaml", "--output", "out/shop"]
    assert run(["generate", *words]) == 0
    assert run(["check", *words]) == 0
    client = (shop / "out/shop/client.py").read_text()
    assert " generate --spec shop.yaml --overlay o.yaml --output out/shop\n" in client
    assert '"o.yaml" = "' in (shop / "out/shop/plainsdk.lock").read_text()


def test_the_kind_of_models_stands_in_the_command_and_in_the_lock(
    shop: Path, capsys: Out
) -> None:
    words = ["--spec", "shop.yaml", "--allow-partial", "--output", "out/shop"]
    assert run(["generate", *words, "--models", "typeddict"]) == 0
    assert run(["check", *words, "--models", "typeddict"]) == 0
    client = (shop / "out/shop/client.py").read_text()
    command = " generate --spec shop.yaml --models typeddict --output out/shop\n"
    assert command in client
    assert 'models = "typeddict"' in (shop / "out/shop/plainsdk.lock").read_text()
    assert run(["check", *words]) == 1
    assert run(["generate", "--models", "pydantic"]) == 2
    assert 'models = "pydantic"' in capsys.readouterr().err
    assert run(["generate", *words, "--models", "attrs"]) == 2


def test_an_overlay_goes_with_a_spec(shop: Path, capsys: Out) -> None:
    (shop / "o.yaml").write_text("overlay: 1.0.0\n")
    assert run(["generate", "--overlay", "o.yaml"]) == 2
    assert 'overlays = ["..."]' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("count", "verbose", "lines"), [(20, False, 20), (21, False, 21), (21, True, 21)]
)
def test_many_remarks_of_one_code_fold(
    count: int, verbose: bool, lines: int, capsys: Out
) -> None:
    report = Diagnostics()
    for number in range(count):
        report.warning("odd", f"thing {number} is odd")
    diagnostics(report, None, quiet=False, verbose=verbose)
    said = capsys.readouterr().err.splitlines()
    assert len(said) == lines
    folded = "warning[odd]: 1 more; --verbose shows them"
    assert (said[-1] == folded) is (count == 21 and not verbose)


def test_equal_remarks_are_one_line_however_many(capsys: Out) -> None:
    report = Diagnostics()
    for _ in range(500):
        report.error("odd", "it is odd")
        report.note("open", "it is open")
        report.note("wide", "it is wide")
    diagnostics(report, None, quiet=False, verbose=False)
    assert capsys.readouterr().err.splitlines() == [
        "error[odd]: it is odd (500 times)",
        "note[open]: 500 times",
        "note[wide]: 500 times",
        "--verbose shows the notes",
    ]
