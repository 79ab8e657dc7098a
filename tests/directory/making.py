"""What becomes of one document of the directory; a fault is told in a line, a crash in full."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from plainsdk.config import RUNTIME, Target
from plainsdk.diagnostics import Diagnostics, Severity, Stopped
from plainsdk.output.write import write
from plainsdk.pipeline import generate

from tests.support import pool


class _Document(NamedTuple):
    """A document of the directory."""

    root: Path
    name: str
    size: int


@dataclass(frozen=True)
class Outcome:
    """``refused``: the codes of its errors; ``crash``: the traceback, if there was one."""

    name: str
    refused: tuple[str, ...] = ()
    crash: str = ""


def outcomes(root: Path, names: list[str]) -> Iterator[Outcome]:
    """Generate every document in memory, several at once."""
    documents = [_Document(root, one, (root / one).stat().st_size) for one in names]
    for _, outcome in pool.over(_outcome, documents):
        yield outcome


def _outcome(document: _Document) -> Outcome:
    report = Diagnostics()
    try:
        generate(_target("sdk", document.root / document.name), report)
    except Stopped:
        errors = (one for one in report if one.severity is Severity.ERROR)
        return Outcome(document.name, tuple(sorted({one.code for one in errors})))
    except Exception:  # noqa: BLE001 - whatever it is, it is the finding
        return Outcome(document.name, crash=traceback.format_exc())
    return Outcome(document.name)


def written(sources: list[Path], folder: Path) -> None:
    """Write the SDKs of some documents into a folder, with one runtime for all."""
    for number, source in enumerate(sources):
        name = f"sdk_{number}"
        target = _target(name, source, runtime="shared_runtime")
        write(generate(target, Diagnostics()), folder / name)
    shared = Target(
        name="shared_runtime",
        source=folder,
        shown=RUNTIME,
        output=folder,
        command="plainsdk generate",
    )
    write(generate(shared, Diagnostics()), folder / "shared_runtime")


def _target(name: str, source: Path, runtime: str | None = None) -> Target:
    return Target(
        name=name,
        source=source,
        shown=source.name,
        output=Path(name),
        command="plainsdk generate",
        runtime=runtime,
    )
