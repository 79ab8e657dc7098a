"""Marks everything here."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the marker on the tests of this folder."""
    for one in items:
        if one.path.parent.name == "prism":
            one.add_marker(pytest.mark.prism)
