"""Every operation of ten documents is called, and Prism, which reads them too, agrees.

What it does not accept is listed in ``listed.yaml`` with the reason; what is listed and accepted
is a fault as well.
"""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections import Counter
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
    """Call everything, with Prism beside."""
    with contextlib.ExitStack() as stack:
        # It needs longer to begin than the package to be made, and is stopped in any case.
        first = Prism(home, entry.path, folder / "prism.log")
        stack.callback(first.stop)
        made, whole = need_whole(entry)
        urls = {False: stack.enter_context(first).url}
        more = documents.with_fragments(entry, whole.root)
        if more is not None:
            second = stack.enter_context(Prism(home, more, folder / "more.log"))
            urls[True] = second.url
        logging.getLogger(made.module().__name__).setLevel(logging.CRITICAL)
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore", DeprecationWarning)
        senders = {
            key: stack.enter_context(Sender(made.module(), url, whole))
            for key, url in urls.items()
        }
        trial = Trial(Calls(made, whole), whole)
        found: list[Finding] = []
        for operation in whole.api.operations:
            has_fragment = "#" in operation.pointer.parts[1]
            found += trial.of(operation, senders[has_fragment])
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
