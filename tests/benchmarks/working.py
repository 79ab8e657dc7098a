"""What is measured in a process that is warm: ours, and each peer that can be had here."""

from __future__ import annotations

import statistics
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.generators.peers import CLIENT
from tests.benchmarks.running import Interpreter
from tests.sdks.peer import NoPeer, interpreter

OPENAI = "openai==3.54.0"

_SIDES = Path(__file__).with_name("sides")
_PACKAGE = "made_by_openapi_python_client"


class Work(NamedTuple):
    """One line of the table: microseconds of ours and of the peers that do the same.

    ``at_most`` is how many times ``base`` ours may be.
    """

    what: str
    ours: float
    peers: dict[str, float]
    base: float
    base_name: str
    at_most: float | None


def working(python: Interpreter, rounds: int, folder: Path) -> list[Work]:
    """Measure decoding, encoding and streaming, each side in turn.

    ``python`` has mistralai; the others have environments of their own. One that cannot be
    had here is left out, with a word about it.
    """
    sides: dict[str, Callable[[], dict[str, float]]] = {
        "ours": lambda: python.work(_SIDES / "ours.py"),
        "mistralai": lambda: python.work(_SIDES / "mistralai_sdk.py"),
    }
    for name, make in (
        ("openai", _openai),
        ("openapi-python-client", _generated),
    ):
        try:
            sides[name] = make(folder)
        except NoPeer as error:
            print(f"{name}: {error}")
    runs = [{name: side() for name, side in sides.items()} for _ in range(rounds)]
    return _table(
        {
            name: {
                key: statistics.median(run[name][key] for run in runs)
                for key in runs[0][name]
            }
            for name in sides
        }
    )


def _openai(folder: Path) -> Callable[[], dict[str, float]]:
    python = Interpreter(interpreter(OPENAI), folder)
    return lambda: python.work(_SIDES / "openai_sdk.py")


def _generated(folder: Path) -> Callable[[], dict[str, float]]:
    found = interpreter(CLIENT)
    made = Path(tempfile.mkdtemp(dir=folder))
    command = [found, "-m", "openapi_python_client", "generate", "--meta", "none"]
    paths = ["--path", _SIDES / "chat.yaml", "--output-path", made / _PACKAGE]
    done = subprocess.run(
        [*command, *paths], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise NoPeer(f"{CLIENT} makes nothing of chat.yaml: {done.stdout[-500:]}")
    python = Interpreter(found, folder)
    script = _SIDES / "generated_client.py"
    return lambda: python.work(script, _PACKAGE, path=made)


def _table(took: dict[str, dict[str, float]]) -> list[Work]:
    ours = took["ours"]
    ours["on top"] = ours["decode"] - ours["json.loads"]

    def line(what: str, key: str, base: str, at_most: float | None) -> Work:
        peers = {
            name: times[key]
            for name, times in took.items()
            if name != "ours" and key in times
        }
        name = base.partition(" of ")[0]
        return Work(what, ours[key], peers, ours[base], name, at_most)

    return [
        line("decode, json.loads included", "decode", "json.loads", 2),
        line("decode, on top of json.loads", "on top", "json.loads", 0.7),
        line("arguments to JSON bytes", "encode", "json.dumps", 3),
        line("the same, from objects", "encode objects", "json.dumps", 3),
        line("the same, to URL and headers", "build", "json.dumps", None),
        line("an event of a stream", "events", "json.loads of events", 2.5),
    ]
