"""Generates each real document once for all tests: packages on disk, and what stages handed on.

What is made is kept below the system's folder for temporary files, under a digest of the
generator, the templates and the corpus' index: tests of one state share it, also those that run
in several processes, and a change of the generator makes everything anew.
"""

from __future__ import annotations

import functools
import hashlib
import importlib
import os
import pickle
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import cast

import pytest

from tests.corpus.documents import CHECKOUT, CORPUS, Entry
from tests.corpus.outcomes import Outcome, Whole, run

PARENT = "corpus_sdks"
"""The package that holds every generated one."""

_SOURCES = ("generator/plainsdk", "templates", "tests/corpus/outcomes.py")
_STALE = 24 * 3600.0  # seconds after which what an older generator made is deleted


@dataclass(frozen=True)
class Made:
    """A real document: what became of it and, where it was generated, everything of it."""

    entry: Entry
    outcome: Outcome
    whole: Whole | None

    @property
    def package(self) -> Path:
        """The generated package's folder."""
        return home() / PARENT / self.entry.name

    def module(self, name: str = "") -> ModuleType:
        """Import the package, or a module of it."""
        folder = str(home())
        if folder not in sys.path:
            sys.path.insert(0, folder)
        return importlib.import_module(
            ".".join(filter(None, (PARENT, self.entry.name, name)))
        )


@functools.cache
def home() -> Path:
    """The folder of everything that this state of the generator makes."""
    above = Path(tempfile.gettempdir()) / f"plainsdk-corpus-{os.getuid()}"
    above.mkdir(mode=0o700, exist_ok=True)
    folder = above / _digest()
    (folder / PARENT).mkdir(parents=True, exist_ok=True)
    folder.touch()
    for other in above.iterdir():
        if time.time() - other.stat().st_mtime > _STALE:
            shutil.rmtree(other, ignore_errors=True)
    return folder


def _digest() -> str:
    """A digest of all that what is made depends on."""
    found = hashlib.sha256((CORPUS / "index.json").read_bytes())
    for source in _SOURCES:
        root = CHECKOUT / source
        for file in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if file.suffix in (".py", ".jinja"):
                found.update(file.relative_to(CHECKOUT).as_posix().encode())
                found.update(file.read_bytes())
    return found.hexdigest()[:16]


def outcome_of(entry: Entry) -> Outcome:
    """What became of a real document; it is generated where no test has done so yet."""
    file = home() / f"{entry.name}.outcome"
    if not file.exists():
        _generate(entry)
    return cast("Outcome", pickle.loads(file.read_bytes()))  # written by _generate


def made(entry: Entry) -> Made:
    """A real document with all that was made of it."""
    outcome = outcome_of(entry)
    file = home() / f"{entry.name}.whole"
    whole = pickle.loads(file.read_bytes()) if file.exists() else None
    return Made(entry, outcome, cast("Whole | None", whole))


def need_whole(entry: Entry) -> tuple[Made, Whole]:
    """The same; a test of what comes of it skips where nothing does.

    That it was refused is the finding of another test, which compares all outcomes.
    """
    found = made(entry)
    if found.whole is None:
        code = found.outcome.faults[0][0] if found.outcome.faults else "crashed"
        pytest.skip(f"{entry.name} is not generated: {code}")
    return found, found.whole


def _generate(entry: Entry) -> None:
    """Write what comes of a document; the outcome last, which says that all is there."""
    outcome, whole = run(entry)
    folder = home()
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        if whole is not None:
            _write(Path(scratch), entry, whole)
        saved = Path(scratch, "outcome")
        saved.write_bytes(pickle.dumps(outcome))
        saved.replace(folder / f"{entry.name}.outcome")


def _write(scratch: Path, entry: Entry, whole: Whole) -> None:
    for path, text in whole.files.items():
        file = scratch / entry.name / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    try:
        (scratch / entry.name).replace(home() / PARENT / entry.name)
    except OSError:
        if not (home() / PARENT / entry.name).exists():
            raise  # else another process was faster, and made the same
    saved = scratch / "whole"
    saved.write_bytes(pickle.dumps(whole))
    saved.replace(home() / f"{entry.name}.whole")
