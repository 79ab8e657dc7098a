"""A type checker finds in ``typed.py`` what is marked there as an error, and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE = Path(__file__).with_name("typed.py")


def test_mypy_knows_what_comes_back(tmp_path: Path) -> None:
    checked = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--no-error-summary"),
            *("--config-file", "", "--explicit-package-bases", "--hide-error-context"),
            *("--cache-dir", tmp_path, FILE),
        ],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert checked.stderr == ""
    lines = FILE.read_text().splitlines()
    expected = {
        (number, match[1])
        for number, line in enumerate(lines, 1)
        if (match := re.search(r"# EXPECT ([\w-]+)$", line))
    }
    reports = re.findall(r":(\d+): error: .*\[([\w-]+)\]", checked.stdout)
    found = {(int(number), code) for number, code in reports}
    assert len(expected) == 7
    assert found == expected, checked.stdout
