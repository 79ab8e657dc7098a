"""Where the command line begins and ends: arguments in, an exit status out."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

import click

from ..diagnostics import Diagnostics, Stopped
from . import say

if TYPE_CHECKING:
    from ..config import Target
    from ..files import Files
    from ..pipeline import Made

DONE, DRIFT, FAILED, CUT_OFF = 0, 1, 2, 130
"""Exit statuses: all is well; ``check`` found a difference; an error; Ctrl-C."""


class Generate(Protocol):
    """``pipeline.generate``, or what a test puts in its place."""

    def __call__(
        self,
        target: Target,
        report: Diagnostics,
        watch: Callable[[Made], None] | None = None,
    ) -> Files: ...


def main() -> None:
    """The command ``plainsdk``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console may lack a spec's letters
            stream.reconfigure(errors="backslashreplace")
    gc.disable()  # a run keeps what it makes until its end: collecting is a quarter of it
    status = run(sys.argv[1:])
    with contextlib.suppress(OSError):  # nobody reads it any more
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)  # Python would take all that was made apart, value by value


def run(arguments: Sequence[str], generate: Generate | None = None) -> int:
    """Run one command and say how it went; ``generate`` stands in for the pipeline."""
    from .commands import plainsdk

    try:
        status = plainsdk.main(
            list(arguments), prog_name="plainsdk", standalone_mode=False, obj=generate
        )
    except click.ClickException as error:
        error.show()
        return FAILED
    except click.Abort:
        say.problem("stopped; nothing is half written")
        return CUT_OFF
    except Stopped:
        return FAILED
    except OSError as error:
        say.problem(say.system_error(error))
        return FAILED
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
    return int(status or DONE)
