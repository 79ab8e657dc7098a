"""Packages whose parts are loaded on first use."""

import importlib
import sys
import textwrap
import typing

import pytest
from runtime.codec import decode, encode, from_json, to_json
from runtime.lazy import attributes
from runtime.model import Unknown

MODELS = """
from runtime.lazy import attributes

__getattr__, __dir__ = attributes(
    __name__,
    {"Left": ".left", "Right": ".right", "Side": ".side", "Sides": ".side", "right": ".",
     "Tree": ".side", "Unknown": "runtime.model", "missing": "."},
)
"""

MODEL = """
from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .. import models as m
from runtime.model import Model


@dataclass(kw_only=True, slots=True)
class {name}(Model):
    {field}: str
    side: m.Side | None = None
    type: Literal["{name}"] | None = "{name}"
"""

SIDE = """
from typing import TypeAlias, Union

from .. import models as m

Side: TypeAlias = Union["m.Left", "m.Right", "m.Unknown"]
Sides: TypeAlias = list["m.Side"]
Tree: TypeAlias = Union[str, list["m.Tree"]]
"""


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Make a package with models like a generated one, and give its ``models``."""

    made = []

    def make(name, field):
        models = tmp_path / name / "models"
        models.mkdir(parents=True)
        (models.parent / "__init__.py").write_text("")
        (models / "__init__.py").write_text(MODELS)
        (models / "left.py").write_text(MODEL.format(name="Left", field=field))
        (models / "right.py").write_text(MODEL.format(name="Right", field=field))
        (models / "side.py").write_text(textwrap.dedent(SIDE))
        made.append(name)
        return importlib.import_module(f"{name}.models")

    monkeypatch.syspath_prepend(tmp_path)
    yield make
    for name in [each for each in sys.modules if each.split(".")[0] in made]:
        del sys.modules[name]


def test_nothing_is_loaded_before_it_is_used(package):
    models = package("lazy_one", "a")
    assert "lazy_one.models.left" not in sys.modules
    assert models.Left.__name__ == "Left"
    assert "lazy_one.models.left" in sys.modules
    assert "lazy_one.models.right" not in sys.modules


def test_the_second_use_finds_the_value_in_the_package(package):
    models = package("lazy_two", "a")
    assert "Left" not in vars(models)
    assert models.Left is vars(models)["Left"] is models.Left


def test_a_module_can_be_the_value(package):
    models = package("lazy_three", "a")
    assert models.right is sys.modules["lazy_three.models.right"]


def test_other_packages_are_reached(package):
    assert package("lazy_four", "a").Unknown is Unknown


def test_an_unknown_name_is_an_attribute_error(package):
    models = package("lazy_five", "a")
    with pytest.raises(
        AttributeError, match=r"'lazy_five.models' has no attribute 'Nope'"
    ):
        _ = models.Nope
    with pytest.raises(ImportError):
        _ = models.missing


def test_all_names_are_listed(package):
    models = package("lazy_six", "a")
    assert {"Left", "Right", "Side", "__name__"} <= set(dir(models))


def test_an_alias_needs_no_scope(package):
    models = package("lazy_seven", "a")
    side = from_json(models.Side, '{"a":"x","type":"Right","side":{"type":"Up"}}')
    assert side == models.Right(a="x", side=Unknown("Up", {"type": "Up"}))
    assert from_json(models.Sides, '[{"a":"x","type":"Left"}]') == [models.Left(a="x")]
    assert decode(models.Tree, ["a", ["b", []]]) == ["a", ["b", []]]
    assert to_json(side) == '{"a":"x","side":{"type":"Up"},"type":"Right"}'


def test_two_packages_with_the_same_alias_are_kept_apart(package):
    """``typing`` keeps one object for all that is written ``Union["m.Left", "m.Right"]``."""
    one, two = package("lazy_eight", "a"), package("lazy_nine", "b")
    raw_one = importlib.import_module("lazy_eight.models.side").Side
    raw_two = importlib.import_module("lazy_nine.models.side").Side
    assert raw_one == raw_two
    for _ in range(2):
        assert decode(one.Side, {"type": "Left", "a": "x"}) == one.Left(a="x")
        assert decode(two.Side, {"type": "Left", "b": "x"}) == two.Left(b="x")
        hints = typing.get_type_hints(one.Left), typing.get_type_hints(two.Left)
        assert one.Left in typing.get_args(hints[0]["side"])
        assert two.Left in typing.get_args(hints[1]["side"])


def test_an_alias_that_is_not_tied_needs_a_scope(package):
    models = package("lazy_ten", "a")
    module = importlib.import_module("lazy_ten.models.side")
    value = {"type": "Left", "a": "x"}
    assert decode(module.Side, value, scope=vars(module)) == models.Left(a="x")
    assert encode(module.Side, models.Left(a="x"), scope=vars(module)) == {
        "a": "x",
        "type": "Left",
    }
    with pytest.raises(NameError, match="m.Left"):
        decode(module.Side, value)


def test_values_that_are_no_aliases_are_left_alone(monkeypatch):
    module = type(sys)("lazy_values")
    module.text, module.number, module.kinds = "m.X", 1, list[int]
    monkeypatch.setitem(sys.modules, "lazy_values", module)
    table = {"text": "lazy_values", "number": "lazy_values", "kinds": "lazy_values"}
    load, _ = attributes(__name__, table)
    assert [load(name) for name in table] == ["m.X", 1, list[int]]
