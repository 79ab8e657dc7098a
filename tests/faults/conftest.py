"""What the tests of faults share: servers to script, users, and a look at what is left behind."""

from __future__ import annotations

import gc
import logging
import sys
import time
from collections.abc import Iterator

import pytest
from runtime import connections

from tests.faults.acme import SHOWN
from tests.faults.users import CORES, LIBRARIES, USERS, User, held, user
from tests.support.server import Server

_OTHERS = {"httpcore2": "httpx", "httpcore": "httpx2"}
"""The library that must not be found for these connections to be taken."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here."""
    for one in items:
        if one.path.parent.name == "faults":
            one.add_marker(pytest.mark.faults)


@pytest.fixture(autouse=True, scope="session")
def _little_to_collect() -> Iterator[None]:
    gc.collect()
    gc.freeze()  # a collection after each test looks at what the test has made
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """No file descriptor and no thread is left, however the test has gone."""
    gc.collect()
    before = held()
    yield
    end = time.monotonic() + 5
    while held() != before and time.monotonic() < end:
        time.sleep(0.005)
    gc.collect()
    assert held() == before


@pytest.fixture
def server(nothing_left: None) -> Iterator[Server]:
    """A server that has no answers yet; in the end it has no connection left."""
    with Server() as made:
        yield made
        assert made.all_closed()


@pytest.fixture(params=USERS, ids="-".join)
def who(
    request: pytest.FixtureRequest,
    nothing_left: None,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[User]:
    """A user; in the end nothing that could be read has shown a secret."""
    name, way = request.param
    if way in CORES:
        pytest.importorskip(way)
        monkeypatch.setitem(sys.modules, _OTHERS[way], None)
    else:
        pytest.importorskip(way)
    monkeypatch.setitem(connections.LIMITS, "max_connections", 1)
    caplog.set_level(logging.DEBUG)
    with user(name, way) as made:
        yield made
    records = caplog.get_records("call")
    said = [logging.Formatter().format(one) for one in records if _is_ours(one)]
    assert not [text for text in said + made.shown if any(s in text for s in SHOWN)]


def _is_ours(record: logging.LogRecord) -> bool:
    """Whole clients write whole URLs to their own log, and connections what has come."""
    came = record.getMessage().startswith("receive_response_headers")
    return record.name not in LIBRARIES and not came
