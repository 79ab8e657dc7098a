"""A run that is cut off anywhere leaves the old files or the new ones, whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from plainsdk import output
from plainsdk.output import running

from tests.output.made import NEW, OLD, beside, pack, texts_of, times_of

MINE = {"mine.py": "mine = 1\n"}

forking = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
"""Python 3.12 warns of forks beside threads; the child of these only writes files and dies."""


class Cut(Exception):
    """The end of a run, as a test wants it."""


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[str], Path]:
    """A maker of folders that OLD was written to."""

    model = tmp_path / "model" / "pets"
    output.write(pack(OLD), model)
    (model / "mine.py").write_text(MINE["mine.py"])

    def make(name: str) -> Path:
        return shutil.copytree(model, tmp_path / name / "pets")

    return make


def steps_of(root: Path) -> list[str]:
    """Every step of a run that makes NEW out of OLD."""
    words: list[str] = []
    output.write(pack(NEW), root, step=words.append)
    return words


def whole(root: Path) -> bool:
    """Whether the folder holds OLD, or NEW, and nothing between."""
    return texts_of(root) in ({**pack(OLD), **MINE}, {**pack(NEW), **MINE})


def at(number: int, then: Callable[[], None]) -> Callable[[str], None]:
    """A step that does something before the step of that number."""
    seen: list[str] = []

    def step(word: str) -> None:
        seen.append(word)
        if len(seen) == number + 1:
            then()

    return step


def fail() -> None:
    raise Cut


def interrupt() -> None:
    raise KeyboardInterrupt


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("end", [fail, interrupt])
def test_a_failure_at_any_step_puts_the_old_files_back_at_once(
    fresh: Callable[[str], Path], end: Callable[[], None]
) -> None:
    steps = steps_of(fresh("count"))
    assert len(steps) > 15
    for number in range(len(steps)):
        root = fresh(str(number))
        before = times_of(root)
        with pytest.raises((Cut, KeyboardInterrupt)):
            output.write(pack(NEW), root, step=at(number, end))
        assert texts_of(root) == {**pack(OLD), **MINE}
        assert times_of(root) == before
        assert not (root / "models" / "new").exists()
        assert beside(root) == []


def test_a_failure_that_undoing_shares_is_undone_by_the_next_command(
    fresh: Callable[[str], Path],
) -> None:
    steps = steps_of(fresh("count"))
    unfinished = 0
    for number in range(len(steps)):
        root = fresh(str(number))
        seen: list[str] = []

        def step(word: str, seen: list[str] = seen, number: int = number) -> None:
            seen.append(word)
            if len(seen) > number:
                raise Cut

        with pytest.raises(Cut):
            output.write(pack(NEW), root, step=step)
        unfinished += output.unfinished(root)
        assert output.recover(root) == (number > steps.index("publish the journal"))
        assert texts_of(root) == {**pack(OLD), **MINE}
        assert beside(root) == []
    assert unfinished > 8


@forking
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a fork of itself")
def test_a_folder_that_is_new_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    words: list[str] = []
    output.write(pack(NEW), tmp_path / "count" / "pets", step=words.append)
    assert words[-1] == "move in the folder"
    for number in range(len(words)):
        root = tmp_path / str(number) / "pets"
        assert killed(partial(write_until, root, number))
        assert not root.exists()
        assert not output.unfinished(root)
        with pytest.raises(Cut):
            output.write(pack(NEW), root, step=at(number, fail))
        assert not root.exists()
        assert beside(root) == []
        assert output.write(pack(NEW), root).written == tuple(pack(NEW))
        assert texts_of(root) == pack(NEW)
        assert beside(root) == []


@forking
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a fork of itself")
def test_a_kill_at_any_step_is_undone_by_the_next_command(
    fresh: Callable[[str], Path],
) -> None:
    steps = steps_of(fresh("count"))
    for number in range(len(steps)):
        root = fresh(str(number))
        assert killed(partial(write_until, root, number))
        assert output.unfinished(root) == (number > steps.index("publish the journal"))
        outcome = output.write(pack(NEW), root)
        assert outcome.undone == (number > steps.index("publish the journal"))
        assert texts_of(root) == {**pack(NEW), **MINE}
        assert beside(root) == []


@forking
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a fork of itself")
def test_a_kill_while_undoing_is_undone_too(fresh: Callable[[str], Path]) -> None:
    first = steps_of(fresh("count")).index("publish the journal") + 1
    last = len(steps_of(fresh("again")))
    kills = 0
    for number in range(first, last, 3):
        again = 0
        while True:
            root = fresh(f"{number}-{again}")
            assert killed(partial(write_until, root, number))
            if not killed(partial(recover_until, root, again)):
                break
            output.recover(root)
            assert texts_of(root) == {**pack(OLD), **MINE}
            assert beside(root) == []
            again += 1
        kills += again
        assert whole(root)
    assert kills > 20


def write_until(root: Path, number: int) -> None:
    output.write(pack(NEW), root, step=at(number, die))


def recover_until(root: Path, number: int) -> None:
    output.recover(root, step=at(number, die))


def killed(work: Callable[[], object]) -> bool:
    """Do the work in a process of its own; whether it was killed at it."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


