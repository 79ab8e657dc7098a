"""``plainsdk generate`` says what it did, and what it did not do and why."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from plainsdk import output
from plainsdk.cli.main import run
from plainsdk.config import Target
from plainsdk.diagnostics import Diagnostics
from plainsdk.files import Files
from plainsdk.output import running

from tests.cli.project import Project
from tests.output.made import NEW, OLD, pack, texts_of


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project, which is the working folder."""
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path)


Out = pytest.CaptureFixture[str]


def test_it_writes_and_says_how_much(project: Project, capsys: Out) -> None:
    assert project.run("generate") == 0
    assert set(texts_of(project.output)) == {*OLD, "plainsdk.lock"}
    assert (
        capsys.readouterr().out
        == "pets: wrote 7 files, left 0 unchanged in generated/pets\n"
    )


def test_again_it_says_that_nothing_changed(project: Project, capsys: Out) -> None:
    project.run("generate")
    capsys.readouterr()
    assert project.run("generate") == 0
    assert capsys.readouterr().out == "pets: up to date (7 files in generated/pets)\n"


def test_it_counts_what_changed_and_went(project: Project, capsys: Out) -> None:
    project.run("generate")
    project.say(NEW)
    capsys.readouterr()
    assert project.run("generate", "pets") == 0
    line = "pets: wrote 4 files, removed 2, left 2 unchanged in generated/pets\n"
    assert capsys.readouterr().out == line


def test_quiet_says_nothing(project: Project, capsys: Out) -> None:
    project.say(OLD, warning="hm", note="ah")
    assert project.run("generate", "--quiet") == 0
    assert capsys.readouterr() == ("", "")


def test_it_works_from_a_folder_below(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    (project.folder / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(project.folder / "deep" / "er")
    assert project.run("generate") == 0
    assert project.output.is_dir()
    assert "in ../../generated/pets" in capsys.readouterr().out


def test_an_error_stops_before_anything_is_written(
    project: Project, capsys: Out
) -> None:
    project.run("generate")
    before = texts_of(project.output)
    project.say(NEW, error="no such thing")
    capsys.readouterr()
    assert project.run("generate") == 2
    assert capsys.readouterr().err.splitlines() == [
        "pets.json:7: error[bad]: no such thing",
        "error: pets: nothing was written, because of the errors above",
        "To leave out what they stand in, add --allow-partial.",
    ]
    assert texts_of(project.output) == before


def test_remarks_have_their_place_and_equal_ones_are_one_line(
    project: Project, capsys: Out
) -> None:
    project.say(OLD, warning1="hm", warning2="hm", warning3="other", note="ah")
    assert project.run("generate") == 0
    assert capsys.readouterr().err.splitlines() == [
        "pets.json:7: warning[odd]: hm (2 times)",
        "pets.json:7: warning[odd]: other",
        "note[fine]: 1 time",
        "--verbose shows the notes",
    ]
    project.run("generate", "--verbose")
    assert "note[fine]: ah" in capsys.readouterr().err


def test_a_spec_cannot_steer_the_terminal(project: Project, capsys: Out) -> None:
    project.say(OLD, warning="\x1b[2Jgone")
    project.run("generate")
    assert "\\x1b[2Jgone" in capsys.readouterr().err


def test_an_edit_stops_it_with_the_way_out(project: Project, capsys: Out) -> None:
    project.run("generate")
    (project.output / "models/pet.py").write_text("mine = 1\n")
    project.say(NEW)
    capsys.readouterr()
    assert project.run("generate") == 2
    assert capsys.readouterr().err.splitlines() == [
        "error: pets: nothing was written to generated/pets, where these stand:",
        "  models/pet.py: edited by hand",
        "Put changes into the spec or into files of your own beside these.",
        "To give them up, run: plainsdk generate pets --force",
    ]
    assert project.run("generate", "--force") == 0
    assert texts_of(project.output).keys() == {*NEW, "plainsdk.lock"}


def test_force_is_not_offered_where_it_does_not_help(
    project: Project, capsys: Out
) -> None:
    (project.output / "API.md").mkdir(parents=True)
    assert project.run("generate", "--force") == 2
    error = capsys.readouterr().err
    assert "API.md: a folder stands there" in error
    assert "--force" not in error


def test_an_interrupted_run_is_mended_and_said(project: Project, capsys: Out) -> None:
    project.run("generate")
    cut_off(project)
    project.say(NEW)
    capsys.readouterr()
    assert project.run("generate") == 0
    assert capsys.readouterr().err == (
        "pets: an earlier run was cut off; its old files were put back\n"
    )
    assert texts_of(project.output).keys() == {*NEW, "plainsdk.lock"}


def test_a_concurrent_run_is_refused(project: Project, capsys: Out) -> None:
    with running.held(project.output):
        assert project.run("generate") == 2
    error = capsys.readouterr().err
    assert (
        f"generated/pets: another plainsdk (process {os.getpid()}) is writing there"
        in error
    )


def test_spec_and_output_need_no_configuration(project: Project, capsys: Out) -> None:
    (project.folder / "plainsdk.toml").unlink()
    assert project.run("generate", "--spec", "pets.json", "--output", "src/zoo") == 0
    assert (
        capsys.readouterr().out == "zoo: wrote 7 files, left 0 unchanged in src/zoo\n"
    )
    assert project.run("check", "--spec", "pets.json", "--output", "src/zoo") == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["generate", "--spec", "pets.json"], "--spec and --output are given together"),
        (["generate", "--output", "x"], "--spec and --output are given together"),
        (
            ["generate", "pets", "--spec", "pets.json", "--output", "x"],
            "leave the names out",
        ),
        (
            ["generate", "--spec", "no.json", "--output", "x"],
            "'no.json' does not exist",
        ),
        (
            ["generate", "--spec", "pets.json", "--output", "a-b"],
            "no name for a Python package",
        ),
        (
            ["generate", "pats"],
            "pats is none of the SDKs in plainsdk.toml; did you mean pets?",
        ),
        (["generate", "zoo"], "zoo is none of the SDKs in plainsdk.toml: pets"),
        (["generate", "--frce"], "No such option"),
        (["make"], "No such command 'make'"),
    ],
)
def test_a_wrong_word_gets_an_answer(
    project: Project, capsys: Out, arguments: list[str], words: str
) -> None:
    assert project.run(*arguments) == 2
    assert words in capsys.readouterr().err
    assert not project.output.exists()


