"""Writing touches what is plainsdk's, and nothing else."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plainsdk import lock, output

from tests.output.made import NEW, OLD, beside, pack, texts_of, times_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder that OLD was written to, with files of the user's in it."""
    folder = tmp_path / "pets"
    output.write(pack(OLD), folder)
    (folder / "mine.py").write_text("mine = 1\n")
    (folder / "requests" / "notes.txt").write_text("mine too\n")
    return folder


MINE = {"mine.py": "mine = 1\n", "requests/notes.txt": "mine too\n"}


def test_the_first_write_makes_the_folder_and_leaves_nothing_beside_it(
    tmp_path: Path,
) -> None:
    root = tmp_path / "deep" / "pets"
    outcome = output.write(pack(OLD), root)
    assert texts_of(root) == dict(pack(OLD))
    assert (len(outcome.written), outcome.removed, outcome.unchanged) == (7, (), 0)
    assert beside(root) == []


def test_a_second_write_touches_nothing(root: Path) -> None:
    before = times_of(root)
    outcome = output.write(pack(OLD), root)
    assert (outcome.written, outcome.removed, outcome.unchanged) == ((), (), 7)
    assert times_of(root) == before


def test_only_what_changed_is_written_and_what_is_gone_is_removed(root: Path) -> None:
    before = times_of(root)
    outcome = output.write(pack(NEW), root)
    assert outcome.written == (
        "API.md",
        "models/new/owner.py",
        "models/pet.py",
        lock.NAME,
    )
    assert outcome.removed == ("models/tag.py", "requests/shelf/old.py")
    assert texts_of(root) == {**pack(NEW), **MINE}
    kept = ("__init__.py", "models/__init__.py", *MINE)
    assert {path: times_of(root)[path] for path in kept} == {
        path: before[path] for path in kept
    }


def test_a_folder_that_is_emptied_goes_and_one_with_a_users_file_stays(
    root: Path,
) -> None:
    code = root / "requests" / "shelf" / "__pycache__" / "old.cpython-311.pyc"
    code.parent.mkdir()
    code.write_bytes(b"")
    output.write(pack(NEW), root)
    assert not (root / "requests" / "shelf").exists()
    assert (root / "requests" / "notes.txt").exists()


def test_byte_code_of_a_users_module_stays(root: Path) -> None:
    code = root / "requests" / "shelf" / "__pycache__" / "other.cpython-311.pyc"
    code.parent.mkdir()
    code.write_bytes(b"")
    output.write(pack(NEW), root)
    assert code.exists()


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("models/pet.py", "edited by hand"),
        ("models/tag.py", "edited by hand, and no longer generated"),
        ("models/new/owner.py", "not made by plainsdk"),
    ],
)
def test_a_users_text_stops_the_run_unless_forced(
    root: Path, path: str, why: str
) -> None:
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text("precious = 1\n")
    before = texts_of(root)
    with pytest.raises(output.Refused) as refused:
        output.write(pack(NEW), root)
    assert refused.value.obstacles == (output.Obstacle(path, why, forcible=True),)
    assert texts_of(root) == before
    assert beside(root) == []
    output.write(pack(NEW), root, force=True)
    assert texts_of(root) == {**pack(NEW), **MINE}


def test_a_file_that_is_already_as_it_should_be_needs_no_lock(root: Path) -> None:
    (root / lock.NAME).unlink()
    outcome = output.write(pack(OLD), root)
    assert outcome.written == (lock.NAME,)


def test_an_edited_file_that_is_not_to_change_stops_the_run(root: Path) -> None:
    (root / "__init__.py").write_text("import this\n")
    with pytest.raises(output.Refused):
        output.write(pack(OLD), root)


def test_line_endings_are_no_edit(root: Path) -> None:
    for path in OLD:
        content = (root / path).read_bytes()
        (root / path).write_bytes(content.replace(b"\n", b"\r\n"))
    locked = (root / lock.NAME).read_bytes()
    (root / lock.NAME).write_bytes(locked.replace(b"\n", b"\r\n"))
    assert output.write(pack(OLD), root).written == ()
    output.write(pack(NEW), root)
    assert (root / "models/pet.py").read_bytes() == NEW["models/pet.py"].encode()


@pytest.mark.parametrize(
    "text", ["<<<<<<< ours\n", "format = 99\n", "", "format = 1\n"]
)
def test_a_lock_that_cannot_be_read_stops_the_run_unless_forced(
    root: Path, text: str
) -> None:
    (root / lock.NAME).write_text(text)
    with pytest.raises(output.Refused) as refused:
        output.write(pack(NEW), root)
    assert lock.NAME in [item.path for item in refused.value.obstacles]
    output.write(pack(NEW), root, force=True)
    assert (root / lock.NAME).read_text() == pack(NEW)[lock.NAME]


