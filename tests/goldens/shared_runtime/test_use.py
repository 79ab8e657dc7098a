"""Two packages that import one runtime have one ``UNSET`` and one ``ApiError``."""

from __future__ import annotations

import pytest
from golden.shared_runtime import cats, dogs, runtime
from golden.shared_runtime.cats import models as cat_models
from golden.shared_runtime.dogs import models as dog_models
from golden.shared_runtime.runtime.model import UNSET

from tests.support.server import Server, answer


def test_there_is_one_of_each() -> None:
    assert cats.UNSET is dogs.UNSET is UNSET
    assert cats.errors is dogs.errors
    assert cat_models.Unlisted is dog_models.Unlisted
    assert runtime.__name__ == "golden.shared_runtime.runtime"


def test_each_has_its_own_types() -> None:
    text = '{"name":"Tom","friend":{"name":"Jerry","friend":"Spike"}}'
    cat = cats.from_json(cat_models.Pet, text, strict=True)
    dog = dogs.from_json(dog_models.Pet, text, strict=True)
    assert isinstance(cat.friend, cat_models.Pet)
    assert isinstance(dog.friend, dog_models.Pet)
    assert cats.to_json(cat) == dogs.to_json(dog) == text


def test_an_error_of_either_is_caught(server: Server) -> None:
    server.will(answer(404, {}))
    with (
        dogs.Client(server.url) as client,
        pytest.raises(cats.errors.NotFoundError),
    ):
        client.pets.list()
