"""Events beside an API share its models."""

from golden import schemas_beside as sdk
from golden.schemas_beside import models as m


def test_an_event_holds_what_the_api_answers() -> None:
    placed = m.OrderPlaced(order=m.Order(id="1"), fee=m.Money(cents=3))
    assert sdk.to_json(placed) == '{"order":{"id":"1"},"fee":{"cents":3}}'
    assert m.OrderShipped(id="1", grams=2).grams == 2


def test_the_api_still_has_a_client() -> None:
    with sdk.Client() as client:
        assert client.orders
