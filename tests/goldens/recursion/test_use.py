"""Types that contain themselves, by every way that leads back."""

from __future__ import annotations

from golden.recursion import from_json, requests, to_json
from golden.recursion import models as m


def test_a_tree_of_every_kind() -> None:
    text = (
        '{"parent":{"children":[{},{"named":{"a":{}}}]},"fruit":{"tree":{"fruit":{"tree":null}}},'
        '"value":{"a":[1,"b",null,{"c":true}]},"nest":[[],[[]]]}'
    )
    tree = from_json(m.Tree, text, strict=True)
    assert tree.fruit == m.Fruit(tree=m.Tree(fruit=m.Fruit(tree=None)))
    assert to_json(tree) == text


def test_a_builder_takes_it() -> None:
    leaf = m.Tree(named={"x": m.Tree()})
    request = requests.trees.plant(children=[leaf, {"children": []}], value=[1, ["a"]])
    assert request.body == {
        "children": [{"named": {"x": {}}}, {"children": []}],
        "value": [1, ["a"]],
    }
