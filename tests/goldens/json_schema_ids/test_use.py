"""References by ``$id``, by anchor and by dynamic anchor lead to the same models as pointers."""

from __future__ import annotations

import json

from golden.json_schema_ids import from_json, models, to_json


def test_every_way_to_name_a_schema() -> None:
    data = {
        "owner": {"name": "Jo", "friend": {"name": "Al"}},
        "city": {"name": "Here"},
        "parts": [{"size": 1, "parts": [{"size": 2}]}],
    }
    text = json.dumps({**data, "same": data})
    shop = from_json(models.Shop, text)
    assert isinstance(shop.owner.friend, models.Person)
    assert isinstance(shop.city, models.Place)
    assert isinstance(shop.same, models.Shop)
    assert isinstance(shop.parts, list)
    assert isinstance(shop.parts[0].parts, list)
    assert isinstance(shop.parts[0].parts[0], models.Part)
    assert json.loads(to_json(shop)) == json.loads(text)
