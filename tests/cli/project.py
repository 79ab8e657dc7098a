"""A small project and a pipeline in small, for the tests of the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from plainsdk.cli.main import run
from plainsdk.config import Target
from plainsdk.diagnostics import Diagnostics, Place, Pointer, Stopped
from plainsdk.document import Document
from plainsdk.files import Files

from tests.output.made import OLD, pack

if TYPE_CHECKING:
    from plainsdk.pipeline import Made

CONFIG = '[pets]\nspec = "pets.json"\n'


def tiny(
    target: Target, report: Diagnostics, watch: Callable[[Made], None] | None = None
) -> Files:
    """A pipeline whose spec is the output: texts by path, or an error to report."""
    if not target.source.is_file():
        report.error("no-spec", f"{target.shown} is not there")
        raise Stopped
    spec: Mapping[str, str] = json.loads(target.source.read_text())
    document = Document(spec, target.shown, (), lambda _: Place(target.shown, 7))
    if watch is not None:
        watch(document)
    for code, message in spec.items():
        if code == "error":
            report.error("bad", message, Pointer("#/error"))
            raise Stopped
        if code.startswith("warning"):
            report.warning("odd", message, Pointer("#/warning"))
        if code == "note":
            report.note("fine", message)
    texts = {path: text for path, text in spec.items() if "." in path}
    return pack(texts, json.dumps(spec))


class Project:
    """A folder with a configuration and a spec; commands run in it through ``run``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder / "generated" / "pets"
        self.say()
        (folder / "plainsdk.toml").write_text(CONFIG)

    def say(self, texts: Mapping[str, str] = OLD, **more: str) -> None:
        """Make this the spec; ``more`` are warnings, notes and errors that it causes."""
        (self.folder / "pets.json").write_text(json.dumps({**texts, **more}))

    def run(self, *arguments: str) -> int:
        """The exit status of a command."""
        return run(arguments, tiny)
