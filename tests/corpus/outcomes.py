"""What becomes of one document: made whole, made in part, refused, crashed; writes nothing."""

from __future__ import annotations

import dataclasses
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from plainsdk import lock
from plainsdk.config import Target
from plainsdk.diagnostics import (
    Diagnostic,
    Diagnostics,
    Place,
    Pointer,
    Severity,
    Stopped,
)
from plainsdk.document import Document, Json
from plainsdk.ir import Api
from plainsdk.names import Names
from plainsdk.pipeline import Made, generate
from plainsdk.resolve.operations import path_item

from tests.corpus.documents import CORPUS, Entry

_METHODS = frozenset(
    ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
)


class What(Enum):
    """What becomes of a document."""

    WHOLE = "whole"
    PARTIAL = "partial"
    REFUSED = "refused"
    CRASHED = "crashed"


@dataclass(frozen=True)
class Outcome:
    """What became of a document, in values that can be pickled and compared.

    ``faults`` are its errors as (code, place, message); ``codes`` counts everything said,
    as ``warning:name-collision``; ``missing`` is what is left out of a partial one, by its
    pointer with the code why, ``silent`` what is not there though no error says so.
    """

    name: str
    what: What
    seconds: float
    operations: int = 0
    schemas: int = 0
    files: int = 0
    codes: Mapping[str, int] = field(default_factory=dict[str, int])
    faults: tuple[tuple[str, str, str], ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict[str, str])
    silent: tuple[str, ...] = ()
    crash: str = ""


@dataclass(frozen=True)
class Whole:
    """Everything that a run made: its files, and what the stages handed on.

    ``root`` is the document as it was loaded, in the shape of OpenAPI 3.1, ``merged`` the
    same as it was lowered, without ``allOf``.
    """

    files: Mapping[str, str]
    root: Mapping[str, Json]
    merged: Mapping[str, Json]
    api: Api
    names: Names


def mapping(value: Json) -> Mapping[str, Json]:
    """A value that is a mapping; an empty one where it is not."""
    return value if isinstance(value, Mapping) else {}


def run(entry: Entry) -> tuple[Outcome, Whole | None]:
    """Generate a document in memory, and compile every Python file that comes of it.

    A document that is refused is tried again without the operations that its errors stand
    in, which ``--allow-partial`` leaves out.
    """
    outcome, whole = _attempt(entry, entry.target())
    if outcome.what is not What.REFUSED or not _can_be_partial():
        return outcome, whole
    again, whole = _attempt(entry, entry.target(allow_partial=True))
    if again.what is not What.WHOLE:
        return outcome, None
    made = dataclasses.replace(
        again,
        what=What.PARTIAL,
        seconds=outcome.seconds + again.seconds,
        faults=outcome.faults,
    )
    return made, whole


def outcome(entry: Entry) -> Outcome:
    """What becomes of a document, without what was made: that stays in this process."""
    return run(entry)[0]


def _can_be_partial() -> bool:
    return "allow_partial" in {one.name for one in dataclasses.fields(Target)}


def _attempt(entry: Entry, target: Target) -> tuple[Outcome, Whole | None]:
    report = Diagnostics()
    found: dict[type, Any] = {}
    documents: list[Document] = []

    def watch(made: Made) -> None:
        found[type(made)] = made
        if isinstance(made, Document):
            documents.append(made)

    start = time.perf_counter()
    try:
        files = generate(target, report, watch)
        seconds = time.perf_counter() - start
        _compile(files)
    except Stopped:
        seconds = time.perf_counter() - start
        faults = tuple(_fault(one) for one in report if one.severity is Severity.ERROR)
        what = What.REFUSED if faults else What.CRASHED
        crash = "" if faults else "it stopped without an error"
        return (
            Outcome(
                entry.name,
                what,
                seconds,
                codes=_codes(report),
                faults=faults,
                crash=crash,
            ),
            None,
        )
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        seconds = time.perf_counter() - start
        crash = "".join(traceback.format_exception(error)[-12:])[-3000:]
        return (
            Outcome(
                entry.name, What.CRASHED, seconds, codes=_codes(report), crash=crash
            ),
            None,
        )
    api, names = found[Api], found[Names]
    loaded, merged = documents
    missing = _missing(files)
    made = Outcome(
        entry.name,
        What.WHOLE,
        seconds,
        operations=len({(one.method, one.path) for one in api.operations}),
        schemas=len(api.declarations),
        files=len(files),
        codes=_codes(report),
        missing=missing,
        silent=tuple(_silently_missing(loaded.root, api, missing)),
    )
    return made, Whole(dict(files), loaded.root, merged.root, api, names)


def _missing(files: Mapping[str, str]) -> dict[str, str]:
    """The pointers of what is left out and listed as that, with the code of each."""
    listed = lock.loads(files[lock.NAME]).missing
    return {str(one.pointer): one.code for one in listed}


def _silently_missing(
    root: Mapping[str, Json], api: Api, said: Mapping[str, str]
) -> Iterator[str]:
    """Operations and component schemas that the document has and the API has not."""
    # Of an operation's variants each stands below it.
    made = {"/".join(one.pointer.text.split("/")[:4]) for one in api.operations}
    for path, item in mapping(root.get("paths")).items():
        if path.startswith("x-"):
            continue
        for method in sorted(_METHODS & path_item(item, root).keys()):
            at = str(Pointer("#/paths") / path / method)
            if at not in made and at not in said:
                yield at
    schemas = Pointer("#/components/schemas")
    for name in mapping(mapping(root.get("components")).get("schemas")):
        if schemas / name not in api.declarations and str(schemas / name) not in said:
            yield str(schemas / name)


def _compile(files: Mapping[str, str]) -> None:
    """Raise ``SyntaxError`` for a file that is no Python; a warning of it is an error too."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for path, text in files.items():
            if path.endswith(".py") and not path.startswith("_runtime/"):
                compile(text, path, "exec", dont_inherit=True)


def _codes(report: Diagnostics) -> dict[str, int]:
    counted = Counter(f"{one.severity.value}:{one.code}" for one in report)
    return dict(sorted(counted.items()))


def _fault(one: Diagnostic) -> tuple[str, str, str]:
    match one.where:
        case Pointer(text):
            place = text
        case Place(file, line):
            place = f"{file.removeprefix(f'{CORPUS}/')}:{line}"
        case None:
            place = ""
    return one.code, place, one.message
