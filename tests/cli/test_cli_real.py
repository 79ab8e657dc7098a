"""The commands over the real pipeline: a folder of field tables becomes a package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from plainsdk.cli import run

from tests.output.made import texts_of

Out = pytest.CaptureFixture[str]

HTTP = """title: Zoo
version: "1.0"
servers: [{url: "https://zoo.example"}]
security:
  ApiKey: {type: bearer, env: ZOO_KEY}
operations:
  pets.add:
    method: POST
    path: /pets
    body: Pet
    returns: Pet
"""
ROW = "| `name` | *str* | :heavy_check_mark: | What it answers to. |\n"
PET = f"# Pet\n\nAn animal.\n\n## Fields\n\n| Field | Type | Required | Description |\n| - | - | - | - |\n{ROW}"
AGE = "| `age` | *Optional[int]* | :heavy_minus_sign: | In years. |\n"


@pytest.fixture
def zoo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the field tables of a zoo, which is the working folder."""
    monkeypatch.chdir(tmp_path)
    spec = tmp_path / "spec" / "zoo"
    spec.mkdir(parents=True)
    (spec / "http.yaml").write_text(HTTP)
    (spec / "pet.md").write_text(PET)
    (spec / "tag.md").write_text(PET.replace("Pet", "Tag"))
    (tmp_path / "plainsdk.toml").write_text('[zoo]\nspec = "spec/zoo"\n')
    return tmp_path


def test_generate_then_check_is_in_sync(zoo: Path, capsys: Out) -> None:
    assert run(["generate"]) == 0
    assert run(["check"]) == 0
    assert capsys.readouterr().err == ""
    assert (zoo / "generated/zoo/models/pet.py").is_file()


def test_the_same_spec_gives_the_same_bytes_in_another_place(zoo: Path) -> None:
    assert run(["generate"]) == 0
    other = zoo / "elsewhere"
    shutil.copytree(zoo / "spec", other / "spec")
    shutil.copy(zoo / "plainsdk.toml", other)
    done = subprocess.run(
        [sys.executable, "-m", "plainsdk", "generate"],
        cwd=other,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "PYTHONHASHSEED": "7",
        },
        check=False,
    )
    assert done.returncode == 0
    assert texts_of(other / "generated") == texts_of(zoo / "generated")


def changed_lines(before: str, after: str) -> set[str]:
    """The keys of the lines of a lock that differ."""
    lines = set(before.splitlines()) ^ set(after.splitlines())
    return {line.split(" = ")[0] for line in lines}


def test_a_new_field_changes_its_own_lines_of_the_lock(zoo: Path) -> None:
    run(["generate"])
    before = texts_of(zoo / "generated/zoo")
    (zoo / "spec/zoo/pet.md").write_text(PET + AGE)
    assert run(["check", "-q"]) == 1
    run(["generate"])
    after = texts_of(zoo / "generated/zoo")
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"models/pet.py", "requests/pets.py", "plainsdk.lock"}
    assert changed_lines(before["plainsdk.lock"], after["plainsdk.lock"]) == {
        '"pet.md"',
        '"models/pet.py"',
        '"requests/pets.py"',
    }


def test_the_environment_variable_may_be_configured(zoo: Path, capsys: Out) -> None:
    with (zoo / "plainsdk.toml").open("a") as file:
        file.write('env = { ApiKey = "MY_ZOO" }\n')
    assert run(["generate"]) == 0
    assert "MY_ZOO" in (zoo / "generated/zoo/client.py").read_text()
    text = (zoo / "plainsdk.toml").read_text().replace("ApiKey", "Other")
    (zoo / "plainsdk.toml").write_text(text)
    assert run(["generate"]) == 2
    assert (
        "error[unneeded-env]: env names 'Other'; the security schemes are: ApiKey"
        in (capsys.readouterr().err)
    )


def test_a_shared_runtime_is_not_in_the_output(zoo: Path) -> None:
    with (zoo / "plainsdk.toml").open("a") as file:
        file.write('runtime = "app._plainsdk_runtime"\n')
    assert run(["generate"]) == 0
    assert not (zoo / "generated/zoo/_runtime").exists()


