"""How soon an SDK of the OpenAI document has decoded its first answer, beside the published package."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from tests.sdks.peer import NoPeer, interpreter

OPENAI = "openai==3.54.0"

ANSWER: dict[str, Any] = {
    "id": "resp_1",
    "object": "response",
    "created_at": 1790000000,
    "status": "completed",
    "error": None,
    "incomplete_details": None,
    "instructions": None,
    "metadata": {},
    "model": "gpt-5",
    "output": [
        {
            "type": "message",
            "id": "msg_1",
            "status": "completed",
            "role": "assistant",
            "content": [
                {"type": "output_text", "text": "A plain answer.", "annotations": []}
            ],
        }
    ],
    "parallel_tool_calls": True,
    "temperature": 1.0,
    "tool_choice": "auto",
    "tools": [],
    "top_p": 1.0,
    "usage": {
        "input_tokens": 12,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": 4,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": 16,
    },
}
"""What the operation ``createResponse`` answers, in short."""

_OURS = """\
from generated import from_json, models as m
answer = from_json(m.Response, data)
"""
_PUBLISHED = """\
from openai.types.responses import Response
answer = Response.model_validate_json(data)
"""
_READY = """\
import resource, sys, time
begun = time.perf_counter()
from generated import Client
client = Client("https://api.example.com")
took = time.perf_counter() - begun
models = [name for name in sys.modules if name.startswith("generated.models.")]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(took, len(sys.modules), len(models), peak)
"""
_TIMED = """\
import sys, time
data = sys.argv[1]
begun = time.perf_counter()
{program}
took = time.perf_counter() - begun
assert answer.output[0].content[0].text == "A plain answer."
print(took, len(sys.modules))
"""


class Ready(NamedTuple):
    """From import to a client: modules loaded, those of models, peak memory in MB."""

    milliseconds: float
    modules: int
    models: int
    peak: float


def ready_client(folder: Path, rounds: int) -> Ready:
    """What a client of the package ``generated`` in a folder takes."""
    runs = [_ran(Path(sys.executable), _READY, folder) for _ in range(rounds + 2)]
    times = [float(one[0]) for one in runs[2:]]  # the first runs compile
    unit = 2**20 if sys.platform == "darwin" else 2**10
    _, modules, models, peak = runs[-1]
    taken = statistics.median(times) * 1e3
    return Ready(taken, int(modules), int(models), int(peak) / unit)


def first_answers(folder: Path, rounds: int) -> dict[str, tuple[float, int]]:
    """Milliseconds from import to the first decoded answer and modules loaded, by package.

    ``folder`` holds the package ``generated``. Raises ``NoPeer``.
    """
    sides = {
        "plainsdk's output": (Path(sys.executable), _OURS),
        OPENAI: (interpreter(OPENAI), _PUBLISHED),
    }
    times: dict[str, list[float]] = {name: [] for name in sides}
    modules: dict[str, int] = {}
    for number in range(rounds + 2):
        for name, (python, program) in sides.items():
            took, count = _measure(python, program, folder)
            if number > 1:  # the first runs compile
                times[name].append(took)
            modules[name] = count
    return {
        name: (statistics.median(taken) * 1e3, modules[name])
        for name, taken in times.items()
    }


def _measure(python: Path, program: str, folder: Path) -> tuple[float, int]:
    took, count = _ran(python, _TIMED.format(program=program), folder)
    return float(took), int(count)


def _ran(python: Path, program: str, folder: Path) -> list[str]:
    """The words that a program prints; raises ``NoPeer`` where it fails."""
    done = subprocess.run(
        [python, "-c", program, json.dumps(ANSWER)],
        env={"PYTHONPATH": str(folder), "PYTHONPYCACHEPREFIX": str(folder / "pyc")},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["nothing"]
        raise NoPeer(f"{python} fails: {said[-1]}")
    return done.stdout.split()
