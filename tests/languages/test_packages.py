"""The packages of all files here: what they hold, and that every checker accepts them."""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
import typing
from collections.abc import Sequence
from dataclasses import is_dataclass
from pathlib import Path

import pytest

from tests.languages.harness import CASES, HERE, Case, made_of, make, stored, write


def _run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**kept, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda one: one.name)
def test_a_package_is_what_is_expected(case: Case) -> None:
    made, expected = made_of(case), stored(case)
    assert sorted(made) == sorted(expected), "pytest --update-goldens writes them"
    for path, text in made.items():
        assert text == expected[path], f"{path}; pytest --update-goldens writes it"


@pytest.mark.parametrize("case", CASES, ids=lambda one: one.name)
def test_a_package_is_models_and_no_more(case: Case, laid_out: Path) -> None:
    folder = laid_out / "languages" / case.name
    assert {path.name for path in folder.iterdir()} - {"__pycache__", "said.txt"} == {
        "API.md",
        "__init__.py",
        "models",
        "plainsdk.lock",
        "py.typed",
    }
    package = importlib.import_module(f"languages.{case.name}")
    for name in package.models.__all__:
        model = getattr(package.models, name)
        if is_dataclass(model):
            typing.get_type_hints(model)
        assert not re.search(r"[A-Za-z]\d+$", name), f"{name} is numbered"
    assert not hasattr(package, "Client")


def test_a_package_of_its_own_brings_what_models_need(tmp_path: Path) -> None:
    made = make(HERE / "json_schema/workflow.schema.json")
    write(tmp_path / "alone", made.files)
    assert "_runtime/codec.py" in made.files
    assert not {"_runtime/client.py", "_runtime/transport.py"} & made.files.keys()
    assert [path for path, text in made.files.items() if "httpx" in text] == []
    walk = (
        "import pkgutil, importlib, sys, alone\n"
        "for m in pkgutil.walk_packages(alone.__path__, 'alone.'):\n"
        "    importlib.import_module(m.name)\n"
        'step = alone.from_json(alone.models.Step, \'{"run": "make"}\', strict=True)\n'
        "alone.validate(step)\n"
        "print(step, alone.to_json(step), len(sys.modules['alone.models'].__all__))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", walk],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("RunStep(")


def test_mypy(laid_out: Path, pytestconfig: pytest.Config) -> None:
    cache = pytestconfig.cache.mkdir("languages-mypy") if pytestconfig.cache else ""
    options = ["--strict", "--python-version=3.11", "--config-file="]
    ran = _run(["mypy", *options, f"--cache-dir={cache}", "languages"], laid_out)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_pyright(laid_out: Path) -> None:
    settings = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "include": ["languages"],
        "exclude": ["languages/_runtime"],
    }
    (laid_out / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    ran = _run(["pyright", f"--pythonpath={sys.executable}"], laid_out)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_ruff_and_black(laid_out: Path, tmp_path: Path) -> None:
    options = ["--isolated", "--no-cache", "--target-version=py311"]
    ran = _run(["ruff", "check", *options, str(laid_out / "languages")], tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    config = tmp_path / "black.toml"
    config.write_text("", "utf-8")
    options = ["--check", "--diff", "--quiet", f"--config={config}"]
    ran = _run(["black", *options, str(laid_out / "languages")], tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
