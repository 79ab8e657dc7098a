"""Generates the packages of the conformance documents, each when it is first asked for."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest
from plainsdk import config
from plainsdk.config import Overlay, Target
from plainsdk.diagnostics import Diagnostics
from plainsdk.pipeline import generate

HERE = Path(__file__).parent
PUBLISHED = HERE.parents[2] / "shared" / "conformance" / "spector"

PACKAGE = "spector_sdks"
_RUNTIME = "shared_runtime"


def document(name: str) -> Path:
    """The file of a group, ``encode_bytes``, or of one version, ``versioning_added/v1``."""
    own = HERE / f"{name}.yaml"
    if own.exists():
        return own
    group, _, version = name.partition("/")
    file = f"openapi.{version}.yaml" if version else "openapi.yaml"
    if not PUBLISHED.exists():
        pytest.skip(f"the conformance documents are not there: {PUBLISHED}")
    return PUBLISHED / group / file


class Sdks:
    """The packages below a folder that Python can import from."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / PACKAGE
        self._made: dict[str, ModuleType] = {}
        self._folder.mkdir()
        (self._folder / "__init__.py").write_text("", "utf-8")
        self._make(Path(config.RUNTIME), config.RUNTIME, _RUNTIME)

    def of(self, name: str) -> ModuleType:
        """The package that is generated from a document."""
        if name not in self._made:
            self._made[name] = self._generated(name)
        return self._made[name]

    def _generated(self, name: str) -> ModuleType:
        package = "".join(sign if sign.isalnum() else "_" for sign in name).lower()
        file = document(name)
        self._make(file, file.name, package)
        return importlib.import_module(f"{PACKAGE}.{package}")

    def _overlays(self, name: str) -> tuple[Overlay, ...]:
        """What this folder says of a document that is wrong or leaves something out."""
        file = HERE / f"{name}.overlay.yaml"
        return (Overlay(file, file.name),) if file.exists() else ()

    def _make(self, source: Path, shown: str, package: str) -> None:
        target = Target(
            name=package,
            source=source,
            shown=shown,
            output=self._folder / package,
            command=f"plainsdk generate {package}",
            overlays=self._overlays(package),
            runtime=None if shown == config.RUNTIME else f"{PACKAGE}.{_RUNTIME}",
        )
        report = Diagnostics()
        for path, text in generate(target, report).items():
            file = target.output / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        importlib.invalidate_caches()
