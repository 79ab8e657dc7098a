"""Whatever stands in a file of schemas, it is read or refused, and nothing falls over."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.languages.harness import CASES, HERE, make

_FILES = [HERE / case.path for case in CASES if (HERE / case.path).is_file()]
_STRAY: list[Any] = [None, 3, "x", [], {}, True, ["a"], {"type": "object"}, -1.5]
_EACH = 6


def _changed(value: Any, chance: random.Random, depth: int = 0) -> Any:
    """JSON of which some parts are gone, and others are something else."""
    if depth and chance.random() < 0.03:
        return chance.choice([*_STRAY, {"$ref": "#/nowhere"}])
    if isinstance(value, dict):
        return {
            key: _changed(one, chance, depth + 1)
            for key, one in value.items()
            if chance.random() > 0.01
        }
    if isinstance(value, list):
        kept = [one for one in value if chance.random() > 0.01]
        return [_changed(one, chance, depth + 1) for one in kept]
    return value


def _shuffled(text: str, chance: random.Random) -> str:
    """A text in which a line is gone, stands twice, or has its words in another order."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    match chance.randrange(3):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, chance.choice(lines))
        case _:
            words = lines[at].split(" ")
            chance.shuffle(words)
            lines[at] = " ".join(words)
    return "\n".join(lines)


def _broken(file: Path, chance: random.Random) -> str:
    text = file.read_text("utf-8")
    if file.suffix in (".json", ".avsc", ".yaml"):
        return json.dumps(_changed(yaml.safe_load(text), chance), indent=1, default=str)
    return _shuffled(text, chance)


@pytest.mark.parametrize("source", _FILES, ids=lambda one: one.name)
def test_nothing_falls_over(source: Path, tmp_path: Path) -> None:
    for seed in range(_EACH):
        file = tmp_path / f"{source.stem}{source.suffix}"
        file.write_text(_broken(source, random.Random(seed)), "utf-8")
        made = make(file)
        assert made.files or any(one.severity.value == "error" for one in made.said)