@pytest.mark.parametrize(
    "path", ["../victim.txt", "/victim.txt", "a/../../victim.txt", "c:x"]
)
def test_a_lock_cannot_make_a_run_remove_files_elsewhere(root: Path, path: str) -> None:
    victim = root.parent / "victim.txt"
    victim.write_text("spared")
    hostile = lock.Lock("1.0", "spec", (), {path: lock.digest(b"spared")})
    (root / lock.NAME).write_text(lock.dumps(hostile))
    with pytest.raises(output.Refused):
        output.write(pack(NEW), root)
    output.write(pack(NEW), root, force=True)
    assert victim.read_text() == "spared"


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("link", ["models", "models/pet.py"])
def test_a_link_in_the_folder_is_not_followed(
    root: Path, link: str, force: bool
) -> None:
    elsewhere = root.parent / "elsewhere"
    shutil.move(root / link, elsewhere)
    (root / link).symlink_to(elsewhere)
    before = texts_of(root)
    with pytest.raises(output.Refused) as refused:
        output.write(pack(NEW), root, force=force)
    assert any(
        "link" in item.why and not item.forcible for item in refused.value.obstacles
    )
    assert texts_of(root) == before
    assert (root / link).is_symlink()


def test_a_folder_that_is_itself_reached_by_a_link_is_written(root: Path) -> None:
    link = root.parent / "alias"
    link.symlink_to(root)
    output.write(pack(NEW), link)
    assert texts_of(root) == {**pack(NEW), **MINE}


def test_a_folder_where_a_file_is_to_stand_is_left_alone(root: Path) -> None:
    (root / "models/new/owner.py").mkdir(parents=True)
    with pytest.raises(output.Refused) as refused:
        output.write(pack(NEW), root, force=True)
    assert [item.why for item in refused.value.obstacles] == ["a folder stands there"]


def test_a_file_where_a_folder_is_to_stand_is_left_alone(root: Path) -> None:
    (root / "models/new").write_text("mine")
    with pytest.raises(output.Refused) as refused:
        output.write(pack(NEW), root, force=True)
    assert [item.why for item in refused.value.obstacles] == [
        "models/new is not a folder"
    ]


def test_an_edit_made_while_a_run_writes_is_kept(root: Path) -> None:
    def edit(word: str) -> None:
        if word == "publish the journal":
            (root / "models/pet.py").write_text("precious = 1\n")

    with pytest.raises(OSError, match="changed while plainsdk was running"):
        output.write(pack(NEW), root, step=edit)
    assert texts_of(root) == {**pack(OLD), **MINE, "models/pet.py": "precious = 1\n"}


def test_a_file_that_turns_up_while_a_run_writes_is_kept(root: Path) -> None:
    def turn_up(word: str) -> None:
        if word == "publish the journal":
            (root / "models/new").mkdir()
            (root / "models/new/owner.py").write_text("precious = 1\n")

    with pytest.raises(OSError, match="changed while plainsdk was running"):
        output.write(pack(NEW), root, step=turn_up)
    assert texts_of(root) == {
        **pack(OLD),
        **MINE,
        "models/new/owner.py": "precious = 1\n",
    }


@pytest.mark.skipif(
    os.name == "nt" or os.getuid() == 0, reason="needs rights that count"
)
def test_a_folder_without_the_right_to_write_keeps_its_old_files(root: Path) -> None:
    (root / "models").chmod(0o500)
    try:
        with pytest.raises(PermissionError):
            output.write(pack(NEW), root)
    finally:
        (root / "models").chmod(0o700)
    assert texts_of(root) == {**pack(OLD), **MINE}


_names = st.sampled_from(["a.py", "b.py", "x/a.py", "x/y/a.py", "x/y/b.py", "z/a.md"])
_trees = st.dictionaries(_names, st.sampled_from(["", "one\n", "two\n", "é\r\n"]))


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(trees=st.lists(_trees, min_size=1, max_size=4), own=st.text("ab\n", max_size=3))
def test_after_any_runs_the_folder_holds_the_last_files_and_the_users(
    tmp_path_factory: pytest.TempPathFactory, trees: list[dict[str, str]], own: str
) -> None:
    root = tmp_path_factory.mktemp("runs") / "pets"
    (root / "x").mkdir(parents=True)
    (root / "x" / "own.txt").write_text(own)
    for tree in trees:
        output.write(pack(tree), root)
        wanted = {path: text.encode() for path, text in pack(tree).items()}
        found = {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in root.rglob("*")
            if path.is_file()
        }
        assert found == {**wanted, "x/own.txt": own.encode()}
        assert output.check(pack(tree), root) == ()
        empty = [
            path
            for path in root.rglob("*")
            if path.is_dir() and not any(path.iterdir())
        ]
        assert empty == []
