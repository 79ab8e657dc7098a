"""What the two servers saw, after all others here: how much of the suite passed, and what not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.spector.exceptions import (
    EXCEPTIONS,
    LEAST,
    SPECIAL_WORDS,
    WITHOUT_DOCUMENT,
)
from tests.spector.node import Spector
from tests.spector.sdks import PUBLISHED

HERE = Path(__file__).parent


@pytest.fixture
def whole(request: pytest.FixtureRequest) -> None:
    """Skips where only a part of the suite was asked for."""
    ran = {one.path for one in request.session.items}
    narrowed = request.config.getoption("keyword") or not ran.issuperset(
        HERE.glob("test_*.py")
    )
    if narrowed:
        pytest.skip("only a part of the suite ran")
    if not PUBLISHED.exists():
        pytest.skip(f"the conformance documents are not there: {PUBLISHED}")


@pytest.mark.usefixtures("whole")
def test_coverage(
    servers: Mapping[str, Spector], capsys: pytest.CaptureFixture[str]
) -> None:
    faults: list[str] = []
    with capsys.disabled():
        print()
        for colour, server in servers.items():
            faults += [f"{colour}: {fault}" for fault in _judged(colour, server)]
        for name, reason in EXCEPTIONS.items():
            print(f"  not played: {name}: {reason}")
    assert not faults, "\n".join(faults)


def _judged(colour: str, server: Spector) -> list[str]:
    """Print the counts of a server, and return what is wrong with them."""
    seen = {
        name: said == "pass"
        for name, said in server.coverage().items()
        if not name.startswith(WITHOUT_DOCUMENT)
    }
    words = {name: ok for name, ok in seen.items() if name.startswith(SPECIAL_WORDS)}
    others = {name: ok for name, ok in seen.items() if name not in words}
    passed = sum(others.values())
    print(
        f"  {colour}: {passed} of {len(others)} scenarios"
        f" ({passed / len(others):.1%}),"
        f" {sum(words.values())} of {len(words)} of special-words"
    )
    faults = [
        f"{name} does not pass, and is no exception"
        for name, ok in seen.items()
        if not ok and name not in EXCEPTIONS
    ]
    faults += [
        f"{name} passes, and is listed as an exception"
        for name in EXCEPTIONS
        if seen.get(name)
    ]
    faults += [
        f"{name} is listed as an exception, and is no scenario"
        for name in EXCEPTIONS
        if name not in seen
    ]
    if passed < LEAST * len(others):
        faults.append(f"less than {LEAST:.0%} of the scenarios pass")
    return faults