PROGRAM = """
import sys, time
from pathlib import Path
from plainsdk import output
from tests.output.made import NEW, pack

def step(word):
    if word == "move in models/pet.py":
        print("there", flush=True)
        time.sleep(60)

output.write(pack(NEW), Path(sys.argv[1]), step=step)
"""


def test_a_running_write_is_respected_and_a_killed_one_is_not(
    fresh: Callable[[str], Path],
) -> None:
    root = fresh("one")
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(root)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "there\n"
        with pytest.raises(output.Busy, match=rf"process {child.pid}"):
            output.write(pack(NEW), root)
        with pytest.raises(output.Busy):
            output.recover(root)
        child.kill()
    assert output.unfinished(root)
    assert not whole(root)
    assert output.recover(root)
    assert texts_of(root) == {**pack(OLD), **MINE}
    assert beside(root) == []


def cut_off(root: Path, word: str) -> None:
    """Leave a folder as a kill before a step would."""
    ended: list[str] = []

    def step(now: str) -> None:
        if now == word or ended:
            ended.append(now)
            raise Cut

    with pytest.raises(Cut):
        output.write(pack(NEW), root, step=step)
    assert output.unfinished(root)


@pytest.mark.parametrize("path", ["models/pet.py", "models/new/owner.py"])
def test_an_edit_after_a_kill_is_not_lost_unless_forced(
    fresh: Callable[[str], Path], path: str
) -> None:
    root = fresh("one")
    cut_off(root, "remove the journal")
    (root / path).write_text("precious = 1\n")
    before = texts_of(root)
    with pytest.raises(output.Refused) as refused:
        output.recover(root)
    assert [item.path for item in refused.value.obstacles] == [path]
    with pytest.raises(output.Refused):
        output.write(pack(NEW), root)
    assert texts_of(root) == before
    output.write(pack(NEW), root, force=True)
    assert texts_of(root) == {**pack(NEW), **MINE}
    assert beside(root) == []


def test_putting_the_files_back_by_hand_after_a_kill_is_no_edit(
    fresh: Callable[[str], Path],
) -> None:
    root = fresh("one")
    cut_off(root, "remove the journal")
    for path, text in OLD.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    assert output.recover(root)
    assert texts_of(root) == {**pack(OLD), **MINE}


def test_the_folder_may_be_gone_after_a_kill(fresh: Callable[[str], Path]) -> None:
    root = fresh("one")
    cut_off(root, "remove the journal")
    (root / "mine.py").unlink()
    for path in NEW:
        (root / path).unlink()
    output.write(pack(NEW), root)
    assert texts_of(root) == dict(pack(NEW))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"entries": [["../victim", null, null]], "folders": []}',
        '{"entries": [], "folders": ["../victim"]}',
        '{"entries": [["a", 1, 2]], "folders": []}',
        '{"entries": [["a"]], "folders": []}',
    ],
)
def test_a_journal_that_no_run_wrote_is_not_followed(
    fresh: Callable[[str], Path], text: str
) -> None:
    root = fresh("one")
    staging = running.staging_of(root)
    staging.mkdir()
    (staging / running.JOURNAL).write_text(text)
    with pytest.raises(output.Refused):
        output.write(pack(NEW), root, force=True)
    assert texts_of(root) == {**pack(OLD), **MINE}


def test_what_an_earlier_run_staged_is_thrown_away(
    fresh: Callable[[str], Path],
) -> None:
    root = fresh("one")
    staging = running.staging_of(root)
    (staging / "new" / "models").mkdir(parents=True)
    (staging / "new" / "models" / "pet.py").write_text("half\n")
    assert not output.recover(root)
    assert beside(root) == []


def test_a_link_in_the_place_of_the_staging_folder_is_not_followed(
    fresh: Callable[[str], Path],
) -> None:
    root = fresh("one")
    elsewhere = root.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine")
    running.staging_of(root).symlink_to(elsewhere)
    with pytest.raises(output.Busy, match="is a link"):
        output.write(pack(NEW), root)
    assert (elsewhere / "mine.txt").exists()
