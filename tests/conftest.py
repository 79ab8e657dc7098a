"""The options of the tests: to write anew what the goldens and what the corpus tests expect."""

from __future__ import annotations

import pytest

from tests.goldens import harness
from tests.languages import harness as languages


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write what is expected in goldens and languages anew; read the diff before you commit it",
    )
    parser.addoption(
        "--update-corpus",
        action="store_true",
        help="with -m corpus: write tests/corpus/expected.json anew; read the diff",
    )


@pytest.hookimpl(
    tryfirst=True
)  # the goldens' own conftest lays out what is written here
def pytest_configure(config: pytest.Config) -> None:
    """Write the goldens where that is asked for: once, before any worker starts."""
    if config.getoption("--update-goldens") and not hasattr(config, "workerinput"):
        try:
            harness.update()
            languages.update()
        except harness.Refused as refused:
            raise pytest.UsageError(str(refused)) from None
