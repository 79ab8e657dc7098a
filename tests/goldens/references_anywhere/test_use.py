"""A reference may lead to any schema; each is one declaration, wherever it is used."""

from __future__ import annotations

from golden.references_anywhere import from_json, to_json
from golden.references_anywhere import models as m


def test_each_place_is_one_declaration() -> None:
    user = m.User(
        maybe=None,
        address=m.OwnerAddress(street="s", kind="home"),
        street="s",
        kind="work",
        inner=m.Inner(x=1),
        body=m.ThingsChangeBody(text="t", part=m.ThingsChangeBodyPart(a="b")),
        part=m.ThingsChangeBodyPart(a="b"),
        answer=["a"],
        gone=m.GoneResponse(why="w"),
        page="last",
        which="two",
    )
    assert from_json(m.User, to_json(user), strict=True) == user
    assert m.Another(gone=m.GoneResponse(why="w")).gone == user.gone


def test_a_place_may_refer_to_itself() -> None:
    owner = from_json(m.Owner, '{"list":[{"kids":[{}]}],"self":[[],[[]]]}', strict=True)
    assert owner.list_ == [m.OwnerListItem(kids=[m.OwnerListItem()])]
    assert owner.self_ == [[], [[]]]
