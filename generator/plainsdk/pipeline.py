"""The whole program on one screen: an API description in, files in memory out."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TypeAlias

from . import lock, toolchain
from .config import RUNTIME, Target
from .diagnostics import Diagnostics, Pointer, Stopped
from .document import Document, Input, Missing, value_at
from .files import Files
from .ir import Api
from .load import load
from .lower import lower
from .names import Names
from .naming import name
from .render import render, render_runtime
from .resolve import leave_out, resolve, select

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
        files = render_runtime(target.models)
        files.add(lock.NAME, _lock(target, target.shown, (), files, ()))
        return files
    document = load(
        target.source,
        shown=target.shown,
        lenient=target.lenient,
        remote=target.remote,
        overlays=target.overlays,
        schemas=target.schemas,
        language=target.language,
        report=report,
    )
    document = select(document, target.include, target.exclude, report)
    passed(document)
    if target.allow_partial:
        document, missing = _whole_parts(document, report)
        target = _without_missing(target, document, missing)
    else:
        missing = ()
    with _bounded(report):
        document = resolve(document, report)
    passed(document)
    with _bounded(report):
        api = _with_environment(lower(document, report), target, report)
    passed(api)
    names = name(api, target.names, report, target.strict_names, target.models)
    passed(names)
    files = render(api, names, target)
    files.add(
        lock.NAME, _lock(target, document.source, document.inputs, files, missing)
    )
    passed(files)
    return files


@contextmanager
def _bounded(report: Diagnostics) -> Generator[None, None, None]:
    """Refuse a document whose schemas lead into each other too deep to be followed."""
    try:
        yield
    except RecursionError:
        words = "references lead through too many schemas that have no name"
        report.error("too-deep", f"{words}; put some under components.schemas")
        raise Stopped from None


def _whole_parts(
    document: Document, report: Diagnostics
) -> tuple[Document, tuple[Missing, ...]]:
    """The document without the parts that have errors, found by trying; and these parts.

    What is left may have errors about the document itself.
    """
    missing: list[Missing] = []
    while True:
        attempt = Diagnostics()
        with suppress(Stopped), _bounded(attempt):
            lower(resolve(document, attempt), attempt)
        document, more = leave_out(document, attempt, report)
        if not more:
            return document, tuple(missing)
        missing.extend(more)


def _without_missing(
    target: Target, document: Document, missing: tuple[Missing, ...]
) -> Target:
    """The target without the names and variables of what is left out."""

    def is_there(pointer: str) -> bool:
        inside = any(pointer.startswith(f"{one.pointer}/") for one in missing)
        here = any(pointer == one.pointer.text for one in missing)
        gone = here and value_at(document.root, Pointer(pointer)) is None
        return not inside and not gone

    at = Pointer("#/components/securitySchemes")
    return replace(
        target,
        names={at: name for at, name in target.names.items() if is_there(at)},
        env={key: name for key, name in target.env.items() if is_there(str(at / key))},
    )


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


def _lock(
    target: Target,
    source: str,
    inputs: tuple[Input, ...],
    files: Files,
    missing: tuple[Missing, ...],
) -> str:
    return lock.dumps(
        lock.Lock(
            plainsdk=toolchain.PLAINSDK,
            models=target.models,
            source=source,
            inputs=inputs,
            files=lock.hashes(files),
            missing=missing,
        )
    )