def test_a_dangling_link_is_an_error_unless_lenient(zoo: Path, capsys: Out) -> None:
    link = "| `den` | [models.Den](../models/den.md) | :heavy_check_mark: | N/A |\n"
    (zoo / "spec/zoo/pet.md").write_text(PET + link)
    assert run(["generate"]) == 2
    assert capsys.readouterr().err.startswith(
        "spec/zoo/pet.md:10: error[dangling-link]: "
    )
    assert run(["generate", "--lenient"]) == 0
    assert capsys.readouterr().err.startswith(
        "spec/zoo/pet.md:10: warning[dangling-link]: "
    )
    assert run(["check", "--lenient"]) == 0


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (
            "Pet",
            [
                "zoo document spec/zoo/pet.md:1 #/comp",
                "class Pet(Model)",
                "module    pet",
            ],
        ),
        ("Pet.name", ["spec/zoo/pet.md:9", "attribute name", "    name: str\n"]),
        (
            "pets.add",
            ["spec/zoo/http.yaml:", "def add(", "def add_request(", "call_async("],
        ),
    ],
)
def test_explain_shows_every_stage(
    zoo: Path, capsys: Out, words: str, parts: list[str]
) -> None:
    assert run(["explain", words]) == 0
    out = capsys.readouterr().out
    for part in [*parts, "zoo api", "zoo names", "zoo rendered"]:
        assert part in out


def test_explain_takes_a_spec_without_a_configuration(zoo: Path, capsys: Out) -> None:
    (zoo / "plainsdk.toml").unlink()
    assert run(["explain", "#/components/schemas/Pet", "--spec", "spec/zoo"]) == 0
    assert "class Pet(Model)" in capsys.readouterr().out


def test_explain_takes_a_language_where_a_file_does_not_say_it(
    zoo: Path, capsys: Out
) -> None:
    sample = zoo / "keepers.json"
    sample.write_text('[{"name": "Ada"}, {"name": "Max", "since": 1999}]')
    words = ["explain", "keeper.since", "--spec", str(sample)]
    assert run([*words, "--language", "samples"]) == 0
    assert "since: int | None = None" in capsys.readouterr().out
    assert run(words) == 2
    assert "say their language" in capsys.readouterr().err
    assert run(["explain", "keeper", "--language", "samples"]) == 2
    assert "--language goes with --spec" in capsys.readouterr().err


def test_explain_suggests_what_is_there(zoo: Path, capsys: Out) -> None:
    assert run(["explain", "Pat"]) == 2
    assert capsys.readouterr().err == (
        "error: nothing is called Pat in spec/zoo; did you mean Pet?\n"
    )


def test_explain_shows_what_a_broken_spec_still_gives(zoo: Path, capsys: Out) -> None:
    (zoo / "plainsdk.toml").write_text(
        '[zoo]\nspec = "spec/zoo"\n[zoo.names]\n"#/x" = "Y"\n'
    )
    assert run(["explain", "Pet"]) == 2
    captured = capsys.readouterr()
    assert "zoo document" in captured.out
    assert "error[unneeded-name]" in captured.err


def test_explain_shows_a_page(zoo: Path, capsys: Out) -> None:
    assert run(["explain", "--spec", "spec/zoo/pet.md"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Pet",
        "  An animal.",
        "1 field",
        "",
        "`name`  (line 9)",
        "  type      *str*",
        "  presence  :heavy_check_mark: required",
        "  doc       What it answers to.",
        "  example",
    ]


def test_explain_shows_a_page_with_faults_too(zoo: Path, capsys: Out) -> None:
    (zoo / "spec/zoo/pet.md").write_text(PET.replace("*str*", "*string*"))
    assert run(["explain", "--spec", "spec/zoo/pet.md"]) == 2
    captured = capsys.readouterr()
    assert "  type      *string*\n" in captured.out
    assert "spec/zoo/pet.md:9: error[unknown-type]" in captured.err
    (zoo / "spec/zoo/pet.md").write_bytes(b"# \xff\n")
    assert run(["explain", "--spec", "spec/zoo/pet.md"]) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["explain"], "say what to explain: a POINTER, or --spec FILE.md"),
        (["explain", "--spec", "spec/zoo"], "spec/zoo is no page"),
        (
            ["explain", "Pet", "--sdk", "zoo", "--spec", "spec/zoo"],
            "--sdk is of the config",
        ),
        (["explain", "Pet", "--sdk", "zooo"], "did you mean zoo?"),
    ],
)
def test_explain_answers_a_wrong_word(
    zoo: Path, capsys: Out, arguments: list[str], words: str
) -> None:
    assert run(arguments) == 2
    assert words in capsys.readouterr().err
