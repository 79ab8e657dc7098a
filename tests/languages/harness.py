"""Which files stand here, and the packages that are made of them; nothing is asserted."""

from __future__ import annotations

import importlib
import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

from plainsdk.config import RUNTIME, Overlay, Target
from plainsdk.diagnostics import Diagnostic, Diagnostics, Stopped
from plainsdk.pipeline import generate

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"
"""The whole package of each case, without the runtime that they share."""


class Case(NamedTuple):
    """A source, and what its package is called."""

    name: str
    path: str
    language: str | None = None


CASES = (
    Case("workflow", "json_schema/workflow.schema.json"),
    Case("manifest", "json_schema/manifest.json"),
    Case("booking", "json_schema/booking"),
    Case("page_event", "avro/page_event.avsc"),
    Case("change", "avro/change.avsc"),
    Case("payments", "avro/payments"),
    Case("scheduler", "protobuf/scheduler.proto"),
    Case("legacy", "protobuf/legacy.proto"),
    Case("bank", "protobuf/bank"),
    Case("forge", "graphql/forge.graphql"),
    Case("shop", "graphql/shop"),
    Case("content", "graphql/content.gql"),
    Case("invoice", "xml_schema/invoice"),
    Case("track", "xml_schema/track.xsd"),
    Case("drawing", "xml_schema/drawing/drawing.xsd"),
    Case("streetlamps", "asyncapi/streetlamps.yaml"),
    Case("fleet", "asyncapi/fleet/asyncapi.yaml"),
    Case("game", "asyncapi/game.json"),
    Case("files", "mcp/files.json"),
    Case("tickets", "mcp/tickets.yaml"),
    Case("weather", "mcp/weather.json"),
    Case("orders", "samples/orders.json", "samples"),
    Case("settings", "samples/settings.yaml", "samples"),
    Case("stations", "samples/stations.csv"),
)


class Made(NamedTuple):
    """The files of a package, and what was said of its source."""

    files: dict[str, str]
    said: list[Diagnostic]

    @property
    def lines(self) -> list[str]:
        """The remarks, each on a line."""
        return [f"{one.where}: {one.code}: {one.message}" for one in self.said]


def make(
    source: Path,
    *,
    language: str | None = None,
    runtime: str | None = None,
    schemas: tuple[Path, ...] = (),
) -> Made:
    """What comes of a source; no files where there are errors."""
    target = Target(
        name="made",
        source=source,
        shown=source.name,
        output=Path("made"),
        command="plainsdk generate made",
        language=language,
        runtime=runtime,
        schemas=tuple(Overlay(one, one.name) for one in schemas),
    )
    report = Diagnostics()
    try:
        files = dict(generate(target, report).items())
    except Stopped:
        files = {}
    return Made(files, list(report))


def lay_out(folder: Path) -> None:
    """Write the package of every case into ``languages`` below a folder."""
    target = Target(
        name="_runtime",
        source=HERE,
        shown=RUNTIME,
        output=HERE,
        command="plainsdk generate",
    )
    write(
        folder / "languages" / "_runtime",
        dict(generate(target, Diagnostics()).items()),
    )
    (folder / "languages" / "__init__.py").write_text("", "utf-8")
    for case in CASES:
        write(folder / "languages" / case.name, made_of(case))


def made_of(case: Case) -> dict[str, str]:
    """The package of a case, with what is said of its source as ``said.txt``."""
    source = HERE / case.path
    made = make(source, language=case.language, runtime="languages._runtime")
    said = {"said.txt": "\n".join([*made.lines, ""])} if made.lines else {}
    if not made.files:
        raise AssertionError("\n".join(made.lines))
    return {**made.files, **said}


def stored(case: Case) -> dict[str, str]:
    """The package that a case is expected to give."""
    folder = EXPECTED / case.name
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def update() -> None:
    """Write what every case expects anew."""
    made = {case.name: made_of(case) for case in CASES}
    shutil.rmtree(EXPECTED, ignore_errors=True)
    for name, files in made.items():
        write(EXPECTED / name, files)


def write(folder: Path, files: dict[str, str]) -> None:
    """Write the files of a package."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")


def again(case: str, model: str, data: Any, *, later: bool = False) -> Any:
    """What is written of data that was read strictly as a model of a case.

    With ``later`` it may hold members of unions that the schema does not have.
    """
    package = importlib.import_module(f"languages.{case}")
    type_ = getattr(package.models, model)
    value = package.from_json(type_, json.dumps(data), strict=True)
    assert later or "Unknown(" not in repr(value), "a member of a union is not known"
    return json.loads(package.to_json(value))
