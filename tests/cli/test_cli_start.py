"""The command starts fast, helps a newcomer, and never shows a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import plainsdk
import pytest
from plainsdk.cli.main import run

ROOT = Path(plainsdk.__file__).parents[2]
HEAVY = ("jinja2", "rich", "yaml", "black", "tomllib", "plainsdk.pipeline")


def python(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run this Python with this plainsdk."""
    path = os.pathsep.join(sys.path)
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["generate", "-h"], []]
)
def test_help_loads_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    program = (
        "import sys\nfrom plainsdk.cli import run\n"
        f"status = run({arguments!r})\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], status)"
    )
    done = python("-c", program, cwd=tmp_path)
    assert done.stdout.splitlines()[-1] == "[] 0", done.stderr


def test_it_runs_as_a_module(tmp_path: Path) -> None:
    done = python("-m", "plainsdk", "--version", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (
        0,
        f"plainsdk, version {plainsdk.__version__}\n",
    )
    assert python("-m", "plainsdk", "generate", cwd=tmp_path).returncode == 2


def test_the_version_is_the_distributions() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == plainsdk.__version__


def test_a_terminal_without_the_letters_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "plainsdk.toml").write_text('["日本"]\nspec = "s"\n', encoding="utf-8")
    done = python("-m", "plainsdk", "check", cwd=tmp_path)
    assert done.returncode == 2
    assert "\\u65e5\\u672c" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_has_the_configuration_and_examples(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["--help"]) == 0
    text = capsys.readouterr().out
    for words in (
        "[acme]",
        "plainsdk check",
        "plainsdk explain",
        "generate  Write SDKs.",
    ):
        assert words in text


def test_only_the_command_line_prints_and_exits() -> None:
    package = Path(plainsdk.__file__).parent
    for path in package.rglob("*.py"):
        if path.relative_to(package).parts[0] != "cli":
            text = path.read_text()
            assert "print(" not in text.replace("pprint(", ""), path
            assert "sys.exit" not in text, path
            assert "raise SystemExit" not in text, path


SLOW = """
import sys, time
from plainsdk.cli import run
from tests.cli.project import tiny

def slow(target, report, watch=None):
    time.sleep(float(sys.argv[1]))
    return tiny(target, report, watch)

status = run(["generate"], slow)
print("rich" in sys.modules, status)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("seconds", "loaded"), [("3", True), ("0", False)])
def test_a_terminal_sees_a_slow_run_work(
    tmp_path: Path, seconds: str, loaded: bool
) -> None:
    import pty

    from tests.cli.project import Project

    Project(tmp_path)
    outer, inner = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", SLOW, seconds],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=inner,
        text=True,
        check=True,
    )
    os.close(inner)
    with os.fdopen(outer, "rb", buffering=0) as terminal:
        shown = terminal.read(65536) if loaded else b""
    assert done.stdout.splitlines()[-1] == f"{loaded} 0"
    assert (b"pets: reading pets.json" in shown) == loaded
