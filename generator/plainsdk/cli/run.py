"""``generate`` and ``check`` for one SDK: run the pipeline, hand its files on, say how it went."""

from __future__ import annotations

from dataclasses import dataclass, field

from .. import lock, output
from ..config import Target
from ..diagnostics import Diagnostics, Pointer, Severity, Stopped
from ..document import Document
from ..files import Files
from ..ir import Api
from ..names import Names
from ..output import Difference, Kind, Obstacle
from ..paths import as_named
from . import say
from .main import DONE, DRIFT, FAILED, Generate
from .progress import progress

_DIFF_LINES = 200
_EDITED = (Kind.EDITED, Kind.FOREIGN, Kind.REFORMATTED)


@dataclass
class _Seen:
    """What is worth keeping of the stages: the document, to find lines in it."""

    document: Document | None = field(default=None)


class Run:
    """One invocation, for as many targets as it is asked for."""

    def __init__(self, pipeline: Generate, *, quiet: bool, verbose: bool) -> None:
        self._pipeline = pipeline
        self._quiet = quiet
        self._verbose = verbose

    def generate(self, target: Target, *, force: bool) -> int:
        """Make the target's folder hold its files; the exit status."""
        files = self._files(target, "written")
        if files is None:
            return FAILED
        try:
            with progress(f"{target.name}: writing"):
                outcome = output.write(files, target.output, force=force)
        except output.Refused as refused:
            self._refused(target, refused.obstacles)
            return FAILED
        except output.Busy as busy:
            say.problem(
                f"{as_named(target.output)}: {busy}; wait for it, then run this again"
            )
            return FAILED
        except OSError:
            if output.unfinished(target.output):
                say.problem(_in_between(target))
            raise
        if outcome.undone:
            self._remark(
                f"{target.name}: an earlier run was cut off; its old files were put back"
            )
        self._result(_summary(target, outcome))
        self._result_missing(target, files)
        return DONE

    def check(self, target: Target) -> int:
        """Say how the target's folder differs from its files; the exit status."""
        files = self._files(target, "compared")
        if files is None:
            return FAILED
        interrupted = output.unfinished(target.output)
        try:
            output.recover(target.output)
        except output.Refused as refused:
            self._refused(target, refused.obstacles)
            return DRIFT
        except output.Busy as busy:
            say.problem(
                f"{as_named(target.output)}: {busy}; wait for it, then run this again"
            )
            return FAILED
        found = output.check(files, target.output)
        if interrupted:
            why = "a run was cut off; its old files have been put back"
            found = (Difference(".", Kind.INTERRUPTED, why), *found)
        if found:
            self._drift(target, files, found)
            return DRIFT
        self._result(
            f"{target.name}: in sync ({len(files)} files in {as_named(target.output)})"
        )
        self._result_missing(target, files)
        return DONE

    def _files(self, target: Target, done: str) -> Files | None:
        """What the pipeline makes of a target, after printing what it had to say."""
        report = Diagnostics()
        seen = _Seen()
        files: Files | None = None
        with progress(f"{target.name}: reading {target.shown}") as words:

            def watch(made: Document | Api | Names | Files) -> None:
                if isinstance(made, Document):
                    seen.document = made
                words(f"{target.name}: {_next_word(made)}")

            try:
                files = self._pipeline(target, report, watch)
            except Stopped:
                files = None
        say.diagnostics(report, seen.document, quiet=self._quiet, verbose=self._verbose)
        if files is None:
            say.problem(
                f"{target.name}: nothing was {done}, because of the errors above"
            )
            errors = (one for one in report if one.severity is Severity.ERROR)
            inside = all(isinstance(one.where, Pointer) for one in errors)
            if inside and not target.allow_partial:
                self._remark("To leave out what they stand in, add --allow-partial.")
        return files

    def _refused(self, target: Target, obstacles: tuple[Obstacle, ...]) -> None:
        folder = as_named(target.output)
        say.problem(
            f"{target.name}: nothing was written to {folder}, where these stand:"
        )
        for line in say.listed([f"{item.path}: {item.why}" for item in obstacles]):
            say.remark(line)
        if any(not item.forcible for item in obstacles):
            say.remark("Move away what is no file of plainsdk's, then run this again.")
        else:
            say.remark(
                "Put changes into the spec or into files of your own beside these."
            )
            say.remark(f"To give them up, run: {_again(target)} --force")

    def _drift(
        self, target: Target, files: Files, found: tuple[Difference, ...]
    ) -> None:
        folder = as_named(target.output)
        if self._quiet:
            say.problem(
                f"{target.name}: {folder} is not in sync ({len(found)} differences)"
            )
            return
        say.result(f"{target.name}: {folder} is not what the spec gives:")
        for line in say.listed(
            [f"{item.kind.value:<11} {item.path}: {item.why}" for item in found]
        ):
            say.result(line)
        for line in output.diff(found, files, target.output, limit=_DIFF_LINES):
            say.result(line)
        if any(item.kind is Kind.REFORMATTED for item in found):
            say.result(f"Leave {folder} out of your formatter.")
        if any(item.kind in _EDITED or "edited" in item.why for item in found):
            say.result(f"To give up the changes on disk, run: {_again(target)} --force")
        else:
            say.result(f"To mend it, run: {_again(target)}")

    def _result(self, text: str) -> None:
        if not self._quiet:
            say.result(text)

    def _result_missing(self, target: Target, files: Files) -> None:
        """Say what was left out of the SDK."""
        missing = lock.loads(files[lock.NAME]).missing
        if missing:
            self._result(f"{target.name}: left out, as {lock.NAME} lists:")
        for line in say.listed([f"{one.what} ({one.code})" for one in missing]):
            self._result(line)

    def _remark(self, text: str) -> None:
        if not self._quiet:
            say.remark(text)


def _next_word(made: Document | Api | Names | Files) -> str:
    """What comes after a stage, for a person who waits."""
    match made:
        case Document():
            return "resolving"
        case Api():
            return "naming"
        case Names():
            return "rendering"
        case Files():
            return "done"


def _summary(target: Target, outcome: output.Outcome) -> str:
    folder = as_named(target.output)
    if not outcome.written and not outcome.removed:
        return f"{target.name}: up to date ({outcome.unchanged} files in {folder})"
    removed = f", removed {len(outcome.removed)}" if outcome.removed else ""
    changed = f"wrote {_files(len(outcome.written))}{removed}"
    return f"{target.name}: {changed}, left {outcome.unchanged} unchanged in {folder}"


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"


def _again(target: Target) -> str:
    """The command that generates a target as this run would."""
    partial = " --allow-partial" if target.allow_partial else ""
    return f"{target.command}{partial}{' --lenient' if target.lenient else ''}"


def _in_between(target: Target) -> str:
    return (
        f"{target.name}: the old files could not be put back either; "
        f"when the cause is mended, run: {_again(target)}"
    )
