"""What the tests of the runtime share: a server to script, and both colours of the client."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.colours import NAMES, Colour, colour
from tests.support.server import Server


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that has no answers yet."""
    with Server() as made:
        yield made


@pytest.fixture(name="colour", params=NAMES)
def _colour(request: pytest.FixtureRequest) -> Iterator[Colour]:
    with colour(request.param) as made:
        yield made
