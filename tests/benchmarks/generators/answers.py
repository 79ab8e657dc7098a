"""How soon an SDK of the OpenAI document has decoded its first answer, beside the published package."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.sdks.peer import interpreter

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
        "input_tokens_details": {"cached_tokens": 0},
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
_TIMED = """\
import sys, time
data = sys.argv[1]
begun = time.perf_counter()
{program}
took = time.perf_counter() - begun
assert answer.output[0].content[0].text == "A plain answer."
print(took, len(sys.modules))
"""


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
    done = subprocess.run(
        [python, "-c", _TIMED.format(program=program), json.dumps(ANSWER)],
        env={"PYTHONPATH": str(folder), "PYTHONPYCACHEPREFIX": str(folder / "pyc")},
        check=True,
        capture_output=True,
        text=True,
    )
    took, count = done.stdout.split()
    return float(took), int(count)
