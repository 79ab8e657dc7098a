"""``plainsdk check`` tells every kind of difference apart and names the command that mends it."""

from __future__ import annotations

from pathlib import Path

import pytest
from plainsdk import output
from plainsdk.output import running

from tests.cli.project import Project
from tests.output.made import NEW, OLD, pack, texts_of


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project that was generated, which is the working folder."""
    monkeypatch.chdir(tmp_path)
    made = Project(tmp_path)
    made.run("generate", "--quiet")
    return made


Out = pytest.CaptureFixture[str]
MEND = "To mend it, run: plainsdk generate pets"
GIVE_UP = "To give up the changes on disk, run: plainsdk generate pets --force"


def test_in_sync_is_0(project: Project, capsys: Out) -> None:
    assert project.run("check") == 0
    assert capsys.readouterr() == ("pets: in sync (7 files in generated/pets)\n", "")


def test_a_changed_spec_is_1_with_a_diff_and_the_command(
    project: Project, capsys: Out
) -> None:
    project.say(NEW)
    before = texts_of(project.folder)
    assert project.run("check") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "pets: generated/pets is not what the spec gives:"
    assert (
        "  stale       models/pet.py: the spec, the settings or plainsdk changed"
        in lines
    )
    assert "  orphaned    models/tag.py: no longer generated" in lines
    assert "+age: int" in lines
    assert lines[-1] == MEND
    assert texts_of(project.folder) == before


def test_quiet_says_one_line(project: Project, capsys: Out) -> None:
    project.say(NEW)
    assert project.run("check", "-q") == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert (
        captured.err == "error: pets: generated/pets is not in sync (6 differences)\n"
    )


def test_an_error_is_2(project: Project, capsys: Out) -> None:
    project.say(error="no")
    assert project.run("check") == 2
    error = capsys.readouterr().err
    assert "error[bad]: no" in error
    assert "pets: nothing was compared, because of the errors above\n" in error


def test_the_command_that_mends_is_as_lenient(project: Project, capsys: Out) -> None:
    project.say(NEW)
    assert project.run("check", "--lenient") == 1
    assert capsys.readouterr().out.endswith(f"{MEND} --lenient\n")


def test_a_missing_file_is_mended_without_force(project: Project, capsys: Out) -> None:
    (project.output / "models/pet.py").unlink()
    assert project.run("check") == 1
    out = capsys.readouterr().out
    assert "missing     models/pet.py" in out
    assert out.endswith(f"{MEND}\n")
    assert project.run("generate") == 0
    assert project.run("check") == 0


def test_an_edited_file_is_mended_by_force(project: Project, capsys: Out) -> None:
    (project.output / "models/pet.py").write_text("name: bytes\n")
    assert project.run("check") == 1
    out = capsys.readouterr().out
    assert "edited      models/pet.py" in out
    assert out.endswith(f"{GIVE_UP}\n")
    assert project.run("generate") == 2
    assert project.run("generate", "--force") == 0
    assert project.run("check") == 0


def test_a_reformatted_file_is_the_formatters(project: Project, capsys: Out) -> None:
    (project.output / "models/pet.py").write_text("name : str\n")
    assert project.run("check") == 1
    out = capsys.readouterr().out
    assert "reformatted models/pet.py" in out
    assert "Leave generated/pets out of your formatter.\n" in out


def test_line_endings_are_in_sync(project: Project) -> None:
    for path in project.output.rglob("*.py"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert project.run("check") == 0


def test_a_long_list_is_cut_with_a_count(project: Project, capsys: Out) -> None:
    project.say({f"m{number}.py": "x\n" for number in range(100)})
    assert project.run("check") == 1
    out = capsys.readouterr().out
    assert "  ... and 67 more\n" in out
    assert out.count("\n") < 300


def cut_off(project: Project) -> None:
    """Leave the output as a kill in mid-write does."""
    ended: list[str] = []

    def step(word: str) -> None:
        if ended or word == "remove the journal":
            ended.append(word)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        output.write(pack(NEW), project.output, step=step)


def test_an_interrupted_run_is_undone_and_counts(project: Project, capsys: Out) -> None:
    cut_off(project)
    assert project.run("check") == 1
    out = capsys.readouterr().out
    assert "interrupted .: a run was cut off; its old files have been put back" in out
    assert texts_of(project.output).keys() == {*OLD, "plainsdk.lock"}
    assert project.run("check") == 0


def test_an_edit_after_an_interruption_is_not_lost(
    project: Project, capsys: Out
) -> None:
    cut_off(project)
    (project.output / "models/pet.py").write_text("mine = 1\n")
    assert project.run("check") == 1
    assert (
        "models/pet.py: changed since a run was interrupted" in capsys.readouterr().err
    )
    assert (project.output / "models/pet.py").read_text() == "mine = 1\n"


def test_a_running_generate_is_an_error(project: Project, capsys: Out) -> None:
    with running.held(project.output):
        assert project.run("check") == 2
    assert "is writing there" in capsys.readouterr().err
