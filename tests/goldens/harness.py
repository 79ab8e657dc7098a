"""Finds the goldens, makes in memory what they expect, and lays them out for import.

A case is a folder here with ``spec.yaml`` (an OpenAPI document) or ``spec/`` (field tables), and
maybe a ``plainsdk.toml`` with more than one SDK. ``expected/`` is the package that comes of it,
or one folder for each SDK; ``said.txt`` is what the run says; ``test_use.py`` is how somebody
would use it; ``wrong_use.py`` is what type checkers must refuse. A case without ``test_use.py``
is one that ends in errors: nothing is expected of it but what is said.

What every change of the runtime or of the version would touch is left out of ``expected``: the
runtime's modules with their lines in the lock, and the version there.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from plainsdk import config, lock
from plainsdk.config import Target
from plainsdk.diagnostics import Diagnostic, Diagnostics, Place, Pointer, Stopped
from plainsdk.document import Document
from plainsdk.kinds import Kind
from plainsdk.pipeline import Made, generate

HERE = Path(__file__).parent
RUNTIME = HERE.parents[1] / "templates" / "runtime"
KINDS = HERE.parents[1] / "templates" / "kinds"

_RUNTIME = "_runtime/"
_SAID = "said.txt"


class Refused(Exception):
    """The goldens cannot be written anew; the message says why."""


@dataclass(frozen=True)
class Case:
    """One behaviour: its folder, and the SDKs that are made from it."""

    folder: Path
    targets: tuple[Target, ...]

    @property
    def name(self) -> str:
        """The folder's name, which is the package's below ``golden`` too."""
        return self.folder.name

    @property
    def is_used(self) -> bool:
        """Whether something comes of it that somebody would use."""
        return (self.folder / "test_use.py").exists()

    def package(self, target: Target) -> str:
        """The dotted name that a target's package is imported by."""
        return ".".join(("golden", self.name, self._below(target))).rstrip(".")

    def path(self, target: Target, file: str) -> str:
        """Where a target's file stands below ``expected``."""
        below = self._below(target)
        return f"{below}/{file}" if below else file

    def _below(self, target: Target) -> str:
        return target.name if len(self.targets) > 1 else ""


def cases() -> list[Case]:
    """Every case, by name."""
    folders = sorted(path for path in HERE.iterdir() if _source(path) is not None)
    return [Case(folder, _targets(folder)) for folder in folders]


def _source(folder: Path) -> Path | None:
    found = (folder / "spec.yaml", folder / "spec")
    return next((one for one in found if one.exists()), None)


def _targets(folder: Path) -> tuple[Target, ...]:
    file = folder / config.FILE
    if not file.exists():
        source = _source(folder)
        assert source is not None
        target = Target(
            name=folder.name,
            source=source,
            shown=source.name,
            output=folder / "expected",
            command=f"plainsdk generate {folder.name}",
        )
        return (target,)
    report = Diagnostics()
    try:
        return config.read(file, report)
    except Stopped:
        raise Refused("\n".join(map(_line, report))) from None


def make(case: Case) -> dict[str, str]:
    """The files of a case by their path below its folder: what is expected, and what is said.

    Raises ``Refused`` where there are errors though somebody would use what comes out.
    """
    found: dict[str, str] = {}
    said: list[str] = []
    for target in case.targets:
        files, lines = made(target)
        if not files and case.is_used:
            raise Refused("\n".join([f"{case.name} has errors:", *lines]))
        said += lines
        for path, text in files.items():
            found[f"expected/{case.path(target, path)}"] = text
    if said:
        found[_SAID] = "\n".join([*said, ""])
    return found


def made(target: Target) -> tuple[dict[str, str], list[str]]:
    """One package without what the goldens leave out, and what the run says of it.

    No file is there where the run ends in errors.
    """
    report = Diagnostics()
    documents: list[Document] = []

    def watch(made: Made) -> None:
        if isinstance(made, Document):
            documents.append(made)

    own: dict[str, str] = {}
    with contextlib.suppress(Stopped):
        files = generate(target, report, watch)
        own = {
            path: text for path, text in files.items() if not path.startswith(_RUNTIME)
        }
        own[lock.NAME] = _lasting(own[lock.NAME])
    return own, [_line(one, *documents[:1]) for one in report]


def _lasting(text: str) -> str:
    found = lock.loads(text)
    hashes = {
        path: digest
        for path, digest in found.files.items()
        if not path.startswith(_RUNTIME)
    }
    return lock.dumps(replace(found, plainsdk="0", files=hashes))


def _line(one: Diagnostic, document: Document | None = None) -> str:
    place = one.where
    if isinstance(place, Pointer) and document is not None:
        place = document.locate(place)
    where = f"{place.file}:{place.line}: " if isinstance(place, Place) else ""
    return f"{where}{one.severity.value}: {one.code}: {one.message}"


def stored(case: Case) -> dict[str, str]:
    """The files of a case as they stand in the repository."""
    files = [path for path in (case.folder / "expected").rglob("*") if path.is_file()]
    said = case.folder / _SAID
    return {
        path.relative_to(case.folder).as_posix(): _read(path)
        for path in [*files, *([said] if said.exists() else [])]
        if "__pycache__" not in path.parts
    }


def _read(path: Path) -> str:
    return path.read_bytes().replace(b"\r\n", b"\n").decode("utf-8")


def update(environment: Mapping[str, str] = os.environ) -> None:
    """Write what every case expects anew.

    Raises ``Refused`` where ``CI`` is set, before anything is written, and for a case that
    cannot be generated.
    """
    if "CI" in environment:
        raise Refused(
            "--update-goldens does not run where CI is set: update them where somebody reads"
            " the diff, and commit that"
        )
    for case in cases():
        files = make(case)
        shutil.rmtree(case.folder / "expected", ignore_errors=True)
        (case.folder / _SAID).unlink(missing_ok=True)
        for path, text in files.items():
            _write(case.folder / path, text)


def lay_out(folder: Path) -> None:
    """Put every expected package with its runtime below ``golden``, and its uses beside it."""
    _write(folder / "golden" / "__init__.py", '"""Every expected package."""\n')
    for case in cases():
        if not (case.folder / "expected").exists():
            continue  # nothing comes of it, or the comparison says that it is missing
        home = folder / "golden" / case.name
        shutil.copytree(
            case.folder / "expected",
            home,
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        for package, sources in _runtimes(case):
            for source in sources:
                shutil.copytree(
                    source,
                    folder.joinpath(*package.split(".")),
                    ignore=shutil.ignore_patterns("__pycache__"),
                    dirs_exist_ok=True,
                )
        if len(case.targets) > 1:
            _write(home / "__init__.py", '"""Several packages."""\n')
        for use in sorted(case.folder.glob("*_use.py")):
            _write(folder / "uses" / f"{case.name}_{use.name}", _read(use))


def _runtimes(case: Case) -> Iterator[tuple[str, tuple[Path, ...]]]:
    """Each runtime: its package, and the folders that it comes of."""
    for target in case.targets:
        name = target.runtime or f"{case.package(target)}._runtime"
        if target.models is Kind.DATACLASS:
            yield name, (RUNTIME,)
        else:
            yield name, (RUNTIME, KINDS / target.models.value)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
