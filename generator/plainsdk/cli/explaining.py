"""``explain``: one thing at every stage, or all rows of a page."""

from __future__ import annotations

from collections.abc import Sequence

from .. import explain
from ..config import Target
from ..diagnostics import Diagnostics, Stopped
from . import say
from .main import DONE, FAILED, Generate


def thing(words: str, targets: Sequence[Target], pipeline: Generate) -> int:
    """Print what the stages make of a thing in each SDK that has it; the exit status."""
    status, near, found = DONE, list[str](), False
    for target in targets:
        report, stages = Diagnostics(), explain.Stages()
        try:
            pipeline(target, report, stages.watch)
        except Stopped:
            status = FAILED
            say.diagnostics(
                report, stages.resolved or stages.loaded, quiet=True, verbose=False
            )
        try:
            shown = list(explain.sections(words, stages))
        except explain.Unknown as unknown:
            near += unknown.near
            continue
        found = found or bool(shown)
        for section in shown:
            say.result(f"{target.name} {section.title} {section.where}".rstrip())
            say.result("".join(f"  {line}\n" for line in section.text.split("\n")))
    if not found and status == DONE:
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        names = ", ".join(target.shown for target in targets)
        say.problem(f"nothing is called {words} in {names}{hint}")
        return FAILED
    return status


def page(target: Target) -> int:
    """Print the rows of a field table; the exit status is that of reading it."""
    from ..fieldtable.pages import parse_page
    from ..load import load

    if target.source.suffix != ".md":
        say.problem(f"{target.shown} is no page; say which POINTER in it to explain")
        return FAILED
    report = Diagnostics()
    document = None
    try:
        document = load(
            target.source, shown=target.shown, lenient=target.lenient, report=report
        )
    except Stopped:
        if not report.failed:
            raise
    text = target.source.read_bytes().decode("utf-8-sig", errors="replace")
    for line in explain.explain_page(parse_page(text)):
        say.result(line)
    say.diagnostics(report, document, quiet=False, verbose=False)
    return FAILED if report.failed else DONE
