"""Every operation of ten documents is called, and Prism, which reads them too, agrees.

What it does not accept is listed in ``listed.yaml`` with the reason; what is listed and accepted
is a fault as well.
"""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections import Counter, deque
from pathlib import Path

import pytest

from tests.corpus.documents import Entry, parameters
from tests.corpus.generated import need_whole
from tests.corpus.outcomes import Whole
from tests.prism import documents, listed
from tests.prism.arguments import Calls
from tests.prism.findings import Finding, Trial, label
from tests.prism.sending import Sender
from tests.prism.server import Prism, installed
from tests.support.node import NoNode


@pytest.fixture(scope="session")
def home() -> Path:
    """The folder that Prism is installed in."""
    try:
        return installed()
    except NoNode as reason:
        pytest.skip(str(reason))


@pytest.mark.parametrize("entry", parameters(documents.chosen()))
def test_prism_accepts(
    entry: Entry, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = documents.shortened(entry)
    found, whole = _tried(document, home, tmp_path)
    known = {label(one) for one in whole.api.operations}
    with capsys.disabled():
        print(f"\n  {_counts(document, found, len(known))}")
    faults = listed.faults(document.name, found, known)
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults[:40])


def _tried(entry: Entry, home: Path, folder: Path) -> tuple[list[Finding], Whole]:
    """Call everything, part by part; the next Prism starts while one is talked to."""
    todo = deque(documents.parts(entry, folder))
    found: list[Finding] = []
    called = 0
    with contextlib.ExitStack() as stack:

        def start() -> Prism | None:
            if not todo:
                return None
            begun = Prism(home, todo[0].file)
            stack.callback(begun.stop)
            return begun

        coming = start()
        made, whole = need_whole(entry)
        package = made.module()
        logging.getLogger(package.__name__).setLevel(logging.CRITICAL)
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore", DeprecationWarning)
        chance = entry.name not in documents.PLAIN
        trial = Trial(Calls(made, whole), whole, chance=chance)
        while coming is not None:
            running, part = coming, todo.popleft()
            coming = start()
            with running:
                clients = Sender(package, running.url, whole, running.revive)
                sender = stack.enter_context(clients)
                for operation in whole.api.operations:
                    if operation.pointer.parts[1:3] in part.operations:
                        found += trial.of(operation, sender)
                        called += 1
    assert called == len(whole.api.operations), "some operations are in no part"
    return found, whole


def _counts(entry: Entry, found: list[Finding], operations: int) -> str:
    """How many operations were accepted, and how many are listed for what."""
    kinds = {
        one.operation: reason.kind
        for one in found
        for reason in listed.reasons(entry.name)
        if one.operation in reason.operations
    }
    counted = Counter(kinds.values())
    said = ", ".join(f"{kind} {count}" for kind, count in sorted(counted.items()))
    accepted = operations - len({one.operation for one in found})
    words = f"{entry.name}: {operations} operations, {accepted} accepted"
    return f"{words}; listed: {said}" if said else words
