"""What is generated is the document as the overlays leave it, not as it is published."""

from __future__ import annotations

import inspect

from golden.overlays import from_json, requests
from golden.overlays import models as m


def test_a_parameter_is_gone_and_another_is_there() -> None:
    taken = list(inspect.signature(requests.pets.list_).parameters)
    assert taken == ["limit", "after", "sort"]


def test_an_operation_is_gone() -> None:
    assert requests.__all__ == ["pets"]


def test_fields_are_merged_in_and_a_schema_is_copied() -> None:
    pet = from_json(m.Pet, '{"name": "Rex", "age": 3, "toys": [{"name": "Ball"}]}')
    assert pet.toys == [m.Toy(name="Ball")]
