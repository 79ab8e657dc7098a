"""Lays the expected packages out as one folder, ``golden``, that every test here can import."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.goldens import harness
from tests.support.server import Server

collect_ignore_glob = ["*/expected/*", "*/spec/*"]

_FOLDER = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Lay the packages out before the first test module imports one."""
    folder = Path(tempfile.mkdtemp(prefix="goldens-"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    config.stash[_FOLDER] = folder
    harness.lay_out(folder)
    sys.path.insert(0, str(folder))


@pytest.fixture(scope="session")
def laid_out(pytestconfig: pytest.Config) -> Path:
    """The folder that holds ``golden`` and, beside it, how it is used."""
    return pytestconfig.stash[_FOLDER]


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that has no answers yet."""
    with Server() as made:
        yield made
