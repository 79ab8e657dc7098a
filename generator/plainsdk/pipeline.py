"""The whole program on one screen: an API description in, files in memory out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from . import lock, toolchain
from .config import RUNTIME, Target
from .diagnostics import Diagnostics, Stopped
from .document import Document, Input
from .files import Files
from .ir import Api
from .load import load
from .lower import lower
from .names import Names
from .naming import name
from .render import render, render_runtime
from .resolve import resolve

Made: TypeAlias = Document | Api | Names | Files
"""What a stage hands to the next one."""


def generate(
    target: Target, report: Diagnostics, watch: Callable[[Made], None] | None = None
) -> Files:
    """Everything that belongs into ``target.output``, with the lock.

    ``watch`` is called with what each stage made. Raises ``Stopped`` after the first
    stage that reported an error; nothing has been written then, for nothing here
    writes.
    """

    def passed(made: Made) -> None:
        if watch is not None:
            watch(made)
        if report.failed:
            raise Stopped

    if target.shown == RUNTIME:
        files = render_runtime()
        files.add(lock.NAME, _lock(target.shown, (), files))
        return files
    document = load(
        target.source,
        shown=target.shown,
        lenient=target.lenient,
        remote=target.remote,
        report=report,
    )
    passed(document)
    document = resolve(document, report)
    passed(document)
    api = _with_environment(lower(document, report), target, report)
    passed(api)
    names = name(api, target.names, report, target.strict_names)
    passed(names)
    files = render(api, names, target)
    files.add(lock.NAME, _lock(document.source, document.inputs, files))
    passed(files)
    return files


def _with_environment(api: Api, target: Target, report: Diagnostics) -> Api:
    """Let the configuration say which environment variables hold the credentials."""
    for scheme in target.env:
        if scheme not in api.schemes:
            known = ", ".join(api.schemes) or "none"
            report.error(
                "unneeded-env",
                f"env names {scheme!r}; the security schemes are: {known}",
            )
    schemes = {
        name: replace(scheme, env=target.env.get(name, scheme.env))
        for name, scheme in api.schemes.items()
    }
    return replace(api, schemes=schemes)


def _lock(source: str, inputs: tuple[Input, ...], files: Files) -> str:
    return lock.dumps(
        lock.Lock(
            plainsdk=toolchain.PLAINSDK,
            source=source,
            inputs=inputs,
            files=lock.hashes(files),
        )
    )
