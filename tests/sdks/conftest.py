"""What the tests of the generated SDKs share: a server to script, and both colours of a client."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sdks.colours import NAMES, Colour, colour
from tests.support.server import Server


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that has no answers yet; in the end it has no connection left."""
    with Server() as made:
        yield made
        assert made.all_closed()


@pytest.fixture(name="colour", params=NAMES)
def _colour(request: pytest.FixtureRequest, server: Server) -> Iterator[Colour]:
    with colour(request.param) as made:
        yield made
