"""Makes the packages of all files here once, so that every test can import them."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from tests.languages import harness

_FOLDER = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Leave room for the packages; what makes them is the first test that needs one."""
    folder = Path(tempfile.mkdtemp(prefix="languages-"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    config.stash[_FOLDER] = folder


@pytest.fixture(scope="session")
def laid_out(pytestconfig: pytest.Config) -> Path:
    """The folder that holds ``languages``, the packages of all sources."""
    folder = pytestconfig.stash[_FOLDER]
    harness.lay_out(folder)
    sys.path.insert(0, str(folder))
    return folder
