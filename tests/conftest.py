"""The one option of the tests: ``--update-goldens`` writes what the goldens expect anew."""

from __future__ import annotations

import pytest

from tests.goldens import harness


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the option."""
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write tests/goldens/*/expected anew; read the diff before you commit it",
    )


@pytest.hookimpl(
    tryfirst=True
)  # the goldens' own conftest lays out what is written here
def pytest_configure(config: pytest.Config) -> None:
    """Write the goldens where that is asked for: once, before any worker starts."""
    if config.getoption("--update-goldens") and not hasattr(config, "workerinput"):
        try:
            harness.update()
        except harness.Refused as refused:
            raise pytest.UsageError(str(refused)) from None
