"""Which SDKs a command is about: from its arguments and the configuration."""

from __future__ import annotations

import difflib
import re
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import click

from .. import config
from ..diagnostics import Diagnostics, Stopped
from ..kinds import Kind
from ..paths import as_named
from . import say

NO_CONFIG = """\
there is no plainsdk.toml here or above, and no pyproject.toml with [tool.plainsdk.NAME].

Write this into plainsdk.toml, with the folder or file that describes your API:

    [acme]
    spec = "spec/acme"
    output = "generated/acme"

and run: plainsdk generate
Or say both here: plainsdk generate --spec spec/acme --output generated/acme"""


@dataclass(frozen=True)
class Said:
    """What the command line says of the targets."""

    names: Sequence[str] = ()
    spec: Path | None = None
    output: Path | None = None
    overlays: tuple[Path, ...] = ()
    language: str | None = None
    lenient: bool = False
    allow_partial: bool = False
    models: str | None = None


def choose(said: Said) -> tuple[config.Target, ...]:
    """The targets of ``generate`` and ``check``.

    Raises ``Stopped`` after saying what is wrong with the configuration, or with the
    names.
    """
    if said.spec is None and said.output is None:
        if said.overlays:
            words = 'with a configuration, overlays stand there: overlays = ["..."]'
            raise click.UsageError(f"--overlay goes with --spec; {words}")
        if said.language:
            words = 'with a configuration, it stands there: language = "..."'
            raise click.UsageError(f"--language goes with --spec; {words}")
        if said.models is not None:
            words = f'with a configuration, it stands there: models = "{said.models}"'
            raise click.UsageError(f"--models goes with --spec; {words}")
        chosen = _named(said.names)
    elif said.spec is None or said.output is None:
        raise click.UsageError("--spec and --output are given together or not at all")
    elif said.names:
        raise click.UsageError("--spec and --output say it all; leave the names out")
    else:
        with _reported() as report:
            models = Kind(said.models or Kind.DATACLASS.value)
            made = config.adhoc(
                said.spec,
                said.output,
                report,
                overlays=said.overlays,
                language=said.language,
                models=models,
            )
            chosen = (made,)
    return tuple(
        replace(
            target,
            lenient=said.lenient,
            allow_partial=said.allow_partial or target.allow_partial,
        )
        for target in chosen
    )


def single(spec: Path, language: str | None, *, lenient: bool) -> config.Target:
    """A target for looking at a description; nothing is written for it."""
    name = re.sub(r"\W", "_", spec.resolve().stem)
    shown = spec.as_posix()
    return config.Target(
        name=name,
        source=spec,
        shown=shown,
        output=Path(name),
        command=f"plainsdk generate --spec {shown} --output generated/{name}",
        language=language,
        lenient=lenient,
    )


def _named(names: Sequence[str]) -> tuple[config.Target, ...]:
    file = config.find(Path.cwd())
    if file is None:
        say.problem(NO_CONFIG)
        raise Stopped
    with _reported() as report:
        known = {target.name: target for target in config.read(file, report)}
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else f": {', '.join(known)}"
            say.problem(f"{name} is none of the SDKs in {as_named(file)}{hint}")
            raise Stopped
    return tuple(known[name] for name in dict.fromkeys(names or known))


@contextmanager
def _reported() -> Generator[Diagnostics]:
    """Diagnostics that are printed where the block cannot go on."""
    report = Diagnostics()
    try:
        yield report
    except Stopped:
        say.diagnostics(report, None, quiet=False, verbose=True)
        raise
