"""A base with a discriminator means any of its children, which know their own tags."""

from __future__ import annotations

from golden.families import from_json, to_json
from golden.families import models as m


def test_any_child_stands_where_the_base_is_meant() -> None:
    text = '{"pet":{"petType":"dog","bark":true},"pets":[{"petType":"Cat","name":"c"}]}'
    owner = from_json(m.Owner, text, strict=True)
    assert owner == m.Owner(pet=m.Dog(bark=True), pets=[m.Cat(name="c")])
    assert to_json(owner) == text
    assert to_json(m.Puppy(weeks=3)) == '{"petType":"Puppy","weeks":3}'


def test_a_child_that_nobody_knows_is_kept() -> None:
    text = '{"pet":{"petType":"newt"}}'
    owner = from_json(m.Owner, text)
    assert owner.pet == m.Unknown("newt", {"petType": "newt"})
    assert to_json(owner) == text


def test_a_base_with_a_tag_of_its_own_is_a_member() -> None:
    assert from_json(m.Event, '{"kind":"plain"}') == m.EventBase()
    again = from_json(m.Event, '{"kind":"restarted","by":"me"}', strict=True)
    assert again == m.Started(kind="restarted", by="me")


def test_a_base_may_list_its_children_itself() -> None:
    circle = from_json(m.Shape, '{"form":"Circle","radius":2}', strict=True)
    assert circle == m.Circle(radius=2)


def test_any_other_tag_is_the_default() -> None:
    assert from_json(m.Part, '{"text":"x"}') == m.TextPart(text="x")
    assert from_json(m.Part, '{"type":"new"}') == m.TextPart(type="new")
    assert from_json(m.Part, '{"type":"image"}') == m.ImagePart(type="image")


def test_a_child_that_is_a_base_itself() -> None:
    text = '{"kind":"shark","friends":[{"kind":"salmon"}],"sharktype":"saw","teeth":9}'
    fish = from_json(m.Fish, text, strict=True)
    assert fish == m.SawShark(teeth=9, friends=[m.Salmon()])
    assert to_json(fish) == text
    assert from_json(m.Shark, text, strict=True) == fish
    goblin = '{"kind":"shark","sharktype":"goblin"}'
    assert from_json(m.Fish, goblin, strict=True) == m.GoblinShark()
