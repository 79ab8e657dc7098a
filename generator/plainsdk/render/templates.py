"""Fills Jinja templates with views.

The only module that knows Jinja, and it knows no API.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined

from ..kinds import Kind
from .views import View

_IMPORTED = re.compile(
    r"^ *from \.(\w+) import |^ *from \. import ([\w, ]+)$", re.MULTILINE
)
"""How a module of the runtime imports another one: nothing else leads to one."""
_WORD = re.compile(r"\w+")


def folder() -> Traversable:
    """Return the templates: inside an installed package, else at the top of the
    checkout.
    """
    inside = files("plainsdk") / "templates"
    if inside.is_dir():
        return inside
    return Path(__file__).parents[3] / "templates"


def fill(template: str, view: View) -> str:
    """Return a file made from a template; the view's attributes are the template's
    names.
    """
    return _environment().get_template(template).render(view._asdict())


def runtime_files(models: Kind) -> dict[str, str]:
    """Return the runtime's modules as they stand, by file name.

    Those for another kind of models than dataclasses take the place of the usual ones.
    """
    folders = [folder() / "runtime"]
    if models is not Kind.DATACLASS:
        folders.append(folder() / "kinds" / models.value)
    found = {
        entry.name: entry.read_text("utf-8")
        for above in folders
        for entry in above.iterdir()
        if entry.name.endswith(".py")
    }
    return dict(sorted(found.items()))


def needed_of(files: Mapping[str, str], first: Iterable[str]) -> dict[str, str]:
    """Return the modules that some modules of the runtime import, with themselves.

    ``first`` are names without ``.py``.
    """
    needed: dict[str, str] = {}
    pending = list(first)
    while pending:
        name = f"{pending.pop()}.py"
        if name in needed or name not in files:
            continue
        needed[name] = files[name]
        for one in _IMPORTED.finditer(files[name]):
            pending += [one[1]] if one[1] else _WORD.findall(one[2])
    return dict(sorted(needed.items()))


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )


def _source(name: str) -> str:
    return (folder() / "package" / name).read_text("utf-8")