def test_without_a_configuration_it_says_what_to_write(
    project: Project, capsys: Out
) -> None:
    (project.folder / "plainsdk.toml").unlink()
    assert project.run("generate") == 2
    error = capsys.readouterr().err
    assert '[acme]\n    spec = "spec/acme"' in error
    assert "--spec spec/acme --output generated/acme" in error


def test_a_fault_in_the_configuration_has_its_line(
    project: Project, capsys: Out
) -> None:
    (project.folder / "plainsdk.toml").write_text("[pets]\nspec = 1\n")
    assert project.run("generate") == 2
    error = capsys.readouterr().err
    assert error.startswith(
        "plainsdk.toml:2: error[config-type]: pets.spec: must be a text"
    )


def test_one_bad_sdk_does_not_stop_the_others(project: Project, capsys: Out) -> None:
    with (project.folder / "plainsdk.toml").open("a") as file:
        file.write('[ghosts]\nspec = "ghosts.json"\n[zoo]\nspec = "pets.json"\n')
    assert project.run("generate") == 2
    captured = capsys.readouterr()
    assert "pets: wrote" in captured.out
    assert "zoo: wrote" in captured.out
    assert "error[no-spec]: ghosts.json is not there" in captured.err


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (
            PermissionError(13, "Permission denied", "a/b"),
            2,
            "error: a/b: Permission denied",
        ),
        (OSError(28, "No space left on device"), 2, "error: No space left on device"),
        (KeyboardInterrupt(), 130, "error: stopped"),
    ],
)
def test_what_the_system_refuses_is_one_line(
    project: Project, capsys: Out, error: BaseException, status: int, words: str
) -> None:
    def pipeline(target: Target, report: Diagnostics, watch: object = None) -> Files:
        raise error

    assert run(["generate"], pipeline) == status
    assert words in capsys.readouterr().err
    assert project.folder.is_dir()


def cut_off(project: Project) -> None:
    """Leave the output as a kill in mid-write does."""

    class Cut(Exception):
        pass

    ended: list[str] = []

    def step(word: str) -> None:
        if ended or word == "remove the journal":
            ended.append(word)
            raise Cut

    with pytest.raises(Cut):
        output.write(pack(NEW), project.output, step=step)
