"""Says where tests keep what they install between runs: outside of every checkout."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def folder() -> Path:
    """Where ``PLAINSDK_TEST_CACHE`` says, else a folder among the user's caches."""
    named = os.environ.get("PLAINSDK_TEST_CACHE")
    if named:
        return Path(named)
    if sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    else:
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "plainsdk-tests"
